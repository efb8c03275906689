import type { AlleoEmployee } from '../../../local/simulators/alleo/employee.ts';
import type { RunReport } from '../../../shared/contracts/run-report.ts';
import type { Owner, Scheduler } from '../clockwork/scheduler.ts';
import type { Container } from '../cloud/lambda.ts';
import { dateAt, dayAfter } from '../life/calendar.ts';
import { type Company, type Human, isIdOf, MARK } from '../life/company.ts';
import type { Story } from '../story.ts';
import { Limits } from './limits.ts';
import { humanOf, type Truth } from './truth.ts';

/** Something that must never be. */
export interface Violation {
  readonly rule: string;
  readonly what: string;
}

export interface AlleoWrite {
  readonly company: Company;
  readonly action: 'create' | 'patch' | 'activate' | 'deactivate';
  readonly before: AlleoEmployee | undefined;
  readonly after: AlleoEmployee;
  readonly by: Owner;
}

/** A mutation as it travels: of the contract only what is looked at here. */
export interface Message {
  readonly id: string;
  /** When the run began that decided it. */
  readonly time: string;
  readonly data: {
    readonly kind: string;
    readonly external_id: string;
    readonly sequence: number;
    readonly company_id: number;
    readonly category?: string;
    readonly amount?: string;
    readonly grant?: number;
  };
}

/** A row of a preview, as support looks at it. */
export interface PreviewRow {
  readonly employeeId: string;
  readonly holds?: readonly { readonly kind: string; readonly code: string }[];
}

/** Somebody is absent on three days before the account is closed. */
const DAYS_ABSENT = 3;

interface LeaseItem {
  readonly run: string;
  readonly step: number;
  readonly exp: number;
}

interface OutcomeItem {
  readonly sk: string;
  readonly version: number;
}

/** The longest back-off between two tries of a message, and a little. */
const MOST_HIDDEN_MINUTES = 16;

/** What the clocks of two containers may differ by. */
const CLOCKS_APART_MS = 3_000;

interface Finished {
  readonly startedAt: number;
  readonly finishedAt: number;
}

export interface JudgeDeps {
  readonly scheduler: Scheduler;
  readonly truth: Truth;
  readonly story: Story;
}

/**
 * What must hold at every step, said of what the world sees: writes at Alleo, messages, items, lines of the log. It knows
 * nothing of how the product works, and shares no code with its rules.
 */
export class Judge {
  readonly violations: Violation[] = [];
  readonly #deps: JudgeDeps;
  /** The last run of a customer that had its whole say: it held nothing back. */
  readonly #said = new Map<string, Finished>();
  /** Customers whose last run held something back. */
  readonly #held = new Set<string>();
  readonly #open = new Map<string, readonly string[]>();
  readonly #pausedSince = new Map<string, number>();
  readonly #limits = new Limits();
  /** Whose account somebody else decided about: an admin by hand, or nobody, while the customer was not one. */
  readonly unsettled = new Set<Human>();
  /** Whose one-off amounts support has remembered as paid, with a customer who was connected before. */
  readonly rememberedAsPaid = new Set<Human>();
  readonly #grants = new Map<string, Set<string>>();
  readonly budgets: { readonly at: number; readonly message: Message }[] = [];
  /** When somebody's budgets at Alleo ended last: by our own deactivation, or with an account. */
  readonly #endedAt = new Map<string, number>();

  constructor(deps: JudgeDeps) {
    this.#deps = deps;
  }

  violate(rule: string, what: string): void {
    this.violations.push({ rule, what });
    this.#deps.story.tell('VIOLATION', () => `${rule}: ${what}`);
    this.#deps.scheduler.stop();
  }

  /** A process sends what changes something, for an invocation whose caller has had its answer since then. */
  actedLate({ name }: Container, what: string, answeredAt: number): void {
    const minutes = Math.round((this.#deps.scheduler.now - answeredAt) / 6_000) / 10;
    this.violate(
      'acts after its answer',
      `${name} sends ${what}, for an invocation that was answered ${minutes} min ago: its message is somebody else's`,
    );
  }

  wroteAtAlleo(write: AlleoWrite): void {
    const { company, after, by, action } = write;
    const externalId = after.external_id ?? '';
    this.#deps.story.tell('Alleo', () => `${action} ${after.id} (${externalId}), by ${by.name}`);
    if (!isIdOf(company, externalId)) {
      this.violate('another company', `${externalId} in the company of ${company.id}`);
      return;
    }
    const pausedSince = this.#pausedSince.get(company.id);
    if (pausedSince !== undefined && pausedSince < this.#begunAt(by)) {
      this.violate('paused', `${company.id} is paused, and ${action} of ${externalId} reaches Alleo`);
    }
    if (action === 'create' || action === 'deactivate') this.#endedAt.set(externalId, this.#deps.scheduler.now);
    if (action === 'create') this.#checkCreated(write, externalId);
    if (action === 'activate') this.#checkActivated(write, externalId);
    if (action === 'deactivate') this.#checkDeactivated(write, externalId);
  }

  #begunAt(by: Owner): number {
    return 'invocation' in by ? (by as Container).invocation.startedAt : this.#deps.scheduler.now;
  }

  #checkCreated({ company, after }: AlleoWrite, externalId: string): void {
    const human = humanOf(company, externalId);
    const ids = new Set((human?.ids ?? []).map(String));
    const other = company.alleo.ordered.find(
      ({ id, external_id }) => id !== after.id && external_id !== null && ids.has(external_id),
    );
    if (other === undefined) return;
    // Nobody knows any more whose account that was: its customer was removed, or an admin changed it by hand.
    const isStrange = human !== undefined && this.unsettled.has(human) && !isAlike(other, after);
    if (!isStrange) {
      this.violate('second account', `${externalId} gets ${after.id} and has ${other.id} (${other.external_id})`);
    }
  }

  #checkActivated({ company, before, by, after }: AlleoWrite, externalId: string): void {
    if (before?.is_active === true) {
      this.violate('second e-mail', `account ${after.id} (${externalId}) is activated, and was active`);
      return;
    }
    if (this.#isContradicted(company, externalId, 'out', by)) {
      this.violate('activated leaver', `${externalId} is activated; a whole run since has seen that they left`);
    }
  }

  #checkDeactivated({ company, by, before }: AlleoWrite, externalId: string): void {
    if (before?.is_active !== true) return;
    const truth = this.#deps.truth.of(externalId);
    const earliest = truth === undefined ? '' : dayAfter(dateAt(truth.since), DAYS_ABSENT - 1);
    // Who was out when a whole run looked last is rightly decided out, and whatever came since nobody has seen.
    const wasOut = (truth?.outUntil ?? 0) > (this.#said.get(company.id)?.startedAt ?? Number.POSITIVE_INFINITY);
    if (truth?.standing === 'gone' && !wasOut && dateAt(this.#deps.scheduler.now) < earliest) {
      this.violate(
        'deactivated without reason',
        `${externalId} is deactivated, and was absent for less than three days`,
      );
    } else if (truth?.everAway === false) {
      this.violate('deactivated without reason', `${externalId} is deactivated, and was never away`);
    } else if (this.#isContradicted(company, externalId, 'in', by)) {
      this.violate('deactivated without reason', `${externalId} is deactivated; a whole run since has seen them in`);
    }
  }

  /** Whether a whole run began after somebody came to stand so, and ended before this invocation began. */
  #isContradicted(company: Company, externalId: string, standing: 'in' | 'out', by: Owner): boolean {
    const truth = this.#deps.truth.of(externalId);
    const run = this.#said.get(company.id);
    if (truth === undefined || run === undefined || truth.standing !== standing) return false;
    return truth.since < run.startedAt && run.finishedAt < this.#begunAt(by);
  }

  openOf(tenantId: string): readonly string[] {
    return this.#open.get(tenantId) ?? [];
  }

  isHeld(tenantId: string): boolean {
    return this.#held.has(tenantId);
  }

  reported(report: RunReport, container: Container): void {
    this.#deps.story.tell(container.name, () => describeReport(report));
    const sum = Object.values(report.decisions).reduce((total, count) => total + count, 0);
    if (report.status !== 'failed' && sum !== report.listed) {
      this.violate('report', `${report.listed} were listed, and ${sum} decided`);
    }
    this.#open.set(report.tenantId, Object.keys(report.open.codes));
    if (report.status === 'held') this.#held.add(report.tenantId);
    if (report.status !== 'ok') return;
    this.#held.delete(report.tenantId);
    const { startedAt } = container.invocation;
    this.#said.set(report.tenantId, { startedAt, finishedAt: this.#deps.scheduler.now });
  }

  /** Support was told that a customer is paused, or asks for the contrary. */
  pausedFrom(tenantId: string, isPaused: boolean): void {
    if (isPaused) this.#pausedSince.set(tenantId, this.#deps.scheduler.now);
    else this.#pausedSince.delete(tenantId);
  }

  /** A budget goes on to whoever pays it out. One message of an id counts, however often it comes. */
  passedOn(company: Company, message: Message): void {
    this.budgets.push({ at: this.#deps.scheduler.now, message });
    const { kind, external_id, category = '', amount } = message.data;
    this.#deps.story.tell('budgets', () => `${kind} ${external_id} ${amount} ${message.id}`);
    if (!isIdOf(company, external_id)) this.violate('another company', `a budget of ${external_id} for ${company.id}`);
    if (kind !== 'grant-one-off-budget') return;
    const key = `${external_id} ${category}`;
    const messages = this.#grants.get(key) ?? new Set<string>();
    this.#grants.set(key, messages.add(message.id));
    const human = humanOf(company, external_id);
    const { entries = 0, ids = [] } = human ?? {};
    // Whose amount was only remembered, and of whom nothing was ever sent, is nobody known under another id.
    const isStrange = human !== undefined && ids.length > 1 && this.rememberedAsPaid.has(human);
    const grants = this.grantsOf(company, external_id);
    if (grants > entries && !isStrange) {
      this.violate('second grant', `${ids.toReversed().join(', once ')}: ${grants} grants, and HR entered ${entries}`);
    }
  }

  /** Grants that were passed on, under whichever id. */
  grantsOf(company: Company, externalId: string): number {
    const ids = humanOf(company, externalId)?.ids ?? [Number(externalId)];
    return [...this.#grants]
      .filter(([key]) => ids.includes(Number(key.split(' ')[0])))
      .reduce((n, [, s]) => n + s.size, 0);
  }

  /** Support looked at what is held, and is about to let it out. */
  lookedAt(tenantId: string, people: readonly PreviewRow[]): void {
    this.#limits.lookedAt(tenantId, people);
  }

  /** A mutation is handed to the queue. */
  sent(tenantId: string, message: Message): void {
    const fault = this.#limits.sent(tenantId, message, dateAt(this.#deps.scheduler.now));
    if (fault !== undefined) this.violate('past a limit', fault);
  }

  /** What was done for a customer before is forgotten; so are leavers of meanwhile, whom nobody will deactivate. */
  removed(company: Company): void {
    this.#said.delete(company.id);
    this.#held.delete(company.id);
    this.#pausedSince.delete(company.id);
    this.#limits.suspend(company.id);
    for (const human of company.humans) this.unsettled.add(human);
  }

  /** Nobody writes over what another delivery has recorded since. */
  #checkOutcome(after: OutcomeItem, before: Partial<OutcomeItem>): void {
    if (after.version === (before.version ?? 0) + 1) return;
    this.violate(
      'outcome overwritten',
      `what was recorded of ${after.sk.replace('OUT#', '')} is lost: version ${after.version} after ${before.version ?? 'none'}`,
    );
  }

  registered(company: Company): void {
    this.#limits.begin(company.id);
  }

  /** The monthly amount that stands at Alleo: the last one in the order of decisions since the budgets ended last. */
  monthlyOf(human: Human): string | undefined {
    const ids = human.ids.map(String);
    const ended = Math.max(0, ...ids.map((id) => this.#endedAt.get(id) ?? 0));
    const own = this.budgets.filter(({ at, message: { data } }) => {
      return at > ended && ids.includes(data.external_id) && data.kind === 'set-monthly-budget';
    });
    return own
      .map(({ message }) => message.data)
      .toSorted((a, b) => a.sequence - b.sequence)
      .at(-1)?.amount;
  }

  /** A run of a customer is asked for by the schedule; `waiting`: how many such messages lie in the queue since minutes. */
  asked(tenantId: string, waiting: number): void {
    if (waiting > 1) this.violate('asked twice', `the schedule asks for ${waiting} runs of ${tenantId} at once`);
  }

  /** A message goes back to its queue; hidden for so long. */
  returned(minutes: number): void {
    if (minutes > MOST_HIDDEN_MINUTES)
      this.violate('held up', `a message that came back is hidden for ${Math.round(minutes)} min`);
  }

  stored(text: string, before: string | undefined): void {
    if (holdsPersonalData(text)) this.violate('personal data', `an item: ${text}`);
    if (before !== undefined && text.includes('"sk":"LEASE"')) this.#checkLease(JSON.parse(text), JSON.parse(before));
    // The same once more, by an SDK that was not answered, takes nothing away.
    const isOutcome = text.includes('"sk":"OUT#') && text !== before;
    if (isOutcome) this.#checkOutcome(JSON.parse(text), JSON.parse(before ?? '{}'));
  }

  /** One run of a customer at a time: nobody takes what another holds, and only its holder writes under it. */
  #checkLease(after: LeaseItem, before: LeaseItem): void {
    const { now } = this.#deps.scheduler;
    if (after.run !== before.run && before.exp > now + CLOCKS_APART_MS) {
      this.violate('two runs at once', `${after.run} takes the lease that ${before.run} holds`);
    } else if (after.run === before.run && after.step > 0 && after.step !== before.step + 1) {
      this.violate('two runs at once', `another run than its holder writes under the lease of ${after.run}`);
    }
  }

  logged(line: string): void {
    if (holdsPersonalData(line)) this.violate('personal data', `a line of the log: ${line}`);
  }
}

/** Whether two accounts are somebody's who can be told to be one: by the address, or, under one id, by name and birthday. */
const isAlike = (one: AlleoEmployee, other: AlleoEmployee): boolean => {
  const isSameId = one.external_id === other.external_id;
  return (
    one.email === other.email || (isSameId && one.last_name === other.last_name && one.birthday === other.birthday)
  );
};

const holdsPersonalData = (text: string) => text.includes(MARK);

function describeReport({ tenantId, status, code, mutations, held, open }: RunReport): string {
  const counts = Object.entries(mutations).map(([kind, count]) => `${count} ${kind}`);
  const kept = Object.entries(held).map(([kind, one]) => `${one?.count} ${kind} held`);
  return `run of ${tenantId}: ${[status, code, ...counts, ...kept, `${open.count} open`].filter(Boolean).join(', ')}`;
}
