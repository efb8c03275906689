import type { OpenedStore } from '../contracts/store-contract.ts';

/** What the ports give of the frozen items' tenant, as JSON says it. */
export async function readAll(store: OpenedStore['store']): Promise<unknown> {
  // Read apart since; an earlier release knew of nobody who awaits a group.
  const { employees, madeAnew, awaitingGroup: _, ...memory } = await store.readMemory('acme');
  return JSON.parse(
    JSON.stringify({
      tenant: await store.readTenant('acme'),
      memory: { ...memory, employees: [...employees.values()], madeAnew: [...madeAnew] },
      status: await store.readStatus('acme', '1'),
      outcome: await store.readOutcome('acme', '1'),
      plan: await store.readPlan('acme', 'digest-1'),
      previewed: await store.readPreviewed('acme', 'digest-1'),
      reports: await store.listReports('acme', 9),
      audit: await store.listAudit('acme', 9),
      pastGrants: [...(await store.readPastGrants('acme'))],
    }),
  );
}
