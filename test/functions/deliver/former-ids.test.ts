import { describe, expect, it } from 'vitest';
import { findFormerAccount, retireFormer, wasGrantedBefore } from '../../../functions/deliver/former-ids.ts';
import { openCompany } from '../../../functions/deliver/open-company.ts';
import type { MutationData } from '../../../shared/contracts/user-mutation.ts';
import { grantId } from '../../../shared/core/emit/mutation.ts';
import type { OpenItem } from '../../../shared/core/ground/memory.ts';
import type { Outcome } from '../../../shared/core/ports/table.ts';
import { createFakeAlleo } from '../../fakes/alleo.ts';
import { createGatekeeper } from '../../fakes/gatekeeper.ts';
import { createMemoryStore } from '../../fakes/memory-store.ts';

const REGISTRATION = '01JDWQ0000000000000000000A';
const TENANT = { id: 'acme', registration: REGISTRATION };
const deactivate = (sequence: number): Extract<MutationData, { kind: 'deactivate' }> => ({
  kind: 'deactivate',
  external_id: '900',
  sequence,
  company_id: 7,
  registration: REGISTRATION,
  former_external_ids: ['1'],
  reason: 'STATUS_INACTIVE',
  profile: { external_id: '900' },
  changed: [],
});

async function start(outcome: Partial<Outcome> = {}) {
  const gate = createGatekeeper();
  const fake = createFakeAlleo(gate);
  const alleo = fake.open();
  const names = { first_name: 'Eva', last_name: 'Lang' };
  const account = await alleo.createAccount({ external_id: '1', email: 'eva@example.com', ...names });
  if ('rejected' in account) throw new Error('refused');
  const outcomes = createMemoryStore({ leaseClock: () => 0, onCall: gate.onCall });
  await outcomes.writeOutcome('acme', {
    employeeId: '1',
    registration: REGISTRATION,
    version: 0,
    applied: { profile: 1_000 },
    grants: [],
    alleoId: account.id,
    ...outcome,
  });
  const deps = { tenant: TENANT, outcomes, company: openCompany('acme', alleo, () => 0) };
  return { account, deps, stored: () => outcomes.readOutcome('acme', '1') };
}

describe('an account under a former id', () => {
  it('is found by what is recorded of that id, else by the id that it carries', async () => {
    const recorded = await start();
    expect(await findFormerAccount(recorded.deps, deactivate(2_000))).toEqual({
      account: recorded.account,
      isRecorded: true,
    });
    const { alleoId: _, ...unrecorded } = { alleoId: 0, creating: true };
    const listed = await start({ ...unrecorded, registration: '01JDWQ0000000000000000000B' });
    expect(await findFormerAccount(listed.deps, deactivate(2_000))).toEqual({
      account: listed.account,
      isRecorded: false,
    });
  });

  it('is nobody else’s: not where the id has something newer, nor where the account carries another one', async () => {
    const newer = await start({ applied: { profile: 3_000 } });
    expect(await findFormerAccount(newer.deps, deactivate(2_000))).toBeUndefined();
    const passed = await start();
    await passed.deps.company.alleo.updateAccount(passed.account.id, { external_id: '5' });
    expect(await findFormerAccount(passed.deps, deactivate(2_000))).toBeUndefined();
  });
});

describe('a former id', () => {
  it('is retired: what is older counts as overtaken, and it has no account any more', async () => {
    const { deps, stored } = await start();
    await retireFormer(deps, deactivate(2_000));
    expect(await stored()).toMatchObject({ applied: { profile: 2_000 } });
    expect((await stored())?.alleoId).toBeUndefined();
  });

  it('is left alone where something newer was applied under it: somebody has it again', async () => {
    const { account, deps, stored } = await start({ applied: { profile: 3_000 } });
    await retireFormer(deps, deactivate(2_000));
    expect(await stored()).toMatchObject({ alleoId: account.id, applied: { profile: 3_000 } });
  });

  it('tells that a grant was paid under it', async () => {
    const { deps } = await start({ grants: [grantId('acme', '1', 'all', 2)] });
    const { external_id, company_id, registration } = deactivate(2_000);
    const common = { external_id, company_id, registration, sequence: 2_000 };
    const grant = (number: number) => ({
      ...common,
      kind: 'grant-one-off-budget' as const,
      category: 'all',
      amount: '50.00',
      currency: 'EUR',
      grant: number,
    });
    const reservation = {
      kind: 'grant-one-off-budget',
      sequence: 1,
      content: '',
      reason: '',
      changed: [],
      at: '',
    } as const;
    const open: OpenItem = { employeeId: '900', stream: 'grant:all:2', reservation, offeredOn: '2026-12-01' };
    const passed = { ...open, formerIds: ['1'] };
    const was = (number: number, item: OpenItem | undefined) => wasGrantedBefore(deps, grant(number), item);
    expect([await was(2, passed), await was(3, passed), await was(2, open)]).toEqual([true, false, false]);
  });
});
