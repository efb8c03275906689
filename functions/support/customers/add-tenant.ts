import { defaultPolicies } from '../../../shared/contracts/policies.ts';
import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { SupportRequest } from '../../../shared/contracts/support-operation.ts';
import type { Tenant } from '../../../shared/contracts/tenant.ts';
import { noticeAttributes } from '../attributes/notice-attributes.ts';
import { tryAlleo, tryPersonio } from '../credentials/try-credentials.ts';
import { readEligibility } from '../eligibility-labels.ts';
import { failed, wrongUsage } from '../refusal.ts';
import { refuseTakenCompany } from '../refuse-taken-company.ts';
import { ALL_TENANTS } from '../reserved.ts';
import type { SupportDeps } from '../support-deps.ts';
import { viewTenant } from '../view-tenant.ts';
import { checkUrl, PERSONIO_URL } from './check-url.ts';
import { claimCompany, claimId } from './claim-company.ts';
import { readPolicies } from './read-policies.ts';

type Request = Extract<SupportRequest, { operation: 'tenant-add' }>;

function refuseExisting(existing: Tenant): never {
  const next = existing.status === 'pending' ? 'check' : 'tenant show';
  const hint = `Go on with \`personio-sync ${next} ${existing.id}\`; other credentials go in by \`credentials rotate\`.`;
  throw failed(
    'TENANT_EXISTS',
    `The customer ${existing.id} (${existing.name}) is there already, ${existing.status}.`,
    hint,
  );
}

/**
 * Secret first, then the directory: whoever is in the directory has a secret. Where the directory does not take the
 * tenant, the secret goes again; a secret that a killed `add` left behind is taken over by the next one.
 */
async function store(
  deps: SupportDeps,
  request: Request,
  draft: Omit<Tenant, 'secretArn'>,
  hold: () => Promise<void>,
): Promise<Tenant> {
  const existing = await deps.directory.readTenant(draft.id);
  if (existing !== undefined) refuseExisting(existing);
  const { personio, alleo } = request.credentials;
  const secret = { personio, ...(alleo === undefined ? {} : { alleo }), fingerprintKey: deps.newFingerprintKey() };
  const secretArn = await deps.secrets.createSecret(draft.id, secret);
  const tenant: Tenant = { ...draft, secretArn };
  let created: boolean;
  try {
    await hold();
    created = await deps.directory.createTenant(tenant);
  } catch (error) {
    // No answer is not a no: only a directory that does not have this registration lets the secret go.
    const stored = await deps.directory.readTenant(draft.id);
    if (stored === undefined) await deps.secrets.deleteSecret(secretArn);
    if (stored?.registration !== draft.registration) throw error;
    created = true;
  }
  if (created) return tenant;
  const other = await deps.directory.readTenant(draft.id);
  if (other !== undefined) refuseExisting(other);
  await deps.secrets.deleteSecret(secretArn);
  throw failed('TENANT_CHANGED', 'The customer was added and removed by somebody else meanwhile.', 'Try again.');
}

/** Registers a customer as `pending`: everything checked, both credentials tried, nothing half-registered left behind. */
export async function addTenant(deps: SupportDeps, request: Request): Promise<SupportAnswer<'tenant-add'>> {
  const { tenantId, name, companyId, credentials } = request;
  if (tenantId === ALL_TENANTS)
    throw wrongUsage('TENANT_ID_RESERVED', `No customer may be called ${tenantId}.`, 'Take another id.');
  const personioUrl = checkUrl(deps.config, 'personio', request.personioUrl ?? PERSONIO_URL);
  const alleoUrl = checkUrl(deps.config, 'alleo', request.alleoUrl ?? deps.config.stageAlleoUrl);
  const policies = readPolicies(defaultPolicies(), request.policies);
  const eligibility = readEligibility(request.eligibility);
  const tenants = await deps.directory.listTenants();
  const existing = tenants.find((one) => one.id === tenantId);
  if (existing !== undefined) refuseExisting(existing);
  refuseTakenCompany(tenants, tenantId, companyId, alleoUrl);
  const company = await tryAlleo(deps, { tenantId, name, url: alleoUrl, companyId, credentials: credentials.alleo });
  const listing = await tryPersonio(deps, {
    tenantId,
    url: personioUrl,
    eligibility,
    credentials: credentials.personio,
  });
  const now = deps.clock();
  const draft: Omit<Tenant, 'secretArn'> = {
    version: 1,
    id: tenantId,
    name,
    status: 'pending',
    registration: deps.newId(now),
    personioUrl,
    alleoUrl,
    company,
    eligibility,
    policies,
    onceReadable: [],
    createdAt: now.toISOString(),
  };
  const tenant = await claimId(deps, tenantId, (holdId) =>
    claimCompany(deps, { tenantId, companyId, alleoUrl }, (holdCompany) =>
      store(deps, request, draft, async () => {
        await holdId();
        await holdCompany();
      }),
    ),
  );
  return {
    tenant: viewTenant(tenant, now),
    people: listing.employees.size,
    warnings: noticeAttributes(tenantId, listing, eligibility),
    next: `personio-sync check ${tenantId}`,
  };
}
