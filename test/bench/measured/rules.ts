import { makePeople } from '../../../local/simulators/personio/make-people.ts';
import { defaultPolicies } from '../../../shared/contracts/policies.ts';
import { draftPlan } from '../../../shared/core/compare/plan.ts';
import type { PlanInput } from '../../../shared/core/compare/plan-input.ts';
import { confirm, newMemory, reserve } from '../../../shared/core/emit/remember.ts';
import { ABSENT, EMPTY, type Employee } from '../../../shared/core/ground/employee.ts';
import { createFingerprints } from '../../../shared/core/ground/fingerprint.ts';
import type { EmployeeMemory, TenantMemory } from '../../../shared/core/ground/memory.ts';
import { resolveApproval } from '../../../shared/core/hold/approval.ts';
import { checkGates } from '../../../shared/core/read/gates.ts';
import { proveComplete } from '../../../shared/core/read/listing.ts';
import { answerParent } from '../answer-parent.ts';
import { type Cost, measure } from './measure.ts';

/** How many people to plan for, and on which day. */
export interface RulesInput {
  readonly people: number;
  readonly today: string;
}

export interface RulesOutput extends Cost {
  /** People decided and compared in a second of processor time, in the best of the passes: compiled and undisturbed. */
  readonly perSecond: number;
}

const PASSES = 5;
const fingerprints = createFingerprints(Buffer.alloc(32, 7).toString('base64'));
const NOTHING: TenantMemory = { employees: new Map(), open: [], awaitingGroup: [], ledger: [], madeAnew: new Set() };

function makeEmployees({ people, today }: RulesInput): Employee[] {
  return makePeople({ count: people, today }).map((person) => ({
    id: String(person.id),
    status: person.status,
    email: person.email,
    first_name: person.firstName,
    last_name: person.lastName,
    hire_date: person.hireDate ?? EMPTY,
    termination_date: person.terminationDate ?? EMPTY,
    birthday: person.birthday ?? EMPTY,
    department: person.department ?? EMPTY,
    eligibility: ABSENT,
    budgets: new Map(),
  }));
}

const everyone = { mode: 'everyone' } as const;

/** All rules of a run: complete?, gates, decide, compare, limits, digest. Gives how many mutations they ask for. */
function applyRules(employees: readonly Employee[], memory: TenantMemory, today: string) {
  const read = { employees, totals: [employees.length], attributes: new Map() };
  const listing = proveComplete(read, undefined);
  if ('incomplete' in listing) throw new Error(listing.incomplete);
  const gate = checkGates(listing, memory, everyone, fingerprints.keyId);
  if (gate !== undefined) throw new Error(gate.code);
  const policies = defaultPolicies();
  const none = { onceReadable: [], gone: [], departmentsWithoutGroup: [], tooManyMissing: [] };
  const input: PlanInput = { listing, memory, today, policies, eligibility: everyone, fingerprints, ...none };
  const drafted = draftPlan(input);
  const base = { today, policies, ledger: [], base: drafted.active, fingerprints };
  const now = new Date(`${today}T03:00:00Z`);
  return resolveApproval(drafted, base, { approval: undefined, approvedEntries: undefined, stage: 'activated', now })
    .plan;
}

function remember(employees: readonly Employee[], today: string): TenantMemory {
  const context = { today, startedAt: new Date(`${today}T03:00:00Z`), fingerprints };
  const remembered = new Map<string, EmployeeMemory>();
  const first = applyRules(employees, NOTHING, today);
  const drafts = [...first.emissions, ...first.held].map(({ draft }) => draft);
  for (const draft of drafts) {
    const settles = first.settled.get(draft.employeeId);
    const settling = settles === undefined ? draft : { ...draft, settles };
    const { memory } = reserve(newMemory(draft.employeeId, fingerprints.keyId), settling, context);
    remembered.set(draft.employeeId, confirm(memory, settling, context));
  }
  return { ...NOTHING, employees: remembered };
}

answerParent(async (input: RulesInput): Promise<RulesOutput> => {
  const employees = makeEmployees(input);
  const memory = remember(employees, input.today);
  const times: number[] = [];
  const { result: _, ...cost } = await measure(() => {
    for (let pass = 0; pass < PASSES; pass += 1) {
      const begun = process.cpuUsage();
      const plan = applyRules(employees, memory, input.today);
      const { user, system } = process.cpuUsage(begun);
      times.push((user + system) / 1_000);
      if (plan.emissions.length + plan.held.length > 0) throw new Error('an unchanged day asked for mutations');
    }
  });
  return { ...cost, perSecond: (input.people / Math.min(...times)) * 1_000 };
});
