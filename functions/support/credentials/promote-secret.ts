import type { Tenant } from '../../../shared/contracts/tenant.ts';
import { failed } from '../refusal.ts';
import type { SupportDeps } from '../support-deps.ts';

/**
 * Takes the stored version into use in place of the one that was read. Refuses where another took that one's place
 * meanwhile: the stored version was made from the old one and would bring its other pair back.
 */
export async function promoteSecret(
  deps: Pick<SupportDeps, 'secrets'>,
  tenant: Tenant,
  versions: { readonly from: string; readonly to: string },
): Promise<void> {
  if (await deps.secrets.promote(tenant.secretArn, versions)) return;
  throw failed(
    'CREDENTIALS_CHANGED',
    `Somebody else changed the credentials of ${tenant.name} meanwhile. Theirs are in use, those given now are not.`,
    'Try again where they are still needed.',
  );
}
