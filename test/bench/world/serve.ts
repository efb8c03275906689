import { setTimeout as sleep } from 'node:timers/promises';
import { addTenant, approve } from '../../../local/demo/support-desk.ts';
import { type Local, openLocal } from '../../../local/open-local.ts';
import { ALLEO_LIMITS, type AlleoSimulator, startAlleoSimulator } from '../../../local/simulators/alleo/start.ts';
import { makePeople } from '../../../local/simulators/personio/make-people.ts';
import { type PersonioSimulator, startPersonioSimulator } from '../../../local/simulators/personio/start.ts';
import { answerParent } from '../answer-parent.ts';
import { changePeople } from './change-people.ts';
import { fillDirectory } from './fill-directory.ts';
import { seedAlleo } from './seed-alleo.ts';
import { seedMemory } from './seed-memory.ts';
import type { OpenedWorld, TenantReady, WorldCommand, WorldCounts } from './world.ts';

/** Everything around a measured function, in a process of its own: both simulators and the embedded engine. */
interface Open {
  readonly personio: PersonioSimulator;
  readonly alleo: AlleoSimulator;
  readonly local: Local;
  readonly sqsCalls: Map<string, number>;
  readonly limits: boolean;
  companies: number;
}

let opened: Open | undefined;

function world(): Open {
  if (opened === undefined) throw new Error('the world is not open yet');
  return opened;
}

async function open(command: Extract<WorldCommand, { do: 'open' }>): Promise<OpenedWorld> {
  const personio = await startPersonioSimulator({
    people: makePeople({ count: command.people, today: command.today }),
    ...(command.limits ? { rateLimits: {} } : {}),
  });
  const alleo = await startAlleoSimulator({ companies: [], ...(command.limits ? { rateLimits: ALLEO_LIMITS } : {}) });
  const sqsCalls = new Map<string, number>();
  const local = await openLocal({
    now: () => new Date(`${command.today}T03:00:00Z`),
    onRequest: ({ service, action }) => {
      if (service === 'sqs') sqsCalls.set(action, (sqsCalls.get(action) ?? 0) + 1);
      return 'pass';
    },
  });
  opened = { personio, alleo, local, sqsCalls, limits: command.limits, companies: 0 };
  const aws = {
    AWS_ENDPOINT_URL: local.engine.endpointUrl,
    AWS_ENDPOINT_URL_DYNAMODB: local.engine.dynamodbEndpointUrl,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: local.engine.accessKey.accessKeyId,
    AWS_SECRET_ACCESS_KEY: local.engine.accessKey.secretAccessKey,
  };
  const { fanOut, sync, deliver, support } = local.env;
  // Optional variables are left out where they are not set.
  const functions = Object.fromEntries(
    Object.entries({ ...fanOut, ...sync, ...deliver, ...support }).filter((entry) => entry[1] !== undefined),
  ) as Record<string, string>;
  return { env: { ...aws, ...functions }, personioUrl: personio.url, tableName: sync.TABLE_NAME };
}

/** Each step keeps to the limit of 15 in a second by itself; two in the same second would not. */
async function letQuotaRecover(limits: boolean): Promise<void> {
  if (limits) await sleep(1_000);
}

/** A new tenant of all people: `seeded` as if it had been activated long ago, or with its first plan approved. */
async function makeTenant(kind: 'seeded' | 'approved'): Promise<TenantReady> {
  const { local, alleo, personio, limits } = world();
  world().companies += 1;
  const companyId = world().companies;
  const tenantId = `bench-${companyId}`;
  alleo.addCompany({ id: companyId, name: tenantId });
  const pair = {
    personio: { clientId: 'client', clientSecret: 'secret' },
    alleo: { accessKey: 'access', secretKey: 'secret' },
  };
  const urls = { personioUrl: personio.url, alleoUrl: alleo.url };
  await addTenant(local, { id: tenantId, name: tenantId, companyId, eligibility: 'none', ...urls, credentials: pair });
  await letQuotaRecover(limits);
  const seeded = kind === 'seeded' ? await seedMemory(local, tenantId, limits) : { managed: 0, memoryBytes: 0 };
  if (kind === 'approved') await approve(local, tenantId);
  await letQuotaRecover(limits);
  const tenant = await local.directory.readTenant(tenantId);
  if (tenant === undefined) throw new Error(`${tenantId} was not added`);
  const { registration } = tenant;
  const requestedAt = local.clock.now().toISOString();
  return {
    tenantId,
    ...seeded,
    body: JSON.stringify({ version: 1, tenantId, registration, trigger: 'schedule', requestedAt }),
  };
}

function counts(): WorldCounts {
  const { personio, alleo, sqsCalls } = world();
  const answer = {
    personio: Object.fromEntries(personio.counts),
    alleo: Object.fromEntries(alleo.counts),
    alleoTimes: alleo.requests.map(({ time }) => time),
    sqs: Object.fromEntries(sqsCalls),
    unknown: [...personio.unknownPaths, ...alleo.unknownPaths],
  };
  personio.clearLog();
  alleo.clearLog();
  sqsCalls.clear();
  return answer;
}

function messages(tenantId: string): readonly string[] {
  const { local } = world();
  const all = local.engine.sqs.messagesOf(local.queues.mutations);
  return all.filter(({ groupId }) => groupId === tenantId).map(({ body }) => body);
}

async function close(): Promise<void> {
  const { local, personio, alleo } = world();
  await local.close();
  await Promise.all([personio.close(), alleo.close()]);
}

answerParent((command: WorldCommand): unknown => {
  switch (command.do) {
    case 'open':
      return open(command);
    case 'tenant':
      return makeTenant(command.kind);
    case 'accounts':
      return seedAlleo(world(), command.tenantId);
    case 'change':
      return changePeople(world().personio, command.count, command.round);
    case 'tenants':
      return fillDirectory(world().local, command.count);
    case 'messages':
      return messages(command.tenantId);
    case 'counts':
      return counts();
    case 'close':
      return close();
  }
});
