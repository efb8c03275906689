import { afterEach, describe, expect, it } from 'vitest';
import { type PersonioSimulator, startPersonioSimulator } from '../../../local/simulators/personio/start.ts';
import { ask } from './ask.ts';
import { logIn, readFirstRow, readPage } from './personio-client.ts';

const ANNA = {
  id: 13_649_297,
  email: 'anna@example.com',
  firstName: 'Anna',
  lastName: 'Großmann',
  hireDate: '2024-03-01',
  birthday: '1995-02-19',
  department: 'IT',
};

describe('Personio, shapes of a row', () => {
  let simulator: PersonioSimulator;
  afterEach(async () => {
    await simulator.close();
  });

  it('writes the documented attribute objects', async () => {
    simulator = await startPersonioSimulator({ people: [ANNA] });
    expect(await readFirstRow(simulator)).toEqual({
      id: { label: 'ID', value: 13_649_297, type: 'integer', universal_id: 'id' },
      first_name: { label: 'First name', value: 'Anna', type: 'standard', universal_id: 'first_name' },
      last_name: { label: 'Last name', value: 'Großmann', type: 'standard', universal_id: 'last_name' },
      email: { label: 'Email', value: 'anna@example.com', type: 'standard', universal_id: 'email' },
      status: { label: 'Status', value: 'active', type: 'standard', universal_id: 'status' },
      hire_date: { label: 'Hire date', value: '2024-03-01T00:00:00+01:00', type: 'date', universal_id: 'hire_date' },
      termination_date: { label: 'Termination date', value: null, type: 'date', universal_id: 'termination_date' },
      department: {
        label: 'Department',
        value: { type: 'Department', attributes: { id: expect.any(Number), name: 'IT' } },
        type: 'standard',
        universal_id: 'department',
      },
      dynamic_7123992: {
        label: 'Birthday',
        value: '1995-02-19T00:00:00+01:00',
        type: 'date',
        universal_id: 'date_of_birth',
      },
    });
  });

  it.each([
    ['de', 'Geburtstag', 'Vorname'],
    ['nl', 'Verjaardag', 'Voornaam'],
  ] as const)('translates labels to %s and leaves universal ids', async (language, birthday, firstName) => {
    simulator = await startPersonioSimulator({ people: [ANNA], language });
    const row = await readFirstRow(simulator);
    expect(row['dynamic_7123992']).toMatchObject({ label: birthday, universal_id: 'date_of_birth' });
    expect(row['first_name']?.label).toBe(firstName);
  });

  it.each([
    ['-05:00', '1995-02-19T00:00:00-05:00'],
    ['+0530', '1995-02-19T00:00:00+0530'],
    ['plain', '1995-02-19'],
  ])('writes dates with the offset %s', async (dateOffset, value) => {
    simulator = await startPersonioSimulator({ people: [ANNA], dateOffset });
    expect((await readFirstRow(simulator))['dynamic_7123992']?.value).toBe(value);
  });

  it('leaves what the account does not show out of every row, until it is ticked again', async () => {
    simulator = await startPersonioSimulator({
      people: [{ ...ANNA, custom: { Alleo: 'Yes' } }],
      language: 'de',
      unreadable: ['birthday', 'email', 'Department', 'Alleo'],
    });
    const names = ['id', 'first_name', 'last_name', 'status', 'hire_date', 'termination_date'];
    expect(Object.keys(await readFirstRow(simulator))).toEqual(names);
    simulator.configure({ unreadable: [] });
    expect(Object.keys(await readFirstRow(simulator))).toHaveLength(10);
  });

  it('lets two credentials of one account see different attributes', async () => {
    simulator = await startPersonioSimulator({
      people: [ANNA],
      credentials: [
        { clientId: 'client', clientSecret: 'secret' },
        { clientId: 'less', clientSecret: 'less', unreadable: ['id', 'hire_date'] },
      ],
    });
    const full = (await readPage(simulator)).page.data[0]?.attributes ?? {};
    const less = (await readPage(simulator, 'limit=100', await logIn(simulator, 'less', 'less'))).page.data[0]
      ?.attributes;
    const { hire_date: _hidden, ...others } = full;
    expect(less).toEqual(others);
  });

  it('gives custom attributes a key of their own, the same in any order, and no universal id', async () => {
    simulator = await startPersonioSimulator({
      people: [
        { id: 1, custom: { Alleo: 'Yes', alleo_monthly_all_budget: 25.5, Teams: ['a', 'b'], Note: '' } },
        { id: 2 },
      ],
    });
    const { page } = await readPage(simulator);
    const byLabel = page.data.map(({ attributes }) =>
      Object.fromEntries(
        Object.entries(attributes)
          .filter(([key, { universal_id: id }]) => key.startsWith('dynamic_') && id === null)
          .map(([, { label, value, type }]) => [label, [value, type]]),
      ),
    );
    expect(byLabel).toEqual([
      {
        Alleo: ['Yes', 'list'],
        alleo_monthly_all_budget: [25.5, 'decimal'],
        Teams: [['a', 'b'], 'tags'],
        Note: ['', 'standard'],
      },
      {
        Alleo: [null, 'list'],
        alleo_monthly_all_budget: [null, 'decimal'],
        Teams: [null, 'tags'],
        Note: ['', 'standard'],
      },
    ]);
    const other = await startPersonioSimulator({ people: [{ id: 1, custom: { Note: 'x', Alleo: 'Yes' } }] });
    const keyOf = (one: PersonioSimulator) => one.account.attributes.find(({ label }) => label === 'Alleo')?.key;
    expect(keyOf(other)).toBe(keyOf(simulator));
    await other.close();
  });

  it('knows an attribute that is empty for everyone, and its type once someone has it', async () => {
    simulator = await startPersonioSimulator({ people: [{ id: 1, custom: { Alleo: null } }] });
    const read = async () => Object.values(await readFirstRow(simulator)).find(({ label }) => label === 'Alleo');
    expect(await read()).toMatchObject({ value: '', type: 'standard' });
    simulator.change(1, { custom: { Alleo: 'no' } });
    expect(await read()).toMatchObject({ value: 'no', type: 'list' });
  });

  it('writes custom dates like the others', async () => {
    simulator = await startPersonioSimulator({
      people: [{ id: 1, custom: { Start: '2026-01-01' } }],
      customAttributes: [{ label: 'Start', key: 'dynamic_5', type: 'date' }],
    });
    expect((await readFirstRow(simulator))['dynamic_5']?.value).toBe('2026-01-01T00:00:00+01:00');
  });

  it('leaves attributes out of one row alone', async () => {
    simulator = await startPersonioSimulator({ people: [{ ...ANNA, absent: ['status', 'Birthday'] }, { id: 2 }] });
    const { page } = await readPage(simulator);
    expect(page.data.map(({ attributes }) => 'status' in attributes && 'dynamic_7123992' in attributes)).toEqual([
      false,
      true,
    ]);
    expect(Object.keys(page.data[0]?.attributes ?? {})).toHaveLength(7);
  });

  it('writes raw values, raw attributes and raw rows as they are', async () => {
    simulator = await startPersonioSimulator({
      people: [
        {
          ...ANNA,
          rawValues: { email: 42, birthday: '19.02.1995', department: [] },
          rawAttributes: { status: 'active', dynamic_1: { label: 'Alleo', value: 'ja' } },
        },
        { id: 2, rawRow: { type: 'Employee' } },
      ],
    });
    const { page } = await readPage(simulator);
    const row = page.data[0]?.attributes ?? {};
    expect([row['email']?.value, row['dynamic_7123992']?.value, row['department']?.value]).toEqual([
      42,
      '19.02.1995',
      [],
    ]);
    expect([row['status'], row['dynamic_1']]).toEqual(['active', { label: 'Alleo', value: 'ja' }]);
    expect(page.data[1]).toEqual({ type: 'Employee' });
    const { body } = await ask(`${simulator.url}/company/employees/2`, { token: await logIn(simulator) });
    expect(body).toEqual({ success: true, data: { type: 'Employee' } });
  });

  it('writes metadata as numbers, as text, or not at all', async () => {
    simulator = await startPersonioSimulator({ people: [ANNA], metadata: 'texts' });
    const { page } = await readPage(simulator, 'limit=100');
    expect(page).toMatchObject({ offset: '0', limit: '100' });
    expect(page.metadata).toEqual({ total_elements: '1', current_page: '0', total_pages: '1' });
    simulator.configure({ metadata: 'missing' });
    expect((await readPage(simulator, 'limit=100')).page).toMatchObject({ success: true, offset: 0, limit: 100 });
    expect((await readPage(simulator, 'limit=100')).page).not.toHaveProperty('metadata');
  });

  it('writes the status in capitals and the old shape where asked to', async () => {
    simulator = await startPersonioSimulator({ people: [ANNA], statusCase: 'upper', attributeShape: 'old' });
    expect((await readFirstRow(simulator))['status']).toEqual({ label: 'Status', value: 'ACTIVE' });
  });

  it.each([[null], [''], [[]]] as const)('writes an unset department as %j', async (unsetDepartment) => {
    simulator = await startPersonioSimulator({ people: [{ ...ANNA, department: null }], unsetDepartment });
    expect((await readFirstRow(simulator))['department']?.value).toEqual(unsetDepartment);
  });
});
