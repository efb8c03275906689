import type { AccountField, OptionalField } from '../../contracts/attributes.ts';

/** Fields of an account that may be cleared. */
type ClearableField = Extract<AccountField, OptionalField>;

/** An Alleo account as the Customer API shows it: any text of it may be null (facts: Alleo, "Customer API"). */
export interface AlleoAccount extends Readonly<Record<AccountField, string | null>> {
  readonly id: number;
  readonly external_id: string | null;
  readonly company_group_id: number | null;
  readonly is_active: boolean;
}

/** Fields that the Customer API takes. A field left out stays as it is, `null` clears. */
export interface AlleoAccountFields
  extends Partial<Readonly<Record<Exclude<AccountField, ClearableField>, string>>>,
    Partial<Readonly<Record<ClearableField, string | null>>> {
  readonly external_id?: string;
  readonly company_group_id?: number | null;
  readonly language?: string;
}

/** Alleo refused one user's request (400, 403, 409, 422): the code and the field it names, nothing else. */
export interface Rejection {
  /** `FORBIDDEN`: this account alone may not be changed with our credential (`Administrators cannot be changed`). */
  readonly rejected: 'DUPLICATE_EMAIL' | 'VALIDATION' | 'FORBIDDEN';
  readonly attribute?: string;
}

/** One read of a company's accounts, active or not, as it came: nothing about it is proven yet. */
export interface AccountsRead {
  /** By Alleo's id. */
  readonly accounts: ReadonlyMap<number, AlleoAccount>;
  /** Every `count` that a page told. */
  readonly counts: ReadonlySet<number>;
  /** Whether two pages that share a place showed different accounts there: one may have passed unseen between them. */
  readonly moved: boolean;
}

/**
 * One company's accounts in Alleo. A status says something only with the body that is documented for it; any other
 * answer is a gateway's and `TransientError` ALLEO_UNAVAILABLE, as are 429 (with its `Retry-After`), 5xx and the network.
 * `TenantError` ALLEO_CREDENTIALS_REFUSED: 401 twice, 403 for more than one account, or the token endpoint refusing.
 */
export interface AlleoPort {
  /** One without a name is called by its id. */
  listCompanies(): Promise<readonly { id: number; name: string }[]>;
  /** Those that have a name. */
  listGroups(): Promise<readonly { id: number; name: string }[]>;
  listAccounts(): Promise<AccountsRead>;
  /** `undefined` where Alleo says that the account does not exist (404): one answer, not yet a proof. */
  readAccount(id: number): Promise<AlleoAccount | undefined>;
  createAccount(fields: AlleoAccountFields): Promise<AlleoAccount | Rejection>;
  /** `undefined` where the account does not exist (404). */
  updateAccount(id: number, fields: AlleoAccountFields): Promise<AlleoAccount | Rejection | undefined>;
  /** 404 counts as `gone`. */
  activateAccount(id: number): Promise<'done' | 'gone' | Rejection>;
  deactivateAccount(id: number): Promise<'done' | 'gone' | Rejection>;
  requestCount(): number;
}
