import type { HttpRequest } from '../../../shared/adapters/http/send-request.ts';
import type { Chance } from '../clockwork/chance.ts';
import type { Scheduler } from '../clockwork/scheduler.ts';
import type { FunctionName } from '../cloud/lambda.ts';
import { humanOf } from '../judge/truth.ts';
import type { Company } from './company.ts';
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

/** Where the product does not know what was done, HR often changes the same person, and support asks for a run. */
export function attractTrouble(deps: AftermathDeps, request: HttpRequest): void {
  const { chance, scheduler, companies, hr, support } = deps;
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
