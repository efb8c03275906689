import type { ExplainFacts } from '../../../../shared/contracts/support/person-facts.ts';
import { readHistory } from '../../../../shared/core/ground/history.ts';
import { describeHeld } from '../describe-held.ts';
import { isOpen } from './explain-memory.ts';
import type { Explained } from './explained.ts';

/** Found by an e-mail address alone, and it says that it is somebody else's: nobody may be told that it is theirs. */
function isDoubtful({ alleo, employeeId, outcome, passedTo, memory }: Explained): boolean {
  if ('problem' in alleo || alleo.match !== undefined) return false;
  const carried = alleo.account?.external_id ?? '';
  const own = [employeeId, passedTo, ...(memory?.formerIds ?? [])];
  return carried !== '' && outcome?.alleoId === undefined && !own.includes(carried);
}

function accountOf(explained: Explained): ExplainFacts['account'] {
  const { alleo, memory, config } = explained;
  if ('problem' in alleo || isDoubtful(explained)) return 'not-read';
  // An account in conflict is somebody else's.
  const isTheirs = alleo.account !== undefined && alleo.match?.match !== 'conflict';
  const account = !isTheirs ? 'none' : alleo.account.is_active ? 'active' : 'inactive';
  // Alleo's own consumer applies what was sent: that it has not yet is nobody's change.
  const differs = memory !== undefined && (memory.status === 'active') !== (account === 'active');
  return config.deliveryMode === 'queue' && differs ? 'not-read' : account;
}

function issuesOf({ planned, employeeId }: Explained): ExplainFacts['issues'] {
  if (!('stopped' in planned)) return planned.resolved.plan.issues.filter((issue) => issue.employeeId === employeeId);
  const { code, attribute } = planned.stopped;
  return [{ code, ...(attribute === undefined ? {} : { attribute }) }];
}

/** What a letter about one person is written from. `name`: as Personio or Alleo has it. */
export function collectFacts(explained: Explained, name: string | null): ExplainFacts {
  const { tenant, planned, employeeId, memory, passedTo, open } = explained;
  const verdict = 'stopped' in planned ? undefined : planned.resolved.plan.verdicts.get(employeeId);
  const held = 'stopped' in planned ? [] : planned.resolved.plan.held;
  const { language, currency } = tenant.policies;
  return {
    tenantStatus: tenant.status,
    language,
    currency,
    decision: verdict?.decision ?? null,
    reason: verdict?.reason ?? null,
    ...(verdict?.startDate === undefined ? {} : { startDate: verdict.startDate }),
    remembered: memory?.status ?? 'nothing',
    account: accountOf(explained),
    ...(passedTo === undefined ? {} : { passedTo }),
    history: readHistory(memory?.history).filter((change) => !isOpen(change, explained)),
    issues: issuesOf(explained),
    holds: held.filter(({ draft }) => draft.employeeId === employeeId).map((one) => describeHeld(one, tenant, name)),
    open: open.map(({ reservation: { kind }, code, attribute }) => ({
      employeeId,
      name,
      kind,
      code: code ?? null,
      ...(attribute === undefined ? {} : { attribute }),
    })),
  };
}
