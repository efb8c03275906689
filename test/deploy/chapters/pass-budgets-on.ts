import { MONTHLY } from '../../../local/demo/customers.ts';
import { ask } from '../command.ts';
import { CUSTOMER } from '../customer.ts';
import type { Lab } from '../lab.ts';
import { expectSame, tellSeen } from '../progress.ts';
import { BUDGETS, waitForMessages } from '../queues.ts';
import { listRuns, requeue, waitForRun } from '../runs.ts';

const { id } = CUSTOMER;

/** One budget goes through deliver to the queue that Alleo reads; one is above the ceiling, held, and approved. */
export async function passBudgetsOn(lab: Lab): Promise<void> {
  const account = lab.world.accountOf(CUSTOMER);
  account.change(101, { custom: { [MONTHLY]: '50.00' } });
  account.change(102, { custom: { [MONTHLY]: '5000.00' } });
  const run = await requeue(lab, 'held');
  const [sent, held] = [run.mutations['set-monthly-budget'], run.held['set-monthly-budget']];
  expectSame('budgets', [sent, held], [1, { count: 1, code: 'BUDGET_ABOVE_CEILING' }]);
  await waitForMessages(lab, BUDGETS, 1);
  tellSeen('requeue: one budget reached the queue that Alleo reads, one is held: BUDGET_ABOVE_CEILING');

  const { length } = await listRuns(lab);
  await ask(lab, 'approve', ['approve', id, '--digest', run.digest ?? '']);
  await waitForRun(lab, { trigger: 'approve', after: length });
  await waitForMessages(lab, BUDGETS, 2);
  const { budgets } = await ask(lab, 'budgets', ['budgets', id, '--csv', lab.path('budgets.csv')]);
  expectSame('budgets to assign by hand', budgets.map(({ employeeId, amount }) => [employeeId, amount]).sort(), [
    ['101', '50.00'],
    ['102', '5000.00'],
  ]);
  tellSeen('approve: the held one followed; budgets lists both');
}
