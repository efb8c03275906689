import type { HttpRequest } from '../../../shared/adapters/http/send-request.ts';
import type { Chance } from '../clockwork/chance.ts';
import type { Scheduler } from '../clockwork/scheduler.ts';
import type { FunctionName } from '../cloud/lambda.ts';
import { humanOf } from '../judge/truth.ts';
import type { Company, Human } from './company.ts';
import type { Hr } from './hr.ts';
import type { Support } from './support.ts';

/** Who makes trouble where there is some already: that is where what was not thought of comes together. */
export interface AftermathDeps {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly companies: readonly Company[];
  readonly hr: Hr;
  readonly support: Support;
}

/** Somebody looks at what failed: things change, and a run is asked for, some time later. */
export function attractAttention({ chance, scheduler, companies, hr, support }: AftermathDeps, fn: FunctionName): void {
  const name = `attention to ${fn}`;
  if (fn !== 'deliver' || !chance.strikes(name, 0.5)) return;
  const at = chance.between(`${name}: when`, 1, 50) * 60_000;
  for (const company of companies) {
    scheduler.after(at, () => hr.edit(company, `${name}: ${company.id}`), scheduler.world);
  }
  scheduler.after(at + 5_000, () => support.ask({ operation: 'requeue' }), scheduler.world);
}

/** What does not get through is about somebody, who changes meanwhile; or support begins all over again with a customer. */
export function attractImpatience(deps: AftermathDeps, body: string): void {
  const { chance, scheduler, companies, support } = deps;
  const { tenantid, data } = JSON.parse(body) as { tenantid?: string; data?: { external_id?: string } };
  const company = companies.find(({ id }) => id === tenantid);
  if (company === undefined || data?.external_id === undefined) return;
  const name = `impatience with ${data.external_id}`;
  if (chance.strikes(`all over again, ${company.id}`, 0.01)) support.replace(company);
  if (!chance.strikes(name, 0.1)) return;
  const human = humanOf(company, data.external_id);
  scheduler.after(
    chance.between(`${name}: when`, 1, 600) * 1_000,
    () => change(deps, company, name, human),
    scheduler.world,
  );
}

/** What HR enters is often corrected soon, and somebody wants to see it at work. */
export function attractCorrection(deps: AftermathDeps, company: Company, name: string, human: Human | undefined): void {
  const { chance, scheduler } = deps;
  const own = `${name}, corrected`;
  if (human === undefined || !chance.strikes(own, 0.3)) return;
  scheduler.after(
    chance.between(`${own}: when`, 5, 3_600) * 1_000,
    () => change(deps, company, own, human),
    scheduler.world,
  );
}

/** What is held is in somebody's hands: they go on with it while it is approved. */
export function attractMore(deps: AftermathDeps, tenantId: string): void {
  const { chance, scheduler, companies, hr } = deps;
  const company = companies.find(({ id }) => id === tenantId);
  const name = `more of ${tenantId}`;
  if (company === undefined || !chance.strikes(name, 0.4)) return;
  scheduler.after(chance.between(`${name}: when`, 1, 3_000), () => hr.letOneGo(company, name), scheduler.world);
}

function change(
  { chance, scheduler, hr, support }: AftermathDeps,
  company: Company,
  name: string,
  human?: Human,
): void {
  hr.edit(company, name, human);
  const run = chance.between(`${name}: run`, 1, 60) * 1_000;
  scheduler.after(run, () => support.ask({ operation: 'requeue', tenantId: company.id }), scheduler.world);
}

/** Where the product does not know what was done, HR often changes the same person, and support asks for a run. */
export function attractTrouble(deps: AftermathDeps, request: HttpRequest): void {
  const { chance, scheduler, companies } = deps;
  const [, number = '', account = ''] = /\/companies\/(\d+)\/employees(?:\/(\d+))?/.exec(request.url) ?? [];
  const company = companies.find((one) => one.number === Number(number));
  if (company === undefined || request.method === 'GET') return;
  const created = request.body === undefined ? {} : (JSON.parse(request.body) as { external_id?: string });
  const externalId = created.external_id ?? company.alleo.employees.get(Number(account))?.external_id ?? '';
  const human = humanOf(company, externalId);
  const name = `aftermath of ${externalId}`;
  if (human === undefined || !chance.strikes(name, 0.6)) return;
  const at = chance.between(`${name}: when`, 1, 120) * 1_000;
  scheduler.after(at, () => change(deps, company, name, human), scheduler.world);
}
