import { codeInfo } from '../../../../shared/contracts/codes/codes.ts';
import { oneLine } from '../../../../shared/contracts/one-line.ts';
import type { Issue } from '../../../../shared/contracts/run-report.ts';
import type { Decision } from '../../../../shared/core/decide/decide.ts';
import { indexSameEmail } from '../../index-same-email.ts';
import { nameOf } from '../../name-person.ts';
import type { Explained, Step } from './explained.ts';

/** The rows of the table in behaviour, "Decide", by number. */
const ROWS: readonly string[] = [
  'the status is inactive',
  'selective sync is on, and the value says no',
  'selective sync is on, and the value is empty',
  'selective sync is on, and the value says neither yes nor no',
  'the status is missing or unknown',
  'the hire date cannot be read',
  'the hire date lies ahead, or is missing while onboarding',
  'the termination date has passed, although the status says otherwise',
  'the status is leave',
  'e-mail or name are missing or not valid',
  'somebody else who would take part has the same e-mail address',
  'none of the rows before: employed',
];

const DECISIONS: { readonly [D in Decision]: string } = {
  in: 'takes part',
  out: 'does not take part',
  waiting: 'waits',
  blocked: 'blocked: nothing changes until it is fixed',
};

/** A code and what it means. */
export function sayCode({ code, attribute }: Issue): string {
  const text = codeInfo(code)?.text.en;
  return `${code}${attribute === undefined ? '' : ` (${oneLine(attribute)})`}${text === undefined ? '' : `: ${text}`}`;
}

function explainAbsence({ memory, tenant }: Explained): string[] {
  if (memory?.missing === undefined) return ['Nobody of that id is listed: no row of the table is about them.'];
  const { since, days } = memory.missing;
  return [`MISSING since ${since}: absent from complete listings on ${days} of ${tenant.policies.missingDays} days.`];
}

/** Row 9 lets people on leave through to the rows after it, where the policy says so. */
function explainLeave({ employee, tenant }: Explained, row: number): string[] {
  if (employee?.status !== 'leave' || row <= 9) return [];
  const why =
    tenant.policies.onLeave === 'keep'
      ? 'keep, and they are active in Alleo: they keep their account'
      : 'in: they take part';
  return [`Row 9, ${ROWS[8]}, lets them through: the policy onLeave is ${why}.`];
}

function explainSameEmail({ employeeId, planned }: Explained): string[] {
  if ('stopped' in planned) return [];
  const { listing, resolved } = planned;
  const others = indexSameEmail(resolved.plan.issues, listing.employees).get(employeeId) ?? [];
  const named = others.map((id) => `${nameOf(listing.employees.get(id)) ?? 'somebody without a name'} (${id})`);
  return named.length === 0 ? [] : [`The same e-mail address has: ${named.join(', ')}.`];
}

/** Step 2: the row of the table that decided, and what else was noticed. */
export function explainDecision(explained: Explained): Step {
  const { planned, employeeId } = explained;
  const step = { step: 'decide', title: 'Decided' } as const;
  if ('stopped' in planned) return { ...step, lines: ['Nobody is decided: the run stops before that.'] };
  const verdict = planned.resolved.plan.verdicts.get(employeeId);
  if (verdict === undefined) return { ...step, lines: explainAbsence(explained) };
  const { row, reason, decision, issues } = verdict;
  const own = issues.filter(({ code }) => code === reason);
  const others = issues.filter(({ code }) => code !== reason);
  const codes = [...(own.length === 0 ? [{ code: reason }] : own), ...others];
  return {
    ...step,
    lines: [
      `Row ${row} of 12: ${ROWS[row - 1]}. So: ${DECISIONS[decision]}.`,
      ...explainLeave(explained, row),
      ...codes.map(sayCode),
      ...explainSameEmail(explained),
    ],
  };
}
