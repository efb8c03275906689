import { accountOf, CUSTOMER } from '../customer.ts';
import type { Lab } from '../lab.ts';
import { expectSame, tellSeen, waitFor } from '../progress.ts';
import { expectQuietRun, requeue } from '../runs.ts';

/** A change in Personio, fetched by `requeue`; a second one finds nothing to do. */
export async function requeueByHand(lab: Lab): Promise<void> {
  lab.world.accountOf(CUSTOMER).change(102, { department: 'Office', lastName: 'de Visser' });
  const run = await requeue(lab);
  expectSame('what it sent', run.mutations, { update: 1 });
  await waitFor('the change in Alleo', 120, () => accountOf(lab, 102)?.last_name === 'de Visser' || undefined);
  expectSame('the group', accountOf(lab, 102)?.company_group_id, 2);
  tellSeen('requeue: a new name and department arrived in Alleo');
  await expectQuietRun(lab);
  tellSeen('requeue again: nothing changed, nothing is open, Alleo was left alone');
}
