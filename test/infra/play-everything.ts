import { DeleteSecretCommand } from '@aws-sdk/client-secrets-manager';
import { askSupport } from '../../local/ask-support.ts';
import { createContext } from '../../local/lambda-context.ts';
import type { Local } from '../../local/open-local.ts';
import { runDay, scheduleInstant } from '../../local/run-day.ts';
import { startContainers } from '../../local/start-containers.ts';
import type { SupportAnswer } from '../../shared/contracts/support-answer.ts';
import { READ_OPERATIONS, type SupportOperation } from '../../shared/contracts/support-operation.ts';
import { openPipeline, type Pipeline } from '../local/pipeline.ts';
import { type Call, recordCalls } from './record-calls.ts';

export const NAMES = ['fan-out', 'sync', 'deliver', 'support-read', 'support-operate'] as const;
export type Name = (typeof NAMES)[number];
type Support = Extract<Name, `support-${string}`>;

/** What the functions asked of AWS: all in all, and each of support's operations that was done to its end. */
export interface Played {
  readonly asked: { readonly [N in Name]: readonly Call[] };
  readonly operations: { readonly [N in Support]: ReadonlyMap<SupportOperation, readonly Call[]> };
}

interface Days {
  readonly pipeline: Pipeline;
  readonly local: Local;
  readonly ask: <O extends SupportOperation>(operation: O, more?: object) => Promise<SupportAnswer<O>>;
}

const PERSONIO = { clientId: 'client', clientSecret: 'secret' };
const CREDENTIALS = { personio: PERSONIO, alleo: { accessKey: 'access', secretKey: 'secret' } };
/** Another HR system made this account before: delivery does not touch it. */
const FOREIGN = { email: 'person.8@example.com', first_name: 'Someone', last_name: 'Else', external_id: 'afas-78' };

/** Each function with clients of its own, which write down what it asks, and in its own role. */
function recordContainers(pipeline: Pipeline, asked: { readonly [N in Name]: Call[] }) {
  const { env, clock, waiting, observers } = pipeline.local;
  const counter = { add: () => {}, addDuration: () => {}, flush: () => {} };
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const start = (name: Name) =>
    startContainers({
      env: { ...env, support: { ...env.support, SUPPORT_ROLE: name === 'support-read' ? 'read' : 'operate' } },
      common: { clients: recordCalls(asked[name]), clock: clock.now, sleep: waiting.sleep, log, counter },
      observers,
    });
  return {
    fanOut: start('fan-out').fanOut,
    sync: start('sync').sync,
    deliver: start('deliver').deliver,
    'support-read': start('support-read').support,
    'support-operate': start('support-operate').support,
  };
}

/** First plan, first run, and all that can be looked at before and after it. */
async function playFirstDay({ local, pipeline, ask }: Days): Promise<void> {
  const { personio, alleo } = pipeline;
  const from = { companyId: 1, eligibility: 'none', personioUrl: personio.url, alleoUrl: alleo.url };
  await ask('tenant-add', { name: 'Acme', ...from, credentials: CREDENTIALS });
  local.clock.set(scheduleInstant('2026-11-02'));
  await ask('check');
  const { digest } = await ask('preview');
  // A plan that is not this one any more is compared with the one that was shown.
  personio.change(5, { lastName: 'Mulder' });
  await ask('activate', { digest }).catch(() => {});
  await ask('activate', { digest: (await ask('preview')).digest });
  await ask('tenant-message');
  await runDay(local, { date: '2026-11-02' });
  await ask('tenant-message');
}

/** What goes wrong on the way, and comes back. */
async function playTrouble({ local, pipeline }: Days): Promise<void> {
  const { personio, alleo } = pipeline;
  // Alleo has no group of this name, which is told.
  personio.change(1, { lastName: 'Bakker', department: 'Sales' });
  personio.change(2, { status: 'inactive' });
  personio.remove(3);
  personio.add({ id: 9, custom: { alleo_monthly_all_budget: 50 } });
  await runDay(local, { date: '2026-11-03' });
  // Alleo refuses one person's data, which is told of their open item.
  personio.change(4, { lastName: 'Smit' });
  alleo.script = ({ method }) => (method === 'PATCH' ? { status: 422, body: '{"errors":[]}' } : undefined);
  await runDay(local, { date: '2026-11-03' });
  // Alleo is down for a day: messages go back, then to the dead letters, and are brought back.
  personio.change(1, { lastName: 'Visser' });
  alleo.script = () => ({ status: 503, body: '' });
  await runDay(local, { date: '2026-11-04' });
  alleo.script = undefined;
  for (const queue of ['tenants', 'mutations'] as const) await pipeline.send(queue, 'acme', '{}');
  await runDay(local, { date: '2026-11-04' });
  await local.startContainers().fanOut({ check: 'overdue' }, createContext('fan-out'));
}

/** Looking, of one customer and of all. */
async function playLooks({ ask }: Days): Promise<void> {
  const { letters } = await ask('dead-letters', { tenantId: undefined });
  const letter = letters.find(({ queue }) => queue === 'tenant-queue')?.id;
  await ask('dead-letters-purge', { letter, digest: (await ask('dead-letters-purge', { letter })).digest });
  for (const tenantId of [undefined, 'acme']) {
    for (const operation of ['status', 'dead-letters', 'audit', 'redrive'] as const) await ask(operation, { tenantId });
  }
  await ask('tenant-list', { tenantId: undefined });
  for (const operation of ['tenant-show', 'check', 'runs', 'issues', 'budgets', 'verify'] as const) {
    await ask(operation);
  }
  await ask('changes', { date: '2026-11-03' });
  await ask('recent-runs', { tenantId: undefined, tenantIds: ['acme'] });
  await ask('preview', { values: true });
  await ask('preview', { asOf: '2026-11-20' });
  await ask('explain', { person: '1', showValues: true });
}

/** What is held, lost in Alleo, or somebody else's there is let out, sent again, and taken over by its digest. */
async function playDigests({ local, pipeline, ask }: Days): Promise<void> {
  const { personio, alleo } = pipeline;
  await ask('relink', { digest: (await ask('relink')).digest });
  await ask('resend', { person: '1' });
  const company = alleo.companies.get(1);
  company?.edit(company.findByExternalId('5')?.id ?? 0, { is_active: false });
  await ask('resend-lost', { digest: (await ask('resend-lost')).digest });
  await ask('tenant-set', { name: 'Acme B.V.', policies: { deactivateFloor: 0, deactivatePercent: 0 } });
  personio.change(6, { status: 'inactive' });
  await runDay(local, { date: '2026-11-05' });
  await ask('approve', { digest: (await ask('preview')).digest });
  for (const tenantId of ['acme', undefined]) await ask('requeue', { tenantId });
  await runDay(local, { date: '2026-11-05' });
}

/** Pairs that are rotated, refused, lost and restored; and the end. */
async function playCredentials({ local, pipeline, ask }: Days): Promise<void> {
  const { personio } = pipeline;
  await ask('credentials-rotate', { credentials: { personio: PERSONIO } });
  await ask('credentials-rotate', { credentials: CREDENTIALS });
  await ask('tenant-set', {
    personioUrl: personio.url.replace('127.0.0.1', 'localhost'),
    credentials: { personio: PERSONIO },
  });
  const { secretArn: SecretId } = (await local.directory.readTenant('acme')) ?? {};
  await local.clients.secrets().send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }));
  await ask('credentials-restore', { credentials: CREDENTIALS });
  // A pair that Personio refuses is noted by whoever tries it.
  personio.account.setCredentials([]);
  await ask('check').catch(() => {});
  const mistyped = { personio: { clientId: 'client', clientSecret: 'mistyped' } };
  await ask('credentials-rotate', { credentials: mistyped }).catch(() => {});
  personio.account.setCredentials([PERSONIO]);
  await ask('tenant-pause');
  await ask('tenant-resume');
  // The customer's own weekday: what Alleo has is compared.
  await runDay(local, { date: '2026-11-09' });
  await ask('tenant-remove', { confirm: 'Acme B.V.' });
}

/**
 * Days on which something of every kind happens, and all of support's operations; whoever may look is asked as well as who
 * may act. Functions run as Lambda runs them, and tell what they ask of AWS.
 */
export async function playEverything(): Promise<Played> {
  const asked: { readonly [N in Name]: Call[] } = {
    'fan-out': [],
    sync: [],
    deliver: [],
    'support-read': [],
    'support-operate': [],
  };
  const operations = { 'support-read': new Map(), 'support-operate': new Map() } as const satisfies {
    [N in Support]: Map<SupportOperation, readonly Call[]>;
  };
  const companies = [{ id: 1, name: 'Acme', employees: [FOREIGN] }];
  const people = Array.from({ length: 8 }, (_, n) => ({ id: n + 1 }));
  const pipeline = await openPipeline({ people, alleo: { companies } });
  const containers = recordContainers(pipeline, asked);
  const inRole = (name: Support): Local => ({
    ...pipeline.local,
    startContainers: () => ({ ...containers, support: containers[name] }),
  });
  const askOne = async <O extends SupportOperation>(name: Support, operation: O, more: object) => {
    const before = asked[name].length;
    const request = { operation, tenantId: 'acme', ...more } as Parameters<typeof askSupport<O>>[2];
    const answer = await askSupport(inRole(name), 'test', request);
    operations[name].set(operation, [...(operations[name].get(operation) ?? []), ...asked[name].slice(before)]);
    return answer;
  };
  const ask: Days['ask'] = async (operation, more = {}) => {
    if (READ_OPERATIONS.has(operation)) await askOne('support-read', operation, more);
    return askOne('support-operate', operation, more);
  };
  const days: Days = { pipeline, local: inRole('support-operate'), ask };
  try {
    await playFirstDay(days);
    await playTrouble(days);
    await playLooks(days);
    await playDigests(days);
    await playCredentials(days);
  } finally {
    await pipeline.close();
  }
  return { asked, operations };
}
