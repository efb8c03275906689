import { ulid } from 'ulid';
import { type Local, openLocal } from '../../local/open-local.ts';
import { runDay } from '../../local/run-day.ts';
import { type AlleoSimulator, startAlleoSimulator } from '../../local/simulators/alleo/start.ts';
import type { Script } from '../../local/simulators/http-exchange.ts';
import { type PersonioSimulator, startPersonioSimulator } from '../../local/simulators/personio/start.ts';
import { logLines } from '../../local/telemetry.ts';
import { createTenantSecrets } from '../../shared/adapters/secrets/tenant-secrets.ts';
import { defaultPolicies } from '../../shared/contracts/policies.ts';
import type { RunReport } from '../../shared/contracts/run-report.ts';
import { brokenJson, tooManyRequests } from '../local/simulators/script-answers.ts';
import { check, peakMb } from './check.ts';

/** Fewer by LOAD_TENANTS, while working on it. */
const TENANTS = Number(process.env['LOAD_TENANTS'] ?? 2_000);
/** One in a hundred is bad, of each kind as many. */
const ONE_IN = 100;
const KINDS = ['refused', 'slow', 'throttled', 'broken'] as const;
type Kind = 'good' | (typeof KINDS)[number];
/** Of the slow ones: each answer takes so long. */
const SLOW_MS = 1_000;
const FIRST_DAY = '2026-11-02';
const SECOND_DAY = '2026-11-03';

/** How the Personio of each kind answers; `refused` has lost its credentials instead. */
const SCRIPTS: Readonly<Record<Kind, Script | undefined>> = {
  good: undefined,
  refused: undefined,
  slow: () => SLOW_MS,
  throttled: ({ route }) => (route === 'POST /auth' ? undefined : tooManyRequests()),
  broken: ({ route }) => (route === 'POST /auth' ? undefined : brokenJson()),
};

interface Company {
  readonly id: string;
  readonly number: number;
  readonly kind: Kind;
  /** Ids of its people, all of them active in Personio. */
  readonly people: readonly number[];
}

interface World {
  readonly local: Local;
  readonly alleo: AlleoSimulator;
  readonly personio: ReadonlyMap<Kind, PersonioSimulator>;
}

function makeCompanies(): readonly Company[] {
  return Array.from({ length: TENANTS }, (_, index) => {
    const bad = index % ONE_IN === ONE_IN - 1 ? KINDS[Math.floor(index / ONE_IN) % KINDS.length] : undefined;
    const people = Array.from({ length: 1 + (index % 2) }, (__, n) => index * 10 + n + 1);
    return { id: `tenant-${index}`, number: index + 1, kind: bad ?? 'good', people };
  });
}

const pairOf = ({ id }: Company) => ({ clientId: id, clientSecret: `${id}-secret` });

/** Registers a company on all sides, as active: so small a first plan is below every limit. */
async function register(world: World, company: Company): Promise<void> {
  const { local, alleo, personio } = world;
  const server = personio.get(company.kind);
  if (server === undefined) throw new Error(`no Personio for ${company.kind}`);
  const people = company.people.map((id) => ({ id }));
  const credentials = company.kind === 'refused' ? [] : [pairOf(company)];
  server.addAccount({ people, credentials });
  alleo.addCompany({ id: company.number, name: company.id });
  const secrets = createTenantSecrets({ client: local.clients.secrets, stage: 'local' });
  const secretArn = await secrets.createSecret(company.id, {
    personio: pairOf(company),
    alleo: { accessKey: 'access', secretKey: 'secret' },
    fingerprintKey: Buffer.alloc(32, company.number % 251).toString('base64'),
  });
  await local.directory.createTenant({
    version: 1,
    id: company.id,
    name: company.id,
    status: 'active',
    registration: ulid(),
    secretArn,
    personioUrl: server.url,
    alleoUrl: alleo.url,
    company: { id: company.number, name: company.id },
    eligibility: { mode: 'everyone' },
    policies: defaultPolicies(),
    onceReadable: [],
    createdAt: `${FIRST_DAY}T00:00:00.000Z`,
    activatedAt: `${FIRST_DAY}T00:00:00.000Z`,
  });
}

/** What Alleo must hold for a company, from what was put into Personio and from nothing else. */
function checkCompany(world: World, company: Company, report: RunReport | undefined, isServed: boolean): void {
  const accounts = world.alleo.companies.get(company.number)?.ordered ?? [];
  const active = accounts.filter((one) => one.is_active).map((one) => one.external_id);
  const wanted = isServed ? company.people.map(String) : [];
  check(`${company.id} (${company.kind}): accounts in Alleo`, active.sort().join(), wanted.sort().join());
  check(`${company.id} (${company.kind}): made once`, accounts.length, wanted.length);
  check(`${company.id} (${company.kind}): status`, report?.status, isServed ? 'ok' : 'failed');
  if (company.kind === 'refused' && !isServed) check(`${company.id}: code`, report?.code, 'CREDENTIALS_REFUSED');
}

async function runAndCheck(world: World, companies: readonly Company[], date: string, served: ReadonlySet<Kind>) {
  const begun = performance.now();
  const { reports } = await runDay(world.local, { date });
  const seconds = (performance.now() - begun) / 1_000;
  const byTenant = new Map(reports.map((report) => [report.tenantId, report]));
  for (const company of companies) {
    checkCompany(world, company, byTenant.get(company.id), served.has(company.kind));
  }
  check(`${date}: tenants with a report`, byTenant.size, TENANTS);
  const { engine, queues } = world.local;
  const waiting = engine.sqs.messagesOf(queues.tenants).length + engine.sqs.messagesOf(queues.mutations).length;
  check(`${date}: messages left`, waiting, 0);
  check(`${date}: deliveries given up`, engine.sqs.messagesOf(queues.mutationDeadLetters).length, 0);
  console.log(
    `${date}: ${TENANTS} tenants in ${seconds.toFixed(1)} s, ${(TENANTS / seconds).toFixed(0)} a second, peak ${peakMb()} MB`,
  );
}

/** The bad ones get well: their Personio answers again. */
function fix(world: World, companies: readonly Company[]): void {
  for (const server of world.personio.values()) server.script = undefined;
  const refused = world.personio.get('refused');
  for (const company of companies.filter(({ kind }) => kind === 'refused')) {
    refused?.addAccount({ people: company.people.map((id) => ({ id })), credentials: [pairOf(company)] });
  }
}

/** 2,000 tenants of which one in a hundred is bad: all are done, and only the bad ones are touched by it. */
export async function loadManyTenants(): Promise<void> {
  const companies = makeCompanies();
  const alleo = await startAlleoSimulator({ companies: [] });
  const personio = new Map<Kind, PersonioSimulator>();
  for (const kind of ['good', ...KINDS] as const) {
    const script = SCRIPTS[kind];
    personio.set(kind, await startPersonioSimulator({ credentials: [], ...(script && { script }) }));
  }
  // What the bad ones log is expected; what matters is checked.
  const local = await openLocal({ log: logLines(() => {}) });
  const world = { local, alleo, personio };
  try {
    for (const company of companies) await register(world, company);
    await runAndCheck(world, companies, FIRST_DAY, new Set<Kind>(['good', 'slow']));
    fix(world, companies);
    await runAndCheck(world, companies, SECOND_DAY, new Set<Kind>(['good', ...KINDS]));
  } finally {
    await local.close();
    await Promise.all([alleo, ...personio.values()].map((server) => server.close()));
  }
}
