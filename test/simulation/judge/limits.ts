import { dayAfter } from '../life/calendar.ts';
import type { Message, PreviewRow } from './judge.ts';

/** The limits on deactivations once more, by the behaviour's text: of a day and of seven, more than so many. */
const DAY = { floor: 3, share: 0.1 };
const WEEK = { floor: 5, share: 0.2 };

interface Counted {
  /** By person: what was last decided of their account. */
  readonly active: Set<string>;
  /** By date: who was to be deactivated without anybody having looked at it. */
  readonly days: Map<string, Set<string>>;
  /** Active people when the day's first mutation went out. */
  readonly base: Map<string, number>;
  /** By the run that decided it: who is deactivated by it. */
  readonly runs: Map<string, Set<string>>;
  /** Whose deactivation support has looked at and let out. */
  readonly lifted: Set<string>;
}

/** Counts what is sent, and says where more people would lose their account than may without a human being looking. */
export class Limits {
  readonly #tenants = new Map<string, Counted>();
  readonly #suspended = new Set<string>();

  lookedAt(tenantId: string, people: readonly PreviewRow[]): void {
    const { lifted } = this.#of(tenantId);
    for (const { employeeId, holds = [] } of people) {
      if (holds.some(({ kind }) => kind === 'deactivate')) lifted.add(employeeId);
    }
  }

  /** A customer may have been removed: nobody knows whom the product counts, until they are registered afresh. */
  suspend(tenantId: string): void {
    this.#suspended.add(tenantId);
  }

  begin(tenantId: string): void {
    this.#suspended.delete(tenantId);
    this.#tenants.delete(tenantId);
  }

  /** What is wrong with sending this, if anything. */
  sent(tenantId: string, { data, time }: Message, today: string): string | undefined {
    if (this.#suspended.has(tenantId)) return undefined;
    const { active, days, runs, base, lifted } = this.#of(tenantId);
    const { kind, external_id: person } = data;
    if (!base.has(today)) base.set(today, active.size);
    if (kind === 'activate') active.add(person);
    if (kind !== 'deactivate' || !active.delete(person)) return undefined;
    const ofRun = runs.get(time) ?? new Set<string>();
    runs.set(time, ofRun.add(person));
    const unseen = [...ofRun].filter((one) => !lifted.has(one));
    // Past the limit the whole kind is held, and what is let out is exactly what somebody looked at.
    if (unseen.length > 0 && ofRun.size > Math.max(DAY.floor, DAY.share * (base.get(today) ?? 0))) {
      return `${ofRun.size} are deactivated by one run, and nobody has looked at ${unseen.join(', ')}`;
    }
    if (lifted.has(person)) return undefined;
    const ofToday = days.get(today) ?? new Set<string>();
    days.set(today, ofToday.add(person));
    const measure = base.get(today) ?? 0;
    const ofWeek = Array.from({ length: 7 }, (_, n) => days.get(dayAfter(today, -n))?.size ?? 0).reduce(
      (a, b) => a + b,
      0,
    );
    const most = Math.max(DAY.floor, DAY.share * measure);
    if (ofToday.size > most) return `${ofToday.size} of ${measure} are deactivated on ${today}`;
    if (measure >= 2 && ofToday.size > measure / 2) return `${ofToday.size} of ${measure}, more than half, on ${today}`;
    if (ofWeek > Math.max(WEEK.floor, WEEK.share * measure)) return `${ofWeek} of ${measure} in the week to ${today}`;
    return undefined;
  }

  #of(tenantId: string): Counted {
    const known = this.#tenants.get(tenantId);
    if (known !== undefined) return known;
    const fresh = {
      active: new Set<string>(),
      days: new Map(),
      runs: new Map(),
      base: new Map(),
      lifted: new Set<string>(),
    };
    this.#tenants.set(tenantId, fresh);
    return fresh;
  }
}
