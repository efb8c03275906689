import { askSupport } from '../../local/ask-support.ts';
import { voidLeases } from '../../local/create-table.ts';
import { addTenant, approve } from '../../local/demo/support-desk.ts';
import { type Local, openLocal } from '../../local/open-local.ts';
import { type DayResult, runDay, scheduleInstant } from '../../local/run-day.ts';
import { type AlleoSimulator, startAlleoSimulator } from '../../local/simulators/alleo/start.ts';
import { type PersonioSimulator, startPersonioSimulator } from '../../local/simulators/personio/start.ts';
import { startContainers } from '../../local/start-containers.ts';
import { countMetrics, logLines } from '../../local/telemetry.ts';
import { createClients } from '../../shared/adapters/clients.ts';
import { addDays } from '../../shared/core/ground/calendar.ts';
import { TransientError } from '../../shared/core/ground/errors.ts';
import { injectFaults } from '../shared/adapters/dynamodb/inject-faults.ts';
import { check, peakMb } from './check.ts';
import { editPeople, type LivingCompany } from './edit-people.ts';
import { createFaults, type Faults } from './faults.ts';
import { Oracle } from './oracle.ts';
import { createRandom } from './random.ts';

const TENANTS = 20;
/** Fewer by SOAK_DAYS, while working on it. */
const DAYS = Number(process.env['SOAK_DAYS'] ?? 200);
/** When the memory is first looked at: everything has been loaded and grown by then. */
const EARLY_DAY = Math.ceil(DAYS / 4);
const PEOPLE = 12;
const FIRST_DAY = '2026-01-05';
const SEED = 20_261_126;
/** By so much the memory may grow between the first quarter of the days and the last day, MB. */
const GROWTH_MB = 16;

interface Company extends LivingCompany {
  readonly id: string;
  readonly number: number;
  readonly oracle: Oracle;
}

interface World {
  readonly local: Local;
  readonly personio: PersonioSimulator;
  readonly alleo: AlleoSimulator;
  readonly companies: readonly Company[];
  readonly faults: Faults;
}

/**
 * The embedded run with faults on the handlers' own connections, not on those of the schedule and the pollers around
 * them; and without waiting: two hundred days of back-off would take longer than all the rest.
 */
function withFaults(local: Local, faults: Faults): Local {
  const clients = createClients();
  injectFaults(clients.dynamodb(), faults.dynamodb);
  const sleep = async () => {};
  const { counter } = countMetrics();
  const common = { clock: local.clock.now, clients, log: logLines(() => {}), counter, sleep };
  const { env, observers } = local;
  return { ...local, startContainers: () => startContainers({ env, common, observers }) };
}

async function makeCompany(world: Omit<World, 'companies'>, index: number): Promise<Company> {
  const { local, personio, alleo } = world;
  const id = `tenant-${index}`;
  const firstId = 1 + index * 10_000;
  const pair = { clientId: id, clientSecret: `${id}-secret` };
  const people = Array.from({ length: PEOPLE }, (_, n) => ({ id: firstId + n, birthday: '1980-01-01' }));
  const account = personio.addAccount({ people, credentials: [pair] });
  alleo.addCompany({ id: index + 1, name: id });
  const credentials = { personio: pair, alleo: { accessKey: 'access', secretKey: 'secret' } };
  const urls = { personioUrl: personio.url, alleoUrl: alleo.url };
  await addTenant(local, { id, name: id, companyId: index + 1, eligibility: 'none', ...urls, credentials });
  return { id, number: index + 1, account, nextId: firstId + PEOPLE, lastLeaver: FIRST_DAY, oracle: new Oracle() };
}

/** Alleo is as the oracle says, account by account, field by field; and nobody was made or activated twice in a row. */
function compare(world: World, date: string): void {
  for (const { id, number, oracle } of world.companies) {
    const company = world.alleo.companies.get(number);
    const accounts = new Map((company?.ordered ?? []).map((one) => [one.external_id, one]));
    check(`${date} ${id}: accounts`, accounts.size, oracle.accounts.size);
    for (const [employeeId, expected] of oracle.accounts) {
      const account = accounts.get(employeeId);
      check(`${date} ${id} ${employeeId}: active`, account?.is_active, expected.active);
      if (!expected.active) continue;
      for (const [field, value] of Object.entries(expected.fields)) {
        check(`${date} ${id} ${employeeId}: ${field}`, account?.[field as keyof typeof expected.fields], value);
      }
    }
    check(`${date} ${id}: made twice`, [...(company?.creates.values() ?? [])].filter((count) => count > 1).length, 0);
  }
}

const isQuiet = ({ reports }: DayResult): boolean =>
  reports.every(({ status, open }) => status === 'ok' && open.count === 0);

function deadLetters({ local }: World): number {
  const { engine, queues } = local;
  return (
    engine.sqs.messagesOf(queues.tenantDeadLetters).length + engine.sqs.messagesOf(queues.mutationDeadLetters).length
  );
}

/** What an engineer does on the next morning: leases lapse, dead letters go back, the schedule fires again. */
async function fixDay(world: World, date: string): Promise<void> {
  const { local } = world;
  await voidLeases(local.clients.dynamodb(), local.env.sync.TABLE_NAME, await local.directory.listTenants());
  local.engineClock.skip();
  if (deadLetters(world) > 0) await askSupport(local, 'soak', { operation: 'redrive' });
  const { reports } = await runDay(local, { date });
  for (const { tenantId, status, code } of reports)
    check(`${date} ${tenantId}: fixed run`, `${status} ${code}`, 'ok null');
  check(`${date}: dead letters after fixing`, deadLetters(world), 0);
}

/** Whether the day ended quietly. Where even the schedule failed three times, it did not: the alarm would say so. */
async function runWithFaults(local: Local, faults: Faults, date: string): Promise<boolean> {
  faults.on = true;
  try {
    return isQuiet(await runDay(local, { date }));
  } catch (error) {
    if (!(error instanceof TransientError)) throw error;
    return false;
  } finally {
    faults.on = false;
  }
}

async function playDay(world: World, random: () => number, date: string): Promise<boolean> {
  const { faults, companies, local } = world;
  for (const company of companies) {
    editPeople(company, random, date);
    company.oracle.observe(date, company.account.people.values());
  }
  const needsFixing = !(await runWithFaults(local, faults, date)) || deadLetters(world) > 0;
  if (needsFixing) await fixDay(world, date);
  compare(world, date);
  world.alleo.journal.length = 0;
  return needsFixing;
}

function heapMb(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

async function playDays(world: World): Promise<void> {
  const random = createRandom(SEED);
  const begun = performance.now();
  let fixed = 0;
  let early = 0;
  for (let day = 1; day <= DAYS; day += 1) {
    if (await playDay(world, random, addDays(FIRST_DAY, day))) fixed += 1;
    if (day === EARLY_DAY) early = heapMb();
    if (day % EARLY_DAY === 0)
      console.log(
        `day ${day}: ${Math.round((performance.now() - begun) / 1_000)} s, ${world.faults.count} faults, heap ${heapMb().toFixed(0)} MB`,
      );
  }
  const growth = heapMb() - early;
  check(`heap grew by at most ${GROWTH_MB} MB (${growth.toFixed(1)})`, growth <= GROWTH_MB, true);
  check('some days had to be fixed, most had not', fixed > 0 && fixed < DAYS, true);
  console.log(
    `${DAYS} days of ${TENANTS} tenants, ${world.faults.count} faults, ${fixed} days fixed, peak ${peakMb()} MB, seed ${SEED}`,
  );
}

/** 200 days of 20 living companies with faults on every wire: Alleo is as the rules say on each of them. */
export async function soak(): Promise<void> {
  const faults = createFaults(createRandom(SEED + 1));
  const personio = await startPersonioSimulator({ credentials: [], script: faults.personio });
  const alleo = await startAlleoSimulator({ companies: [], script: faults.alleo });
  const opened = await openLocal({ log: logLines(() => {}), onRequest: faults.engine });
  const local = withFaults(opened, faults);
  try {
    const companies: Company[] = [];
    for (let index = 0; index < TENANTS; index += 1)
      companies.push(await makeCompany({ local, personio, alleo, faults }, index));
    const world = { local, personio, alleo, companies, faults };
    local.clock.set(scheduleInstant(FIRST_DAY));
    for (const company of companies) {
      await approve(local, company.id);
      company.oracle.observe(FIRST_DAY, company.account.people.values());
    }
    await runDay(local, { date: FIRST_DAY });
    compare(world, FIRST_DAY);
    await playDays(world);
  } finally {
    await opened.close();
    await Promise.all([personio.close(), alleo.close()]);
  }
}
