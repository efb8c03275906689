import { DeleteSecretCommand } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderStatus } from '../../cli/render/status.ts';
import { overLocal } from '../../cli/transport/local.ts';
import type { Transport } from '../../cli/transport/transport.ts';
import { runDay } from '../../local/run-day.ts';
import type { SupportAnswer } from '../../shared/contracts/support-answer.ts';
import { SUPPORT_OPERATIONS, type SupportOperation } from '../../shared/contracts/support-operation.ts';
import { openPipeline, type Pipeline } from '../local/pipeline.ts';
import { textOf, type Visitor, visit } from './visit.ts';

/** Names that were written to command whatever shows them. */
const HOSTILE = [
  '"><img src=x onerror=alert(1)>',
  "'></bdi></textarea><script>alert(1)</script>",
  '</style></svg><svg onload=alert(1)>',
  '\u202Egnp.exe\u001b[2J',
  '=HYPERLINK("https://evil.example")',
  'A'.repeat(200),
  'Ö',
] as const;

let pipeline: Pipeline;
let visitor: Visitor;
/** What the pages have asked of support. */
const asked = new Set<SupportOperation>();

/** The embedded run's transport, which notes what it is asked. */
function overNoting(): Pick<Transport, 'invoke'> {
  const transport = overLocal(pipeline.local);
  return {
    invoke: (request) => {
      asked.add(request.operation);
      return transport.invoke(request);
    },
  };
}

const people = Array.from({ length: 16 }, (_, index) => ({
  id: index + 1,
  firstName: HOSTILE[index] ?? `First${index + 1}`,
  lastName: `Last${index + 1}`,
  custom: { alleo_monthly_all_budget: '50.00' },
}));

beforeAll(async () => {
  const companies = [1, 2].map((id) => ({ id, name: `Company ${id}` }));
  pipeline = await openPipeline({ people, alleo: { companies } });
  await pipeline.addTenant({ name: 'Acme "><b>BV</b>' });
  await pipeline.approve('2026-11-02');
  await pipeline.runDay('2026-11-02');
  for (let id = 1; id <= 7; id += 1) pipeline.personio.account.change(id, { status: 'inactive' });
  await pipeline.runDay('2026-11-03');
  visitor = await visit({
    transport: overNoting(),
    clock: pipeline.local.clock.now,
    runDay: async () => (await runDay(pipeline.local)).reports,
  });
});

afterAll(() => pipeline.close());

/** No tag, attribute or handler came out of a name. */
function expectEscaped(page: string): void {
  expect(page).not.toMatch(/<img|<script>|<svg onload|<b>BV|onerror=alert\(1\)>(?!&)|<\/bdi><\/textarea>/);
  for (const tag of page.match(/<[^>]*>/g) ?? []) expect(tag).not.toMatch(/\son(error|load)=/);
}

describe('customers', () => {
  it('says first who waits for whom, and shows those in need first, whatever they are called', async () => {
    const page = await visitor.get('/');
    expect(page.status).toBe(200);
    const status = await overLocal(pipeline.local).invoke({ operation: 'status' });
    const [said = ''] = renderStatus((status as { answer: SupportAnswer<'status'> }).answer).split(', as of');
    expect(said).toBe('0 of 1 in sync · 1 waits for you');
    expect(textOf(page)).toContain(`${said} As of `);
    expect(textOf(page)).toContain('◆ waits for you 7 × ');
    expect(page.text).toContain('aria-label="1 day in order, 1 day held (Tue 3 Nov)"');
    expect(page.text).toContain('href="/customers/acme/review"');
    expectEscaped(page.text);
  });

  it('are searched by name and state; a page of them that is not there is the last one', async () => {
    expect(textOf(await visitor.get('/?q=ACME'))).toContain('1 of 1.');
    expect(textOf(await visitor.get('/?q=%3Cimg'))).toContain('No customer fits');
    expect(textOf(await visitor.get('/?state=in-sync'))).toContain('No customer fits');
    expect((await visitor.get('/?page=-7&state=%22%3E')).status).toBe(200);
  });

  it('that are not there, or cannot be, are said to be so', async () => {
    const unknown = await visitor.get('/customers/acne');
    expect(unknown.status).toBe(404);
    expect(textOf(unknown)).toContain('There is no customer acne. Did you mean acme');
    for (const path of [
      '',
      '/review',
      '/issues',
      '/check',
      '/budgets',
      '/accounts',
      '/verify',
      '/lost',
      '/settings',
      '/credentials',
      '/person',
    ])
      expect((await visitor.get(`/customers/acne${path}`)).status, path).toBe(404);
    expect((await visitor.get('/customers/%3Cscript%3E')).status).toBe(422);
  });
});

describe('a customer', () => {
  it('has its state in a sentence, the next step, a chart with its table, and who did what', async () => {
    const { directory } = pipeline.local;
    const counts = { lost: 0, waits: 0, edited: 1, unknown: 0 };
    const registration = (await directory.readTenant('acme'))?.registration ?? '';
    await directory.updateTenant('acme', registration, { verified: { at: '2026-11-02T03:10:00.000Z', counts } });
    const page = await visitor.get('/customers/acme');
    const text = textOf(page);
    expect(text).toContain('◆ waits for you since Tue 3 Nov');
    expect(text).toContain('Alleo verified Mon 2 Nov 04:10 : 0 lost, 0 waits, 1 edited, 0 unknown Verify now');
    expect(text).toContain('7 × Unusually many people would be deactivated at once.');
    expect(text).toContain('support desk approved the first plan');
    // Whether Alleo took it is told beside it.
    expect(text).toMatch(/Sent: (?:.*, )?16 people get access/);
    expect(page.text).toMatch(
      /<tr><th scope="row">Tue 3 Nov<\/th><td>9<\/td><td>0<\/td><td>0<\/td><td>0<\/td><td>7<\/td><\/tr>/,
    );
    expectEscaped(page.text);
  });

  it('tells who was changed on a day, by name', async () => {
    await visitor.get('/customers/acme');
    const page = await visitor.get('/customers/acme/days/2026-11-02');
    expect(textOf(page)).toContain('Sent: 16 people get access');
    expect(page.text).toContain('First12 Last12</bdi>');
    expectEscaped(page.text);
    expect(textOf(await visitor.get('/customers/acme/days/2026-11-05'))).toContain('Nobody was changed');
    expect((await visitor.get('/customers/acme/days/yesterday')).status).toBe(422);
  });
});

describe('a review', () => {
  it('shows everybody whom the approval would touch, by name, and what it would do', async () => {
    const page = await visitor.get('/customers/acme/review');
    expect(textOf(page)).toContain('7 people lose access: is that meant?');
    for (let id = 1; id <= 7; id += 1) expect(page.text).toContain(`/person/${id}">${id}</a></li>`);
    expect(page.text).toContain('Ö Last7</bdi>');
    expect(page.text).not.toContain('/person/8"');
    expect(page.text).toContain('&quot;&gt;&lt;img src=x');
    expectEscaped(page.text);
  });

  it('shows from which value to which somebody changes', async () => {
    pipeline.personio.account.change(15, { lastName: 'Wed<b>' });
    const page = await visitor.get('/customers/acme/review');
    expect(page.text).toContain('last_name: Last15 → Wed&lt;b&gt;');
    pipeline.personio.account.change(15, { lastName: 'Last15' });
  });

  it('approves nothing where another number is typed, and says what was shown', async () => {
    await visitor.get('/customers/acme/review');
    const refused = await visitor.send('/customers/acme/approvals', { people: '6' });
    expect(refused.status).toBe(409);
    expect(textOf(refused)).toContain('6 was typed, and the page showed 7 people. Nothing was done.');
    expect(textOf(await visitor.send('/customers/acme/approvals', { people: '' }))).toContain('Nothing was typed');
    expect((await pipeline.preview('2026-11-03')).status).toBe('held');
  });

  it('of another plan than that of now is refused; the page says the difference and shows the plan of now', async () => {
    await visitor.get('/customers/acme/review');
    pipeline.personio.account.change(8, { status: 'inactive' });
    const refused = await visitor.send('/customers/acme/approvals', { people: '7' });
    expect(refused.status).toBe(409);
    const text = textOf(refused);
    expect(text).toContain('1 added: deactivate 8.');
    expect(text).toContain('8 people lose access: is that meant?');
    expect(text).toContain('Last8');
    expect(text).not.toContain('personio-sync preview');
    pipeline.personio.account.change(8, { status: 'active' });
  });

  it('approves what it shows, once; a second page of it finds nothing held after the run', async () => {
    const second = await visit({ transport: overLocal(pipeline.local), clock: pipeline.local.clock.now });
    await second.get('/customers/acme/review');
    await visitor.get('/customers/acme/review');
    const done = await visitor.send('/customers/acme/approvals', { people: '7' });
    expect(textOf(done)).toContain('Approved 7 people lose access. The run that sends this is asked for.');
    await visitor.get('/');
    expect(textOf(await visitor.send('/days'))).toContain('1 customer ran');
    const late = await second.send('/customers/acme/approvals', { people: '7' });
    expect(textOf(late)).toContain('there is nothing to approve');
    expect(textOf(await visitor.get('/'))).toContain('1 of 1 in sync As of ');
  });
});

describe('a person', () => {
  it('is searched by form, found by name, and read afresh; no address names anybody', async () => {
    await visitor.get('/customers/acme/person');
    const page = await visitor.send('/customers/acme/person', { person: 'First12' });
    expect(page.text).toContain('First12 Last12</bdi>');
    expect(textOf(page)).toMatch(/What was done .* What is so now .* What comes next/);
    const again = await visitor.send('/customers/acme/person', { person: 'Last1' });
    expect(textOf(again)).toContain('people fit');
    expectEscaped(again.text);
    const addresses = [
      ...page.text.matchAll(/(?:href|action|src)="([^"]*)"/g),
      ...again.text.matchAll(/(?:href|action)="([^"]*)"/g),
    ];
    for (const [, address = ''] of addresses) expect(address).not.toMatch(/First|Last|%22|img/);
  });

  it('has a letter that can be copied, in the language that is asked for', async () => {
    const own = await visitor.get('/customers/acme/person/12');
    expect(own.text).toContain('<a href="/customers/acme/person/12?letter=de#letter"');
    expect(textOf(own)).toContain('You asked about First12 Last12.');
    const german = await visitor.get('/customers/acme/person/1?letter=de');
    expect(german.text).toMatch(/<textarea id="letter-text" readonly[^>]*>Betreff: /);
    expectEscaped(german.text);
  });

  it('with any name is shown and not obeyed', async () => {
    for (let id = 1; id <= 7; id += 1) {
      const page = await visitor.get(`/customers/acme/person/${id}`);
      expect(page.status).toBe(200);
      expectEscaped(page.text);
    }
  });

  it('that is nobody, or left, is said to be so', async () => {
    const nobody = await visitor.get('/customers/acme/person/999');
    expect(nobody.status).toBe(404);
    expect(textOf(nobody)).toContain('Nobody found');
    await visitor.get('/customers/acme/person');
    expect(textOf(await visitor.send('/customers/acme/person', { person: ' ' }))).toContain('must not be empty');
  });

  it('who left while the page was open is told as gone, and is not sent', async () => {
    await visitor.get('/customers/acme/person/16');
    pipeline.personio.account.remove(16);
    const sent = await visitor.send('/customers/acme/resends');
    expect(textOf(sent)).toMatch(/Nothing to send for (First16 Last16|16) /);
    const page = await visitor.get('/customers/acme/person/16');
    expect(page.status).toBe(200);
    expect(textOf(page)).toContain('First16 Last16');
    expect(textOf(page)).toMatch(/not in Personio|no longer in Personio|missing/i);
  });

  it('is sent again, once', async () => {
    await visitor.get('/customers/acme/person/12');
    expect(textOf(await visitor.send('/customers/acme/resends'))).toContain('Sent for First12 Last12');
  });
});

describe('verify', () => {
  const company = () => pipeline.alleo.companies.get(1);
  const remove = (id: string) => company()?.remove(company()?.findByExternalId(id)?.id ?? 0);

  it('says that Alleo has what the rules want, and then who is lost, by name, with the next step', async () => {
    await pipeline.runDay('2026-11-04');
    expect(textOf(await visitor.get('/customers/acme/verify'))).toContain(
      'No difference Alleo has what the rules want',
    );
    expect(textOf(await visitor.get('/customers/acme/lost'))).toContain('Nobody is lost');
    for (const id of ['10', '11']) remove(id);
    const page = await visitor.get('/customers/acme/verify');
    expect(textOf(page)).toContain('2 differences 2 lost, 0 waits, 0 edited, 0 unknown');
    expect(textOf(page)).toMatch(/First10 Last10 10 Should be active, but has no account in Alleo\./);
    expect(page.text).toContain('href="/customers/acme/lost"');
  });

  it('sends again nobody where another number is typed, or others are lost by now; then exactly those shown', async () => {
    await visitor.get('/customers/acme/lost');
    const wrong = await visitor.send('/customers/acme/returns', { people: '3' });
    expect(wrong.status).toBe(409);
    expect(textOf(wrong)).toContain('3 was typed, and the page showed 2. Nothing was sent.');
    remove('12');
    const changed = await visitor.send('/customers/acme/returns', { people: '2' });
    expect(changed.status).toBe(409);
    expect(textOf(changed)).toContain('The list is not the one with this digest any more. Nothing was sent.');
    expect(changed.text).toContain('href="/customers/acme/lost"');
    expect(company()?.findByExternalId('10')).toBeUndefined();
    expect(textOf(await visitor.get('/customers/acme/lost'))).toContain('3 people lost');
    expect(textOf(await visitor.send('/customers/acme/returns', { people: '3' }))).toContain(
      '6 changes sent for 3 people',
    );
    await pipeline.runDay('2026-11-05');
    for (const id of ['10', '11', '12']) expect(company()?.findByExternalId(id), id).toMatchObject({ is_active: true });
    expect(textOf(await visitor.get('/customers/acme'))).toContain('looked at or sent again those who are lost');
  });
});

describe('letters, budgets and files', () => {
  it('come in the language that is asked for, escaped on the page', async () => {
    for (const id of [9, 1]) pipeline.personio.account.change(id, { status: 'active', email: '' });
    const page = await visitor.get('/customers/acme/issues?letter=nl');
    expect(page.text).toContain('<textarea id="letter-text" readonly');
    expect(textOf(page)).toContain('Beste HR-team');
    expect(page.text).toContain('First9 Last9');
    expectEscaped(page.text);
    expect(textOf(await visitor.get('/customers/acme/issues?letter=%3Cb%3E'))).toContain('Dear HR team');
  });

  it('a file is one that no spreadsheet runs', async () => {
    const list = await visitor.get('/customers/acme/preview.csv');
    expect(list.headers.get('content-disposition')).toBe('attachment; filename="acme.csv"');
    expect(list.text).toContain("'=HYPERLINK");
    const budgets = await visitor.get('/customers/acme/budgets.csv');
    expect(budgets.text).toContain('50.00');
    expect(textOf(await visitor.get('/customers/acme/budgets'))).toContain('to assign by hand');
    expect((await visitor.get('/customers/acne/budgets.csv')).status).toBe(404);
  });
});

const SECRETS = { 'personio-clientId': 'the-client', 'personio-clientSecret': 'the-secret' };

describe('credentials', () => {
  it('that are refused change nothing, are told beside their fields, and are never shown again', async () => {
    await visitor.get('/customers/acme/credentials');
    const refused = await visitor.send('/customers/acme/rotations', SECRETS);
    expect(refused.status).toBe(422);
    expect(refused.text).toMatch(/id="personio-clientId-fault">▲ Personio refuses this client id/);
    expect(refused.text).not.toMatch(/the-client|the-secret/);
    expect(textOf(await visitor.send('/customers/acme/rotations'))).toContain('Enter a new pair');
    const half = await visitor.send('/customers/acme/rotations', { 'personio-clientId': 'the-client' });
    expect(half.text).toContain('id="personio-clientSecret-fault">▲ is missing: enter both parts of the pair');
    expect(half.text).not.toContain('the-client');
  });

  it('that show the same people are used', async () => {
    const pairs = [{ clientId: 'the-client', clientSecret: 'the-secret' }];
    pipeline.personio.account.setCredentials([...pairs, { clientId: 'client', clientSecret: 'secret' }]);
    await visitor.get('/customers/acme/credentials');
    const done = await visitor.send('/customers/acme/rotations', SECRETS);
    expect(textOf(done)).toContain("Personio's new pair is in use");
    expect(textOf(await visitor.get('/customers/acme/check'))).toContain('Both credentials work');
  });
});

describe('a new customer', () => {
  const typed = () => ({
    name: 'Beta',
    tenantId: 'beta',
    companyId: '2',
    language: 'de',
    who: 'none',
    ...SECRETS,
    'alleo-accessKey': 'access',
    'alleo-secretKey': 'secret',
    personioUrl: pipeline.personio.url,
    alleoUrl: pipeline.alleo.url,
  });

  it('is not asked for where something is missing, and keeps what was typed but for the secrets', async () => {
    await visitor.get('/new');
    const page = await visitor.send('/customers', {
      ...typed(),
      tenantId: 'Not An Id',
      companyId: 'two',
      who: 'attribute',
    });
    expect(page.status).toBe(422);
    for (const field of ['tenantId', 'companyId', 'eligibility']) expect(page.text).toContain(`id="${field}-fault"`);
    expect(page.text).toContain('value="Not An Id"');
    expect(page.text).not.toMatch(/the-client|the-secret/);
    const taken = await visitor.send('/customers', { ...typed(), tenantId: 'acme' });
    expect(taken.text).toContain('id="tenantId-fault"');
  });

  it('with a company that Alleo does not know is told the nearest, and nothing is stored', async () => {
    await visitor.get('/new');
    const page = await visitor.send('/customers', { ...typed(), companyId: '77' });
    expect(page.text).toMatch(/id="companyId-fault">▲ Alleo knows no company 77/);
    expect(await pipeline.local.directory.readTenant('beta')).toBeUndefined();
  });
});

describe('from nothing to live', () => {
  it('is registered, checked, reviewed and approved; then there is the message, again as often as it is asked for', async () => {
    await visitor.get('/new');
    const typed = {
      name: 'Beta',
      tenantId: 'beta',
      companyId: '2',
      who: 'none',
      language: 'nl',
      ...SECRETS,
      'alleo-accessKey': 'access',
      'alleo-secretKey': 'secret',
      personioUrl: pipeline.personio.url,
      alleoUrl: pipeline.alleo.url,
    };
    expect(textOf(await visitor.send('/customers', typed))).toContain('Beta is registered');
    expect(textOf(await visitor.get('/customers/beta/message'))).toContain('Beta is not active yet');
    const review = await visitor.get('/customers/beta/review');
    const [, count = ''] = /Type the number, (\d+)/.exec(textOf(review)) ?? [];
    const live = await visitor.send('/customers/beta/approvals', { people: count });
    expect(textOf(live)).toContain('Beta is live');
    await visitor.get('/');
    await visitor.send('/days');
    const message = await visitor.get('/customers/beta/message');
    expect(message.text).toMatch(/<textarea id="message" readonly[^>]*lang="nl"[^>]*>Onderwerp: /);
    await visitor.get('/customers/beta');
    expect(textOf(await visitor.send('/customers/beta/requeues'))).toContain('A run is asked for');
    expect(textOf(await visitor.get('/customers/beta/accounts'))).toContain('No account has to be taken over');
  });
});

describe('settings', () => {
  it('are saved where they differ, and told where they cannot be', async () => {
    await visitor.get('/customers/acme/settings');
    const wrong = await visitor.send('/customers/acme/settings', { 'policy-missingDays': '99' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toMatch(/id="policy-missingDays-fault">▲ must be a whole number from 1 to 30\. It is now 3\./);
    expect(textOf(wrong)).not.toContain('--set');
    await visitor.get('/customers/acme/settings');
    const long = await visitor.send('/customers/acme/settings', { name: 'A'.repeat(200) });
    expect(long.text).toContain('id="name-fault">▲ must be at most 80 characters');
    const saved = await visitor.send('/customers/acme/settings', { 'policy-missingDays': '5', who: 'none' });
    expect(textOf(saved)).toContain('Changed: missingDays');
    expect((await pipeline.local.directory.readTenant('acme'))?.policies.missingDays).toBe(5);
  });

  it('a pause and its end are acts of their own', async () => {
    await visitor.get('/customers/acme');
    expect(textOf(await visitor.send('/customers/acme/pauses'))).toContain('is paused: nobody is changed');
    expect(textOf(await visitor.get('/customers/acme/review'))).toContain('This customer is paused');
    await visitor.get('/customers/acme');
    expect(textOf(await visitor.send('/customers/acme/resumptions'))).toContain('runs again');
  });
});

describe('queues', () => {
  it('show what lies there, and bring back what can be read', async () => {
    await pipeline.send('tenantDeadLetters', 'acme', 'not even JSON <b>');
    await pipeline.send('mutationDeadLetters', 'acme', pipeline.bodiesOf('mutations')[0] ?? '{}');
    const page = await visitor.get('/queues');
    expect(textOf(page)).toMatch(/\d dead letters/);
    expect(textOf(page)).toContain('Wrong: (whole). An engineer has to look');
    expect(page.text).not.toContain('not even JSON');
    expect(textOf(await visitor.get('/customers/acme'))).not.toContain('not even JSON');
    const registration = (await pipeline.local.directory.readTenant('acme'))?.registration;
    const run = { version: 1, tenantId: 'acme', registration, trigger: 'requeue', requestedAt: '2026-11-05T03:00:00Z' };
    await pipeline.send('tenantDeadLetters', 'acme', JSON.stringify(run));
    expect(textOf(await visitor.get('/queues?looks=1'))).toContain('a run, asked for by support');
    expect(textOf(await visitor.send('/redrives'))).toContain('1 dead letter brought back');
  });

  it('take one letter away that nobody can handle, exactly the one that was shown', async () => {
    const [, path = ''] = /href="(\/queues\/[0-9a-f-]+)"/.exec((await visitor.get('/queues')).text) ?? [];
    expect(textOf(await visitor.get(path))).toContain('Without it: Nobody can read it');
    const wrong = await visitor.send('/purges', { customer: 'beta' });
    expect(wrong.status).toBe(409);
    expect(textOf(wrong)).toContain('beta was typed, and the letter is of acme. Nothing was taken away.');
    expect(textOf(await visitor.send('/purges', { customer: 'acme' }))).toContain('Taken away for good');
    expect(textOf(await visitor.get(path))).toContain('No dead letter with the id');
    expect((await visitor.get('/queues/%3Cscript%3E')).status).toBe(422);
  });
});

describe('a forecast', () => {
  it('of another day is shown, and nothing is approved from it', async () => {
    const page = await visitor.get('/customers/acme/review?as-of=2026-12-24');
    expect(textOf(page)).toContain('A forecast: Personio as it is now, by the run of another day (Thu 24 Dec)');
    expect(textOf(page)).toContain('This is a forecast: nothing is approved from it.');
    expect(page.text).not.toContain('action="/customers/acme/approvals"');
    expect((await visitor.get('/customers/acme/review?as-of=tomorrow')).status).toBe(422);
  });
});

describe('a customer whose stored credentials are lost', () => {
  const RESTORED = { ...SECRETS, 'alleo-accessKey': 'access', 'alleo-secretKey': 'secret' };

  it('is led to their restoring by its overview, by the list, and by a page that cannot be shown', async () => {
    await visitor.get('/customers/acme');
    expect((await visitor.get('/customers/acme')).text).not.toContain('/customers/acme/restore');
    const SecretId = (await pipeline.local.directory.readTenant('acme'))?.secretArn;
    await pipeline.local.clients
      .secrets()
      .send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }));
    await visitor.get('/');
    await visitor.send('/days');
    const page = await visitor.get('/customers/acme');
    expect(textOf(page)).toContain('needs an engineer');
    expect(page.text).toContain('<a class="button" href="/customers/acme/restore">Restore</a>');
    expect(textOf(page)).toContain('An engineer first asks AWS for the old secret');
    expect((await visitor.get('/')).text).toMatch(/href="\/customers\/acme\/restore" aria-label="Restore: Acme/);
    expect((await visitor.get('/customers/acme/review')).text).toContain('href="/customers/acme/restore"');
  });

  it('is restored with both pairs, which are tried first; what is remembered stays, and nobody is changed', async () => {
    const before = structuredClone(pipeline.alleo.companies.get(1)?.ordered);
    await visitor.get('/customers/acme/restore');
    const empty = await visitor.send('/customers/acme/restorations');
    expect(empty.status).toBe(422);
    expect(empty.text).toContain('id="personio-clientId-fault"');
    const refused = await visitor.send('/customers/acme/restorations', { ...RESTORED, 'personio-clientSecret': 'no' });
    expect(refused.text).toMatch(/id="personio-clientId-fault">▲ Personio refuses/);
    expect(refused.text).not.toContain('the-client');
    const done = await visitor.send('/customers/acme/restorations', RESTORED);
    expect(textOf(done)).toMatch(/The credentials are restored The same account, \d+ people, no attribute less\./);
    expect(done.text).toContain('href="/customers/acme/review"');
    expect(pipeline.alleo.companies.get(1)?.ordered).toEqual(before);
    await visitor.get('/');
    await visitor.send('/days');
    const page = await visitor.get('/customers/acme');
    expect(page.text).not.toContain('/customers/acme/restore');
    expect(textOf(page)).toContain('restored the credentials after their secret was lost');
  });

  it('of which nothing is lost is told so', async () => {
    await visitor.get('/customers/acme/restore');
    const page = await visitor.send('/customers/acme/restorations', RESTORED);
    expect(textOf(page)).toContain('Nothing was changed.');
    expect(page.text).toContain('href="/customers/acme/credentials"');
  });
});

it('a customer who leaves is removed only by its name', async () => {
  await visitor.get('/customers/acme/settings');
  expect(textOf(await visitor.send('/customers/acme/removals', { confirm: 'Acme' }))).toContain('Nothing was removed');
  await visitor.get('/customers/acme/settings');
  expect(textOf(await visitor.send('/customers/acme/removals', { confirm: 'Acme "><b>BV</b>' }))).toContain('Removed');
  expect(textOf(await visitor.get('/'))).toContain('Beta');
  await visitor.get('/customers/beta/settings');
  await visitor.send('/customers/beta/removals', { confirm: 'Beta' });
  expect(textOf(await visitor.get('/'))).toContain('No customers yet');
});

/** Operations that no page asks, and why. */
const WITHOUT_A_PAGE: Readonly<Partial<Record<SupportOperation, string>>> = {
  'tenant-list': '`status` has all that it has, with whose turn it is',
  runs: '`recent-runs` has what a timeline shows; requests and times of a run are for an engineer at a terminal',
};

it('asks every operation of support, but for those that another one covers', () => {
  const missing = SUPPORT_OPERATIONS.filter((operation) => !asked.has(operation));
  expect(missing.toSorted()).toEqual(Object.keys(WITHOUT_A_PAGE).toSorted());
});

it('nobody found a bug', () => {
  expect(visitor.bugs).toEqual([]);
});
