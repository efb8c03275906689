import type { TenantSecret } from '../../../shared/contracts/credentials.ts';
import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { SupportRequest } from '../../../shared/contracts/support-operation.ts';
import type { Tenant } from '../../../shared/contracts/tenant.ts';
import { readCompany } from '../../../shared/core/accounts/index-accounts.ts';
import { dateIn } from '../../../shared/core/ground/calendar.ts';
import { TenantError } from '../../../shared/core/ground/errors.ts';
import { createFingerprints } from '../../../shared/core/ground/fingerprint.ts';
import { foldText } from '../../../shared/core/ground/text.ts';
import type { Lease, TenantAttributes } from '../../../shared/core/ports/table.ts';
import type { RestoreContext } from '../../../shared/core/restore-memory.ts';
import { keepLease } from '../../../shared/runtime/keep-lease.ts';
import { readAgain } from '../change-tenant.ts';
import { explainCode } from '../explain-error.ts';
import { findTenant } from '../find-tenant.ts';
import { queueRun } from '../queue-run.ts';
import { failed, Refusal } from '../refusal.ts';
import type { SupportDeps } from '../support-deps.ts';
import { probePair } from './probe-pair.ts';
import { rewriteMemory } from './rewrite-memory.ts';
import { chooseAlleoCredentials, tryAlleo } from './try-credentials.ts';

type Request = Extract<SupportRequest, { operation: 'credentials-restore' }>;
type Sides = Omit<RestoreContext, 'fingerprints' | 'today'>;

/** What stopped the runs for want of the secret or its key, or of a pair that was probed since. */
const FIXED_BY_RESTORING: ReadonlySet<string> = new Set([
  'SECRET_MISSING',
  'SECRET_INVALID',
  'MEMORY_KEY_CHANGED',
  'CREDENTIALS_REFUSED',
  'ALLEO_CREDENTIALS_REFUSED',
]);

function refuseBeingDeleted({ id, name, secretArn }: Tenant, error: unknown): never {
  if (!(error instanceof TenantError) || error.code !== 'SECRET_BEING_DELETED') throw error;
  throw failed(
    'SECRET_BEING_DELETED',
    `The secret of ${name} is being deleted, and until then it can be brought back with its key: then nothing has to be restored.`,
    `\`aws secretsmanager restore-secret --secret-id ${secretArn}\`, then \`personio-sync requeue ${id}\`.`,
  );
}

/** The stored secret, where there is one that can be read. Refuses where nothing is lost. */
async function readStored(deps: SupportDeps, tenant: Tenant): Promise<TenantSecret | undefined> {
  const found = await deps.secrets.findSecret(tenant.id).catch((error: unknown) => refuseBeingDeleted(tenant, error));
  if (found?.secret === undefined) return undefined;
  const { keyId } = createFingerprints(found.secret.fingerprintKey);
  const { employees } = await deps.memory.readMemory(tenant.id);
  const isWhole = [...employees.values()].every((one) => one.keyId === keyId);
  if (found.arn !== tenant.secretArn || !isWhole) return found.secret;
  throw failed(
    'NOTHING_TO_RESTORE',
    `The secret of ${tenant.name} is there, and its people are remembered under its key. Nothing was changed.`,
    `\`personio-sync credentials rotate ${tenant.id}\` changes a pair and probes it first.`,
  );
}

/** Probes both pairs, and reads what both sides have now. */
async function readBothSides(deps: SupportDeps, tenant: Tenant, { credentials }: Request) {
  const { id: tenantId, name, alleoUrl: url, company, personioUrl } = tenant;
  await tryAlleo(deps, { tenantId, name, url, companyId: company.id, credentials: credentials.alleo });
  const pair = await chooseAlleoCredentials(deps, credentials.alleo, url);
  const alleo = deps.openAlleo({ tenantId, url, companyId: company.id, credentials: pair });
  const { employees } = await probePair(deps, tenant, { url: personioUrl, credentials: credentials.personio });
  const { accounts, groups } = await readCompany(alleo, tenantId);
  const byName = groups.map(({ id, name: called }): [string, number] => [foldText(called), id]);
  return { employees, accounts, groups: new Map(byName) } satisfies Sides;
}

/** The directory's entry with these attributes. Refuses where somebody else changed or removed the tenant meanwhile. */
async function update(
  deps: SupportDeps,
  { id, name, registration }: Tenant,
  changes: TenantAttributes,
  asRead?: TenantAttributes,
): Promise<void> {
  if (await deps.directory.updateTenant(id, registration, changes, asRead)) return;
  const hint = `Look at \`personio-sync tenant show ${id}\`, then try again.`;
  throw failed('TENANT_CHANGED', `Somebody else changed ${name} meanwhile. It is not restored.`, hint);
}

/** What the runs were stopped for is gone. */
function fixedFlags({ flag, deliveryFlag }: Tenant): TenantAttributes {
  return {
    ...(flag !== undefined && FIXED_BY_RESTORING.has(flag.code) ? { flag: undefined } : {}),
    ...(deliveryFlag !== undefined && FIXED_BY_RESTORING.has(deliveryFlag.code) ? { deliveryFlag: undefined } : {}),
  };
}

/**
 * Secret first, then the directory, then the memory: cut off anywhere, a run meets a secret that is not there or people
 * under another key, and stops. Asked for again, this goes on where it was, under the key that it made.
 */
async function restore(deps: SupportDeps, tenant: Tenant, request: Request, lease: Lease) {
  const { stored, sides } = await keepLease(deps.memory, lease, async () => ({
    stored: await readStored(deps, tenant),
    sides: await readBothSides(deps, tenant, request),
  }));
  // Reading took minutes: by now the company may be another tenant's.
  await readAgain(deps, tenant);
  const { personio, alleo } = request.credentials;
  const fingerprintKey = stored?.fingerprintKey ?? deps.newFingerprintKey();
  const secret = { personio, ...(alleo === undefined ? {} : { alleo }), fingerprintKey };
  const secretArn = await deps.secrets
    .createSecret(tenant.id, secret)
    .catch((error: unknown) => refuseBeingDeleted(tenant, error));
  await update(deps, tenant, { secretArn }, { secretArn: tenant.secretArn });
  const today = dateIn(tenant.policies.timeZone, deps.clock());
  const context = { ...sides, today, fingerprints: createFingerprints(fingerprintKey) };
  const memory = await deps.memory.readMemory(tenant.id);
  const rewritten = await rewriteMemory(deps.memory, lease, memory, context);
  await update(deps, tenant, fixedFlags(tenant));
  return { people: sides.employees.size, remembered: memory.employees.size, uncertain: rewritten };
}

/**
 * For a tenant whose secret is lost, or holds another key than the one that its people are remembered under: both pairs
 * are probed as in a rotation, and what is remembered goes on under the secret's key (behaviour: "A lost key").
 */
export async function restoreCredentials(
  deps: SupportDeps,
  request: Request,
): Promise<SupportAnswer<'credentials-restore'>> {
  const tenant = await findTenant(deps, request.tenantId);
  const lease = await deps.memory.takeLease(tenant.id, deps.newId(deps.clock()));
  if (lease === undefined) throw new Refusal(explainCode('LEASE_TAKEN', tenant.id));
  let restored: Awaited<ReturnType<typeof restore>>;
  try {
    restored = await restore(deps, tenant, request, lease);
  } finally {
    await deps.memory.releaseLease(lease);
  }
  const queued = tenant.status === 'active';
  if (queued) await queueRun(deps, tenant, 'rotate');
  return { tenantId: tenant.id, restored: true, ...restored, queued };
}
