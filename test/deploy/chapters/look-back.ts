import { CUSTOMER } from '../customer.ts';
import type { Lab } from '../lab.ts';
import { expectSame, tellGap, tellSeen } from '../progress.ts';

/** What this emulator cannot show. `test/infra` holds the template against each of these. */
const GAPS: readonly string[] = [
  "not asked of IAM: Lambda's poller and the scheduler in a role's name, use of the key (KMS), dynamodb:LeadingKeys",
  'not there: second tries and dead letters of the scheduler, metrics out of log lines and so alarms, limits of memory',
  'put right in test/deploy/emulator.py: sending a batch needs sqs:SendMessage alone; alarms over several metrics are taken',
  'simulated: api.personio.de and api.yourcampus.co, reached by HTTPS under a certificate of this test',
];

/** What a malformed message has to leave in the log. */
const MEANT = '"code":"MESSAGE_MALFORMED"';

/** What the whole run left in logs and counters. */
export async function lookBack(lab: Lab): Promise<void> {
  const { emulator, internet, world } = lab;
  const lines = emulator.log().split('\n');
  const refused = lines.filter((line) => /AccessDenied|not authorized to perform/.test(line));
  expectSame('refused by IAM', refused.slice(0, 3), []);
  const errors = lines.filter((line) => line.includes('"level":"ERROR"') && !line.includes(MEANT));
  expectSame('errors in the functions', errors.slice(0, 3), []);
  tellSeen('IAM refused no call of a function, and no function logged an error beyond the malformed message');
  const words = ['@example.com', `${CUSTOMER.id}-secret`, ...CUSTOMER.people.map((one) => one.lastName ?? '')];
  expectSame(
    'personal data in the logs',
    words.filter((word) => emulator.log().includes(word)),
    [],
  );
  tellSeen("no name, address or secret stands in the functions' logs");
  expectSame('other hosts asked for', internet.refused, []);
  expectSame('unknown requests', [...world.personio.unknownPaths, ...world.alleo.unknownPaths], []);
  expectSame('credentials in a query', world.personio.credentialsInQuery, []);
  tellSeen('the functions asked two hosts, by HTTPS, for nothing that these do not have');
  for (const gap of GAPS) tellGap(gap);
}
