import { REQUIRED_ATTRIBUTES } from '../../../shared/contracts/attributes.ts';
import { PLACES } from '../../../shared/contracts/codes/code-places.ts';
import type { PersonioCredentials } from '../../../shared/contracts/credentials.ts';
import { oneLine } from '../../../shared/contracts/one-line.ts';
import type { Tenant } from '../../../shared/contracts/tenant.ts';
import { TenantError } from '../../../shared/core/ground/errors.ts';
import { isActive } from '../../../shared/core/ground/memory.ts';
import { readCompleteListing } from '../../../shared/core/prepare-plan.ts';
import { budgetAttribute } from '../../../shared/core/read/gates.ts';
import type { CompleteListing } from '../../../shared/core/read/listing.ts';
import { failed } from '../refusal.ts';
import type { SupportDeps } from '../support-deps.ts';
import { tryPersonio } from './try-credentials.ts';

type ProbeDeps = Pick<SupportDeps, 'openPersonio' | 'memory'>;

/** A Personio pair that shall be used from now on, and where. */
export interface NextPair {
  readonly url: string;
  readonly credentials: PersonioCredentials;
}

/** What the new pair has to show: these people, and these readings (`email`, `eligibility`, budget keys). */
interface Expected {
  readonly ids: ReadonlySet<string>;
  readonly readable: ReadonlySet<string>;
  /** Everybody, or (where only the memory is known, which people leave) at least half. */
  readonly all: boolean;
}

function refuseOtherAccount(next: CompleteListing, { ids, all }: Expected): void {
  const shared = [...ids].filter((id) => next.employees.has(id)).length;
  if (shared * 2 < ids.size) {
    throw failed(
      'ACCOUNT_MISMATCH',
      `The new pair shows another Personio account: of ${ids.size} known people it shows ${shared}. It is not used, and nothing else was changed.`,
      'Ask the customer for a credential of the same Personio account.',
    );
  }
  if (all && shared < ids.size) {
    throw failed(
      'PEOPLE_NOT_SHOWN',
      `The new pair shows ${shared} of the ${ids.size} people that the current one shows. It is not used, and nothing else was changed.`,
      'Look at the credential’s "Employees: Read" and its filters in Personio; if somebody was deleted there just now, try again.',
    );
  }
}

function nameReading(name: string, tenant: Tenant): string {
  if (name === 'eligibility') return tenant.eligibility.mode === 'attribute' ? oneLine(tenant.eligibility.label) : name;
  return name.includes(':') ? budgetAttribute(name) : name;
}

function refuseLostAttributes(next: CompleteListing, { readable }: Expected, tenant: Tenant): void {
  const lost = [...readable].filter((name) => !next.readable.has(name));
  if (lost.length === 0) return;
  throw failed(
    'ATTRIBUTE_LOST',
    `The new pair does not show: ${lost.map((name) => nameReading(name, tenant)).join(', ')}. It is not used, and nothing else was changed.`,
    `The customer fixes it: ${PLACES.credential.en}`,
  );
}

/** What the memory knows: people who are active by our doing, and attributes that were readable once. */
async function expectFromMemory(deps: ProbeDeps, tenant: Tenant): Promise<Expected> {
  const { employees } = await deps.memory.readMemory(tenant.id);
  const ids = [...employees.values()].filter(isActive).map((one) => one.employeeId);
  const eligibility = tenant.eligibility.mode === 'attribute' ? ['eligibility'] : [];
  const readable = [...REQUIRED_ATTRIBUTES, ...tenant.onceReadable, ...eligibility];
  return { ids: new Set(ids), readable: new Set(readable), all: false };
}

/** What the current pair shows; where Personio refuses it by now, what the memory knows. */
async function expectFromCurrent(deps: ProbeDeps, tenant: Tenant, current: PersonioCredentials): Promise<Expected> {
  const { id: tenantId, personioUrl: url, eligibility } = tenant;
  try {
    const shown = await readCompleteListing(
      deps.openPersonio({ tenantId, url, eligibility, credentials: current }),
      tenantId,
    );
    return { ids: new Set(shown.employees.keys()), readable: shown.readable, all: true };
  } catch (error) {
    if (!(error instanceof TenantError) || error.code !== 'CREDENTIALS_REFUSED') throw error;
    return expectFromMemory(deps, tenant);
  }
}

/**
 * Reads everybody with the new pair and refuses it unless it shows the same account and no attribute less. It is held
 * against what the current pair shows, given one; else against what is remembered. Writes nothing.
 */
export async function probePair(
  deps: ProbeDeps,
  tenant: Tenant,
  next: NextPair,
  current?: PersonioCredentials,
): Promise<CompleteListing> {
  const { id: tenantId, eligibility } = tenant;
  const shown = await tryPersonio(deps, { tenantId, eligibility, ...next });
  const expected =
    current === undefined ? await expectFromMemory(deps, tenant) : await expectFromCurrent(deps, tenant, current);
  refuseOtherAccount(shown, expected);
  refuseLostAttributes(shown, expected, tenant);
  return shown;
}
