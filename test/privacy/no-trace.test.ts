import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { watchRequests } from '../fakes/watch-requests.ts';
import { WireWorld } from '../faults/wire/wire-world.ts';
import { liveThrough, marked } from './marked-history.ts';
import { createSearch, MARKED } from './markers.ts';
import { collectTraces, distinctLines, printError, readFiles, withoutStoredTotals } from './traces.ts';

const PERSONAL = Object.entries(MARKED).flatMap(([kind, texts]) => (kind === 'secrets' ? [] : texts));

let dir = '';
let world: WireWorld;
let items: Record<string, unknown>[] = [];
let told: unknown[] = [];
let tokens: readonly string[] = [];
let secret: string[] = [];
const traces = { lines: [] as string[], errors: [] as unknown[] };

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'no-trace-'));
  const collected = collectTraces();
  const watch = watchRequests();
  try {
    world = await WireWorld.open({ ...marked, dir, telemetry: collected.telemetry });
    ({ told } = await liveThrough(world));
    items = await world.items();
    const arn = String(items.find(({ pk }) => pk === 'TENANTS')?.['secretArn']);
    const { SecretString = '' } = await world.local.clients
      .secrets()
      .send(new GetSecretValueCommand({ SecretId: arn }));
    const { fingerprintKey } = JSON.parse(SecretString) as { fingerprintKey: string };
    tokens = [...new Set(watch.tokens)];
    secret = [...MARKED.secrets, fingerprintKey, ...tokens];
  } finally {
    collected.stop();
    watch.stop();
    Object.assign(traces, { lines: collected.lines, errors: collected.errors });
  }
}, 300_000);

afterAll(async () => {
  await world.close();
  rmSync(dir, { recursive: true, force: true });
});

const search = () => createSearch([...PERSONAL, ...secret]);

/** A run's budget total is the one amount kept (behaviour: "What we remember"). */
const withoutTotals = (item: Record<string, unknown>) =>
  JSON.stringify({ ...item, budgetTotal: undefined, approvedBudgetTotal: undefined });

const EXPECTED_CODES = [
  'EMPLOYED',
  'STATUS_INACTIVE',
  'NOT_ELIGIBLE',
  'ELIGIBILITY_EMPTIED',
  'ELIGIBILITY_VALUE_UNKNOWN',
  'STATUS_UNKNOWN',
  'INVALID_DATE',
  'NOT_STARTED',
  'STATUS_DATES_DISAGREE',
  'ON_LEAVE',
  'MISSING_EMAIL',
  'INVALID_EMAIL',
  'MISSING_NAME',
  'DUPLICATE_EMAIL',
  'ACTIVE_BUT_NOT_STARTED',
  'INVALID_BUDGET',
  'BUDGET_ABOVE_CEILING',
  'SEVERAL_MONTHLY_BUDGETS',
  'ONE_OFF_CHANGED',
  'ONE_OFF_REFILLED',
  'NO_GROUP_FOR_DEPARTMENT',
  'ATTRIBUTE_VANISHED',
  'TOO_MANY_DEACTIVATIONS',
  'ACCOUNT_OF_ANOTHER',
  'EMAIL_HELD_BY_FORMER',
  'EMAIL_SWAP',
  'EMAIL_TAKEN',
  'REJECTED_BY_ALLEO',
  'ALLEO_CREDENTIALS_REFUSED',
  'CREDENTIALS_REFUSED',
  'LISTING_INCOMPLETE',
  'LISTING_EMPTY',
  'ATTRIBUTE_NOT_READABLE',
  'ACCOUNT_MISMATCH',
  'MEMORY_KEY_CHANGED',
  'MEMORY_UNREADABLE',
  'SECRET_INVALID',
];

/** Every code that a report of the history shows. */
function codesOf({ reports }: WireWorld): ReadonlySet<unknown> {
  return new Set(
    reports.flatMap((report) => [
      report.code,
      ...Object.keys(report.decisions),
      ...Object.keys(report.open.codes),
      ...Object.values(report.held).map((held) => held.code),
      ...report.issues.map((issue) => issue.code),
    ]),
  );
}

describe('a history with every code path', () => {
  it('was lived through: reasons, issues, gates, deliveries, failures', () => {
    expect(tokens.length).toBeGreaterThan(5);
    expect([...codesOf(world)]).toEqual(expect.arrayContaining(EXPECTED_CODES));
    expect(traces.errors.length).toBeGreaterThan(20);
    expect(traces.lines.join('').length).toBeGreaterThan(10_000);
  });

  it('finds markers in all their forms where they are: in the mutations on the queue', () => {
    const found = search()('emitted', JSON.stringify(world.emitted)).map(({ marker }) => marker);
    for (const kind of ['firstNames', 'emails', 'birthdays', 'departments', 'amounts'] as const)
      expect(found).toContain(MARKED[kind][0]);
    const [name] = MARKED.firstNames;
    const sha = createHash('sha256').update(name.toLowerCase()).digest('base64url');
    for (const form of [Buffer.from(`ab${name}xy`).toString('base64'), Buffer.from(name).toString('hex'), sha])
      expect(search()('form', `..${form}..`)).not.toEqual([]);
  });
});

describe('no trace of a person or a secret', () => {
  it('in the table', () => {
    const find = search();
    expect(items.length).toBeGreaterThan(50);
    expect(find('items', items.map(withoutTotals).join('\n'))).toEqual([]);
  });

  it('in logs and metrics', () => {
    const find = search();
    expect(find('lines', distinctLines(traces.lines))).toEqual([]);
  });

  it('in errors, with their causes', () => {
    const find = search();
    const printed = distinctLines(traces.errors.map(printError));
    expect(printed).toContain('ValidationException: AWS refused it');
    expect(find('errors', printed)).toEqual([]);
  });

  it('in run reports', () => {
    const find = search();
    expect(find('reports', JSON.stringify(world.reports))).toEqual([]);
  });

  it('in what support is told without asking for people', () => {
    const find = search();
    expect(find('answers', JSON.stringify(told))).toEqual([]);
  });

  it('in the files of the embedded run, but for its queues, and secrets but in the one file for them', async () => {
    await world.local.close();
    const files = readFiles(dir, ['sqs']);
    expect(files.map(({ path }) => path)).toEqual(expect.arrayContaining(['dynamodb/dynamodb.sqlite', 'secrets.json']));
    // Deleted rows may stay in a database's file: those that this test spoilt itself.
    const spoilt = new Set<string>(MARKED.spoilt);
    const personal = createSearch(PERSONAL.filter((text) => !spoilt.has(text)));
    const secrets = createSearch(secret);
    const found = files.flatMap(({ path, text }) => [
      ...personal(path, withoutStoredTotals(text)),
      ...(path === 'secrets.json' ? [] : secrets(path, text)),
    ]);
    expect(found).toEqual([]);
  });
});
