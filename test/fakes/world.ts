import { ACTIVATION_LAPSES_MS } from '../../functions/deliver/claim-activation.ts';
import type { DeliverMessageDeps, RefusedTenants } from '../../functions/deliver/deliver-message.ts';
import { deliverMessage } from '../../functions/deliver/deliver-message.ts';
import type { Delivery } from '../../functions/deliver/deliver-work.ts';
import { openCompany } from '../../functions/deliver/open-company.ts';
import { findDifferences } from '../../functions/support/people/find-differences.ts';
import { syncTenant } from '../../functions/sync/sync-tenant.ts';
import type { SyncDeps } from '../../functions/sync/sync-work.ts';
import { logLines } from '../../local/telemetry.ts';
import type { Policies } from '../../shared/contracts/policies.ts';
import { defaultPolicies } from '../../shared/contracts/policies.ts';
import type { RunReport } from '../../shared/contracts/run-report.ts';
import type { Eligibility, Tenant } from '../../shared/contracts/tenant.ts';
import type { Trigger } from '../../shared/contracts/tenant-message.ts';
import type { UserMutation } from '../../shared/contracts/user-mutation.ts';
import type { VerifyMessage } from '../../shared/contracts/verify-message.ts';
import { readAllAccounts } from '../../shared/core/accounts/account-listing.ts';
import type { Difference } from '../../shared/core/accounts/compare-accounts.ts';
import { compareAccounts, findPending } from '../../shared/core/accounts/compare-accounts.ts';
import { instantIn } from '../../shared/core/ground/calendar.ts';
import type { Employee } from '../../shared/core/ground/employee.ts';
import { TransientError } from '../../shared/core/ground/errors.ts';
import { createFingerprints } from '../../shared/core/ground/fingerprint.ts';
import type { EmployeeMemory, PlanEntry } from '../../shared/core/ground/memory.ts';
import { AWAITS_GROUP } from '../../shared/core/ground/memory.ts';
import type { Prepared } from '../../shared/core/prepare-plan.ts';
import { preparePlan } from '../../shared/core/prepare-plan.ts';
import type { FakeAlleo } from './alleo.ts';
import { createFakeAlleo } from './alleo.ts';
import type { Gatekeeper } from './gatekeeper.ts';
import { createGatekeeper, Killed } from './gatekeeper.ts';
import type { MemoryStore } from './memory-store.ts';
import { createMemoryStore } from './memory-store.ts';
import type { FakePersonio } from './personio.ts';
import { createFakePersonio } from './personio.ts';
import type { StoreState } from './store-state.ts';

const TENANT = 'acme';
const ZONE = 'Europe/Amsterdam';
/** So many messages a batch holds. */
const BATCH = 10;
const KEY = Buffer.alloc(32, 3).toString('base64');

export interface WorldOptions {
  readonly employees: readonly Employee[];
  readonly policies?: Partial<Policies>;
  readonly eligibility?: Eligibility;
  readonly status?: Tenant['status'];
  readonly deliveryMode?: 'customer-api' | 'queue';
  /** @default no bound */
  readonly mostOpen?: number;
  readonly tenantId?: string;
  /** The table of another world, to live on side by side. */
  readonly shared?: StoreState;
}

/** One tenant from Personio to Alleo on fakes, driven day by day. */
export class World {
  readonly gate: Gatekeeper = createGatekeeper();
  readonly store: MemoryStore;
  readonly personio: FakePersonio;
  readonly alleo: FakeAlleo;
  /** Waiting for deliver, in order. */
  readonly queue: UserMutation[] = [];
  /** Everything ever sent, in order, repeated messages included. */
  readonly sent: UserMutation[] = [];
  readonly deadLetters: UserMutation[] = [];
  readonly budgets: UserMutation[] = [];
  /** What asked deliver to compare. */
  readonly verifyMessages: VerifyMessage[] = [];
  readonly reports: RunReport[] = [];
  /** Employees about whom the queue takes no message. */
  readonly refusedByQueue = new Set<string>();
  /** What stopped a run, as it was given out to be logged. */
  readonly stops: { readonly error: unknown; readonly tenantId: string; readonly runId: string }[] = [];
  /** What deliver logged. */
  readonly deliverLines: string[] = [];
  /** What kept a lease from being given back. */
  readonly leaseErrors: unknown[] = [];
  date = '2026-12-01';
  hour = 4;
  fingerprintKey = KEY;
  /** Makes every delivery fail into the dead letters. */
  deliveryDown = false;
  /** How often a delivery is tried before its message is a dead letter. */
  deliveryAttempts = 5;
  /** Milliseconds until a run is cut off, asked before every chunk. */
  remainingMs: () => number = () => 600_000;
  #leaseNow = 0;
  #runs = 0;
  #deliverDeps: DeliverMessageDeps | undefined;
  readonly #mode: 'customer-api' | 'queue';
  readonly #mostOpen: number;
  readonly #tenantId: string;

  constructor(options: WorldOptions) {
    this.#tenantId = options.tenantId ?? TENANT;
    const state = options.shared === undefined ? {} : { state: options.shared };
    this.store = createMemoryStore({ leaseClock: () => this.#leaseNow, onCall: this.gate.onCall, ...state });
    this.personio = createFakePersonio(options.employees, this.gate);
    this.alleo = createFakeAlleo(this.gate);
    this.#mode = options.deliveryMode ?? 'customer-api';
    this.#mostOpen = options.mostOpen ?? Number.POSITIVE_INFINITY;
    this.register('01JDWQ0000000000000000000A', options);
  }

  register(registration: string, options: Omit<WorldOptions, 'employees'>): void {
    this.store.state.directory.set(this.#tenantId, {
      version: 1,
      id: this.#tenantId,
      name: 'Acme',
      status: options.status ?? 'active',
      ...(options.status === undefined && { activatedAt: '2026-11-01T00:00:00.000Z' }),
      registration,
      secretArn: 'arn:secret',
      personioUrl: 'https://api.personio.de/v1',
      alleoUrl: 'https://api.yourcampus.co/customer_api/v1',
      company: { id: 7, name: 'Acme' },
      eligibility: options.eligibility ?? { mode: 'everyone' },
      policies: { ...defaultPolicies(), ...options.policies },
      onceReadable: [],
      createdAt: '2026-11-01T00:00:00.000Z',
    });
  }

  get tenant(): Tenant {
    const tenant = this.store.state.directory.get(this.#tenantId);
    if (tenant === undefined) throw new Error('no tenant');
    return tenant;
  }

  /** By the tenant's key, as deliver reads it. */
  readonly fingerprintsOf = async () => createFingerprints(this.fingerprintKey);

  now(): Date {
    return instantIn(ZONE, this.date, this.hour);
  }

  change(changes: Partial<Tenant>): void {
    this.store.state.directory.set(this.#tenantId, { ...this.tenant, ...changes });
  }

  /** Changes people in Personio; `undefined` removes somebody without a trace. */
  edit(id: string, changes: Partial<Employee> | undefined): void {
    const before = this.personio.employees.get(id);
    if (changes === undefined) this.personio.employees.delete(id);
    else if (before !== undefined) this.personio.employees.set(id, { ...before, ...changes });
    else throw new Error(`nobody with the id ${id}`);
  }

  add(...employees: readonly Employee[]): void {
    for (const employee of employees) this.personio.employees.set(employee.id, employee);
  }

  memory(id: string): EmployeeMemory | undefined {
    return this.store.state.tenants.get(this.#tenantId)?.employees.get(id);
  }

  open(): string[] {
    const items = [...(this.store.state.tenants.get(this.#tenantId)?.open.values() ?? [])];
    // Whoever only awaits a group is done: nothing of theirs is open.
    const open = items.filter(({ code }) => code !== AWAITS_GROUP);
    return open.map(
      (item) => `${item.reservation.kind} ${item.employeeId}${item.code === undefined ? '' : ` ${item.code}`}`,
    );
  }

  /** What the last run held back. */
  heldPlan(): readonly PlanEntry[] {
    const report = this.reports.at(-1);
    if (report?.status !== 'held') return [];
    return this.store.state.tenants.get(this.#tenantId)?.plans.get(report.digest ?? '') ?? [];
  }

  #syncDeps(): SyncDeps {
    const { store, gate } = this;
    const sendFailed = () => new TransientError({ operation: 'send mutations', code: 'SEND_FAILED' }, 'a fault');
    return {
      directory: store,
      memory: store,
      reports: store,
      secrets: {
        readSecret: () =>
          gate.pass(
            'secrets readSecret',
            () => new TransientError({ operation: 'read secret', code: 'SECRETS_UNAVAILABLE' }, 'a fault'),
            async () => ({ personio: { clientId: 'a', clientSecret: 'b' }, fingerprintKey: this.fingerprintKey }),
          ),
      },
      tenantQueue: {
        sendTenantMessages: () => gate.pass('queue sendTenantMessages', sendFailed, async () => ({ failed: [] })),
      },
      mutations: {
        sendMutations: async (_tenantId, mutations) => {
          // One call per mutation: a batch can be cut anywhere.
          const taken = mutations.filter(({ subject }) => !this.refusedByQueue.has(subject));
          for (const mutation of taken) {
            await gate.pass('queue sendMutation', sendFailed, async () => this.#take(mutation));
          }
          return mutations.filter((mutation) => !taken.includes(mutation));
        },
      },
      verifyQueue: {
        sendVerify: (message) =>
          gate.pass('queue sendVerify', sendFailed, async () => void this.verifyMessages.push(message)),
      },
      openPersonio: () => this.personio.open(),
      deliveryMode: this.#mode,
      mostOpen: this.#mostOpen,
      clock: () => this.now(),
      newRunId: () => {
        this.#runs += 1;
        return `run-${String(this.#runs).padStart(6, '0')}`;
      },
      remainingMs: () => this.remainingMs(),
      announce: (report) => this.reports.push(report),
      explainStop: (error, run) => this.stops.push({ error, ...run }),
      explainLease: (error) => {
        if (error instanceof Killed) throw error;
        this.leaseErrors.push(error);
      },
    };
  }

  /** The queue's own de-duplication: what still waits is not taken twice. */
  async #take(mutation: UserMutation): Promise<void> {
    this.sent.push(mutation);
    if (!this.queue.some((waiting) => waiting.id === mutation.id)) this.queue.push(mutation);
  }

  /** One message for one run; faults come out as thrown. */
  async syncOnce(trigger: Trigger = 'schedule'): Promise<RunReport | undefined> {
    const { registration } = this.tenant;
    const requestedAt = this.now().toISOString();
    const result = await syncTenant(this.#syncDeps(), {
      version: 1,
      tenantId: this.#tenantId,
      registration,
      trigger,
      requestedAt,
    });
    return result.result === 'reported' ? result.report : undefined;
  }

  /** After a crash or a failure: a new process, and the old lease has run out. */
  recover(): void {
    this.gate.revive();
    this.#leaseNow += 120_000;
    this.#deliverDeps = undefined;
  }

  /** A run as the queue would have it: tried again after a failure or a kill. */
  async sync(trigger: Trigger = 'schedule'): Promise<RunReport> {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      try {
        const report = await this.syncOnce(trigger);
        if (report !== undefined) return report;
      } catch (error) {
        if (!(error instanceof Killed || error instanceof TransientError)) throw error;
        this.recover();
      }
    }
    throw new Error('the run never ended');
  }

  #deliver(): DeliverMessageDeps {
    if (this.#deliverDeps === undefined) {
      const { store, gate } = this;
      const company = openCompany(this.#tenantId, this.alleo.open(), () => this.#leaseNow);
      const failed = () => new TransientError({ operation: 'send budgets', code: 'SEND_FAILED' }, 'a fault');
      this.#deliverDeps = {
        directory: store,
        outcomes: store,
        budgets: {
          sendBudgets: (_tenantId, mutations) =>
            gate.pass('queue sendBudgets', failed, async () => {
              this.budgets.push(...mutations);
            }),
        },
        companyOf: () => company,
        fingerprintsOf: this.fingerprintsOf,
        clock: () => this.now(),
        now: () => this.#leaseNow,
        activationLapsesMs: ACTIVATION_LAPSES_MS,
        log: logLines((line) => this.deliverLines.push(line)),
        counter: { add: () => {}, addDuration: () => {}, flush: () => {} },
      };
    }
    return this.#deliverDeps;
  }

  /**
   * Delivers one message as the queue would: again after a failure, into the dead letters after too many. `refused`: whom
   * Alleo has refused in the same batch.
   */
  async deliverOne(mutation: UserMutation, refused: RefusedTenants = new Map()): Promise<Delivery | undefined> {
    if (this.deliveryDown) {
      this.deadLetters.push(mutation);
      return undefined;
    }
    for (let receiveCount = 1; receiveCount <= this.deliveryAttempts; receiveCount += 1) {
      try {
        return await deliverMessage(this.#deliver(), refused, mutation, receiveCount);
      } catch (error) {
        if (!(error instanceof Killed || error instanceof TransientError)) throw error;
        this.recover();
      }
    }
    this.deadLetters.push(mutation);
    return undefined;
  }

  async deliverAll(): Promise<(Delivery | undefined)[]> {
    const deliveries: (Delivery | undefined)[] = [];
    let refused: RefusedTenants = new Map();
    for (let mutation = this.queue[0]; mutation !== undefined; mutation = this.queue[0]) {
      if (deliveries.length % BATCH === 0) refused = new Map();
      deliveries.push(await this.deliverOne(mutation, refused));
      this.queue.shift();
    }
    return deliveries;
  }

  /** One whole day: the run, then everything delivered. */
  async day(date: string): Promise<RunReport> {
    this.date = date;
    // What deliver read of Alleo the day before is old by now.
    this.#leaseNow += 3_600_000;
    const report = await this.sync();
    await this.deliverAll();
    return report;
  }

  /** What a preview shows: the plan, nothing written. */
  async prepare(): Promise<Prepared> {
    const fingerprints = createFingerprints(this.fingerprintKey);
    return preparePlan({ personio: this.personio.open(), memory: this.store, fingerprints }, this.tenant, this.now());
  }

  /** Every difference that `verify` lists; where a gate stops it, what the weekly look would count. */
  async differences(): Promise<readonly Difference[]> {
    const prepared = await this.prepare();
    const { tenant, store, fingerprintKey } = this;
    const fingerprints = createFingerprints(fingerprintKey);
    const alleo = this.alleo.open();
    if ('gate' in prepared) {
      const memory = await store.readMemory(tenant.id);
      const outcomes = await store.readOutcomes(tenant.id, tenant.registration);
      const accounts = await readAllAccounts(alleo, tenant.id);
      return compareAccounts({ memory, outcomes, accounts, fingerprints, pending: findPending(memory) });
    }
    const secret = { personio: { clientId: 'a', clientSecret: 'b' }, fingerprintKey };
    const open = { tenant, secret, fingerprints, personio: this.personio.open(), lastRead: () => [] };
    return findDifferences({ memory: store, outcomes: store }, open, prepared, alleo);
  }

  /** Support approves what a preview shows now. */
  async approve(first = false, withoutOneOff = false): Promise<string> {
    const prepared = await this.prepare();
    if ('gate' in prepared) throw new Error(prepared.gate.code);
    const { digest, entries } = prepared.resolved.plan;
    await this.store.putPlan(this.#tenantId, digest, entries, this.now());
    const approvedAt = this.now().toISOString();
    await this.store.putApproval(this.#tenantId, { digest, first, withoutOneOff, approvedAt, state: 'approved' });
    if (first) this.change({ status: 'active' });
    return digest;
  }

  /** The usual beginning: a pending tenant's first plan approved, run and delivered. */
  static async activated(options: WorldOptions, date = '2026-12-01'): Promise<World> {
    const world = new World({ ...options, status: 'pending' });
    world.date = date;
    await world.approve(true);
    await world.sync('activate');
    await world.deliverAll();
    world.gate.calls.length = 0;
    return world;
  }
}
