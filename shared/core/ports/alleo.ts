/** An Alleo account as the Customer API shows it. */
export interface AlleoAccount {
  readonly id: number;
  readonly external_id: string | null;
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly birthday: string | null;
  readonly work_anniversary: string | null;
  readonly company_group_id: number | null;
  readonly is_active: boolean;
}

/** Fields that the Customer API takes. A field left out stays as it is, `null` clears. */
export interface AlleoAccountFields {
  readonly external_id?: string;
  readonly email?: string;
  readonly first_name?: string;
  readonly last_name?: string;
  readonly birthday?: string | null;
  readonly work_anniversary?: string | null;
  readonly company_group_id?: number | null;
  readonly language?: string;
}

/** Alleo refused one user's request (400, 409, 422): the code and the field it names, nothing else. */
export interface Rejection {
  readonly rejected: 'DUPLICATE_EMAIL' | 'VALIDATION';
  readonly attribute?: string;
}

/**
 * One company's accounts in Alleo. All calls throw `TenantError` ALLEO_CREDENTIALS_REFUSED (401 twice, 403, or the
 * token endpoint refusing) or `TransientError` (429 with its `Retry-After`, 5xx, network).
 */
export interface AlleoPort {
  listCompanies(): Promise<readonly { id: number; name: string }[]>;
  listGroups(): Promise<readonly { id: number; name: string }[]>;
  /** Every account of the company, active or not, page by page. */
  listAccounts(): Promise<readonly AlleoAccount[]>;
  /** `undefined` where the account does not exist (404). */
  readAccount(id: number): Promise<AlleoAccount | undefined>;
  createAccount(fields: AlleoAccountFields): Promise<AlleoAccount | Rejection>;
  /** `undefined` where the account does not exist (404). */
  updateAccount(id: number, fields: AlleoAccountFields): Promise<AlleoAccount | Rejection | undefined>;
  /** 404 counts as `gone`. */
  activateAccount(id: number): Promise<'done' | 'gone' | Rejection>;
  deactivateAccount(id: number): Promise<'done' | 'gone' | Rejection>;
  requestCount(): number;
}
