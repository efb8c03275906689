import { inWords } from '../../../shared/contracts/codes/codes.ts';
import type { RunFigures } from '../../../shared/contracts/support/customers.ts';
import type { SupportAnswer } from '../../../shared/contracts/support-answer.ts';
import { countOf, sayKind, sayTrigger, type Tone } from '../../page/words.ts';

/** One line of the timeline. */
export interface TimelineEvent {
  /** An instant. */
  readonly at: string;
  readonly tone: Tone;
  readonly what: string;
  readonly detail: string;
  /** Of a run that changed somebody: its date. */
  readonly changedOn?: string;
}

type AuditEntry = SupportAnswer<'audit'>['entries'][number];

const TONES = { ok: 'good', held: 'wait', failed: 'bad' } as const;

/** Sent is not applied: Alleo may have refused it since. */
function saySent(mutations: RunFigures['mutations']): string {
  const parts = Object.entries(mutations).map(([kind, count]) => sayKind(kind, count));
  return parts.length === 0 ? '' : `Sent: ${parts.join(', ')}.`;
}

function sayHeld(held: RunFigures['held']): string {
  const parts = Object.entries(held).map(([kind, { count }]) => sayKind(kind, count));
  return parts.length === 0 ? '' : `Held: ${parts.join(', ')}.`;
}

function sayApproval({ approval }: RunFigures): string {
  if (approval === undefined) return '';
  return approval.result === 'released'
    ? 'What was approved was carried out.'
    : 'The approval no longer fitted and did nothing.';
}

function describeRun(run: RunFigures): TimelineEvent {
  const { startedAt: at, status, code, mutations, held, trigger } = run;
  const parts = [saySent(mutations), sayHeld(held), code === null ? '' : inWords(code), sayApproval(run)];
  const what = status === 'failed' ? 'Run stopped' : status === 'held' ? 'Run, part of it held' : 'Run';
  return {
    at,
    tone: TONES[status],
    what: `${what}, asked for by ${sayTrigger(trigger)}`,
    detail: parts.filter(Boolean).join(' '),
    ...(Object.keys(mutations).length === 0 ? {} : { changedOn: run.date }),
  };
}

const isQuiet = ({ status, mutations, approval }: RunFigures) =>
  status === 'ok' && Object.keys(mutations).length === 0 && approval === undefined;

/** Newest first. Runs in which nothing happened are one line as long as nothing else came between. */
function describeRuns(runs: readonly RunFigures[]): readonly TimelineEvent[] {
  const events: TimelineEvent[] = [];
  let quiet: RunFigures[] = [];
  const flush = () => {
    const [newest] = quiet;
    if (newest !== undefined)
      events.push({
        at: newest.startedAt,
        tone: 'good',
        what: quiet.length === 1 ? 'Run' : countOf(quiet.length, 'run'),
        detail: 'Nothing had changed.',
      });
    quiet = [];
  };
  for (const run of runs) {
    if (isQuiet(run)) quiet.push(run);
    else {
      flush();
      events.push(describeRun(run));
    }
  }
  flush();
  return events;
}

const ACTS: Readonly<Record<string, string>> = {
  'tenant-add': 'registered the customer',
  'tenant-set': 'changed settings',
  'tenant-pause': 'paused',
  'tenant-resume': 'resumed',
  'tenant-remove': 'removed the customer',
  activate: 'approved the first plan',
  approve: 'approved what was held',
  requeue: 'asked for a run',
  resend: 'sent for one person again',
  'resend-lost': 'looked at or sent again those who are lost',
  relink: 'looked at or took over accounts',
  'credentials-rotate': 'changed the credentials',
  'credentials-restore': 'restored the credentials after their secret was lost',
  redrive: 'brought dead letters back',
  'dead-letters': 'looked at dead letters',
  'dead-letters-purge': 'looked at or took away a dead letter',
};

/** An operation as support says it, with what it was done by: a digest, and whether one-off budgets were only remembered. */
export function sayAct(what: string): string {
  const [operation = '', ...by] = what.split(' ');
  const said = ACTS[operation];
  if (said === undefined || by.length === 0) return said ?? `looked (${what})`;
  const told = by.map((one) => (one === '--without-one-off' ? 'one-off budgets only remembered' : one));
  return `${said} (${told.join(', ')})`;
}

function describeAct({ at, who, what, result }: AuditEntry): TimelineEvent {
  const isDone = result === 'done';
  const detail = isDone ? '' : `Not done: ${inWords(result)}`;
  return { at, tone: isDone ? 'quiet' : 'wait', what: `${who} ${sayAct(what)}`, detail };
}

/** Runs and what support did, newest first. */
export function listEvents(runs: readonly RunFigures[], acts: readonly AuditEntry[]): readonly TimelineEvent[] {
  return [...describeRuns(runs), ...acts.map(describeAct)].toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}
