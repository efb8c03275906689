import { oneLine } from '../../../shared/contracts/one-line.ts';
import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import type { SupportProblem, SupportRequest } from '../../../shared/contracts/support-operation.ts';
import type { SeenAttribute } from '../../../shared/core/ground/employee.ts';
import { TransientError } from '../../../shared/core/ground/errors.ts';
import { settleAll } from '../../../shared/core/ground/settle-all.ts';
import type { PersonioPort } from '../../../shared/core/ports/personio.ts';
import { readCompleteListing } from '../../../shared/core/prepare-plan.ts';
import type { Gate } from '../../../shared/core/read/gates.ts';
import { checkGates } from '../../../shared/core/read/gates.ts';
import { findRenumbered } from '../../../shared/core/read/humans.ts';
import type { CompleteListing } from '../../../shared/core/read/listing.ts';
import { explainError } from '../explain-error.ts';
import { findTenant } from '../find-tenant.ts';
import type { OpenTenant } from '../open-tenant.ts';
import { openCompany, openTenant } from '../open-tenant.ts';
import { explainGate, gateOf } from '../plan-or-stop.ts';
import type { SupportDeps } from '../support-deps.ts';
import { checkAttributes } from './check-attributes.ts';
import { noticeFields } from './notice-attributes.ts';

type Request = Extract<SupportRequest, { operation: 'check' }>;
type Answer = SupportAnswer<'check'>;
type Named = Pick<SeenAttribute, 'key' | 'label' | 'universalId'>;

/** The attributes as Personio lists them; some credentials may not ask (facts: "Limits and errors"), so it may fail. */
async function listAttributes(personio: PersonioPort): Promise<readonly Named[] | undefined> {
  try {
    return await personio.readAttributes();
  } catch (error) {
    if (error instanceof TransientError) return undefined;
    throw error;
  }
}

interface Look {
  readonly listing: CompleteListing;
  readonly shown: readonly Named[] | undefined;
}

async function readPersonio({ personio, tenant }: OpenTenant): Promise<Look | Gate> {
  try {
    const listing = await readCompleteListing(personio, tenant.id);
    return { listing, shown: await listAttributes(personio) };
  } catch (error) {
    return gateOf(error);
  }
}

/** The company's name as Alleo has it now, or the problem that stands in the way. */
async function readCompany(
  deps: SupportDeps,
  open: OpenTenant,
): Promise<{ readonly name: string } | { readonly problem: SupportProblem }> {
  const { id: tenantId, company } = open.tenant;
  try {
    const companies = await (await openCompany(deps, open)).listCompanies();
    const found = companies.find((one) => one.id === company.id);
    if (found !== undefined) return { name: found.name };
    const message = `Alleo shows no company ${company.id} (${oneLine(company.name)}) under this credential.`;
    const hint = `Ask Alleo for a key of that company, then \`personio-sync credentials rotate ${tenantId}\`.`;
    return { problem: { kind: 'failed', code: 'COMPANY_UNKNOWN', message, hint } };
  } catch (error) {
    const problem = explainError(error, tenantId);
    if (problem === undefined) throw error;
    return { problem };
  }
}

const tell = ({ message, hint }: SupportProblem) => (hint === undefined ? message : `${message} ${hint}`);

/** Attributes by key: what rows carried, and what Personio lists beside that. */
function mergeAttributes({ listing, shown }: Look): readonly Named[] | undefined {
  if (listing.employees.size === 0) return shown;
  const seen = new Map<string, Named>([...(shown ?? []), ...listing.attributes.values()].map((one) => [one.key, one]));
  return [...seen.values()];
}

async function describe(
  deps: SupportDeps,
  { tenant, fingerprints }: OpenTenant,
  look: Look,
): Promise<Pick<Answer, 'attributes' | 'warnings' | 'people'> & { readonly gate: Gate | undefined }> {
  const { listing } = look;
  const memory = await deps.memory.readMemory(tenant.id);
  const gate = checkGates(
    listing,
    memory,
    tenant.eligibility,
    fingerprints.keyId,
    findRenumbered(listing, memory, fingerprints),
  );
  const seen = mergeAttributes(look);
  const { attributes, warnings } = checkAttributes(tenant, {
    employees: [...listing.employees.values()],
    attributes: seen,
  });
  const selects = attributes.some((one) => one.wanted === 'eligibility' && one.state !== 'not-readable');
  const notices = noticeFields({ tenantId: tenant.id, eligibility: tenant.eligibility, seen: seen ?? [], selects });
  return { people: listing.employees.size, attributes, warnings: [...warnings, ...notices], gate };
}

/**
 * What the credentials show: both sides are asked, every attribute is looked at, and what stands in the way of a run is
 * told with its place in Personio. Changes nothing; a refused credential is an answer, not a failure of this.
 */
export async function check(deps: SupportDeps, request: Request): Promise<Answer> {
  const tenant = await findTenant(deps, request.tenantId);
  const open = await openTenant(deps, tenant);
  const [look, company] = await settleAll([readPersonio(open), readCompany(deps, open)]);
  const { gate, people, attributes, warnings } =
    'listing' in look ? await describe(deps, open, look) : { gate: look, people: 0, attributes: [], warnings: [] };
  // An attribute that is not readable is told with the attribute.
  const stops =
    gate === undefined || gate.code === 'ATTRIBUTE_NOT_READABLE' ? [] : [tell(explainGate(gate, tenant.id))];
  const refused = 'problem' in company ? company.problem : undefined;
  const code = gate?.code ?? refused?.code ?? null;
  const isEmptied = attributes.some((one) => one.required && one.state === 'empty-for-all');
  return {
    tenantId: tenant.id,
    companyName: 'name' in company ? company.name : null,
    people,
    attributes,
    warnings: [...stops, ...(refused === undefined ? [] : [tell(refused)]), ...warnings],
    code,
    ok: code === null && !isEmptied,
  };
}
