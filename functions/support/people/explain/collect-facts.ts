import type { ExplainFacts } from '../../../../shared/contracts/support/person-facts.ts';
import { readHistory } from '../../../../shared/core/ground/history.ts';
import { describeHeld } from '../describe-held.ts';
import type { Explained } from './explained.ts';

function accountOf({ alleo, memory, config }: Explained): ExplainFacts['account'] {
  if ('problem' in alleo) return 'not-read';
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
  const { tenant, planned, employeeId, memory, open } = explained;
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
    history: readHistory(memory?.history),
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
