import { beforeEach, describe, expect, it } from 'vitest';
import { TenantError, TransientError } from '../../../shared/core/ground/errors.ts';
import { World } from '../../fakes/world.ts';
import { people } from '../../shared/core/build.ts';
import { openDeliver } from './open-deliver.ts';

const unavailable = async () => {
  throw new TransientError({ operation: 'call Alleo', tenantId: 'acme', code: 'ALLEO_UNAVAILABLE' }, 'status 500');
};
const forbidden = async () => {
  throw new TenantError({ operation: 'call Alleo', tenantId: 'acme', code: 'ALLEO_CREDENTIALS_REFUSED' }, 'refused');
};

let world: World;

/** Three people change, and a run sends that. */
beforeEach(async () => {
  world = await World.activated({ employees: people(3) });
  for (const id of ['1', '2', '3']) world.edit(id, { last_name: `New ${id}` });
  world.date = '2026-12-02';
  await world.sync();
});

/** Delivers what waits; gives the ids of those that were thrown back. */
async function deliverAll(deliver: ReturnType<typeof openDeliver>['deliver'], receiveCount: number): Promise<string[]> {
  const back: string[] = [];
  for (const mutation of world.queue) {
    await deliver(mutation, receiveCount).catch(() => back.push(mutation.subject));
  }
  return back;
}

/** Alleo's account of person 2 answers like this, all others as usual. */
const onlyFor2 = (answer: () => Promise<never>) => {
  const own = world.alleo.open();
  return {
    readAccount: (id: number) => (world.alleo.accounts.get(id)?.external_id === '2' ? answer() : own.readAccount(id)),
  };
};

describe('trouble with one person only', () => {
  it('is waited out for some minutes, then set aside, so that the others behind it get through', async () => {
    const { deliver, metrics } = openDeliver(world, onlyFor2(unavailable));
    expect(await deliverAll(deliver, 4)).toEqual(['2']);
    expect(await deliverAll(deliver, 5)).toEqual([]);
    expect(world.open()).toEqual(['update 2 ALLEO_UNAVAILABLE']);
    expect(metrics.get('DeliverRejected')).toBe(1);
    expect((await world.day('2026-12-03')).mutations).toEqual({ update: 1 });
    expect(world.open()).toEqual([]);
  });

  it('is no outage: while nothing works for the tenant, messages stay in their order', async () => {
    const { deliver } = openDeliver(world, { readAccount: unavailable, listGroups: unavailable });
    expect(await deliverAll(deliver, 50)).toEqual(['1', '2', '3']);
    expect(world.open()).toEqual(['update 1', 'update 2', 'update 3']);
  });

  it('is no refused credential either, where the same one works elsewhere', async () => {
    const { deliver, metrics } = openDeliver(world, onlyFor2(forbidden));
    expect(await deliverAll(deliver, 1)).toEqual([]);
    expect(world.open()).toEqual(['update 2 FORBIDDEN_BY_ALLEO']);
    expect(world.tenant.deliveryFlag).toBeUndefined();
    expect(metrics.get('AlleoCredentialsRefused')).toBeUndefined();
    expect(metrics.get('DeliverApplied')).toBe(2);
  });

  it('may lie in our own records: said on the open item, counted, and nobody else waits', async () => {
    const unreadable = async (_: string, employeeId: string) => {
      if (employeeId !== '2') return world.store.readOutcome('acme', employeeId);
      throw new TenantError({ operation: 'read outcome', tenantId: 'acme', code: 'ITEM_UNREADABLE' }, 'at v');
    };
    const { deliver, metrics, lines } = openDeliver(world, {}, { readOutcome: unreadable });
    expect(await deliverAll(deliver, 1)).toEqual([]);
    expect(world.open()).toEqual(['update 2 ITEM_UNREADABLE']);
    expect(metrics.get('DeliverRejected')).toBe(1);
    expect(lines.join()).toContain('ITEM_UNREADABLE');
  });
});

describe('trouble with the whole tenant', () => {
  it.each(['ALLEO_CREDENTIALS_REFUSED', 'SECRET_MISSING', 'SECRET_INVALID', 'URL_NOT_ALLOWED'])(
    '%s leaves everything open without another call, and flags the tenant',
    async (code) => {
      let calls = 0;
      const refuse = async () => {
        calls += 1;
        throw new TenantError({ operation: 'call Alleo', tenantId: 'acme', code }, 'refused');
      };
      const { deliver, metrics } = openDeliver(world, { readAccount: refuse, listGroups: refuse });
      expect(await deliverAll(deliver, 1)).toEqual([]);
      expect(world.open()).toEqual(['1', '2', '3'].map((id) => `update ${id} ${code}`));
      expect(world.tenant.deliveryFlag?.code).toBe(code);
      expect(metrics.get('AlleoCredentialsRefused')).toBe(1);
      expect(calls).toBeLessThanOrEqual(2);
    },
  );
});
