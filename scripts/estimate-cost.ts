import { MEMORY_MB } from '../infra/memory-sizes.ts';
import { METRICS } from '../shared/runtime/metric-names.ts';

/**
 * AWS list prices, region eu-central-1, USD without tax and free tiers, as noted in November 2025. They change:
 * check them at https://aws.amazon.com/pricing before they are quoted to anybody.
 */
const PRICES = {
  secretMonth: 0.4,
  secretReads: 0.05 / 10_000,
  dynamoReadUnits: 0.1525 / 1e6,
  dynamoWriteUnits: 0.7625 / 1e6,
  /** A GB and month; with point-in-time recovery. */
  dynamoStorage: 0.306 + 0.2448,
  /** arm64, a GB and second. */
  lambdaGbSeconds: 0.0000133334,
  lambdaInvocations: 0.2 / 1e6,
  sqsRequests: 0.5 / 1e6,
  kmsRequests: 0.03 / 10_000,
  /** A GB taken in, kept for a year. */
  logs: 0.63 + 12 * 0.0324,
} as const;

const gigabytes = (name: keyof typeof MEMORY_MB): number => MEMORY_MB[name] / 1_000;

const DAYS = 30;
const GB = 1e9;

/** What was measured of one tenant of this size on an unchanged day (docs/benchmarks.md); `changes`: mutations a month. */
interface Tenant {
  readonly people: number;
  readonly changes: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  /** Of the sync function, a cold start, Personio's own answering time and its limit included. */
  readonly syncSeconds: number;
  readonly storedBytes: number;
}

/** 2 % of the people change, come or go in a month. */
const TENANTS: readonly Tenant[] = [
  { people: 50, changes: 1, readUnits: 3, writeUnits: 4, syncSeconds: 2, storedBytes: 100_000 },
  { people: 500, changes: 10, readUnits: 17, writeUnits: 4, syncSeconds: 3, storedBytes: 300_000 },
  { people: 5_000, changes: 100, readUnits: 159, writeUnits: 4, syncSeconds: 7, storedBytes: 2_500_000 },
];

/** What one mutation costs beside the day, measured over 200 activations and 10 updates. */
const MUTATION = { readUnits: 3, writeUnits: 9.2, deliverSeconds: 0.6, sqsRequests: 0.5, kmsRequests: 0.5 };
/** What a tenant's day needs whatever its size. */
const DAY = { sqsRequests: 3, secretReads: 1, kmsRequests: 20, invocations: 1, logBytes: 6_000 };

/** USD of one tenant and month, by service. */
function monthOf(tenant: Tenant): Readonly<Record<string, number>> {
  const { changes } = tenant;
  const gbSeconds =
    DAYS * tenant.syncSeconds * gigabytes('sync') + changes * MUTATION.deliverSeconds * gigabytes('deliver');
  const reads = DAYS * tenant.readUnits + changes * MUTATION.readUnits;
  const writes = DAYS * tenant.writeUnits + changes * MUTATION.writeUnits;
  return {
    'Secrets Manager': PRICES.secretMonth + DAYS * DAY.secretReads * PRICES.secretReads,
    Lambda: gbSeconds * PRICES.lambdaGbSeconds + (DAYS * DAY.invocations + changes) * PRICES.lambdaInvocations,
    DynamoDB:
      reads * PRICES.dynamoReadUnits +
      writes * PRICES.dynamoWriteUnits +
      (tenant.storedBytes / GB) * PRICES.dynamoStorage,
    KMS: (DAYS * DAY.kmsRequests + changes * MUTATION.kmsRequests) * PRICES.kmsRequests,
    Logs: ((DAYS * DAY.logBytes) / GB) * PRICES.logs,
    SQS: (DAYS * DAY.sqsRequests + changes * MUTATION.sqsRequests) * PRICES.sqsRequests,
  };
}

/** USD of the first activation of all people of a tenant, once. */
function activationOf({ people }: Tenant): number {
  return (
    people * MUTATION.readUnits * PRICES.dynamoReadUnits +
    people * MUTATION.writeUnits * PRICES.dynamoWriteUnits +
    people * MUTATION.deliverSeconds * gigabytes('deliver') * PRICES.lambdaGbSeconds +
    people * MUTATION.sqsRequests * PRICES.sqsRequests +
    people * MUTATION.kmsRequests * PRICES.kmsRequests
  );
}

/** Of a stage in mode `customer-api`, and how many metrics they look at together. */
export const ALARMS = { alarms: 39, metrics: 46 };

/** Counted every hour; the others in one hour of the day. */
const HOURLY = 3;
const DAILY = Object.keys(METRICS).length - HOURLY;

/** USD a month of a stage without a tenant. */
const STAGE: Readonly<Record<string, number>> = {
  // Billed by the metric: one alarm adds up eight.
  [`alarms, ${ALARMS.alarms} on ${ALARMS.metrics} metrics`]: ALARMS.metrics * 0.1,
  'the key': 1,
  // Two queues, five pollers each, three empty receives a minute.
  'empty receives of two pollers': 2 * 5 * 3 * 60 * 24 * DAYS * PRICES.sqsRequests,
  // Billed by the hour.
  'custom metrics': HOURLY * 0.3 + (DAILY * 0.3) / 24,
};

const usd = (amount: number): string => amount.toFixed(amount < 0.01 ? 5 : 3);
const sum = (costs: Readonly<Record<string, number>>): number =>
  Object.values(costs).reduce((all, one) => all + one, 0);
const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** The tables of docs/cost.md. */
export function renderCosts(): string {
  const months = TENANTS.map(monthOf);
  const services = Object.keys(months[0] ?? {});
  return [
    row(['USD a month', ...TENANTS.map(({ people }) => `${people.toLocaleString('en')} people`)]),
    row(['---', ...TENANTS.map(() => '--:')]),
    ...services.map((service) => row([service, ...months.map((month) => usd(month[service] ?? 0))])),
    row(['**one tenant**', ...months.map((month) => `**${usd(sum(month))}**`)]),
    row(['without its secret', ...months.map((month) => usd(sum(month) - PRICES.secretMonth))]),
    row(['first activation, once', ...TENANTS.map((tenant) => usd(activationOf(tenant)))]),
    '',
    row(['USD a month, one stage', '']),
    row(['---', '--:']),
    ...Object.entries(STAGE).map(([what, amount]) => row([what, usd(amount)])),
    row(['**one stage**', `**${usd(sum(STAGE))}**`]),
  ].join('\n');
}
