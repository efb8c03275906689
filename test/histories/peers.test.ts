import { describe, expect, it } from 'vitest';
import { ABSENT } from '../../shared/core/ground/employee.ts';
import { readCompleteListing } from '../../shared/core/prepare-plan.ts';
import { World } from '../fakes/world.ts';
import { people, person } from '../shared/core/build.ts';

const kinds = (world: World, since: number) => world.sent.slice(since).map((one) => `${one.data.kind} ${one.subject}`);

/** Each of these is a public incident of a product of this kind, or was read in its code. */
describe('what removed or lost people elsewhere', () => {
  it('ssosync, GLPI, authentik, Keycloak: an empty answer read as "everybody left"', async () => {
    const world = await World.activated({ employees: people(30) });
    const sent = world.sent.length;
    world.personio.employees.clear();
    expect(await world.day('2026-12-02')).toMatchObject({ status: 'failed', code: 'LISTING_EMPTY' });
    expect(kinds(world, sent)).toEqual([]);
  });

  it('HelloID, personio-py: one page of many comes back without an error', async () => {
    const world = await World.activated({ employees: people(30) });
    const port = world.personio.open();
    const cut = { ...port, readAll: async () => ({ ...(await port.readAll()), employees: people(10), totals: [30] }) };
    await expect(readCompleteListing(cut, 'acme')).rejects.toMatchObject({ code: 'LISTING_INCOMPLETE' });
  });

  it('Okta, Adobe user-sync: 150 of 150 removed below an absolute threshold', async () => {
    const staff = people(150);
    const world = await World.activated({ employees: staff });
    const sent = world.sent.length;
    for (const one of staff) world.edit(one.id, { status: 'inactive' });
    expect(await world.day('2026-12-02')).toMatchObject({ status: 'held', code: 'TOO_MANY_DEACTIVATIONS' });
    expect(kinds(world, sent)).toEqual([]);
  });

  it('Entra, Okta, Adobe, HelloID: a leak of the threshold minus one each day', async () => {
    const world = await World.activated({ employees: people(100) });
    const reports = [];
    for (let day = 0; day < 6; day += 1) {
      for (let n = 1; n <= 7; n += 1) world.edit(String(day * 7 + n), { status: 'inactive' });
      reports.push(await world.day(`2026-12-0${day + 2}`));
    }
    expect(reports.map((one) => one.status)).toEqual(['ok', 'ok', 'held', 'held', 'held', 'held']);
    expect(reports[2]?.code).toBe('TOO_MANY_DEACTIVATIONS_7_DAYS');
    expect(world.alleo.state().filter((line) => line.includes(' inactive '))).toHaveLength(14);
  });

  it('Adobe user-sync #744: a tripped guard also held harmless additions', async () => {
    const world = await World.activated({ employees: people(30) });
    for (let n = 1; n <= 10; n += 1) world.edit(String(n), { status: 'inactive' });
    world.add(person('new'));
    world.edit('20', { email: 'changed@example.com' });
    const sent = world.sent.length;
    expect(await world.day('2026-12-02')).toMatchObject({ status: 'held', held: { deactivate: { count: 10 } } });
    expect(kinds(world, sent)).toEqual(['update 20', 'activate new']);
  });

  it('Google Cloud Directory Sync: a dry run that ignores the limits of the real run', async () => {
    const world = await World.activated({ employees: people(30) });
    for (let n = 1; n <= 10; n += 1) world.edit(String(n), { status: 'inactive' });
    world.date = '2026-12-02';
    const preview = await world.prepare();
    if ('gate' in preview) throw new Error('a gate');
    const report = await world.day('2026-12-02');
    expect(report.digest).toBe(preview.resolved.plan.digest);
    expect(preview.resolved.plan.held).toHaveLength(10);
    const after = await world.prepare();
    if ('gate' in after) throw new Error('a gate');
    expect(after.resolved.plan.digest).toBe(report.digest);
  });

  it('an attribute dropped from the credential, silently: frozen and told', async () => {
    const staff = people(10);
    const world = await World.activated({ employees: staff });
    const sent = world.sent.length;
    for (const one of staff) world.edit(one.id, { birthday: ABSENT });
    const report = await world.day('2026-12-02');
    expect(report.issues).toContainEqual({ code: 'ATTRIBUTE_VANISHED', attribute: 'birthday' });
    expect(kinds(world, sent)).toEqual([]);
  });

  it('ssosync #353: one refused e-mail blocks every later sync', async () => {
    const world = await World.activated({ employees: people(5) });
    const own = world.alleo.open();
    await own.createAccount({
      external_id: 'somebody-else',
      email: 'taken@example.com',
      first_name: 'A',
      last_name: 'B',
    });
    world.edit('1', { email: 'taken@example.com' });
    world.edit('2', { email: 'fine@example.com' });
    await world.day('2026-12-02');
    expect(world.open()).toEqual(['update 1 ACCOUNT_OF_ANOTHER']);
    expect(world.alleo.state().some((line) => line.startsWith('2 active fine@example.com'))).toBe(true);
    const next = await world.day('2026-12-03');
    expect(next.status).toBe('ok');
    expect(next.issues).toContainEqual({ employeeId: '1', code: 'ACCOUNT_OF_ANOTHER', attribute: 'email' });
  });

  it('SFTP feeds, Winningtemp: a changed e-mail makes a second account', async () => {
    const world = await World.activated({ employees: people(5) });
    world.edit('1', { email: 'married@example.com' });
    await world.day('2026-12-02');
    expect(world.alleo.accounts.size).toBe(5);
    expect(world.alleo.state()[0]).toMatch(/^1 active married@example.com/);
  });

  it('Circula: everybody invited the moment the integration is switched on', async () => {
    const world = new World({ employees: people(5), status: 'pending' });
    await expect(world.syncOnce()).resolves.toBeUndefined();
    expect(world.sent).toEqual([]);
    world.date = '2026-12-01';
    await world.approve(true);
    world.add(person('one-more'));
    expect(await world.sync('activate')).toMatchObject({ status: 'held', code: 'FIRST_RUN_CHANGED' });
    expect(world.sent).toEqual([]);
    expect(world.tenant.status).toBe('pending');
  });

  it('Keycloak #26353, ssosync #239: a report of counts only: everyone has a reason', async () => {
    const world = await World.activated({
      employees: [...people(3), person('l', { status: 'leave' }), person('x', { email: 'no' })],
    });
    expect(world.reports.at(-1)).toMatchObject({
      listed: 5,
      decisions: { EMPLOYED: 3, ON_LEAVE: 1, INVALID_EMAIL: 1 },
    });
  });

  it('idp-scim-sync: names and e-mails in the state', async () => {
    const world = await World.activated({ employees: people(3, { budgets: { 'monthly:all': '123.45' } }) });
    const state = world.store.state.tenants.get('acme');
    const text = JSON.stringify([
      [...(state?.employees ?? [])],
      [...(state?.outcomes ?? [])],
      [...(state?.open ?? [])],
      [...(state?.reports ?? [])],
    ]);
    for (const secret of ['@example.com', 'Pim', 'Jansen', '1990-05-05', '123.45']) expect(text).not.toContain(secret);
  });
});

describe('who we touch', () => {
  it('only whom we activated or adopted: people who are out and were never ours get nothing', async () => {
    const world = await World.activated({ employees: people(3) });
    await world.alleo.open().createAccount({ email: 'admin@example.com', first_name: 'A', last_name: 'B' });
    world.add(person('former', { status: 'inactive', email: 'admin@example.com' }));
    await world.day('2026-12-02');
    expect(world.alleo.state().find((line) => line.includes('admin@'))).toMatch(/^- inactive/);
    expect(world.sent.filter((one) => one.subject === 'former')).toEqual([]);
  });

  it('two people who swapped addresses: EMAIL_SWAP, both keep their accounts', async () => {
    const world = await World.activated({ employees: people(5) });
    world.edit('1', { email: 'p2@example.com' });
    world.edit('2', { email: 'p1@example.com' });
    await world.day('2026-12-02');
    expect(world.open()).toEqual(['update 1 EMAIL_SWAP', 'update 2 EMAIL_SWAP']);
    expect(world.alleo.state().slice(0, 2)).toEqual([
      expect.stringMatching(/^1 active p1@example.com/),
      expect.stringMatching(/^2 active p2@example.com/),
    ]);
  });

  it("a former person's account passes to a new Personio id only where birthday and last name agree", async () => {
    const world = await World.activated({ employees: people(5) });
    world.edit('1', { status: 'inactive' });
    world.edit('2', { status: 'inactive' });
    await world.day('2026-12-02');
    world.add(person('back', { email: 'p1@example.com', last_name: 'Jansen 1' }));
    world.add(person('other', { email: 'p2@example.com', last_name: 'Somebody Else' }));
    await world.day('2026-12-03');
    expect(world.alleo.state()).toContainEqual(expect.stringMatching(/^back active p1@example.com/));
    expect(world.open()).toEqual(['activate other EMAIL_HELD_BY_FORMER']);
  });

  it('a paused tenant: nothing runs, what waits is parked, and offered again after resuming', async () => {
    const world = await World.activated({ employees: people(5) });
    world.edit('1', { status: 'inactive' });
    world.date = '2026-12-02';
    await world.sync();
    world.change({ status: 'paused' });
    expect(await world.deliverAll()).toEqual([{ delivery: 'parked' }]);
    expect(await world.syncOnce()).toBeUndefined();
    expect(world.alleo.state()[0]).toMatch(/^1 active/);
    world.change({ status: 'active' });
    await world.day('2026-12-03');
    expect(world.alleo.state()[0]).toMatch(/^1 inactive/);
    expect(world.open()).toEqual([]);
  });

  it('missing for three complete runs on different days: gone; back in between: not', async () => {
    const world = await World.activated({ employees: people(20) });
    const one = world.personio.employees.get('1');
    if (one === undefined) throw new Error('nobody');
    world.edit('1', undefined);
    await world.day('2026-12-02');
    await world.day('2026-12-02');
    await world.day('2026-12-03');
    world.add(one);
    await world.day('2026-12-04');
    world.edit('1', undefined);
    await world.day('2026-12-05');
    await world.day('2026-12-06');
    expect(world.alleo.state()[0]).toMatch(/^1 active/);
    await world.day('2026-12-09');
    expect(world.alleo.state()[0]).toMatch(/^1 inactive/);
    expect(world.sent.at(-1)?.data).toMatchObject({ kind: 'deactivate', reason: 'GONE_FROM_PERSONIO' });
  });

  it('someone whom the listing leaves out but the look-up finds counts as listed', async () => {
    const world = await World.activated({ employees: people(20) });
    world.personio.hidden.add('1');
    const report = await world.day('2026-12-02');
    expect(report).toMatchObject({ status: 'ok', listed: 20, missing: 0 });
  });

  it('too many missing: no look-ups, held, and nothing counted until support allows it', async () => {
    const world = await World.activated({ employees: people(20) });
    for (let n = 1; n <= 5; n += 1) world.edit(String(n), undefined);
    for (const date of ['2026-12-02', '2026-12-03', '2026-12-04', '2026-12-05']) {
      expect(await world.day(date)).toMatchObject({ status: 'held', code: 'TOO_MANY_MISSING', missing: 5 });
    }
    expect(world.gate.calls.filter((name) => name === 'personio readOne')).toEqual([]);
    await world.approve();
    expect(await world.day('2026-12-05')).toMatchObject({ status: 'ok', mutations: {} });
    for (const date of ['2026-12-06', '2026-12-07'])
      expect(await world.day(date)).toMatchObject({ status: 'ok', mutations: {} });
    expect(await world.day('2026-12-08')).toMatchObject({ status: 'held', code: 'TOO_MANY_DEACTIVATIONS' });
    await world.approve();
    expect(await world.day('2026-12-08')).toMatchObject({ status: 'ok', mutations: { deactivate: 5 } });
  });

  it('an account deleted in Alleo is made anew, with its monthly budget and without a second grant', async () => {
    const world = await World.activated({
      employees: people(3, { budgets: { 'monthly:all': '50', 'oneoff:all': '20' } }),
    });
    const account = [...world.alleo.accounts.values()].find((one) => one.external_id === '1');
    world.alleo.accounts.delete(account?.id ?? 0);
    world.edit('1', { department: 'Sales' });
    await world.day('2026-12-02');
    const before = world.budgets.length;
    await world.day('2026-12-03');
    expect(world.budgets.slice(before).map((one) => `${one.data.kind} ${one.subject}`)).toEqual([
      'set-monthly-budget 1',
    ]);
    expect(world.alleo.state()[0]).toMatch(/^1 active/);
  });

  it('an account deleted in Alleo and made again by hand is not taken over by an update', async () => {
    const world = await World.activated({ employees: people(3) });
    const account = [...world.alleo.accounts.values()].find((one) => one.external_id === '1');
    if (account === undefined) throw new Error('no account');
    world.alleo.accounts.delete(account.id);
    world.alleo.accounts.set(99, { ...account, id: 99, external_id: null });
    world.edit('1', { department: 'Sales' });
    await world.day('2026-12-02');
    expect(world.alleo.accounts.get(99)).toMatchObject({ external_id: null });
    expect(world.open()).toEqual(['update 1 EMAIL_TAKEN']);
  });

  it('an update whose activation never arrived adopts as the activation would have', async () => {
    const world = await World.activated({ employees: people(3) });
    const newcomer = person('9', { email: 'nine@example.com' });
    const byHand = [...world.alleo.accounts.values()][0];
    if (byHand === undefined) throw new Error('no account');
    world.add(newcomer);
    world.deliveryDown = true;
    await world.day('2026-12-02');
    world.deliveryDown = false;
    const theirs = { email: 'nine@example.com', last_name: String(newcomer.last_name), is_active: false };
    world.alleo.accounts.set(99, { ...byHand, ...theirs, id: 99, external_id: null });
    world.edit('9', { department: 'Sales' });
    world.recover();
    await world.day('2026-12-03');
    expect(world.sent.at(-1)?.data.kind).toBe('update');
    expect(world.alleo.accounts.get(99)).toMatchObject({ external_id: '9', is_active: true });
    expect(world.open()).toEqual([]);
  });

  it("what Alleo's admins edit is not reverted until the person changes in Personio", async () => {
    const world = await World.activated({ employees: people(3) });
    const [id, account] = [...world.alleo.accounts][0] ?? [0, undefined];
    if (account === undefined) throw new Error('no account');
    world.alleo.accounts.set(id, { ...account, last_name: 'By hand' });
    await world.day('2026-12-02');
    expect(world.alleo.accounts.get(id)?.last_name).toBe('By hand');
    world.edit('1', { department: 'Sales' });
    await world.day('2026-12-03');
    expect(world.alleo.accounts.get(id)?.last_name).toBe('Jansen 1');
  });

  it('a department without a group is told once, and no longer once the group exists', async () => {
    const world = await World.activated({ employees: people(3, { department: 'Marketing' }) });
    expect(world.tenant.departmentsWithoutGroup).toEqual(['Marketing']);
    const told = await world.day('2026-12-02');
    expect(told.issues.filter((issue) => issue.code === 'NO_GROUP_FOR_DEPARTMENT')).toEqual([
      { code: 'NO_GROUP_FOR_DEPARTMENT', attribute: 'Marketing' },
    ]);
  });
});
