import { expect, it } from 'vitest';
import { openCompany } from '../../../functions/deliver/open-company.ts';
import { TransientError } from '../../../shared/core/ground/errors.ts';
import { createFakeAlleo } from '../../fakes/alleo.ts';
import { createGatekeeper } from '../../fakes/gatekeeper.ts';

function opened() {
  const gate = createGatekeeper();
  const alleo = createFakeAlleo(gate);
  const clock = { now: 0 };
  const company = openCompany('acme', alleo.open(), () => clock.now);
  const lists = () => gate.calls.filter((name) => name === 'alleo listAccounts').length;
  alleo.accounts.set(1, {
    id: 1,
    external_id: '1',
    email: 'p1@example.com',
    first_name: null,
    last_name: null,
    birthday: null,
    work_anniversary: null,
    company_group_id: null,
    is_active: true,
  });
  return { gate, alleo, clock, company, lists };
}

it('a list that is never proven is read three times, and for a minute no more, however many messages need it', async () => {
  const { alleo, clock, company, lists } = opened();
  alleo.shifting = 100;
  for (let message = 0; message < 50; message += 1) {
    await expect(company.readIndex(0)).rejects.toMatchObject({ name: 'TransientError', code: 'ALLEO_UNAVAILABLE' });
  }
  expect(lists()).toBe(3);
  alleo.shifting = 0;
  clock.now = 60_000;
  expect((await company.readIndex(0)).byExternalId('1')?.id).toBe(1);
});

it('a list that failed for another reason is asked for again at once', async () => {
  const { gate, company, lists } = opened();
  gate.fault = { at: 1, kind: 'fail-before' };
  await expect(company.readIndex(0)).rejects.toBeInstanceOf(TransientError);
  expect((await company.readIndex(0)).byId(1)?.id).toBe(1);
  expect(lists()).toBe(2);
});

it.each([
  ['decomposed in Alleo', 'Bu\u0308ro'],
  ['with what nobody sees', '\u200BB\u00FCro\u00AD'],
  ['in another case', 'b\u00DCRO '],
])('a group is found by its name %s', async (_name, name) => {
  const { alleo, company } = opened();
  alleo.groups = [{ id: 8, name }];
  expect(await company.findGroup('B\u00FCro')).toBe(8);
});
