import { inWords } from '../../../shared/contracts/codes/codes.ts';
import { holdOf } from '../../../shared/contracts/codes/reasons.ts';
import type { MutationKind } from '../../../shared/contracts/mutation-kind.ts';
import { isAccountKind } from '../../../shared/contracts/mutation-kind.ts';
import type { PreviewPerson } from '../../../shared/contracts/preview.ts';
import { KINDS, sayKind } from '../../page/words.ts';
import type { Preview } from './read-preview.ts';

/** People of a plan to whom the same happens for the same reason. */
export interface Group {
  /** `6 people lose access`. */
  readonly title: string;
  /** Why it is so, or why it waits. */
  readonly why: string;
  readonly people: readonly PreviewPerson[];
}

/** The plan as it is reviewed: what is asked about first. */
export interface Grouped {
  /** What waits for the approval. */
  readonly held: readonly Group[];
  /** What will not work as it stands, and who is left out for a reason that somebody can change. */
  readonly exceptions: readonly Group[];
  /** What goes out by itself, or with the first plan. */
  readonly goes: readonly Group[];
  /** Who stays as they are. */
  readonly stays: readonly PreviewPerson[];
}

type Hold = NonNullable<PreviewPerson['holds']>[number];
const holdsOf = ({ holds }: PreviewPerson): readonly Hold[] => holds ?? [];

/** The people whom an approval of what is held would concern. */
export function listReleased(people: readonly PreviewPerson[]): readonly PreviewPerson[] {
  return people.filter((one) => holdsOf(one).some(({ code }) => holdOf(code)?.approval !== 'nothing'));
}

function groupHeld(people: readonly PreviewPerson[]): readonly Group[] {
  const groups = new Map<string, { kind: string; code: string; people: PreviewPerson[] }>();
  for (const person of people) {
    for (const { kind, code } of holdsOf(person)) {
      const group = groups.get(`${kind} ${code}`) ?? { kind, code, people: [] };
      if (group.people.at(-1) !== person) group.people.push(person);
      groups.set(`${kind} ${code}`, group);
    }
  }
  return [...groups.values()].map((group) => ({
    title: sayKind(group.kind, group.people.length),
    why: inWords(group.code),
    people: group.people,
  }));
}

const ORDINARY: ReadonlySet<string> = new Set(['EMPLOYED', 'STATUS_INACTIVE', 'GONE_FROM_PERSONIO']);
const whyOf = (reason: string) =>
  reason === 'EMPLOYED' ? 'Employed, and everything that is needed is there.' : inWords(reason);

function groupBy(
  people: readonly PreviewPerson[],
  keyOf: (person: PreviewPerson) => string,
  groupOf: (key: string, some: readonly PreviewPerson[]) => Group,
): readonly Group[] {
  return [...Map.groupBy(people, keyOf)].map(([key, some]) => groupOf(key, some));
}

/** Of a first plan: accounts that stand in the way, and people who stay outside though they are employed. */
function groupExceptions(people: readonly PreviewPerson[]): readonly Group[] {
  const conflicts = people.filter(({ account }) => account === 'conflict');
  const outside = people.filter(({ action, reason }) => action === 'none' && !ORDINARY.has(reason));
  return [
    ...groupBy(
      conflicts,
      ({ accountCode = 'conflict' }) => accountCode,
      (code, some) => ({
        title: `${some.length} × an account in Alleo stands in the way`,
        why: inWords(code),
        people: some,
      }),
    ),
    ...groupBy(
      outside,
      ({ reason }) => reason,
      (reason, some) => ({ title: `${some.length} left out`, why: inWords(reason), people: some }),
    ),
  ];
}

const ACTIONS = Object.keys(KINDS).filter((kind) => isAccountKind(kind as MutationKind));

/** Groups a plan by what happens and why; exceptions first. */
export function groupPeople({ people, tenantStatus }: Preview): Grouped {
  const isFirst = tenantStatus === 'pending';
  const acting = people.filter(({ action }) => action !== 'none' && action !== 'hold');
  const goes = ACTIONS.flatMap((action) =>
    groupBy(
      acting.filter((one) => one.action === action && one.account !== 'conflict'),
      ({ reason, account }) => `${reason} ${account ?? ''}`,
      (_, some) => ({ title: sayKind(action, some.length), why: whyOf(some[0]?.reason ?? ''), people: some }),
    ),
  );
  const exceptions = isFirst ? groupExceptions(people) : [];
  const shown = new Set(exceptions.flatMap((group) => group.people));
  const stays = people.filter((one) => one.action === 'none' && holdsOf(one).length === 0 && !shown.has(one));
  return { held: groupHeld(people), exceptions, goes, stays };
}

/** Sums of money by what they are for, of amounts in decimal text. */
export function sumHeld(people: readonly PreviewPerson[]): ReadonlyMap<string, string> {
  const cents = new Map<string, bigint>();
  for (const { kind, amount } of people.flatMap(holdsOf)) {
    if (amount === undefined) continue;
    const [whole = '0', part = ''] = amount.split('.');
    cents.set(kind, (cents.get(kind) ?? 0n) + BigInt(whole) * 100n + BigInt(part.padEnd(2, '0')));
  }
  return new Map([...cents].map(([kind, sum]) => [kind, `${sum / 100n}.${String(sum % 100n).padStart(2, '0')}`]));
}
