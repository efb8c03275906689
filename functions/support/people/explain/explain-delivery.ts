import { isAccountKind, MUTATION_KINDS } from '../../../../shared/contracts/mutation-kind.ts';
import type { SupportProblem } from '../../../../shared/contracts/support-operation.ts';

import type { AccountMatch } from '../../../../shared/core/accounts/match-account.ts';
import { wasManaged } from '../../../../shared/core/ground/memory.ts';
import { categoryOfStream, isGrant } from '../../../../shared/core/ground/streams.ts';
import type { AlleoAccount } from '../../../../shared/core/ports/alleo.ts';
import { explainCode } from '../../explain-error.ts';
import { nameOf } from '../../name-person.ts';
import { sayDifference } from '../say-difference.ts';

import { sayCode } from './explain-decision.ts';
import type { Explained, Step } from './explained.ts';
import { sayInstant } from './explained.ts';

/** Step 4: what was sent, and when. A sequence is the instant of its run, in Unix milliseconds. */
export function explainSending(explained: Explained): Step {
  const { memory, open, outcome, config, passedTo } = explained;
  const step = { step: 'send', title: 'Sent' } as const;
  if (passedTo !== undefined) return { ...step, lines: [`What was sent is told under ${passedTo}.`] };
  if (memory === undefined || !wasManaged(memory)) return { ...step, lines: ['Nothing was ever sent.'] };
  const applied = Object.entries(outcome?.applied ?? {}).map(([stream, sequence]) => {
    const run = `by the run of ${sayInstant(explained, new Date(sequence))}`;
    if (isGrant(stream))
      return `One-off budget ${categoryOfStream(stream)}: granted under an id that the person had before.`;
    return stream === 'profile'
      ? `Account: sent ${run}, applied.`
      : `Monthly budget ${categoryOfStream(stream)}: handed on for assignment ${run}; whether it was assigned is not known here.`;
  });
  const grants = outcome?.grants.length ?? 0;
  return {
    ...step,
    lines: [
      `Last message: by the run of ${sayInstant(explained, new Date(memory.sequence))}.`,
      ...applied,
      ...(grants === 0 ? [] : [`One-off budgets handed on for assignment so far: ${grants}.`]),
      ...open.map(
        ({ reservation: { kind, at } }) => `${kind}: sent by the run of ${sayInstant(explained, at)}, not applied yet.`,
      ),
      ...(config.deliveryMode === 'queue' ? ["Alleo's own consumer applies it; what it did is not known here."] : []),
    ],
  };
}

function describeAccount(account: AlleoAccount, explained: Explained): string[] {
  const { employeeId } = explained;
  const carries =
    account.external_id === employeeId
      ? 'our id'
      : account.external_id === null
        ? 'no external id'
        : `another external id (${account.external_id})`;
  return [`Account ${account.id}: ${account.is_active ? 'active' : 'not active'}, carries ${carries}.`];
}

/** What stands in the way of an address that a colleague has: their own change is held, or has to be entered first. */
function explainSwap(account: AlleoAccount, { planned, tenant }: Explained): string[] {
  const id = account.external_id ?? '';
  if ('stopped' in planned) return [];
  const { plan } = planned.resolved;
  const ofColleague = (draft: { readonly employeeId: string; readonly changed: readonly string[] }) =>
    draft.employeeId === id && draft.changed.includes('email');
  const who = `${nameOf(planned.listing.employees.get(id)) ?? 'The other person'} (${id})`;
  if (plan.held.some(({ draft }) => ofColleague(draft)))
    return [
      tenant.status === 'active'
        ? `${who} has it; their own new address is held: \`personio-sync approve ${tenant.id} --digest ${plan.digest}\` lets all out that is held.`
        : `${who} has it; their own new address is held.`,
    ];
  if (plan.emissions.some(({ draft }) => ofColleague(draft)))
    return [`${who} has it; their own new address goes out with the next run, and then this one passes.`];
  return [`${who} has it, and Personio shows no other address for them: the customer enters one.`];
}

/** An account of somebody who is in this Personio account is theirs: nothing takes it over. */
function explainConflict({ code, account }: Conflict, explained: Explained): string[] {
  const { planned, tenant } = explained;
  const { message, hint } = explainCode(code, tenant.id);
  if (code === 'EMAIL_SWAP') return [`${code}: ${message}`, ...explainSwap(account, explained)];
  const owner = 'stopped' in planned ? undefined : planned.listing.employees.get(account.external_id ?? '');
  if (code === 'ACCOUNT_OF_ANOTHER' && owner !== undefined && owner.id !== explained.employeeId)
    return [
      `${code}: ${message} It carries the id of ${nameOf(owner) ?? 'somebody'} (${owner.id}), who is in Personio: \`relink\` does not list it.`,
    ];
  return [`${code}: ${message}${hint === undefined ? '' : ` ${hint}`}`];
}

function describeMatch(explained: Explained): string[] {
  const { alleo } = explained;
  if (!('account' in alleo) || alleo.match === undefined) return [];
  const { match } = alleo;
  switch (match.match) {
    case 'create':
      return ['It will be made.'];
    case 'adopt':
      return ['It has the same e-mail address and will be linked.'];
    case 'ours':
      return [];
    case 'conflict':
      return explainConflict(match, explained);
  }
}

type Conflict = Extract<AccountMatch, { readonly match: 'conflict' }>;

const sayProblem = ({ code, message, hint }: SupportProblem) =>
  `${code}: ${message}${hint === undefined ? '' : ` ${hint}`}`;

const BUDGETS: ReadonlySet<string> = new Set(MUTATION_KINDS.filter((kind) => !isAccountKind(kind)));

/** Step 5: what Alleo answered last, and what it shows now. */
export function explainAnswer(explained: Explained): Step {
  const { outcome, alleo } = explained;
  const { last } = outcome ?? {};
  const lines: string[] = [];
  if (last !== undefined) {
    const at = sayInstant(explained, last.at);
    // Alleo's API knows no budgets: delivery hands them on, and Alleo answers nothing of it.
    if (last.code === 'applied' && BUDGETS.has(last.kind))
      lines.push(`Last delivery, ${at}: ${last.kind} handed on for assignment.`);
    else lines.push(`Last answer, ${at}: ${last.kind}: ${last.code === 'applied' ? 'applied' : sayCode(last)}`);
  }
  if (outcome?.creating === true)
    lines.push('An account was being made when that attempt ended: it is looked for before another one is made.');
  if ('problem' in alleo) lines.push(sayProblem(alleo.problem));
  else {
    if (alleo.account === undefined)
      lines.push(outcome?.alleoId === undefined ? 'No account.' : `Account ${outcome.alleoId} was deleted in Alleo.`);
    else lines.push(...describeAccount(alleo.account, explained));
    lines.push(...describeMatch(explained));
    if (alleo.difference !== undefined) lines.push(sayDifference(alleo.difference));
  }
  return { step: 'answer', title: 'In Alleo', lines };
}

/** Step 6: what was sent and is not applied, and why. */
export function explainOpen({ open, tenant }: Explained): Step {
  const lines = open.map(({ reservation, code, attribute, offeredOn }) => {
    if (code === undefined) {
      const parked = tenant.status === 'paused' ? ' Parked while the customer is paused.' : '';
      return `${reservation.kind}: offered on ${offeredOn}, no answer yet.${parked}`;
    }
    const { hint } = explainCode(code, tenant.id);
    const named = attribute === undefined ? { code } : { code, attribute };
    return `${reservation.kind}: ${sayCode(named)}${hint === undefined ? '' : ` ${hint}`}`;
  });
  return { step: 'open', title: 'Open', lines: lines.length === 0 ? ['Nothing.'] : lines };
}
