/** An account of an Alleo company, as the Customer API shows it. Change one through its company, never in place. */
export interface AlleoEmployee {
  readonly id: number;
  /** A create needs address and names; an edit may take them away again. */
  readonly email: string | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly prefix: string | null;
  readonly language: string | null;
  readonly private_email: string | null;
  readonly is_active: boolean;
  readonly company_group_id: number | null;
  readonly group_name: string | null;
  readonly external_id: string | null;
  readonly registration_date: string | null;
  readonly offboarding_date: string | null;
  readonly birthday: string | null;
  readonly work_anniversary: string | null;
  readonly last_active_date: string | null;
}

/** What a client may write; the rest is read only. */
export type WritableFields = Pick<
  AlleoEmployee,
  | 'email'
  | 'first_name'
  | 'last_name'
  | 'prefix'
  | 'language'
  | 'private_email'
  | 'company_group_id'
  | 'external_id'
  | 'birthday'
  | 'work_anniversary'
>;

/** An account to begin with: an e-mail address, and whatever else matters. Active unless said otherwise. */
export type SeedEmployee = Pick<AlleoEmployee, 'email'> & Partial<Omit<AlleoEmployee, 'group_name'>>;

export const EMPTY_FIELDS: Omit<WritableFields, 'email' | 'first_name' | 'last_name'> = {
  prefix: null,
  language: 'en',
  private_email: null,
  company_group_id: null,
  external_id: null,
  birthday: null,
  work_anniversary: null,
};
