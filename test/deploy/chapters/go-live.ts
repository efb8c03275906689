import { newTenant } from '../../../local/demo/simulated-world.ts';
import { ask } from '../command.ts';
import { accountOf, CUSTOMER, waitForActive } from '../customer.ts';
import type { Lab } from '../lab.ts';
import { expectSame, expectThat, tellSeen } from '../progress.ts';
import { waitForRun } from '../runs.ts';

/** add → check → preview → activate → the first run: as support takes a customer live. */
export async function goLive(lab: Lab): Promise<void> {
  const { id, name, companyId, eligibility, language } = CUSTOMER;
  const credentials = JSON.stringify(newTenant(lab.world, CUSTOMER).credentials);
  const about = [
    '--name',
    name,
    '--company',
    String(companyId),
    '--eligibility',
    eligibility,
    '--set',
    `language=${language}`,
  ];
  const added = await ask(lab, 'tenant-add', ['tenant', 'add', id, ...about, '--credentials', '-'], credentials);
  expectSame('people in Personio', added.people, CUSTOMER.people.length);
  tellSeen(
    `tenant add: company "${added.tenant.company.name}", ${added.people} people, by ${added.tenant.personioUrl}`,
  );

  const check = await ask(lab, 'check', ['check', id]);
  expectThat(check.ok, `check is not content: ${JSON.stringify(check.attributes)}`);
  const preview = await ask(lab, 'preview', ['preview', id]);
  expectSame('planned', preview.mutations, { activate: 6 });
  expectSame('nothing sent before the approval', lab.world.alleo.journal.length, 0);
  tellSeen(`check and preview: 6 to activate, digest ${preview.digest}`);

  await ask(lab, 'activate', ['activate', id, '--digest', preview.digest ?? '']);
  await waitForActive(lab, 120, [101, 102, 103, 104, 105, 106]);
  const anna = accountOf(lab, 101);
  const seen = [anna?.email, anna?.company_group_id, anna?.birthday, anna?.work_anniversary, anna?.language];
  expectSame('an account', seen, ['anna.bakker@example.com', 1, '1988-11-30', '2021-03-01', 'nl']);
  const run = await waitForRun(lab, { trigger: 'activate', after: 0 });
  tellSeen(`activate: 6 users arrived in Alleo, run ${run.status} with ${run.requests.personio} requests to Personio`);
}
