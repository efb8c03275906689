import { FIXERS } from '../../../../shared/contracts/codes/code-info.ts';
import { codeInfo, placeOf } from '../../../../shared/contracts/codes/codes.ts';
import type { Issue } from '../../../../shared/contracts/run-report.ts';
import { FORGET_AFTER_DAYS } from '../../../../shared/core/compare/absence.ts';
import type { Draft } from '../../../../shared/core/compare/draft.ts';
import type { Verdict } from '../../../../shared/core/decide/decide.ts';
import { addDays, dateIn } from '../../../../shared/core/ground/calendar.ts';
import { isActive } from '../../../../shared/core/ground/memory.ts';
import { nextAfter } from '../../../../shared/core/ground/schedule.ts';
import type { Held } from '../../../../shared/core/hold/assemble.ts';
import { explainCode } from '../../explain-error.ts';
import type { Planned } from '../../plan-or-stop.ts';
import { explainInactive } from '../../refuse-unless-active.ts';
import { sayCode } from './explain-decision.ts';
import type { Explained, Step } from './explained.ts';
import { sayInstant } from './explained.ts';

/** Who fixes a code where; nothing for one that needs nobody. */
function sayFix({ code, attribute }: Pick<Issue, 'code' | 'attribute'>, tenantId: string): string[] {
  const fix = codeInfo(code)?.fix;
  if (fix === undefined || fix.who === 'nobody') return [];
  return [`${FIXERS[fix.who]}: ${(placeOf(code, attribute) ?? fix.where).en.replaceAll(/\bID\b/g, tenantId)}`];
}

/** The date, in the tenant's zone, of the next scheduled run. */
const nextDate = ({ tenant, config, now }: Explained) =>
  dateIn(tenant.policies.timeZone, nextAfter(config.schedule, now));

function explainAbsent(explained: Explained, lost: readonly string[]): string[] {
  const { memory, tenant, passedTo } = explained;
  if (passedTo !== undefined) return [`Nothing for this id: \`personio-sync explain ${tenant.id} ${passedTo}\`.`];
  if (memory === undefined) return ['Nothing: nobody of that id is known.'];
  if (!isActive(memory)) {
    if (lost.length > 0) return [...lost];
    const since = memory.goneSince;
    const when = since === undefined ? `after ${FORGET_AFTER_DAYS} days` : `on ${addDays(since, FORGET_AFTER_DAYS)}`;
    return [`Nothing: inactive in Alleo. Forgotten here ${when}, unless they come back to Personio.`];
  }
  const next = nextDate(explained);
  const days = memory.missing?.days ?? 0;
  const counted = memory.missing?.lastDay === next ? days : days + 1;
  const on = addDays(next, Math.max(0, tenant.policies.missingDays - counted));
  return [`Deactivated by the run of ${on}, unless they are found in Personio before.`, ...lost];
}

/**
 * What to do about an account that is lost, as `verify` says; nothing for one that was edited, which stays so. Where
 * Alleo's own consumer applies what is sent, nobody here knows what it has applied.
 */
function sayLost({ alleo, config, tenant, employeeId }: Explained, verdict: Verdict | undefined): string[] {
  const { access, kind } = ('account' in alleo ? alleo.difference : undefined) ?? {};
  if (kind !== 'lost' || config.deliveryMode === 'queue') return [];
  const isOn = access === 'active';
  const told = isOn ? 'not active, and its account is' : 'active, and its account is not, or is not there';
  const stays = `Alleo was told that they are ${told}. No run changes that, unless they change in Personio.`;
  const sendsAgain = isOn ? (verdict?.decision ?? 'out') === 'out' : verdict?.decision === 'in';
  if (sendsAgain) return [`${stays} \`personio-sync resend ${tenant.id} ${employeeId}\` tells it again.`];
  return [`${stays} Until it is decided that they take part, \`resend\` sends nothing.`];
}

/** When somebody is activated who is not yet. */
function explainWaiting(explained: Explained, { reason, startDate }: Verdict): string {
  if (reason === 'ON_LEAVE') return 'Activated by the next run after the status is active again.';
  if (startDate === undefined) return 'Activated once a hire date is entered and has come.';
  const next = nextDate(explained);
  return `Activated by the run of ${startDate < next ? next : startDate}, if the status agrees by then.`;
}

const OPEN = 'What is open is offered again by the next run, once a day.';

function explainQuiet(explained: Explained, verdict: Verdict, lost: readonly string[]): string[] {
  const { memory, open, tenant } = explained;
  const active = memory !== undefined && isActive(memory);
  switch (verdict.decision) {
    case 'in':
      if (open.length > 0) return [OPEN, ...lost];
      if (lost.length > 0) return [...lost];
      return ['Nothing: Alleo was told everything. A change in Personio goes out with the next run.'];
    case 'out': {
      if (open.length > 0) return [OPEN, ...lost];
      if (lost.length > 0) return [...lost];
      const stays = memory === undefined ? 'stays out of Alleo' : 'stays inactive in Alleo';
      return [`Nothing: ${stays}.`, ...sayFix({ code: verdict.reason }, tenant.id)];
    }
    case 'waiting': {
      if (active)
        return [
          lost.length > 0 ? 'Nothing: kept as they are in Alleo.' : 'Nothing: active in Alleo, and kept so.',
          ...verdict.issues.flatMap((issue) => sayFix(issue, tenant.id)),
          ...lost,
        ];
      return [explainWaiting(explained, verdict), ...lost];
    }
    case 'blocked':
      return [
        active ? 'Nothing: kept as they are in Alleo until it is fixed.' : 'Nothing: not activated until it is fixed.',
        ...sayFix(verdict.issues[0] ?? { code: verdict.reason }, tenant.id),
        ...lost,
      ];
  }
}

const nameDraft = ({ kind, budget, changed }: Draft) => {
  if (budget !== undefined) return `${kind} ${budget.category}`;
  return kind === 'update' ? `update (${changed.join(', ')})` : kind;
};

/** Which run is the next one: after what still has to be done by hand. */
function sayNextRun({ tenant, config, now }: Explained): string {
  if (tenant.status === 'pending') return 'The first run, once the first plan is approved,';
  if (tenant.status === 'paused') return 'The first run after `tenant resume`';
  return `The next run (${sayInstant({ tenant }, nextAfter(config.schedule, now))}, or \`personio-sync requeue ${tenant.id}\`)`;
}

function sayHold({ draft, code }: Held, explained: Explained, digest: string): string {
  const { tenant } = explained;
  const { hint } = explainCode(code, tenant.id);
  // The digest of a first plan is that of all of it: nothing held is approved with it.
  const place = tenant.status === 'active' ? hint?.replace('--digest D', `--digest ${digest}`) : hint;
  return `Held: ${nameDraft(draft)}. ${sayCode({ code })}${place === undefined ? '' : ` ${place}`}`;
}

function explainPlan(explained: Explained, planned: Planned): string[] {
  const { employeeId } = explained;
  const { plan } = planned.resolved;
  const emissions = plan.emissions.filter(({ draft }) => draft.employeeId === employeeId);
  const sent = emissions.map(({ draft }) => {
    const again = draft.repeat !== undefined || draft.reoffer !== undefined ? ' (once more)' : '';
    return `${nameDraft(draft)}${again}`;
  });
  const holds = plan.held
    .filter(({ draft }) => draft.employeeId === employeeId)
    .map((held) => sayHold(held, explained, plan.digest));
  const verdict = plan.verdicts.get(employeeId);
  const lost = sayLost(explained, verdict);
  if (sent.length > 0) return [`${sayNextRun(explained)} sends: ${sent.join(', ')}.`, ...holds, ...lost];
  if (holds.length > 0) return [...holds, ...lost];
  return verdict === undefined ? explainAbsent(explained, lost) : explainQuiet(explained, verdict, lost);
}

/** Step 7: what happens next, and when. */
export function explainNext(explained: Explained): Step {
  const { planned, tenant } = explained;
  const step = { step: 'next', title: 'Next' } as const;
  const inactive = explainInactive(tenant);
  const standstill = inactive === undefined ? [] : [`${inactive.message} ${inactive.hint ?? ''}`];
  const lines =
    'stopped' in planned
      ? [`Nothing, for anybody of this customer, until this is fixed: ${planned.stopped.code}.`]
      : explainPlan(explained, planned);
  return { ...step, lines: [...standstill, ...lines] };
}
