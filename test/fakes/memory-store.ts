import { encodeTime } from 'ulid';
import type {
  AuditPort,
  DirectoryPort,
  MemoryPort,
  OutcomePort,
  ReportReaderPort,
  ReportWriterPort,
} from '../../shared/core/ports/table.ts';
import { storedReport } from './as-stored.ts';
import { createFakeDirectory } from './fake-directory.ts';
import { createFakeMemory } from './fake-memory.ts';
import { createFakeOutcomes } from './fake-outcomes.ts';
import { type OnCall, withFaults } from './faults.ts';
import { frozen } from './frozen.ts';
import { emptyState, inKeyOrder, type StoreState, stateOf } from './store-state.ts';

/** All ports on the table. */
export type Store = DirectoryPort & MemoryPort & OutcomePort & ReportReaderPort & ReportWriterPort & AuditPort;

export interface MemoryStore extends Store {
  /** What is stored, to look at; changing it by hand is how a test tampers with it. */
  readonly state: StoreState;
  /** The methods called so far, in order. */
  readonly calls: readonly string[];
}

export type MemoryStoreOptions = {
  /** Milliseconds by which leases lapse. @default a clock that stands still */
  readonly leaseClock?: () => number;
  readonly onCall?: OnCall;
  /** Another store's state, to go on with after a crash. @default empty */
  readonly state?: StoreState;
};

/** The table's ports on plain maps, with the adapter's semantics (`test/contracts/store-contract.ts` runs on both). */
export function createMemoryStore(options: MemoryStoreOptions = {}): MemoryStore {
  const { leaseClock = () => 0, onCall, state = emptyState() } = options;
  const calls = { names: [] };
  const unsure = new WeakSet<object>();
  const ports: Store = {
    ...createFakeDirectory(state),
    ...createFakeMemory({ state, leaseClock, unsure }),
    ...createFakeOutcomes(state),
    ...createFakeReports(state),
    ...createFakeAudit(state),
  };
  const faulty = withFaults(ports, {
    calls,
    onCall,
    synchronous: ['capacity'],
    onFault: (name, [lease]) => {
      if (name === 'write' && typeof lease === 'object' && lease !== null) unsure.add(lease);
    },
  });
  return { ...faulty, state, calls: calls.names };
}

function createFakeReports(state: StoreState): ReportReaderPort & ReportWriterPort {
  return {
    putReport: async (report) => {
      stateOf(state, report.tenantId).reports.set(report.runId, frozen(storedReport(report)));
    },
    listReports: async (tenantId, limit, since = new Date(0)) =>
      inKeyOrder(stateOf(state, tenantId).reports)
        .filter(({ runId }) => runId >= encodeTime(since.getTime(), 10))
        .reverse()
        .slice(0, Math.max(0, limit)),
  };
}

function createFakeAudit(state: StoreState): AuditPort {
  return {
    putAudit: async (entry) => {
      state.audit.push(frozen(entry));
    },
    listAudit: async (tenantId, limit) =>
      state.audit
        .filter((entry) => entry.tenantId === tenantId)
        .sort((a, b) => (a.at < b.at ? 1 : -1))
        .slice(0, Math.max(0, limit)),
  };
}
