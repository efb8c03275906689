import { GetSecretValueCommand, PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Script, ScriptAnswer, SimulatedResponse } from '../../local/simulators/http-exchange.ts';
import type { NewPersonioPerson } from '../../local/simulators/personio/person.ts';
import { TENANT, type WireWorld, type WireWorldOptions } from '../faults/wire/wire-world.ts';
import { MARKED } from './markers.ts';

const MONTHLY = 'alleo_monthly_all_budget';
const ONE_OFF = 'alleo_oneoff_all_budget';
const HEALTH = 'alleo_monthly_health_budget';
const [CLIENT_ID, CLIENT_SECRET, ACCESS_KEY, SECRET_KEY, WRONG_SECRET] = MARKED.secrets;
const [QUARZ] = MARKED.departments;
const [ODD_STATUS, ODD_CHOICE, ODD_DATE, ODD_AMOUNT] = MARKED.odd;
const [NAME] = MARKED.firstNames;
const [SPOILT_NAME, SPOILT_MAIL] = MARKED.spoilt;
const [MAIL, OTHER_MAIL, ADOPTED_MAIL] = MARKED.emails;

const personio = { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET };
const alleo = { accessKey: ACCESS_KEY, secretKey: SECRET_KEY };

/** Somebody whose every field is marked; `id` in the address keeps it unique. */
function person(id: number, more: Partial<NewPersonioPerson> = {}): NewPersonioPerson {
  const pick = <T>(list: readonly [T, ...T[]]): T => list[id % list.length] ?? list[0];
  return {
    id,
    email: `p${id}.${MAIL}`,
    firstName: pick(MARKED.firstNames),
    lastName: pick(MARKED.lastNames),
    birthday: pick(MARKED.birthdays),
    department: pick(MARKED.departments),
    ...more,
    custom: { Alleo: 'Yes', [MONTHLY]: null, [ONE_OFF]: null, [HEALTH]: null, ...more.custom },
  };
}

const STAFF = Array.from({ length: 20 }, (_, index) => person(30 + index));
const EVERY_REASON = [
  person(1, { email: MAIL, custom: { [MONTHLY]: 873.41, [ONE_OFF]: 4283.59 } }),
  person(2, { email: OTHER_MAIL, custom: { [MONTHLY]: 912.67, [ONE_OFF]: 3917.83 } }),
  person(3, { email: ADOPTED_MAIL }),
  person(4, { status: 'inactive' }),
  person(5, { custom: { Alleo: 'No' } }),
  person(6, { custom: { Alleo: ODD_CHOICE } }),
  person(7, { status: ODD_STATUS }),
  person(8, { rawValues: { hire_date: ODD_DATE } }),
  person(9, { status: 'onboarding', hireDate: '2027-02-01' }),
  person(10, { terminationDate: '2026-10-01' }),
  person(11, { status: 'leave' }),
  person(12, { email: '' }),
  person(13, { email: MARKED.invalidEmails[0] }),
  person(14, { lastName: '' }),
  person(15, { email: `twice.${MAIL}` }),
  person(16, { email: `Twice.${MAIL}` }),
  person(17, { custom: { [MONTHLY]: -641.93, [ONE_OFF]: '77.12345' } }),
  person(18, { custom: { [ONE_OFF]: 8391.57 } }),
  person(19, { custom: { [MONTHLY]: 873.41, [HEALTH]: 912.67 } }),
  person(20, { custom: { [MONTHLY]: ODD_AMOUNT } }),
  person(21, { rawValues: { date_of_birth: ODD_DATE } }),
  person(22, { email: `taken.${MAIL}` }),
  person(23, { email: `refused.list.${MAIL}` }),
  person(24, { email: `refused.text.${MAIL}` }),
  person(25, { email: `refused.twice.${MAIL}` }),
];

export const marked: WireWorldOptions = {
  people: [...EVERY_REASON, ...STAFF],
  credentials: [personio],
  policies: { moneyFloor: '100000.00' },
  tenant: { eligibility: 'Alleo', credentials: { personio, alleo } },
  alleo: {
    credentials: [{ ...alleo, companies: [1] }],
    companies: [
      {
        id: 1,
        name: 'Acme',
        groups: MARKED.departments.map((name, index) => ({ id: 70 + index, name })),
        employees: [
          { email: ADOPTED_MAIL.toUpperCase(), first_name: NAME, last_name: null, is_active: false },
          { email: `taken.${MAIL}`, external_id: 'of-somebody-else' },
        ],
      },
    ],
  },
};

/** Alleo refuses some people, each time with everything that was sent. */
const refuseSome: Script = ({ method, body }): ScriptAnswer => {
  if (method !== 'POST' || !body.includes('refused.')) return undefined;
  const loc = ['body', 'email', MAIL];
  if (body.includes('refused.list'))
    return { status: 422, body: { detail: [{ loc, msg: body, type: body, input: body }] } };
  if (body.includes('refused.text')) return { status: 400, body: { detail: body } };
  return { status: 409, body: { detail: body } };
};

/** Answers that say everything back. */
const ECHOES: readonly ((body: string) => Exclude<ScriptAnswer, number | undefined>)[] = [
  (body) => ({ status: 500, body: `<html>${body}${MAIL}</html>` }),
  (body) => ({ status: 503, headers: { 'x-request-id': MAIL }, body: { detail: body } }),
  (body) => ({ status: 429, headers: { 'retry-after': '3' }, body: { detail: body } }),
  (body) => ({ status: 200, body: `{"id":1,"email":"${MAIL}","first_name":"${NAME} ${body.slice(0, 3)}` }),
  () => ({ status: 200, body: { id: NAME, email: MAIL, first_name: null } }),
  () => ({ status: 302, headers: { location: `https://elsewhere.example/?who=${MAIL}` }, body: NAME }),
  (body) => ({ status: 403, body: { detail: body } }),
  (body) => ({ status: 401, body: { detail: body } }),
  (body) => ({ status: 422, body: { detail: [{ loc: ['body', MAIL], msg: body, type: NAME }] } }),
  () => 'drop',
  () => 'drop-after',
];

type Told = { told: unknown[] };

/** Lives through everything that can happen. Gives what support was told where it did not ask for people. */
export async function liveThrough(world: WireWorld): Promise<Told> {
  const told: unknown[] = [];
  const days = daysFrom('2026-11-03');
  world.alleo.script = refuseSome;
  world.at('2026-11-02');
  await registerWrongly(world, told);
  await askAboutPeople(world);
  told.push(await world.reply({ operation: 'activate', digest: '0123456789abcdef' }));
  await world.approve('activate');
  await world.drain();
  await askAboutPeople(world);
  await changePeople(world, days);
  await meetAlleoTrouble(world, days);
  await meetGates(world, days);
  await meetAwsTrouble(world, days);
  await receiveNonsense(world, days);
  await askAboutPeople(world);
  for (const operation of [
    'status',
    'runs',
    'tenant-show',
    'tenant-list',
    'requeue',
    'redrive',
    'tenant-pause',
    'tenant-resume',
  ])
    told.push(await world.reply({ operation }));
  await world.drain();
  return { told };
}

/** One day after the other. */
function daysFrom(first: string): () => string {
  let next = Date.parse(first);
  return () => {
    const date = new Date(next).toISOString().slice(0, 10);
    next += 86_400_000;
    return date;
  };
}

async function registerWrongly(world: WireWorld, told: unknown[]): Promise<void> {
  const add = {
    operation: 'tenant-add',
    tenantId: 'other',
    name: 'Other',
    companyId: 1,
    personioUrl: world.personio.url,
    alleoUrl: world.alleo.url,
    credentials: { personio: { ...personio, clientSecret: WRONG_SECRET }, alleo },
  };
  const wrongKey = { personio, alleo: { ...alleo, secretKey: WRONG_SECRET } };
  told.push(
    await world.reply(add),
    await world.reply({ ...add, credentials: wrongKey }),
    await world.reply({ ...add, credentials: { personio: { clientSecret: WRONG_SECRET } } }),
    await world.reply({ ...add, credentials: WRONG_SECRET }),
    await world.reply({ operation: 'approve', digest: MAIL }),
    await world.reply({ operation: 'tenant-show', tenantId: MAIL }),
    await world.reply({ operation: 'credentials-rotate', credentials: wrongKey }),
  );
}

/** What support may see: the answers are not looked at here, but nothing of them may stay anywhere. */
async function askAboutPeople(world: WireWorld): Promise<void> {
  for (const request of [
    { operation: 'check' },
    { operation: 'preview' },
    { operation: 'issues' },
    { operation: 'budgets' },
    { operation: 'relink' },
    { operation: 'explain', person: MAIL },
    { operation: 'explain', person: NAME, showValues: true },
    { operation: 'explain', person: '1', showValues: true },
    { operation: 'resend', person: OTHER_MAIL },
    { operation: 'resend', person: 'nobody called so' },
  ])
    await world.reply(request);
}

async function changePeople(world: WireWorld, days: () => string): Promise<void> {
  const { personio: people } = world;
  // Both took the other's address; the one-off amount is another; birthday emptied.
  people.change(1, { email: OTHER_MAIL, custom: { [ONE_OFF]: 3917.83 } });
  people.change(2, { email: MAIL, birthday: null, custom: { [ONE_OFF]: null } });
  people.change(3, { status: 'inactive' });
  people.change(30, { custom: { Alleo: '' } });
  people.change(31, { hireDate: '2027-05-01' });
  people.remove(32);
  people.change(33, { status: 'inactive' });
  people.add(person(26, { department: 'Without A Group' }));
  await world.day(days());
  // Somebody new with a leaver's address; an amount entered again too soon.
  people.add(person(50, { email: `p33.${MAIL}`, lastName: 'Somebodyelse' }));
  people.change(2, { custom: { [ONE_OFF]: 3917.83 } });
  await world.day(days());
  for (let id = 36; id < 44; id += 1) people.change(id, { status: 'inactive' });
  await world.day(days());
  await world.approve('approve');
  await world.drain();
  // The account is made anew.
  const account = world.company.findByExternalId('45');
  if (account !== undefined) world.company.remove(account.id);
  people.change(45, { department: QUARZ, lastName: MARKED.lastNames[1] });
  await world.day(days());
}

/** Changes somebody so that there is something to send. */
let turn = 0;
function touch(world: WireWorld): void {
  turn += 1;
  world.personio.change(46, { lastName: `${MARKED.lastNames[0]} ${turn}` });
}

async function meetAlleoTrouble(world: WireWorld, days: () => string): Promise<void> {
  for (const [index, echo] of ECHOES.entries()) {
    const where = [/PATCH/, /GET .*employees/, /oauth/].filter((_, nth) => nth === 0 || nth === 1 + (index % 2));
    for (const route of where) {
      touch(world);
      world.alleo.script = (request) => (route.test(request.route) ? echo(request.body) : undefined);
      await world.day(days());
    }
  }
  world.alleo.script = refuseSome;
  await world.day(days());
}

async function meetGates(world: WireWorld, days: () => string): Promise<void> {
  const { personio: people } = world;
  people.account.setCredentials([]);
  await world.day(days());
  people.account.setCredentials([personio]);
  const answers: readonly SimulatedResponse[] = [
    { status: 200, body: `{"success":true,"data":[{"attributes":{"email":{"value":"${MAIL}` },
    {
      status: 200,
      body: { success: true, metadata: { total_elements: 9 }, data: [{ attributes: { id: { value: NAME } } }] },
    },
    { status: 200, body: { success: false, error: { code: 0, message: `${NAME} ${MAIL}` } } },
    { status: 200, body: { success: true, metadata: { total_elements: MAIL }, data: NAME } },
    { status: 500, body: `${NAME} ${MAIL}` },
    { status: 200, body: { success: true, metadata: { total_elements: 0 }, data: [] } },
  ];
  for (const answer of answers) {
    people.script = ({ route }) => (route === 'GET /company/employees' ? answer : undefined);
    await world.day(days());
  }
  people.script = undefined;
  people.configure({ unreadable: ['email'] });
  await world.day(days());
  people.configure({ unreadable: ['department', 'date_of_birth', MONTHLY] });
  await world.day(days());
  people.configure({ unreadable: [] });
  const everyone = [...people.account.ordered];
  for (const { id } of everyone) people.remove(id);
  people.add(person(900));
  await world.day(days());
  people.remove(900);
  for (const one of everyone) people.add(one);
  const SecretId = (await tenantItem(world))['secretArn'] as string;
  const secrets = world.local.clients.secrets();
  const other = { personio, alleo, fingerprintKey: Buffer.alloc(32, 7).toString('base64') };
  const old = await secrets.send(new GetSecretValueCommand({ SecretId }));
  for (const text of [JSON.stringify(other), WRONG_SECRET, JSON.stringify({ personio: WRONG_SECRET })]) {
    await secrets.send(new PutSecretValueCommand({ SecretId, SecretString: text }));
    await world.day(days());
  }
  await secrets.send(new PutSecretValueCommand({ SecretId, SecretString: old.SecretString }));
}

async function tenantItem(world: WireWorld): Promise<Record<string, unknown>> {
  const found = (await world.items()).find(({ pk }) => pk === 'TENANTS');
  if (found === undefined) throw new Error('no tenant');
  return found;
}

const COMMANDS = [
  'GetItem',
  'Query',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'TransactWriteItems',
  'SendMessageBatch',
  'SendMessage',
  'GetSecretValue',
  'CreateSecret',
];

/** AWS refuses calls, and its message quotes all that was sent. */
async function meetAwsTrouble(world: WireWorld, days: () => string): Promise<void> {
  const { dynamodb, sqs, secrets } = world.local.clients;
  for (const command of COMMANDS) {
    for (const name of ['ValidationException', 'InternalServerError']) {
      // Beyond what adapters try again by themselves.
      let left = 7;
      touch(world);
      world.at(days());
      await world.schedule();
      const quote =
        <Args extends { input: object }, Output>(
          next: (args: Args) => Promise<Output>,
          context: { readonly [name: string]: unknown },
        ) =>
        async (args: Args): Promise<Output> => {
          if (context['commandName'] !== `${command}Command` || left === 0) return next(args);
          left -= 1;
          const said = new Error(`refused: ${JSON.stringify(args.input)}`);
          throw Object.assign(said, {
            name,
            $metadata: { httpStatusCode: name.startsWith('I') ? 500 : 400 },
            $fault: 'client',
          });
        };
      const options = { step: 'initialize', priority: 'low', name: 'quote' } as const;
      dynamodb().middlewareStack.add(quote, options);
      sqs().middlewareStack.add(quote, options);
      secrets().middlewareStack.add(quote, options);
      await world.drain();
      if (command === 'CreateSecret') await registerWrongly(world, []);
      for (const client of [dynamodb(), sqs(), secrets()]) client.middlewareStack.remove('quote');
      await world.drain();
    }
  }
  await world.day(days());
}

/** Messages that nobody can read, and an item that somebody spoilt. */
async function receiveNonsense(world: WireWorld, days: () => string): Promise<void> {
  const { queues, clients } = world.local;
  const mutation = world.emitted.find(({ data }) => data.kind === 'activate');
  const bodies = [
    `${NAME} ${MAIL}`,
    JSON.stringify([NAME, MAIL]),
    JSON.stringify({ version: NAME, tenantId: MAIL, trigger: MARKED.birthdays[0] }),
    JSON.stringify({ ...mutation, tenantid: MAIL, data: { ...mutation?.data, sequence: NAME, [MAIL]: MAIL } }),
    JSON.stringify({ ...mutation, data: { ...mutation?.data, kind: MAIL, profile: NAME } }),
  ];
  for (const [index, MessageBody] of bodies.entries()) {
    for (const QueueUrl of [queues.tenants, queues.mutations]) {
      const MessageDeduplicationId = `nonsense-${index}`;
      await clients
        .sqs()
        .send(new SendMessageCommand({ QueueUrl, MessageBody, MessageGroupId: TENANT, MessageDeduplicationId }));
    }
  }
  await world.day(days());
  const items = await world.items();
  for (const prefix of ['EMP#', 'OUT#', 'OPEN#', 'LEDGER#']) {
    const item = items.find(({ sk }) => String(sk).startsWith(prefix));
    if (item === undefined) throw new Error(`no ${prefix}`);
    const put = (Item: Record<string, unknown>) =>
      clients.dynamodb().send(new PutCommand({ TableName: world.local.env.sync.TABLE_NAME, Item }));
    await put({ ...item, s: SPOILT_NAME, applied: SPOILT_MAIL, o: SPOILT_MAIL, budgetTotal: SPOILT_MAIL });
    touch(world);
    await world.day(days());
    await world.reply({ operation: 'status' });
    await put(item);
  }
  await world.day(days());
}
