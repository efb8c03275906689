import { newTenant, personioPair } from '../../../local/demo/simulated-world.ts';
import { ask } from '../command.ts';
import { CUSTOMER, LEAVING_CUSTOMER } from '../customer.ts';
import type { Lab } from '../lab.ts';
import { expectSame, expectThat, tellSeen, waitFor } from '../progress.ts';
import { listRuns, waitForRun } from '../runs.ts';

const { id } = CUSTOMER;

async function look(lab: Lab): Promise<void> {
  const { tenants } = await ask(lab, 'tenant-list', ['tenant', 'list']);
  expectSame('tenant list', [tenants.map((tenant) => tenant.id)], [[id]]);
  const { detail } = await ask(lab, 'status', ['status', id]);
  expectSame('status', [detail?.active, detail?.openCount], [6, 0]);
  const explained = await ask(lab, 'explain', ['explain', id, 'anna']);
  expectThat(explained.employeeId === '101' && explained.steps.length > 3, 'explain does not find Anna.');
  const { issues } = await ask(lab, 'issues', ['issues', id]);
  expectSame('issues', issues, []);
  const { entries } = await ask(lab, 'audit', ['audit', id]);
  expectThat(entries.length > 0, 'What was done by hand is not in the audit.');
  tellSeen('tenant list, status, explain, issues, audit');
}

async function change(lab: Lab): Promise<void> {
  await ask(lab, 'tenant-set', ['tenant', 'set', id, '--set', 'missingDays=5']);
  const { tenant } = await ask(lab, 'tenant-pause', ['tenant', 'pause', id]);
  expectSame('after the pause', [tenant.status, tenant.policies.missingDays], ['paused', 5]);
  await ask(lab, 'tenant-resume', ['tenant', 'resume', id]);
  tellSeen('tenant set, tenant pause, tenant resume');
}

async function sendAgain(lab: Lab): Promise<void> {
  const { sent } = await ask(lab, 'resend', ['resend', id, '101']);
  expectThat(sent.length > 0, 'resend sent nothing.');
  await waitFor('what was sent again applied', 120, async () => {
    const { detail } = await ask(lab, 'status', ['status', id]);
    return detail?.openCount === 0 || undefined;
  });
  const { accounts } = await ask(lab, 'relink', ['relink', id]);
  expectSame('accounts to take over', accounts, []);
  tellSeen(`resend (${sent.join(', ')}), relink`);
}

async function rotate(lab: Lab): Promise<void> {
  const [old, pair] = [personioPair(CUSTOMER), { clientId: 'next', clientSecret: 'next-secret' }];
  const account = lab.world.accountOf(CUSTOMER);
  account.setCredentials([old, pair]);
  const { length } = await listRuns(lab);
  const args = ['credentials', 'rotate', id, '--credentials', '-'];
  const { rotated } = await ask(lab, 'credentials-rotate', args, JSON.stringify({ personio: pair }));
  expectSame('rotated', rotated, true);
  account.setCredentials([pair]);
  await waitForRun(lab, { trigger: 'rotate', after: length });
  tellSeen('credentials rotate: a run went well with the new pair alone');
}

async function addAndRemove(lab: Lab): Promise<void> {
  const { id: leaving, name, companyId } = LEAVING_CUSTOMER;
  const credentials = JSON.stringify(newTenant(lab.world, LEAVING_CUSTOMER).credentials);
  const about = ['--name', name, '--company', String(companyId), '--credentials', '-'];
  await ask(lab, 'tenant-add', ['tenant', 'add', leaving, ...about], credentials);
  await ask(lab, 'tenant-remove', ['tenant', 'remove', leaving, '--confirm', name]);
  const { tenants } = await ask(lab, 'tenant-list', ['tenant', 'list']);
  expectSame('tenants after the removal', [tenants.map((tenant) => tenant.id)], [[id]]);
  tellSeen('tenant remove: a second tenant came and went, with its secret');
}

/** The rest of the command, so that every permission that it needs is asked of IAM. */
export async function useCommands(lab: Lab): Promise<void> {
  await look(lab);
  await change(lab);
  await sendAgain(lab);
  await rotate(lab);
  await addAndRemove(lab);
}
