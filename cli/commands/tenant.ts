import { isCancel, text } from '@clack/prompts';
import { type Command, Option } from 'commander';
import { writeArgument } from '../../shared/contracts/command-line.ts';
import { foldLines, oneLine } from '../../shared/contracts/one-line.ts';
import type { TenantView } from '../../shared/contracts/support/tenant-view.ts';
import type { SupportAnswer } from '../../shared/contracts/support-answer.ts';
import { makeRequest, policySetting, tenantId, wholeNumber } from '../arguments.ts';
import { ask } from '../ask.ts';
import { readCredentials, readMovedCredentials } from '../credentials.ts';
import { example } from '../example.ts';
import { wrongUsage } from '../problem.ts';
import { renderStatus } from '../render/status.ts';
import { wrap } from '../render/tables.ts';
import { renderTenant, renderTenants } from '../render/tenants.ts';
import type { Session } from '../session.ts';
import { withSession } from '../session.ts';
import { print, whileTelling } from '../terminal.ts';
import { call } from '../transport/transport.ts';

interface SettingOptions {
  readonly name?: string;
  readonly company?: number;
  readonly eligibility?: string;
  readonly personioUrl?: string;
  readonly alleoUrl?: string;
  readonly credentials?: string;
  readonly set: Record<string, string>;
}

const settings = ({ name, company, eligibility, personioUrl, alleoUrl, set }: SettingOptions) => ({
  ...(name === undefined ? {} : { name }),
  ...(company === undefined ? {} : { companyId: company }),
  ...(eligibility === undefined ? {} : { eligibility }),
  ...(personioUrl === undefined ? {} : { personioUrl }),
  ...(alleoUrl === undefined ? {} : { alleoUrl }),
  policies: set,
});

function withSettings(command: Command): Command {
  return command
    .option('--company <n>', "the Alleo company's number", wholeNumber)
    .option('--eligibility <label>', 'only people whose attribute of this label says yes; none: everyone, decided')
    .option('--personio-url <url>', 'ends in /v1')
    .option('--alleo-url <url>', 'ends in /customer_api/v1')
    .option('--credentials <file>', 'JSON with the credentials; - reads standard input; asked for where left out')
    .addOption(
      new Option('--set <policy=value>', 'a policy, as often as needed').argParser(policySetting).default({}, 'none'),
    );
}

const NOT_ASKED_YET = { personio: { clientId: 'not asked yet', clientSecret: 'not asked yet' } };

async function add({ terminal, transport }: Session, id: string, options: SettingOptions): Promise<void> {
  // First: nobody types a secret for a request that is refused anyway.
  makeRequest('tenant-add', { tenantId: id, ...settings(options), credentials: NOT_ASKED_YET });
  const credentials = await readCredentials(terminal, options.credentials);
  const request = makeRequest('tenant-add', { tenantId: id, ...settings(options), credentials });
  const answer = await whileTelling(terminal, 'Trying both credentials', () => call(transport, request));
  print(terminal, answer, () =>
    [
      `Added ${oneLine(answer.tenant.name)}: Alleo company ${oneLine(answer.tenant.company.name)}, ${answer.people} people in Personio.`,
      ...answer.warnings.map((warning) => wrap(`! ${foldLines(warning)}`, '  ')),
      `Next: ${answer.next}`,
    ].join('\n'),
  );
}

async function set({ terminal, transport }: Session, id: string, options: SettingOptions): Promise<void> {
  const { credentials: source, personioUrl, alleoUrl } = options;
  // First: nobody types a secret for a customer that is not there, or for a setting that is refused anyway.
  makeRequest('tenant-set', { tenantId: id, ...settings(options) });
  await call(transport, makeRequest('tenant-show', { tenantId: id }));
  const moved = { personio: personioUrl !== undefined, alleo: alleoUrl !== undefined };
  const given = await readMovedCredentials(terminal, source, moved);
  const credentials = given === undefined ? {} : { credentials: given };
  const request = makeRequest('tenant-set', { tenantId: id, ...settings(options), ...credentials });
  const answer = await whileTelling(terminal, 'Trying the new settings', () => call(transport, request));
  print(terminal, answer, () => renderSet(answer));
}

/** What no run looks at. */
const ASIDE: ReadonlySet<string> = new Set(['name', 'company', 'personioUrl', 'alleoUrl']);

function sayNext(changed: readonly string[], { id, status, eligibility }: TenantView): string[] {
  if (changed.includes('eligibility') && eligibility.mode === 'attribute')
    return [
      wrap(`Next: \`personio-sync check ${id}\`, whether Personio shows this field; then preview, who is in by it.`),
    ];
  if (changed.includes('eligibility'))
    return [`Next: \`personio-sync preview ${id}\`, which shows who is in by the new setting.`];
  const isActedOn = status === 'active' && changed.some((name) => !ASIDE.has(name));
  return isActedOn ? [`Next: \`personio-sync preview ${id}\`. The next run acts by this setting.`] : [];
}

/** What changed, the settings as they are now, and what to look at next. */
export function renderSet({ changed, changes, tenant }: SupportAnswer<'tenant-set'>): string {
  const said = changed.map((name) => {
    const change = changes.find((one) => one.name === name);
    return wrap(`Changed: ${name}${change === undefined ? '' : ` from ${change.from} to ${change.to}`}.`, '  ');
  });
  const lines = said.length === 0 ? ['Nothing changed.'] : said;
  return [...lines, '', renderTenant(tenant), ...sayNext(changed, tenant)].join('\n');
}

async function confirmName({ terminal }: Session, given: string | undefined, tenant: TenantView): Promise<string> {
  if (given !== undefined) return given;
  if (!terminal.isInteractive) {
    const hint = `Add \`--confirm ${writeArgument(tenant.name, 'NAME')}\`, its name.`;
    throw wrongUsage('CONFIRM_NEEDED', `Removing ${tenant.id} has to be confirmed.`, hint);
  }
  const message = `Type "${oneLine(tenant.name)}" to forget this customer (its users in Alleo stay as they are)`;
  const answer = await text({ message });
  if (isCancel(answer)) throw wrongUsage('CANCELLED', 'Cancelled: nothing was removed.');
  return answer ?? '';
}

async function remove(session: Session, id: string, confirm: string | undefined): Promise<void> {
  const { tenant } = await call(session.transport, makeRequest('tenant-show', { tenantId: id }));
  const confirmed = await confirmName(session, confirm, tenant);
  const done = `Removed ${id}: its secret and memory are gone, its users in Alleo are as they were.`;
  await ask(session, 'tenant-remove', { tenantId: id, confirm: confirmed }, () => done);
}

function addSwitches(tenant: Command): void {
  for (const [verb, operation, done] of [
    ['pause', 'tenant-pause', 'is paused: nobody is changed until it is resumed'],
    [
      'resume',
      'tenant-resume',
      'runs again, from the next schedule or requeue; what was parked is offered again by a requeue at once, else by the first run of a later day',
    ],
  ] as const) {
    tenant
      .command(verb)
      .description(
        verb === 'pause' ? 'stop its runs and park what is on its way; nobody is deactivated' : 'let it run again',
      )
      .argument('<id>', 'the customer', tenantId)
      .addHelpText('after', example(`--stage prod tenant ${verb} acme`))
      .action((id: string, _options: unknown, command: Command) =>
        withSession(command, (session) =>
          ask(session, operation, { tenantId: id }, ({ tenant: { name } }) => `${oneLine(name)} ${done}.`),
        ),
      );
  }
}

/** `tenant add | list | show | message | set | pause | resume | remove` */
export function addTenantCommands(program: Command): void {
  const tenant = program.command('tenant').description('customers: add, look at, change, pause, remove');
  withSettings(tenant.command('add').argument('<id>', 'a short name, like acme', tenantId))
    .requiredOption('--name <name>', "the customer's name")
    .description('register a customer, try and store its credentials; nothing runs before `activate`')
    .addHelpText('after', example('--stage prod tenant add acme --name "Acme BV" --company 42'))
    .action((id: string, options: SettingOptions, command: Command) => {
      if (options.company === undefined) throw wrongUsage('COMPANY_NEEDED', 'Which Alleo company?', 'Add --company N.');
      return withSession(command, (session) => add(session, id, options));
    });
  tenant
    .command('list')
    .description('all customers')
    .addHelpText('after', example('--stage prod tenant list'))
    .action((_options: unknown, command: Command) =>
      withSession(command, (session) => ask(session, 'tenant-list', {}, ({ tenants }) => renderTenants(tenants))),
    );
  tenant
    .command('show')
    .description('one customer in depth, as `status ID` does')
    .argument('<id>', 'the customer', tenantId)
    .addHelpText('after', example('--stage prod tenant show acme'))
    .action((id: string, _options: unknown, command: Command) =>
      withSession(command, (session) => ask(session, 'status', { tenantId: id }, renderStatus)),
    );
  tenant
    .command('message')
    .description('the message to the customer after the activation once more, as things are now')
    .argument('<id>', 'the customer', tenantId)
    .addHelpText('after', example('--stage prod tenant message acme'))
    .action((id: string, _options: unknown, command: Command) =>
      withSession(command, (session) =>
        ask(session, 'tenant-message', { tenantId: id }, ({ message }) => message, 'Reading Personio'),
      ),
    );
  withSettings(tenant.command('set').argument('<id>', 'the customer', tenantId))
    .option('--name <name>', "the customer's name")
    .description('change settings; the company is fixed after activation')
    .addHelpText('after', example('--stage prod tenant set acme --set missingDays=5 --eligibility none'))
    .action((id: string, options: SettingOptions, command: Command) =>
      withSession(command, (session) => set(session, id, options)),
    );
  addSwitches(tenant);
  tenant
    .command('remove')
    .description('forget a customer: secret and memory; its users in Alleo stay as they are')
    .argument('<id>', 'the customer', tenantId)
    .option('--confirm <name>', "the customer's name again, instead of typing it")
    .addHelpText('after', example('--stage prod tenant remove acme'))
    .action((id: string, options: { confirm?: string }, command: Command) =>
      withSession(command, (session) => remove(session, id, options.confirm)),
    );
}
