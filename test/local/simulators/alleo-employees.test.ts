import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AlleoSimulator, startAlleoSimulator } from '../../../local/simulators/alleo/start.ts';
import { ANNA, askToken, call, complaintsOf, emailsOf, tokenOf } from './alleo-client.ts';

const EMPLOYEES = '/companies/1/employees';

describe('Alleo, reading employees', () => {
  let simulator: AlleoSimulator;
  beforeEach(async () => {
    const numbered = Array.from({ length: 120 }, (_, index) => ({
      email: `n${index}@example.com`,
      external_id: 'e77',
    }));
    simulator = await startAlleoSimulator({
      companies: [
        {
          id: 1,
          name: 'Noordzee',
          groups: [{ id: 5, name: 'IT' }],
          employees: [
            { ...ANNA, id: 900, company_group_id: 5, registration_date: '2025-01-02T08:00:00Z' },
            { email: 'bo@example.com', last_name: 'Müller', is_active: false },
            ...numbered,
          ],
        },
      ],
    });
  });
  afterEach(async () => {
    await simulator.close();
  });

  it('shows an account with its read-only extras', async () => {
    expect((await call(simulator, `GET ${EMPLOYEES}/900`)).body).toEqual({
      id: 900,
      ...ANNA,
      prefix: null,
      language: 'en',
      private_email: null,
      is_active: true,
      company_group_id: 5,
      group_name: 'IT',
      external_id: null,
      registration_date: '2025-01-02T08:00:00Z',
      offboarding_date: null,
      birthday: null,
      work_anniversary: null,
      last_active_date: null,
    });
    expect(await call(simulator, `GET ${EMPLOYEES}/1`)).toMatchObject({
      status: 404,
      body: { detail: 'Employee not found' },
    });
    expect((await call(simulator, `GET ${EMPLOYEES}/x`)).status).toBe(422);
  });

  it('pages by skip and limit, 30 when nothing is said, and counts everyone who fits', async () => {
    const all = await call(simulator, `GET ${EMPLOYEES}`);
    expect([emailsOf(all).length, all.body]).toEqual([30, expect.objectContaining({ count: 122 })]);
    const last = await call(simulator, `GET ${EMPLOYEES}?skip=100&limit=100`);
    expect(emailsOf(last)).toEqual(Array.from({ length: 22 }, (_, index) => `n${98 + index}@example.com`));
  });

  it.each(['limit=101', 'limit=0', 'skip=-1', 'is_active=maybe', 'company_group_id=IT'])(
    'refuses %s',
    async (query) => {
      const answer = await call(simulator, `GET ${EMPLOYEES}?${query}`);
      expect(answer.status).toBe(422);
      expect(complaintsOf(answer)[0]).toMatch(new RegExp(`^query\\.${query.split('=')[0]}: `));
    },
  );

  it.each([
    ['is_active=false', ['bo@example.com']],
    ['company_group_id=5', ['anna@example.com']],
    ['search=NNA%40exam', ['anna@example.com']],
    ['search=m%C3%BCll', ['bo@example.com']],
    ['search=annagro', []],
    ['search=e77', []],
    ['search=bo&is_active=true', []],
  ])('filters by %s', async (query, emails) => {
    const answer = await call(simulator, `GET ${EMPLOYEES}?${query}`);
    expect(emailsOf(answer)).toEqual(emails);
    expect(answer.body).toMatchObject({ count: emails.length });
  });

  it('shows what an admin does by hand', async () => {
    const company = simulator.companies.get(1);
    company?.edit(900, { email: 'anna.new@example.com', is_active: false, company_group_id: null });
    expect((await call(simulator, `GET ${EMPLOYEES}/900`)).body).toMatchObject({ is_active: false, group_name: null });
    expect(company?.findByEmail('ANNA.new@example.com')?.id).toBe(900);
    expect(company?.findByEmail('anna@example.com')).toBeUndefined();
    company?.remove(900);
    expect((await call(simulator, `GET ${EMPLOYEES}/900`)).status).toBe(404);
    expect(simulator.journal).toEqual([]);
    expect(() => company?.add({ email: 'BO@example.com' })).toThrow('that e-mail address already');
  });
});

describe('Alleo, writing employees', () => {
  let simulator: AlleoSimulator;
  beforeEach(async () => {
    const groups = [{ id: 5, name: 'IT' }];
    simulator = await startAlleoSimulator({
      now: () => Date.parse('2026-11-02T03:00:00Z'),
      companies: [
        { id: 1, name: 'Noordzee', groups },
        { id: 2, name: 'Elbe', employees: [{ email: 'anna@example.com' }] },
      ],
    });
  });
  afterEach(async () => {
    await simulator.close();
  });

  const create = (body: unknown) => call(simulator, `POST ${EMPLOYEES}`, { body });
  const patch = (id: number, body: unknown) => call(simulator, `PATCH ${EMPLOYEES}/${id}`, { body });

  it('creates with 201, not active, in English unless said otherwise', async () => {
    const answer = await create({ ...ANNA, external_id: '77', birthday: '1995-02-19', company_group_id: 5 });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      ...ANNA,
      id: 5002,
      is_active: false,
      language: 'en',
      group_name: 'IT',
      external_id: '77',
    });
    expect(simulator.companies.get(1)?.employees.get(5002)).toEqual(answer.body);
  });

  it('makes new accounts active where the option says so', async () => {
    await simulator.close();
    simulator = await startAlleoSimulator({ activeAtCreation: true });
    expect((await create({ ...ANNA, external_id: '77' })).body).toMatchObject({ is_active: true });
    expect(simulator.companies.get(1)?.activations.get('77')).toBe(1);
  });

  it('complains about every field that is missing, unknown or wrong', async () => {
    const answer = await create({
      email: 'no address',
      last_name: 7,
      birthday: '1995-02-30',
      work_anniversary: '0000-02-19',
      company_group_id: '5',
      external_id: 'x'.repeat(1001),
      private_email: `${'x'.repeat(90)}@example.com`,
      offboarding_date: '2026-12-31',
    });
    expect(answer.status).toBe(422);
    expect(complaintsOf(answer)).toEqual([
      'body.email: value_error',
      'body.first_name: missing',
      'body.last_name: string_type',
      'body.company_group_id: int_type',
      'body.birthday: date_from_datetime_parsing',
      'body.work_anniversary: date_from_datetime_parsing',
      'body.private_email: string_too_long',
      'body.external_id: string_too_long',
      'body.offboarding_date: extra_forbidden',
    ]);
    expect(answer.body).toMatchObject({
      detail: expect.arrayContaining([expect.objectContaining({ msg: 'Field required' })]),
    });
    expect(simulator.journal).toEqual([]);
  });

  it.each([
    ['{"email"', 'body.0: json_invalid'],
    ['[]', 'body: model_attributes_type'],
    ['null', 'body: model_attributes_type'],
  ])('complains about the body %s', async (raw, complaint) => {
    const token = tokenOf(await askToken(simulator));
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const response = await fetch(`${simulator.url}${EMPLOYEES}`, { method: 'POST', headers, body: raw });
    expect([response.status, complaintsOf({ body: await response.json() })]).toEqual([422, [complaint]]);
  });

  it.each(['a@b.nl', 'jürgen@köln.example', "o'neil+x@a-b.example.com", `${'x'.repeat(64)}@${'y'.repeat(32)}.de`])(
    'takes the address %s',
    async (email) => {
      expect((await create({ ...ANNA, email })).status).toBe(201);
    },
  );

  it.each([
    '',
    'a',
    'a@b',
    'a@@b.nl',
    '.a@b.nl',
    'a.@b.nl',
    'a b@c.nl',
    'a@-b.nl',
    'a@b.1',
    'a@b.test',
    `${'x'.repeat(65)}@b.nl`,
  ])('refuses the address "%s"', async (email) => {
    expect(complaintsOf(await create({ ...ANNA, email }))).toEqual(['body.email: value_error']);
  });

  it('answers 409 to an e-mail address of the same company, ignoring case', async () => {
    await create(ANNA);
    const again = await create({ ...ANNA, email: 'ANNA@example.com' });
    expect(again).toMatchObject({ status: 409, body: { detail: 'An employee with this email already exists' } });
    const { body } = await create({ ...ANNA, email: 'bo@example.com' });
    const { id } = body as { id: number };
    expect((await patch(id, { email: 'anna@EXAMPLE.com' })).status).toBe(409);
    expect((await patch(id, { email: 'BO@example.com' })).status).toBe(200);
    expect(simulator.companies.get(1)?.employees.size).toBe(2);
  });

  it('refuses a group that is not of the company', async () => {
    const answer = await create({ ...ANNA, company_group_id: 6 });
    expect(answer).toMatchObject({
      status: 400,
      body: { detail: 'The company group does not belong to this company' },
    });
  });

  it('patches what is given, and clears by null, address and names included', async () => {
    await create({ ...ANNA, external_id: '77', birthday: '1995-02-19', company_group_id: 5 });
    const patched = await patch(5002, { birthday: null, company_group_id: null, last_name: 'Weiß' });
    expect(patched.status).toBe(200);
    expect(patched.body).toMatchObject({ birthday: null, group_name: null, last_name: 'Weiß', external_id: '77' });
    expect(complaintsOf(await patch(5002, { email: 5, is_active: true }))).toEqual([
      'body.email: string_type',
      'body.is_active: extra_forbidden',
    ]);
    const bare = { email: null, first_name: null, last_name: null };
    expect((await patch(5002, bare)).body).toMatchObject(bare);
    expect((await patch(1, {})).status).toBe(404);
  });

  it('activates and deactivates, and records whoever is activated twice', async () => {
    await create({ ...ANNA, external_id: '77' });
    const post = (action: string) => call(simulator, `POST ${EMPLOYEES}/5002/${action}`);
    expect(await post('activate')).toMatchObject({ status: 200, body: { id: 5002, is_active: true } });
    const company = simulator.companies.get(1);
    expect(company?.repeatedActivations).toEqual([]);
    await post('activate');
    expect(company?.repeatedActivations).toEqual([5002]);
    expect(await post('deactivate')).toMatchObject({ status: 200, body: { is_active: false } });
    await post('deactivate');
    await post('activate');
    expect([company?.creates, company?.activations, company?.deactivations]).toEqual([
      new Map([['77', 1]]),
      new Map([['77', 2]]),
      new Map([['77', 1]]),
    ]);
    expect((await call(simulator, `POST ${EMPLOYEES}/1/activate`)).status).toBe(404);
  });

  it('writes a journal of what really changed', async () => {
    await create({ ...ANNA, external_id: '77' });
    await patch(5002, { last_name: 'Weiß', first_name: 'Anna' });
    await patch(5002, { last_name: 'Weiß' });
    await call(simulator, `POST ${EMPLOYEES}/5002/deactivate`);
    await call(simulator, `POST ${EMPLOYEES}/5002/activate`);
    const common = { at: '2026-11-02T03:00:00.000Z', company: 1, id: 5002, externalId: '77' };
    expect(simulator.journal).toEqual([
      { ...common, action: 'create', fields: ['email', 'first_name', 'last_name', 'external_id'] },
      { ...common, action: 'patch', fields: ['last_name'] },
      { ...common, action: 'activate', fields: ['is_active'] },
    ]);
  });

  it('has carried out what it was asked when only the answer was lost', async () => {
    simulator.script = ({ method, route }) =>
      method === 'POST' && route.endsWith('/employees') ? 'drop-after' : undefined;
    await expect(create({ ...ANNA, external_id: '77' })).rejects.toThrow('fetch failed');
    expect(simulator.companies.get(1)?.findByExternalId('77')?.email).toBe('anna@example.com');
  });
});
