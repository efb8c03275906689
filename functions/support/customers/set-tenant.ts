import { isDeepStrictEqual } from 'node:util';
import { canonicalAddress } from '../../../shared/contracts/address.ts';
import type { TenantSecret } from '../../../shared/contracts/credentials.ts';
import { shownPolicies } from '../../../shared/contracts/limits.ts';
import { oneLine } from '../../../shared/contracts/one-line.ts';
import type { Policies } from '../../../shared/contracts/policies.ts';
import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { SupportRequest } from '../../../shared/contracts/support-operation.ts';
import type { Tenant } from '../../../shared/contracts/tenant.ts';
import type { TenantAttributes } from '../../../shared/core/ports/table.ts';
import { changeTenant, pickAttributes } from '../change-tenant.ts';
import { probePair } from '../credentials/probe-pair.ts';
import { promoteSecret } from '../credentials/promote-secret.ts';
import { tryAlleo } from '../credentials/try-credentials.ts';
import { readEligibility } from '../eligibility-labels.ts';
import { findTenant } from '../find-tenant.ts';
import { failed, Refusal, wrongUsage } from '../refusal.ts';
import { refuseTakenCompany } from '../refuse-taken-company.ts';
import type { SupportDeps } from '../support-deps.ts';
import { viewTenant } from '../view-tenant.ts';
import { checkUrl } from './check-url.ts';
import { claimCompany } from './claim-company.ts';
import { readPolicies } from './read-policies.ts';

type Request = Extract<SupportRequest, { operation: 'tenant-set' }>;
type Urls = Pick<Tenant, 'personioUrl' | 'alleoUrl'>;

/** The address asked for; the stored one, as it is stored, where that is the same in another spelling. */
function readUrl(deps: SupportDeps, side: 'personio' | 'alleo', stored: string, asked: string | undefined): string {
  if (asked === undefined) return stored;
  const checked = checkUrl(deps.config, side, asked);
  return checked === canonicalAddress(stored) ? stored : checked;
}

/**
 * Before its first plan is approved nothing was sent to the company. One that waits again may have sent a part of it: its
 * release lapsed.
 */
async function isCompanyFixed(deps: Pick<SupportDeps, 'memory'>, tenant: Tenant): Promise<boolean> {
  if (tenant.status !== 'pending' || tenant.activatedAt !== undefined) return true;
  return (await deps.memory.readMemory(tenant.id)).employees.size > 0;
}

function refuseCredentials(tenant: Tenant, request: Request, urls: Urls): void {
  const personioMoves = urls.personioUrl !== tenant.personioUrl;
  const alleoMoves = urls.alleoUrl !== tenant.alleoUrl;
  const { credentials } = request;
  if (personioMoves && credentials?.personio === undefined) {
    throw wrongUsage(
      'CREDENTIALS_NEEDED',
      'Another Personio URL voids the stored pair: it was given for the old one. Nothing was changed.',
      'Give the pair for the new URL with --credentials FILE.',
    );
  }
  const idle = [
    ...(credentials?.personio !== undefined && !personioMoves ? ['Personio'] : []),
    ...(credentials?.alleo !== undefined && !alleoMoves ? ['Alleo'] : []),
  ];
  if (idle.length === 0) return;
  const hint = `\`personio-sync credentials rotate ${tenant.id}\` changes a pair and probes it first.`;
  throw wrongUsage('CREDENTIALS_NOT_NEEDED', `The URL of ${idle.join(' and ')} stays, so its pair stays, too.`, hint);
}

/** The company under the new settings, looked up wherever its number or its Alleo URL changes. */
async function readCompany(
  deps: SupportDeps,
  tenant: Tenant,
  request: Request,
  alleoUrl: string,
  secret: TenantSecret | undefined,
): Promise<Tenant['company']> {
  const companyId = request.companyId ?? tenant.company.id;
  const moves = alleoUrl !== tenant.alleoUrl;
  if (companyId === tenant.company.id && !moves) return tenant.company;
  const refuse = () =>
    failed(
      'COMPANY_FIXED',
      `${tenant.name} is activated: its company stays ${tenant.company.id} (${oneLine(tenant.company.name)}).`,
      'For another company remove the customer and add it again; users in Alleo stay as they are.',
    );
  const isFixed = await isCompanyFixed(deps, tenant);
  if (companyId !== tenant.company.id && isFixed) throw refuse();
  refuseTakenCompany(await deps.directory.listTenants(), tenant.id, companyId, alleoUrl);
  // The stored pair was given for the old URL and is never sent to another one.
  const credentials = moves ? request.credentials?.alleo : secret?.alleo;
  const { id: tenantId, name } = tenant;
  const company = await tryAlleo(deps, { tenantId, name, url: alleoUrl, companyId, credentials });
  if (isFixed && company.name !== oneLine(tenant.company.name)) throw refuse();
  return company;
}

/** The secret with the pairs of the new URLs in place of those of the old ones. */
function replacePairs(secret: TenantSecret, tenant: Tenant, request: Request, urls: Urls): TenantSecret {
  const { alleo: stored, ...rest } = secret;
  const alleo = urls.alleoUrl === tenant.alleoUrl ? stored : request.credentials?.alleo;
  const personio = request.credentials?.personio ?? secret.personio;
  return { ...rest, personio, ...(alleo === undefined ? {} : { alleo }) };
}

const SETTINGS = ['name', 'company', 'eligibility', 'personioUrl', 'alleoUrl', 'policies'] as const;
type Settings = Pick<Tenant, (typeof SETTINGS)[number]>;

/** What a setting is, as support types or sees it. */
function tellSetting({ company, eligibility, policies, ...texts }: Settings, name: string): string {
  if (name === 'company') return `${company.id} (${oneLine(company.name)})`;
  if (name === 'eligibility') {
    if (eligibility.mode === 'attribute') return oneLine(eligibility.label);
    return eligibility.mode === 'everyone' ? 'none' : 'not decided';
  }
  return oneLine(String(new Map<string, unknown>(Object.entries({ ...texts, ...policies })).get(name)));
}

/** Which settings changed, from what to what; of the limits their word, and a number only where it is not what the word says. */
function listChanges(before: Settings, after: Settings): SupportAnswer<'tenant-set'>['changes'] {
  const policies = Object.keys(after.policies) as (keyof Policies)[];
  const shown = new Set([before, after].flatMap((one) => shownPolicies(one.policies).map(([name]) => name)));
  const names = [
    ...SETTINGS.filter((name) => name !== 'policies' && !isDeepStrictEqual(before[name], after[name])),
    ...policies.filter((name) => before.policies[name] !== after.policies[name] && shown.has(name)),
  ];
  return names.map((name) => ({ name, from: tellSetting(before, name), to: tellSetting(after, name) }));
}

/** What a company was looked up by, and that it is not fixed. */
const BEHIND_COMPANY = ['company', 'alleoUrl', 'status', 'activatedAt'] as const;

/** Pairs that go with new URLs: the version that they are stored as, and the one that they replace. */
type Pairs = { readonly from: string; readonly to: string };

/**
 * The pairs first, then the directory: an old pair never meets a new URL. Where another change came between, the old pairs
 * are taken back, so that a new one does not meet an old URL either.
 */
async function write(
  deps: SupportDeps,
  tenant: Tenant,
  change: { readonly changes: Partial<Settings>; readonly asRead: TenantAttributes; readonly pairs: Pairs | undefined },
  hold: () => Promise<void> = async () => {},
): Promise<Tenant> {
  const { changes, asRead, pairs } = change;
  if (pairs !== undefined) await promoteSecret(deps, tenant, pairs);
  try {
    await hold();
    return await changeTenant(deps, tenant, changes, asRead);
  } catch (error) {
    if (pairs !== undefined && error instanceof Refusal)
      await deps.secrets.promote(tenant.secretArn, { from: pairs.to, to: pairs.from });
    throw error;
  }
}

/** Writes what was asked for and nothing that was only read, while it still is what it was read as. */
async function store(deps: SupportDeps, tenant: Tenant, settings: Settings, pairs: Pairs | undefined): Promise<Tenant> {
  const names = SETTINGS.filter((name) => !isDeepStrictEqual(tenant[name], settings[name]));
  const changes = pickAttributes(settings, names);
  const asRead = pickAttributes(tenant, names);
  const { company, alleoUrl } = settings;
  if (changes.company === undefined && changes.alleoUrl === undefined)
    return write(deps, tenant, { changes, asRead, pairs });
  const behind = Object.fromEntries(BEHIND_COMPANY.map((name) => [name, tenant[name]]));
  return claimCompany(deps, { tenantId: tenant.id, companyId: company.id, alleoUrl }, (hold) =>
    write(deps, tenant, { changes, asRead: { ...asRead, ...behind }, pairs }, hold),
  );
}

/**
 * Changes settings. The company is fixed after activation; a changed URL needs its own pair, which is probed like one
 * that is rotated in. Refuses where another changed the same, or what the company depends on, meanwhile.
 */
export async function setTenant(deps: SupportDeps, request: Request): Promise<SupportAnswer<'tenant-set'>> {
  const tenant = await findTenant(deps, request.tenantId);
  const urls: Urls = {
    personioUrl: readUrl(deps, 'personio', tenant.personioUrl, request.personioUrl),
    alleoUrl: readUrl(deps, 'alleo', tenant.alleoUrl, request.alleoUrl),
  };
  const policies = readPolicies(tenant.policies, request.policies);
  const eligibility = request.eligibility === undefined ? tenant.eligibility : readEligibility(request.eligibility);
  refuseCredentials(tenant, request, urls);
  const moves = urls.personioUrl !== tenant.personioUrl || urls.alleoUrl !== tenant.alleoUrl;
  const needsSecret = moves || request.companyId !== undefined;
  const current = needsSecret ? await deps.secrets.readCurrent(tenant.id, tenant.secretArn) : undefined;
  const company = await readCompany(deps, tenant, request, urls.alleoUrl, current?.secret);
  const settings: Settings = { name: request.name ?? tenant.name, company, eligibility, policies, ...urls };
  const personio = request.credentials?.personio;
  if (personio !== undefined)
    await probePair(deps, { ...tenant, eligibility }, { url: urls.personioUrl, credentials: personio });
  let pairs: Pairs | undefined;
  if (moves && current !== undefined) {
    const next = replacePairs(current.secret, tenant, request, urls);
    pairs = { from: current.version, to: await deps.secrets.putPending(tenant.secretArn, next) };
  }
  const after = await store(deps, tenant, settings, pairs);
  const changes = listChanges(tenant, settings);
  return { tenant: viewTenant(after, deps.clock()), changed: changes.map(({ name }) => name), changes };
}
