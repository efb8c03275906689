import { afterEach, expect, it } from 'vitest';
import { accountsOf, openPipeline, type Pipeline } from '../../../local/pipeline.ts';
import { openDesk } from '../ask.ts';

let pipeline: Pipeline;
const desk = openDesk(() => pipeline);
afterEach(() => pipeline.close());

/** Nobody's birthday is readable. Two accounts carry these people's numbers by an earlier HR system, one has no id at all. */
const PEOPLE = [1, 2, 3].map((id) => ({ id, email: `p${id}@acme.example`, firstName: `P${id}`, lastName: 'Smit' }));
const ACCOUNTS = [
  { email: 'stranger@acme.example', first_name: 'Some', last_name: 'Stranger', external_id: '1' },
  { email: 'old.p2@acme.example', first_name: 'P2', last_name: 'Smit', external_id: '2', is_active: false },
  { email: 'p3@acme.example', first_name: 'Former', last_name: 'Owner', is_active: false },
];

it('takes nobody’s account: the preview says whose it is and what differs, and relink by digest is the way out', async () => {
  pipeline = await openPipeline({
    people: PEOPLE,
    alleo: { companies: [{ id: 1, name: 'Acme', employees: ACCOUNTS }] },
  });
  await pipeline.addTenant();
  const { people } = await desk.ask('preview', { names: true });
  const conflict = { account: 'conflict', accountCode: 'ACCOUNT_OF_ANOTHER' };
  expect(people).toMatchObject([
    { ...conflict, accountDiffers: ['email', 'last_name'], accountName: 'Some Stranger' },
    { ...conflict, accountDiffers: ['email'], accountName: 'P2 Smit' },
    { ...conflict, accountDiffers: ['last_name'], accountName: 'Former Owner' },
  ]);
  const nameless = (await desk.ask('preview', { names: false })).people;
  expect(JSON.stringify(nameless)).not.toMatch(/Stranger|Owner/);

  await pipeline.approve('2026-11-02');
  await pipeline.runDay('2026-11-02');
  const untouched = accountsOf(pipeline.alleo);
  expect(untouched).toEqual({ 1: true, 2: false, 'p3@acme.example': false });

  // The stranger turns out to be somebody else: an admin of Alleo takes the number off their account.
  const company = pipeline.alleo.companies.get(1);
  company?.edit(company.findByExternalId('1')?.id ?? 0, { external_id: 'afas-1' });
  const { accounts, digest } = await desk.ask('relink');
  expect(accounts).toMatchObject([
    { employeeId: '2', accountName: 'P2 Smit', currentExternalId: '2', email: 'old.p2@acme.example' },
    { employeeId: '3', accountName: 'Former Owner', currentExternalId: null },
  ]);
  expect(accountsOf(pipeline.alleo)).toEqual({ 'afas-1': true, 2: false, 'p3@acme.example': false });
  expect(await desk.ask('relink', { digest })).toMatchObject({ relinked: true });
  expect((await desk.ask('relink')).accounts).toEqual([]);
  await pipeline.runDay('2026-11-03');
  expect(accountsOf(pipeline.alleo)).toEqual({ 'afas-1': true, 1: true, 2: true, 3: true });
  expect(company?.findByExternalId('2')).toMatchObject({ email: 'p2@acme.example', last_name: 'Smit' });
  expect(company?.findByExternalId('3')).toMatchObject({ first_name: 'P3', last_name: 'Smit' });
  expect((await pipeline.reportOf('2026-11-04')).open.count).toBe(0);
  // Whoever has their account is not given a second one that carries their id by hand.
  company?.edit(company.findByExternalId('afas-1')?.id ?? 0, { external_id: '1' });
  company?.edit(company.findByEmail('p1@acme.example')?.id ?? 0, { is_active: false });
  expect((await desk.ask('relink')).accounts).toEqual([]);
});
