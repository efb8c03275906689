import type { SupportReply } from '../../../shared/contracts/support-operation.ts';
import type { Chance } from '../clockwork/chance.ts';
import type { Scheduler } from '../clockwork/scheduler.ts';
import type { Lambda } from '../cloud/lambda.ts';
import type { Judge, PreviewRow } from '../judge/judge.ts';
import type { Story } from '../story.ts';
import { type Company, pairOf } from './company.ts';

export interface SupportDeps {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly story: Story;
  readonly lambda: Lambda;
  readonly judge: Judge;
  /** Told as something that is held is about to be let out: whoever has it in hand goes on meanwhile. */
  readonly onReleasing: (tenantId: string, asPaid: boolean) => void;
}

type Request = Readonly<Record<string, unknown>> & { readonly operation: string };
/** What the alarms and `status` tell of a customer. */
interface Seen {
  readonly isHeld: boolean;
  readonly isPaused: boolean;
  readonly deadLetters: number;
  /** Codes of what the last run found open. */
  readonly open: readonly string[];
}

/** How long somebody looks at what they are about to approve. */
const LOOKS_MS = [1_000, 20_000, 600_000] as const;

/** The same human being was granted it under another id: whoever sees both does not pay it twice. */
const isGrantedUnderAnother = ({ holds = [] }: PreviewRow) =>
  holds.some(({ code }) => code === 'GRANTED_UNDER_ANOTHER_ID');

type Answered = (answer: Readonly<Record<string, unknown>> | undefined) => void;

/** People at the command line. What they are answered decides what they do next. */
export class Support {
  /** Customers whom somebody paused, and of whom nobody was told that they go on. */
  readonly perhapsPaused = new Set<string>();
  /** Customers who were removed and are not live again. */
  readonly unfinished = new Set<string>();
  /** Customers who were connected before: what was paid then is not paid again. */
  readonly connectedBefore = new Set<string>();
  readonly #deps: SupportDeps;

  constructor(deps: SupportDeps) {
    this.#deps = deps;
  }

  /** `done` gets the answer, or nothing where there was a problem or no answer at all. */
  ask(request: Request, done: Answered = () => {}): void {
    const { lambda, story } = this.#deps;
    const { operation, tenantId = '' } = request as { operation: string; tenantId?: string };
    story.tell('support', () => `${operation} ${tenantId}`);
    lambda.invoke('support', { version: 1, caller: 'support', request }, (outcome) => {
      const reply = outcome.outcome === 'answered' ? (outcome.answer as SupportReply) : undefined;
      const problem = reply?.ok === false ? reply.problem.code : outcome.outcome;
      story.tell('support', () => `${operation} ${tenantId}: ${reply?.ok === true ? 'done' : problem}`);
      done(reply?.ok === true ? (reply.answer as Readonly<Record<string, unknown>>) : undefined);
    });
  }

  /** Registers a customer and lets their first plan out. */
  welcome(company: Company): void {
    const { id: tenantId, number } = company;
    const credentials = {
      personio: pairOf(tenantId, company.secrets),
      alleo: { accessKey: `access-${tenantId}`, secretKey: `secret-${tenantId}` },
    };
    const tenant = { tenantId, name: tenantId, companyId: number, eligibility: 'none', credentials };
    this.ask({ operation: 'tenant-add', ...tenant }, (answer) => {
      if (answer === undefined) return this.#tryAgain(company);
      this.#deps.judge.registered(company);
      return this.release(tenantId, 'activate');
    });
  }

  /** What could not be ended now, is some minutes later. */
  #tryAgain(company: Company): void {
    const { scheduler, chance } = this.#deps;
    const minutes = chance.between(`tries ${company.id} again`, 1, 60);
    const again = () => {
      if (this.unfinished.has(company.id)) this.finish(company);
    };
    scheduler.after(minutes * 60_000, again, scheduler.world);
  }

  /** Removes a customer and registers them again: whoever left meanwhile keeps their account, nobody is told. */
  replace(company: Company): void {
    const { id: tenantId } = company;
    this.perhapsPaused.delete(tenantId);
    this.unfinished.add(tenantId);
    this.connectedBefore.add(tenantId);
    this.#deps.judge.removed(company);
    this.ask({ operation: 'tenant-remove', tenantId, confirm: tenantId }, () => this.welcome(company));
  }

  /** Whatever became of a removal or a first plan: the customer goes live again. */
  finish(company: Company): void {
    this.ask({ operation: 'tenant-show', tenantId: company.id }, (answer) => {
      const { status } = (answer?.['tenant'] ?? {}) as { status?: string };
      if (status === 'pending') this.release(company.id, 'activate');
      else if (status === 'active') this.unfinished.delete(company.id);
      else this.replace(company);
    });
  }

  /** Accounts that are the customer's, but carry nothing by which the product could know that: support looked. */
  relink(tenantId: string): void {
    this.ask({ operation: 'relink', tenantId }, (answer) => {
      const digest = answer?.['digest'];
      if (typeof digest === 'string') this.ask({ operation: 'relink', tenantId, digest });
    });
  }

  /** What a preview shows is approved; after a look at it, which takes its time. */
  release(tenantId: string, operation: 'activate' | 'approve'): void {
    this.ask({ operation: 'preview', tenantId }, (preview) => {
      const digest = preview?.['digest'];
      const isWanted = operation === 'activate' || preview?.['status'] === 'held';
      if (typeof digest !== 'string' || !isWanted) return;
      const people = (preview?.['people'] ?? []) as readonly PreviewRow[];
      this.#deps.judge.lookedAt(tenantId, people);
      const wasPaid =
        operation === 'activate' ? this.connectedBefore.has(tenantId) : people.some(isGrantedUnderAnother);
      const withoutOneOff = wasPaid ? { withoutOneOff: true } : {};
      const approve = () => {
        this.#deps.onReleasing(tenantId, wasPaid && operation === 'activate');
        this.ask({ operation, tenantId, digest, ...withoutOneOff });
      };
      const { scheduler, chance } = this.#deps;
      scheduler.after(chance.pick(`${tenantId}: looks for`, LOOKS_MS), approve, scheduler.world);
    });
  }

  pause(tenantId: string): void {
    this.perhapsPaused.add(tenantId);
    this.ask({ operation: 'tenant-pause', tenantId }, (answer) => {
      if (answer !== undefined) this.#deps.judge.pausedFrom(tenantId, true);
    });
  }

  resume(tenantId: string): void {
    this.#deps.judge.pausedFrom(tenantId, false);
    this.ask({ operation: 'tenant-resume', tenantId }, (answer) => {
      if (answer !== undefined) this.perhapsPaused.delete(tenantId);
    });
  }

  /** The customer makes a new pair; the old one is gone some time after. */
  rotate(company: Company): void {
    company.secrets += 1;
    const { id: tenantId, secrets: n } = company;
    const before = company.personio.credentials;
    company.personio.setCredentials([...before, pairOf(tenantId, n)]);
    this.ask(
      { operation: 'credentials-rotate', tenantId, credentials: { personio: pairOf(tenantId, n) } },
      (answer) => {
        if (answer !== undefined) company.personio.setCredentials(company.personio.credentials.slice(-1));
      },
    );
  }

  /** One of the things that support does on a day; what, is drawn under this name. */
  doErrand(company: Company, name: string): void {
    const { chance, scheduler } = this.#deps;
    const tenantId = company.id;
    const person = String(chance.between(`${name}: person`, 0, 9) + company.nextId - 8);
    const errands: readonly (() => void)[] = [
      () => this.ask({ operation: 'requeue', tenantId }),
      () => this.ask({ operation: 'requeue' }),
      () => this.release(tenantId, 'approve'),
      () => this.ask({ operation: 'redrive' }),
      () => this.ask({ operation: 'resend', tenantId, person }),
      () => this.ask({ operation: 'explain', tenantId, person }),
      () => this.rotate(company),
      () => this.replace(company),
      // Two people at once.
      () => {
        this.ask({ operation: 'resend', tenantId, person });
        this.ask({ operation: 'requeue', tenantId });
      },
      () => {
        this.release(tenantId, 'approve');
        this.release(tenantId, 'approve');
      },
      () => {
        this.pause(tenantId);
        scheduler.after(
          chance.between(`${name}: paused for`, 1, 600) * 60_000,
          () => this.resume(tenantId),
          scheduler.world,
        );
      },
    ];
    chance.pick(name, errands)();
  }

  /** What somebody who cares does on each day after: looks at what the alarms and `status` tell, and acts on it. */
  tend(company: Company, seen: Seen): void {
    if (seen.deadLetters > 0) this.ask({ operation: 'redrive' });
    if (this.unfinished.has(company.id)) this.finish(company);
    else if (seen.isPaused) this.resume(company.id);
    if (seen.isHeld) this.release(company.id, 'approve');
    if (seen.open.includes('ACCOUNT_OF_ANOTHER')) this.relink(company.id);
  }
}
