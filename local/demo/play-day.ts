import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Preview } from '../../shared/contracts/preview.ts';
import type { RunReport } from '../../shared/contracts/run-report.ts';
import { type UserMutation, UserMutationSchema } from '../../shared/contracts/user-mutation.ts';
import { type Local, openLocal } from '../open-local.ts';
import { runDay, scheduleInstant } from '../run-day.ts';
import type { Customer } from './customers.ts';
import { type CustomerDay, describeDay, type Row } from './describe-day.ts';
import { newTenant, type SimulatedWorld } from './simulated-world.ts';
import type { StoryDay } from './story.ts';
import { addTenant, approve, preview } from './support-desk.ts';

/** Where the story is played; `local` is another one after a crash. */
export interface Theatre {
  readonly world: SimulatedWorld;
  readonly customers: readonly Customer[];
  /** Holds the embedded run's data. */
  readonly dir: string;
  local: Local;
}

/** What one day came to. */
export interface PlayedDay {
  /** In the order of the customers. */
  readonly tables: readonly { readonly customer: Customer; readonly rows: readonly Row[] }[];
  /** All mutations that were sent, and what a run of all customers asked the other two sides. */
  readonly figures: { readonly mutations: number; readonly personio: number; readonly alleo: number };
  /** What was seen after a crash, in a sentence. */
  readonly crash: string | undefined;
}

/** Plays one day: what happens in Personio, what support does, and the run at 04:00. */
export async function playDay(theatre: Theatre, day: StoryDay): Promise<PlayedDay> {
  const { customers, world } = theatre;
  day.change?.(world);
  theatre.local.clock.set(scheduleInstant(day.date));
  const previews = new Map<Customer, Preview>();
  for (const customer of customers) previews.set(customer, await prepareCustomer(theatre, customer, day));
  const before = { personio: world.personio.totalRequests, alleo: world.alleo.totalRequests };
  const crash = day.isKilled === true ? await killRun(theatre, day.date) : undefined;
  const mutationsFile = join(theatre.dir, `mutations-${day.date}.jsonl`);
  const { reports } = await runDay(theatre.local, { date: day.date, mutationsFile });
  const mutations = readMutations(mutationsFile);
  const tables = customers.map((customer) => {
    const report = reports.find(({ tenantId }) => tenantId === customer.id);
    if (report === undefined) throw new Error(`There is no report of ${customer.name}.`);
    const { people = [] } = previews.get(customer) ?? {};
    return { customer, rows: describeDay(lookAt(theatre, customer, { report, mutations, people })) };
  });
  const figures = {
    mutations: mutations.length,
    personio: world.personio.totalRequests - before.personio,
    alleo: world.alleo.totalRequests - before.alleo,
  };
  return { tables, figures, crash: crash?.() };
}

/** Adds a new customer, approves where the story says so, and gives the preview that goes with the run. */
async function prepareCustomer(theatre: Theatre, customer: Customer, day: StoryDay): Promise<Preview> {
  const { local } = theatre;
  const isNew = (await local.directory.readTenant(customer.id)) === undefined;
  if (isNew) await addTenant(local, newTenant(theatre.world, customer));
  const before = await preview(local, customer.id);
  if (!day.approved.includes(customer)) return before;
  await approve(local, customer.id);
  return isNew ? before : preview(local, customer.id);
}

/**
 * Lets a process of its own run the day and die in the middle, then opens its data again. The function that it gives
 * says, after the rerun, what was seen.
 */
async function killRun(theatre: Theatre, date: string): Promise<() => string> {
  const { journal } = theatre.world.alleo;
  const before = journal.length;
  await theatre.local.close();
  const program = fileURLToPath(new URL('run-until-killed.ts', import.meta.url));
  const child = spawn(process.execPath, [program, theatre.dir, date], { stdio: ['ignore', 'ignore', 'inherit'] });
  const { promise: killed, resolve } = Promise.withResolvers<NodeJS.Signals | null>();
  child.once('exit', (_code, signal) => resolve(signal));
  if ((await killed) !== 'SIGKILL') throw new Error('The run that was to be killed in the middle ended by itself.');
  theatre.local = await openLocal({ dir: theatre.dir });
  const waiting = theatre.local.engine.sqs.messagesOf(theatre.local.queues.mutations).length;
  const done = journal.length - before;
  return () => {
    const changes = journal.slice(before);
    const people = new Set(changes.map(({ id }) => id)).size;
    const each = people === changes.length ? 'each exactly once' : `${changes.length} times in all`;
    return `Killed: ${waiting} mutations were in the queue, ${done} applied, none confirmed. Run again: ${people} accounts changed, ${each}.`;
  };
}

/** Once each, in order: what a crash made go out twice carries the same id. */
function readMutations(file: string): readonly UserMutation[] {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  const parsed = lines.map((line) => UserMutationSchema.parse(JSON.parse(line)));
  return [...new Map(parsed.map((mutation) => [mutation.id, mutation])).values()];
}

function lookAt(
  theatre: Theatre,
  customer: Customer,
  run: { report: RunReport; mutations: readonly UserMutation[]; people: Preview['people'] },
): CustomerDay {
  const { world, local } = theatre;
  const people = [...world.accountOf(customer).people.values()];
  const accounts = world.alleo.companies.get(customer.companyId)?.ordered ?? [];
  const active = accounts.filter((account) => account.is_active).length;
  const budgets = local.engine.sqs
    .messagesOf(local.queues.budgets)
    .filter(({ groupId }) => groupId === customer.id).length;
  return {
    people: run.people,
    names: new Map(people.map((person) => [String(person.id), `${person.firstName} ${person.lastName}`])),
    mutations: run.mutations.filter(({ tenantid }) => tenantid === customer.id),
    report: run.report,
    alleo: { active, inactive: accounts.length - active, budgets },
  };
}
