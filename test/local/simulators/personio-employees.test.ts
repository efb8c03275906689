import { afterEach, describe, expect, it } from 'vitest';
import type { EmployeesPage } from '../../../local/simulators/personio/answers.ts';
import { makePeople } from '../../../local/simulators/personio/make-people.ts';
import { type PersonioSimulator, startPersonioSimulator } from '../../../local/simulators/personio/start.ts';
import { ask } from './ask.ts';
import { idsOf, logIn, readFirstRow, readPage } from './personio-client.ts';
import { alterJson } from './script-answers.ts';

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('Personio, employees', () => {
  let simulator: PersonioSimulator;
  afterEach(async () => {
    await simulator.close();
  });

  it('pages by records, 50 when nothing is said, 100 at most', async () => {
    simulator = await startPersonioSimulator({ people: makePeople({ count: 230, firstId: 1 }) });
    const token = await logIn(simulator);
    const first = await readPage(simulator, '', token);
    expect(idsOf(first.page)).toEqual(range(1, 50));
    expect(first.page).toMatchObject({ success: true, offset: 0, limit: 50 });
    expect(first.page.metadata).toEqual({ total_elements: 230, current_page: 0, total_pages: 5 });
    const last = await readPage(simulator, 'limit=100&offset=200', token);
    expect(idsOf(last.page)).toEqual(range(201, 230));
    expect(last.page.metadata).toEqual({ total_elements: 230, current_page: 2, total_pages: 3 });
    expect(idsOf((await readPage(simulator, 'limit=100&offset=7', token)).page)).toEqual(range(8, 107));
    expect((await readPage(simulator, 'limit=100&offset=300', token)).page.data).toEqual([]);
  });

  it.each(['limit=101', 'limit=0', 'limit=many', 'limit=100&offset=-1'])('refuses %s', async (query) => {
    simulator = await startPersonioSimulator();
    const { status, body } = await readPage(simulator, query);
    expect(status).toBe(422);
    expect(body).toMatchObject({ success: false, error: { code: 422 } });
  });

  it('refuses and records a parameter that nobody should build on', async () => {
    simulator = await startPersonioSimulator();
    expect((await readPage(simulator, 'updated_since=2026-01-01&page=2')).status).toBe(400);
    expect(simulator.unknownPaths).toEqual(['GET /company/employees?updated_since&page']);
  });

  it('filters by e-mail', async () => {
    simulator = await startPersonioSimulator({ people: [{ id: 1 }, { id: 2, email: 'Käthe@example.com' }] });
    const { page } = await readPage(simulator, `email=${encodeURIComponent('käthe@example.com')}`);
    expect(idsOf(page)).toEqual([2]);
    expect(page.metadata?.total_elements).toBe(1);
  });

  it('narrows rows to the attributes asked for, the id always among them', async () => {
    simulator = await startPersonioSimulator({ people: [{ id: 1, custom: { Alleo: 'Yes' } }] });
    const key = simulator.account.attributes.find((attribute) => attribute.label === 'Alleo')?.key ?? '';
    const { page } = await readPage(simulator, `attributes[]=email&attributes[]=${key}`);
    expect(Object.keys(page.data[0]?.attributes ?? {})).toEqual(['id', 'email', key]);
  });

  it('gives one employee, and 404 in German for one who is gone', async () => {
    simulator = await startPersonioSimulator({ people: [{ id: 7, firstName: 'Jürgen' }] });
    const token = await logIn(simulator);
    const row = await ask(`${simulator.url}/company/employees/7`, { token });
    expect(row).toMatchObject({
      status: 200,
      body: { success: true, data: { type: 'Employee', attributes: { first_name: { value: 'Jürgen' } } } },
    });
    simulator.remove(7);
    const gone = await ask(`${simulator.url}/company/employees/7`, { token });
    expect(gone.status).toBe(404);
    expect(gone.body).toMatchObject({ success: false, error: { message: 'Der Mitarbeiter wurde nicht gefunden.' } });
    expect((await ask(`${simulator.url}/company/employees/7`)).status).toBe(401);
  });

  it('lists the attributes that the credential may read, or forbids it', async () => {
    simulator = await startPersonioSimulator({
      unreadable: ['department'],
      customAttributes: [{ label: 'Alleo', key: 'dynamic_9', type: 'list', options: ['Yes', 'No'] }],
    });
    const token = await logIn(simulator);
    const { body } = await ask(`${simulator.url}/company/employees/attributes`, { token });
    const { data } = body as { data: { key: string }[] };
    expect(data.map((attribute) => attribute.key)).not.toContain('department');
    expect(data.at(-1)).toEqual({
      key: 'dynamic_9',
      label: 'Alleo',
      type: 'list',
      universal_id: null,
      options: [
        { label: 'Yes', value: 'Yes' },
        { label: 'No', value: 'No' },
      ],
    });
    simulator.configure({ attributesReadable: false });
    expect((await ask(`${simulator.url}/company/employees/attributes`, { token })).status).toBe(403);
  });

  it('shows additions, changes and removals from the next request on', async () => {
    simulator = await startPersonioSimulator({ people: [{ id: 1 }, { id: 2, custom: { Alleo: 'No', Team: 'a' } }] });
    expect(idsOf((await readPage(simulator)).page)).toEqual([1, 2]);
    simulator.add({ id: 3 });
    simulator.change(2, { lastName: 'Weiß', custom: { Alleo: 'Yes' } });
    simulator.remove(1);
    const { page } = await readPage(simulator);
    expect(idsOf(page)).toEqual([2, 3]);
    expect(page.data[0]?.attributes['last_name']?.value).toBe('Weiß');
    expect(simulator.people.get(2)?.custom).toEqual({ Alleo: 'Yes', Team: 'a' });
    expect(() => simulator.change(1, {})).toThrow('no employee 1');
    expect(() => {
      simulator.remove(1);
    }).toThrow('no employee 1');
  });

  it('can change between two pages of one read', async () => {
    simulator = await startPersonioSimulator({ people: makePeople({ count: 4, firstId: 1 }) });
    simulator.script = ({ route, nth }) => {
      if (route === 'GET /company/employees' && nth === 2) simulator.remove(1);
      return undefined;
    };
    const token = await logIn(simulator);
    const pages = [await readPage(simulator, 'limit=2', token), await readPage(simulator, 'limit=2&offset=2', token)];
    expect(pages.map(({ page }) => idsOf(page))).toEqual([[1, 2], [4]]);
    expect(pages.map(({ page }) => page.metadata?.total_elements)).toEqual([4, 3]);
  });

  it('can be made to tell another total by script', async () => {
    simulator = await startPersonioSimulator({ people: [{ id: 1 }] });
    const token = await logIn(simulator);
    simulator.script = () =>
      alterJson<EmployeesPage>((page) => ({
        ...page,
        metadata: { total_elements: 5, current_page: 0, total_pages: 1 },
      }));
    expect((await readPage(simulator, '', token)).page.metadata?.total_elements).toBe(5);
  });

  it('counts the values of X-Personio-App-ID', async () => {
    simulator = await startPersonioSimulator();
    await ask(`${simulator.url}/auth`, { method: 'POST', headers: { 'X-Personio-App-ID': 'ALLEO_SYNC' } });
    await readPage(simulator, '', 'none');
    expect(Object.fromEntries(simulator.appIds)).toEqual({ ALLEO_SYNC: 1, '': 1 });
  });

  it('limits employees to 15 a second and 300 a minute, by default without any hint', async () => {
    let now = 5000;
    simulator = await startPersonioSimulator({ rateLimits: {}, now: () => now, people: [{ id: 1 }] });
    const token = await logIn(simulator);
    const readMany = async (count: number) => {
      const pages = await Promise.all(range(1, count).map(() => readPage(simulator, 'limit=1', token)));
      return pages.filter((page) => page.status === 200).length;
    };
    expect(await readMany(17)).toBe(15);
    const refused = await readPage(simulator, '', token);
    expect(refused.status).toBe(429);
    expect([...refused.headers.keys()].filter((name) => /retry|rate/.test(name))).toEqual([]);
    for (const [nth] of range(1, 19).entries()) {
      now += 1000;
      expect(await readMany(16), `second ${nth}`).toBe(15);
    }
    now += 1000;
    expect(await readMany(1)).toBe(0);
    now += 41_000;
    expect(await readMany(1)).toBe(1);
  });

  it('says Retry-After and x-ratelimit headers where asked to', async () => {
    const now = 5000;
    const employees = [{ requests: 2, seconds: 10 }];
    simulator = await startPersonioSimulator({
      now: () => now,
      rateLimits: { employees, retryAfter: true, headers: true },
    });
    const token = await logIn(simulator);
    const answers = [1, 2, 3].map(() => () => readPage(simulator, '', token));
    const seen: unknown[] = [];
    for (const read of answers) {
      const { status, headers } = await read();
      seen.push([
        status,
        headers.get('x-ratelimit-limit'),
        headers.get('x-ratelimit-remaining'),
        headers.get('retry-after'),
      ]);
    }
    expect(seen).toEqual([
      [200, '2', '1', null],
      [200, '2', '0', null],
      [429, '2', '0', '10'],
    ]);
  });

  it('serves 20,000 people, every one once', async () => {
    simulator = await startPersonioSimulator({ people: makePeople({ count: 20_000, firstId: 1 }) });
    const token = await logIn(simulator);
    const seen = new Set<unknown>();
    for (let offset = 0; offset < 20_000; offset += 5000) {
      const offsets = range(0, 49).map((page) => offset + page * 100);
      const pages = await Promise.all(offsets.map((from) => readPage(simulator, `limit=100&offset=${from}`, token)));
      for (const { page } of pages) for (const id of idsOf(page)) seen.add(id);
    }
    expect(seen.size).toBe(20_000);
    expect((await readFirstRow(simulator))['id']?.value).toBe(1);
  });
});
