import { type Climate, calmDown, drawClimate, type Outage } from './climate.ts';
import { type Chance, createChance } from './clockwork/chance.ts';
import { playOn } from './clockwork/machine.ts';
import { MOST_STEPS, Scheduler } from './clockwork/scheduler.ts';
import { fireSchedule } from './cloud/fire-schedule.ts';
import type { Lambda } from './cloud/lambda.ts';
import { openCloud } from './cloud/open-cloud.ts';
import { createQueues, messagesOf, nameOfUrl } from './cloud/queues.ts';
import { tellMessage } from './cloud/tell-calls.ts';
import { Judge, type Violation } from './judge/judge.ts';
import { compare } from './judge/oracle.ts';
import { Truth } from './judge/truth.ts';
import { Admins } from './life/admins.ts';
import {
  attractAttention,
  attractCorrection,
  attractImpatience,
  attractMore,
  attractTrouble,
} from './life/aftermath.ts';
import { dayAfter, instantAt } from './life/calendar.ts';
import { type Company, firstIdOf, openPersonio } from './life/company.ts';
import { Hr } from './life/hr.ts';
import { Support } from './life/support.ts';
import { createAlleoCompanies } from './sides/alleo.ts';
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
  #isWild = false;
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
    this.lambda = openCloud({
      scheduler,
      chance,
      climate,
      story,
      judge,
      simulated: this.simulated,
      companies: this.companies,
      outageOf: (name) => this.#outageOf(name),
      onUnknown: (request) => attractTrouble(this, request),
      onFailed: (fn) => attractAttention(this, fn),
      onUnhandled: (body) => {
        if (this.#isWild) attractImpatience(this, body);
      },
      onReport: ({ code, tenantId }) => {
        if (code === 'FIRST_RUN_CHANGED') this.support.unfinished.add(tenantId);
        // Whoever came while it was approved is in the plan that goes out, too.
        else if (this.support.unfinished.has(tenantId) && this.support.connectedBefore.has(tenantId)) {
          this.#rememberAsPaid(tenantId);
        }
      },
    });
    const onReleasing = (tenantId: string, asPaid: boolean) => {
      if (asPaid) this.#rememberAsPaid(tenantId);
      if (this.#isWild) attractMore(this, tenantId);
    };
    this.support = new Support({ scheduler, chance, story, lambda: this.lambda, judge, onReleasing });
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

  #rememberAsPaid(tenantId: string): void {
    const { humans } = this.companies.find(({ id }) => id === tenantId) ?? { humans: [] };
    for (const human of humans) this.judge.rememberedAsPaid.add(human);
  }

  #outageOf(name: 'personio' | 'alleo'): Outage['kind'] | undefined {
    const { climate, scheduler } = this;
    const hours = (scheduler.now - this.#wildSince) / 3_600_000;
    const now = climate.outages.find(
      (one) => one.side === name && hours >= one.fromHours && hours < one.fromHours + one.hours,
    );
    return hours < climate.wildDays * 24 ? now?.kind : undefined;
  }

  async #untilDay(date: string): Promise<void> {
    await this.scheduler.play(instantAt(date, 0));
    if (this.scheduler.steps >= MOST_STEPS) this.judge.violate('never ends', `${MOST_STEPS} steps until ${date}`);
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
      some('edit', climate.edits, 0.6, (name) => attractCorrection(this, company, name, hr.edit(company, name)));
      some('errand', climate.errands, 0.5, (name) => support.doErrand(company, name));
      some('admin', 1, 0.2, (name) => admins.meddle(company, name));
      some('intake', 1, 0.08, (name) => hr.hireMany(company, name));
      some('blunder', 1, 0.08, () => hr.blunder(company));
    }
    this.#at(date, 240, () => fireSchedule(this, date));
    for (const company of companies) {
      const isLookedAt = !isWild || chance.strikes(`${company.id} is looked at on ${date}`, 0.5);
      if (isLookedAt) this.#at(date, 9 * 60, () => this.#tend(company));
    }
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
    this.#isWild = true;
    for (let day = 0; day < climate.wildDays && judge.violations.length === 0; day += 1) {
      await this.#playDay(date, true);
      date = dayAfter(date);
    }
    calmDown(climate);
    this.#isWild = false;
    for (const company of judge.violations.length === 0 ? companies : []) {
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
      const left = messagesOf(simulated, url).map(({ body }) => tellMessage(body));
      if (left.length > 0) judge.violate('at rest', `left in ${nameOfUrl(url)}: ${left.join(', ')}`);
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
