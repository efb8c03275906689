import type { AlleoCredentials, TenantSecret } from '../../contracts/credentials.ts';

/** A secret with the version that it was read as. */
export interface SecretVersion {
  readonly secret: TenantSecret;
  readonly version: string;
}

/** Tenant secrets, one each. `pending` is the second slot of a rotation. */
export interface SecretsPort {
  /** Throws `TenantError` SECRET_MISSING or SECRET_INVALID (naming the field). */
  readSecret(tenantId: string, arn: string, stage?: 'current' | 'pending'): Promise<TenantSecret>;
  /** The current one, to be replaced as long as it still is. Throws like `readSecret`. */
  readCurrent(tenantId: string, arn: string): Promise<SecretVersion>;
  /**
   * The secret of the tenant's name, whatever the directory says of it; `undefined` where there is none, without a `secret`
   * where it cannot be read as one. Throws `TenantError` SECRET_BEING_DELETED where it can still be brought back.
   */
  findSecret(tenantId: string): Promise<{ readonly arn: string; readonly secret?: TenantSecret } | undefined>;
  /** Makes the tenant's secret, or takes over one that a half-done `add` left behind; gives its ARN. */
  createSecret(tenantId: string, secret: TenantSecret): Promise<string>;
  /** Stores a new pair in the pending slot; gives its version. */
  putPending(arn: string, secret: TenantSecret): Promise<string>;
  /** Makes version `to` the current one, and `from` the previous one; false where `from` is not the current one. */
  promote(arn: string, versions: { readonly from: string; readonly to: string }): Promise<boolean>;
  /** At once, without recovery. Nothing happens where it is gone. */
  deleteSecret(arn: string): Promise<void>;
  /** The stage's own Alleo credential, where it has one for all companies. */
  readStageAlleo(): Promise<AlleoCredentials | undefined>;
}
