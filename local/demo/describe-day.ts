import { codeInfo } from '../../shared/contracts/codes/codes.ts';
import type { PreviewPerson } from '../../shared/contracts/preview.ts';
import type { RunReport } from '../../shared/contracts/run-report.ts';
import type { UserMutation } from '../../shared/contracts/user-mutation.ts';

/** One customer's day: what was planned, what was sent, what the run reported, and what Alleo holds afterwards. */
export interface CustomerDay {
  /** The preview of that morning; empty where a gate stopped it. */
  readonly people: readonly PreviewPerson[];
  /** By employee id. */
  readonly names: ReadonlyMap<string, string>;
  readonly mutations: readonly UserMutation[];
  readonly report: RunReport;
  readonly alleo: {
    readonly active: number;
    readonly inactive: number;
    /** Budgets that wait for assignment, all days together. */
    readonly budgets: number;
  };
}

/** A row of the table: what happened, to whom, why. */
export interface Row {
  readonly kind: 'good' | 'change' | 'bad' | 'held' | 'quiet';
  readonly what: string;
  readonly who: string;
  readonly why: string;
}

const FIELD_WORDS: Readonly<Record<string, string>> = {
  email: 'e-mail',
  first_name: 'first name',
  last_name: 'last name',
  birthday: 'birthday',
  work_anniversary: 'hire date',
  department: 'department',
  offboarding_date: 'last day',
};

const textOf = (code: string): string => codeInfo(code)?.text.en ?? code;

/** The rows of one customer's table, in the order in which a run emits. */
export function describeDay(day: CustomerDay): Row[] {
  const changes = describeChanges(day);
  const stopped = describeFailure(day.report);
  const quiet: Row = { kind: 'quiet', what: 'No change', who: 'nobody', why: 'Alleo has what Personio says.' };
  const isQuiet = changes.length === 0 && stopped.length === 0 && Object.keys(day.report.held).length === 0;
  return [
    ...stopped,
    ...changes,
    ...(isQuiet ? [quiet] : []),
    ...describeHeld(day),
    ...describeLeftOut(day),
    describeAlleo(day.alleo),
  ];
}

/** Groups people who share everything but their name into one row. */
function groupRows(
  day: CustomerDay,
  people: readonly { readonly id: string; readonly row: Omit<Row, 'who'> }[],
): Row[] {
  const groups = new Map<string, { row: Omit<Row, 'who'>; names: string[] }>();
  for (const { id, row } of people) {
    const key = `${row.what} ${row.why}`;
    const group = groups.get(key) ?? { row, names: [] };
    group.names.push(day.names.get(id) ?? id);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ row, names }) => ({
    ...row,
    what: names.length === 1 ? row.what : `${row.what} (${names.length})`,
    who: names.join(', '),
  }));
}

function describeChanges(day: CustomerDay): Row[] {
  const accounts = new Map(day.people.map((one) => [one.employeeId, one.account]));
  const people = day.mutations.map(({ data }) => {
    const id = data.external_id;
    switch (data.kind) {
      case 'deactivate':
        return { id, row: { kind: 'bad', what: 'Deactivated', why: textOf(data.reason) } as const };
      case 'update': {
        const fields = data.changed.map((field) => FIELD_WORDS[field] ?? field).join(', ');
        return { id, row: { kind: 'change', what: 'Updated', why: `Changed in Personio: ${fields}.` } as const };
      }
      case 'activate': {
        const adopted = accounts.get(id) === 'adopt' ? ' Takes over the account that Alleo had.' : '';
        return { id, row: { kind: 'good', what: 'Activated', why: `${textOf(data.reason)}${adopted}` } as const };
      }
      case 'set-monthly-budget':
      case 'grant-one-off-budget': {
        const what = data.kind === 'set-monthly-budget' ? 'Monthly budget' : 'One-off budget';
        return {
          id,
          row: { kind: 'change', what, why: `${data.amount} ${data.currency} (${data.category})` } as const,
        };
      }
    }
  });
  return groupRows(day, people);
}

function describeHeld(day: CustomerDay): Row[] {
  const held = day.people.flatMap(({ employeeId: id, holds = [] }) =>
    holds.map(({ code }) => ({ id, row: { kind: 'held', what: 'Held', why: textOf(code) } as const })),
  );
  return groupRows(day, held);
}

function describeLeftOut(day: CustomerDay): Row[] {
  const out = day.people.filter(({ action, reason }) => action === 'none' && reason !== 'EMPLOYED');
  return groupRows(
    day,
    out.map(({ employeeId: id, reason, startDate }) => {
      const since = startDate === undefined ? '' : ` First day: ${startDate}.`;
      return { id, row: { kind: 'quiet', what: 'Left out', why: `${textOf(reason)}${since}` } as const };
    }),
  );
}

function describeFailure({ status, code, issues }: RunReport): Row[] {
  if (status !== 'failed' || code === null) return [];
  const attribute = issues.find((issue) => issue.code === code)?.attribute;
  const named = attribute === undefined ? '' : ` It is: ${attribute}.`;
  return [{ kind: 'held', what: 'Stopped', who: 'everybody stays as they are', why: `${textOf(code)}${named}` }];
}

function describeAlleo({ active, inactive, budgets }: CustomerDay['alleo']): Row {
  const handed = budgets === 0 ? '' : `${budgets} budgets handed on for assignment`;
  return { kind: 'quiet', what: 'Alleo now', who: `${active} active, ${inactive} inactive`, why: handed };
}
