import { createHandler as createDeliver } from '../../functions/deliver/create-handler.ts';
import { createHandler as createFanOut } from '../../functions/fan-out/create-handler.ts';
import { createSupportHandler } from '../../functions/support/create-handler.ts';
import { createHandler as createSync } from '../../functions/sync/create-handler.ts';
import { openSecrets } from '../../local/engine/secrets/open-secrets.ts';
import { secretsService } from '../../local/engine/secrets/secrets-service.ts';
import { localEnv } from '../../local/local-env.ts';
import { logLines } from '../../local/telemetry.ts';
import type { HttpRequest } from '../../shared/adapters/http/send-request.ts';
import type { RunReport } from '../../shared/contracts/run-report.ts';
import { type Climate, calmDown, drawClimate, type Outage } from './climate.ts';
import { type Chance, createChance } from './clockwork/chance.ts';
import { playOn, sleep } from './clockwork/machine.ts';
import { Scheduler } from './clockwork/scheduler.ts';
import { createSimulatedClients } from './cloud/clients.ts';
import { type Container, type FunctionName, type Handler, Lambda } from './cloud/lambda.ts';
import { createQueues, messagesOf, nameOfUrl, Poller } from './cloud/queues.ts';
import { SimulatedTable } from './cloud/table.ts';
import { Judge, type Message, type Violation } from './judge/judge.ts';
import { compare } from './judge/oracle.ts';
import { humanOf, Truth } from './judge/truth.ts';
import { Admins } from './life/admins.ts';
import { dayAfter, instantAt } from './life/calendar.ts';
import { type Company, firstIdOf, openPersonio } from './life/company.ts';
import { Hr } from './life/hr.ts';
import { Support } from './life/support.ts';
import { createAlleoCompanies, openAlleoSide } from './sides/alleo.ts';
import { openNetwork } from './sides/network.ts';
import { openPersonioSide } from './sides/personio.ts';
import { createStory } from './story.ts';

/** What became of one seed. */
export interface Played {
  readonly seed: number;
  readonly violation: Violation | undefined;
  /** What went wrong by itself or was done by somebody, by its name and number: what may be spared. */
  readonly happened: readonly string[];
  readonly steps: number;
  readonly days: number;
  readonly story: readonly string[];
}

export interface PlayOptions {
  readonly seed: number;
  readonly spared?: ReadonlySet<string>;
  readonly isTold?: boolean;
}

const NAMES = ['acme', 'birch'] as const;
/** Days on which nothing happens and nothing fails: longer than an absence has to last. */
const CALM_DAYS = 6;

/** All that one history is made of. */
class History {
  readonly climate: Climate;
  readonly chance: Chance;
  readonly scheduler: Scheduler;
  readonly judge: Judge;
  readonly companies: readonly Company[];
  readonly hr: Hr;
  readonly admins: Admins;
  readonly support: Support;
  readonly lambda: Lambda;
  readonly story;
  readonly simulated;
  #wildSince = Number.POSITIVE_INFINITY;
  readonly #storm: Climate['faults'];

  constructor({ seed, spared, isTold = false }: PlayOptions) {
    this.chance = createChance(seed, spared);
    this.climate = drawClimate(this.chance);
    this.#storm = { ...this.climate.faults };
    calmDown(this.climate);
    this.scheduler = new Scheduler(instantAt(this.climate.firstDay, 8 * 60));
    this.story = createStory(this.scheduler, isTold);
    const { scheduler, chance, climate, story } = this;
    const truth = new Truth();
    this.judge = new Judge({ scheduler, truth, story });
    const { judge } = this;
    this.companies = this.#openCompanies();
    this.hr = new Hr({ scheduler, chance, truth, story });
    this.admins = new Admins({ chance, story, judge });
    this.simulated = createQueues(scheduler, climate.timeLimit);
    this.lambda = this.#openCloud();
    this.support = new Support({ scheduler, chance, story, lambda: this.lambda, judge });
  }

  #openCompanies(): readonly Company[] {
    const isSecond = this.climate.tenants > 1 && this.chance.strikes('another customer', 1);
    const names = NAMES.slice(0, isSecond ? 2 : 1);
    const alleo = createAlleoCompanies(
      this.scheduler,
      names.map((name, at) => ({ id: at + 1, name })),
    );
    return alleo.map((one, at) => {
      const id = names[at] ?? '';
      const number = at + 1;
      return { id, number, personio: openPersonio(id), alleo: one, humans: [], nextId: firstIdOf(number), secrets: 1 };
    });
  }

  #openCloud(): Lambda {
    const { scheduler, chance, climate, story, judge, simulated, companies } = this;
    const common = { scheduler, chance, climate, story };
    const table = new SimulatedTable();
    table.onWrite = (text, before) => judge.stored(text, before);
    const env = localEnv(simulated.urls, 'table');
    const secrets = secretsService(openSecrets({ now: () => scheduler.now }));
    const pollers = new Map<string, Poller>();
    const clients = createSimulatedClients({
      ...common,
      table,
      sqs: simulated.actions,
      secrets: secrets.actions,
      onQueue: (url, action, input) => {
        pollers.get(url)?.wake();
        if (action !== 'SendMessageBatch') return;
        if (url === simulated.urls.tenants) this.#countAsked();
        const isBudget = url === simulated.urls.budgets;
        if (isBudget || url === simulated.urls.mutations) this.#pass(isBudget, input);
      },
    });
    const sides = {
      ...common,
      onUnknown: (request: HttpRequest) => this.#attractTrouble(request),
      outageOf: (name: 'personio' | 'alleo') => this.#outageOf(name),
    };
    const personio = openNetwork(sides, 'personio', openPersonioSide(common, companies));
    const alleo = openNetwork(sides, 'alleo', openAlleoSide({ ...common, judge }, companies));
    const build = (fn: FunctionName, container: () => Container): Handler => {
      const log = logLines((line) => {
        judge.logged(line);
        story.tell(container().name, () => line);
      });
      const counter = { add: () => {}, addDuration: () => {}, flush: () => {} };
      const options = { clock: () => new Date(), clients, log, counter, sleep };
      const calls = { personio: { pacing: undefined, send: personio }, alleo: { pacing: undefined, send: alleo } };
      const onReport = (report: RunReport) => {
        judge.reported(report, container());
        if (report.code === 'FIRST_RUN_CHANGED') this.support.unfinished.add(report.tenantId);
      };
      switch (fn) {
        case 'fan-out':
          return createFanOut({ ...options, source: { ...env.fanOut } }) as Handler;
        case 'sync':
          return createSync({ ...options, source: { ...env.sync }, personio: calls.personio, onReport }) as Handler;
        case 'deliver':
          return createDeliver({ ...options, source: { ...env.deliver }, alleo: calls.alleo }) as Handler;
        case 'support': {
          const source = Object.fromEntries(Object.entries(env.support).map(([name, value]) => [name, String(value)]));
          return createSupportHandler({ ...options, source, ...calls }) as Handler;
        }
      }
    };
    const lambda = new Lambda({ ...common, build, onFailed: (fn) => this.#attractAttention(fn) });
    const onReturned = (minutes: number) => judge.returned(minutes);
    const onTwice = () => judge.deliversTwice();
    const deps = { ...common, simulated, lambda, onReturned, onTwice };
    const map = (url: string, fn: FunctionName, batchSize: number, concurrency: number) =>
      pollers.set(url, new Poller(deps, { url, fn, batchSize, concurrency }));
    map(simulated.urls.tenants, 'sync', 1, 6);
    map(simulated.urls.mutations, 'deliver', 10, 5);
    return lambda;
  }

  #outageOf(name: 'personio' | 'alleo'): Outage['kind'] | undefined {
    const { climate, scheduler } = this;
    const hours = (scheduler.now - this.#wildSince) / 3_600_000;
    const now = climate.outages.find(
      (one) => one.side === name && hours >= one.fromHours && hours < one.fromHours + one.hours,
    );
    return hours < climate.wildDays * 24 ? now?.kind : undefined;
  }

  #pass(isBudget: boolean, input: Readonly<Record<string, unknown>>): void {
    for (const { MessageBody, MessageGroupId } of input['Entries'] as {
      MessageBody: string;
      MessageGroupId: string;
    }[]) {
      const company = this.companies.find(({ id }) => id === MessageGroupId);
      if (company === undefined) continue;
      const message = JSON.parse(MessageBody) as Message;
      if (isBudget) this.judge.passedOn(company, message);
      else this.judge.sent(company.id, message);
    }
  }

  /** A schedule that fires twice asks for one run: SQS takes the second message within five minutes for the first. */
  #countAsked(): void {
    const { simulated, scheduler, judge } = this;
    const recent = messagesOf(simulated, simulated.urls.tenants).filter(
      ({ sentAt, deduplicationId = '' }) =>
        sentAt > scheduler.now - 4 * 60_000 && deduplicationId.startsWith('schedule-'),
    );
    for (const { id } of this.companies) judge.asked(id, recent.filter(({ groupId }) => groupId === id).length);
  }

  /** Somebody looks at what failed: things change, and a run is asked for, some time later. */
  #attractAttention(fn: FunctionName): void {
    const { chance, scheduler, companies, hr, support } = this;
    const name = `attention to ${fn}`;
    if (fn !== 'deliver' || !chance.strikes(name, 0.5)) return;
    const at = chance.between(`${name}: when`, 1, 50) * 60_000;
    for (const company of companies) {
      scheduler.after(at, () => hr.edit(company, `${name}: ${company.id}`), scheduler.world);
    }
    scheduler.after(at + 5_000, () => support.ask({ operation: 'requeue' }), scheduler.world);
  }

  /** Where the product does not know what was done, HR often changes the same person, and support asks for a run. */
  #attractTrouble(request: HttpRequest): void {
    const { chance, scheduler, companies, hr, support } = this;
    const [, number = '', account = ''] = /\/companies\/(\d+)\/employees(?:\/(\d+))?/.exec(request.url) ?? [];
    const company = companies.find((one) => one.number === Number(number));
    if (company === undefined || request.method === 'GET') return;
    const created = request.body === undefined ? {} : (JSON.parse(request.body) as { external_id?: string });
    const externalId = created.external_id ?? company.alleo.employees.get(Number(account))?.external_id ?? '';
    const human = humanOf(company, externalId);
    const name = `aftermath of ${externalId}`;
    if (human === undefined || !chance.strikes(name, 0.6)) return;
    const at = chance.between(`${name}: when`, 1, 120) * 1_000;
    scheduler.after(at, () => hr.edit(company, name, human), scheduler.world);
    const run = at + chance.between(`${name}: run`, 1, 30) * 1_000;
    scheduler.after(run, () => support.ask({ operation: 'requeue', tenantId: company.id }), scheduler.world);
  }

  /** The schedule fires: twice, or not at all, too; what fails is tried again twice. */
  #fire(date: string): void {
    const { chance, climate, scheduler, lambda, story } = this;
    if (chance.strikes('schedule missed', climate.faults['schedule missed'])) {
      story.tell('schedule', () => 'does not fire');
      return;
    }
    const scheduledTime = `${date}T04:00`;
    const invoke = (triesLeft: number) => {
      story.tell('schedule', () => 'fires');
      lambda.invoke('fan-out', { run: 'schedule', scheduledTime }, ({ outcome }) => {
        if (outcome !== 'answered' && triesLeft > 0)
          scheduler.after(60_000, () => invoke(triesLeft - 1), scheduler.world);
      });
    };
    invoke(2);
    if (chance.strikes('schedule twice', climate.faults['schedule twice'])) {
      scheduler.after(chance.between('second firing', 1, 60_000), () => invoke(2), scheduler.world);
    }
  }

  async #untilDay(date: string): Promise<void> {
    await this.scheduler.play(instantAt(date, 0));
  }

  #at(date: string, minutes: number, run: () => void): void {
    const { scheduler } = this;
    scheduler.after(instantAt(date, minutes) - scheduler.now, run, scheduler.world);
  }

  async #playDay(date: string, isWild: boolean): Promise<void> {
    const { chance, climate, hr, support, admins, companies } = this;
    for (const company of companies) {
      hr.beginDay(company);
      if (!isWild) continue;
      // Half of what happens, happens about when the runs are.
      const when = (name: string) =>
        chance.draw(`${name}: near the run`) < 0.5
          ? 240 + chance.between(`${name}: when`, 0, 20)
          : chance.between(`${name}: when`, 5, 1_435);
      const some = (what: string, most: number, share: number, run: (name: string) => void) => {
        for (let n = 1; n <= most; n += 1) {
          const name = `${what} ${n} of ${company.id} on ${date}`;
          if (chance.strikes(name, share)) this.#at(date, when(name), () => run(name));
        }
      };
      some('edit', climate.edits, 0.6, (name) => hr.edit(company, name));
      some('errand', climate.errands, 0.5, (name) => support.doErrand(company, name));
      some('admin', 1, 0.2, (name) => admins.meddle(company, name));
      some('intake', 1, 0.08, (name) => hr.hireMany(company, name));
      some('blunder', 1, 0.08, () => hr.blunder(company));
    }
    this.#at(date, 240, () => this.#fire(date));
    if (!isWild) for (const company of companies) this.#at(date, 9 * 60, () => this.#tend(company));
    await this.#untilDay(dayAfter(date));
  }

  #tend(company: Company): void {
    const { judge, simulated, support } = this;
    const { tenantDeadLetters, mutationDeadLetters } = simulated.urls;
    const dead = [tenantDeadLetters, mutationDeadLetters].map((url) => messagesOf(simulated, url).length);
    const deadLetters = dead.reduce((sum, count) => sum + count, 0);
    support.tend(company, {
      isHeld: judge.isHeld(company.id),
      isPaused: support.perhapsPaused.has(company.id),
      deadLetters,
      open: judge.openOf(company.id),
    });
  }

  async play(): Promise<number> {
    const { climate, chance, scheduler, hr, support, companies, judge } = this;
    for (const company of companies) {
      for (let n = 0; n < climate.people; n += 1)
        if (n === 0 || chance.strikes(`person ${n + 1} of ${company.id}`, 1)) hr.join(company);
      scheduler.after(0, () => support.welcome(company));
    }
    let date = dayAfter(climate.firstDay);
    await this.#untilDay(date);
    Object.assign(climate.faults, this.#storm);
    this.#wildSince = scheduler.now;
    for (let day = 0; day < climate.wildDays && judge.violations.length === 0; day += 1) {
      await this.#playDay(date, true);
      date = dayAfter(date);
    }
    calmDown(climate);
    for (const company of companies) {
      for (const human of company.humans) if (judge.unsettled.has(human)) hr.touch(company, human);
    }
    for (let day = 0; day < CALM_DAYS && judge.violations.length === 0; day += 1) {
      await this.#playDay(date, false);
      date = dayAfter(date);
    }
    if (judge.violations.length === 0) this.#rest(dayAfter(date, -1));
    return climate.wildDays + CALM_DAYS + 1;
  }

  #rest(today: string): void {
    const { companies, judge, simulated } = this;
    for (const company of companies) compare(company, today, judge, judge.unsettled);
    const { budgets: _, budgetDeadLetters: __, ...urls } = simulated.urls;
    for (const url of Object.values(urls)) {
      const left = messagesOf(simulated, url).length;
      if (left > 0) judge.violate('at rest', `${left} messages are left in ${nameOfUrl(url)}`);
    }
  }
}

/** Plays one history from its seed. The same seed, with the same spared, is the same history, step by step. */
export async function playHistory(options: PlayOptions): Promise<Played> {
  const history = new History(options);
  playOn(history);
  try {
    const days = await history.play();
    const { judge, chance, scheduler, story } = history;
    const [violation] = judge.violations;
    return {
      seed: options.seed,
      violation,
      happened: chance.happened,
      steps: scheduler.steps,
      days,
      story: story.lines,
    };
  } finally {
    playOn(undefined);
  }
}
