import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { chooseStage } from '../../infra/config.ts';
import { EmployeeItemSchema } from '../../shared/adapters/dynamodb/items/employee-item.ts';
import { OpenItemSchema } from '../../shared/adapters/dynamodb/items/open-item.ts';
import { OutcomeItemSchema } from '../../shared/adapters/dynamodb/items/outcome-item.ts';
import { PastGrantsItemSchema } from '../../shared/adapters/dynamodb/items/past-grants-item.ts';
import { ReservationItemSchema } from '../../shared/adapters/dynamodb/items/reservation-item.ts';
import { KEPT_DAYS } from '../../shared/adapters/dynamodb/ttl.ts';
import { ATTRIBUTES } from '../../shared/contracts/attributes.ts';
import { LANGUAGES } from '../../shared/contracts/codes/code-info.ts';
import { IssueSchema } from '../../shared/contracts/run-report.ts';
import { FORGET_AFTER_DAYS } from '../../shared/core/compare/absence.ts';

/** What the answer tells that is kept, in the order of its list, by a word of each language. */
const TOLD = {
  ids: ['id in Personio', 'id van de persoon in Personio', 'ID der Person in Personio'],
  access: ['whether they have access', 'toegang tot Alleo heeft', 'Zugang zu Alleo hat'],
  fingerprints: ['a fingerprint of', 'een vingerafdruk', 'Fingerabdruck'],
  changes: ['the last ten changes', 'de laatste tien wijzigingen', 'die letzten zehn Änderungen'],
  open: ['on its way or was refused', 'onderweg is of geweigerd', 'unterwegs ist oder abgelehnt'],
  absence: ['was not found in Personio', 'niet in Personio is gevonden', 'in Personio nicht gefunden'],
  grants: ['of one-off budgets how many', 'van eenmalige budgetten hoeveel', 'von Einmalbudgets, wie viele'],
} as const;
type Topic = keyof typeof TOLD | 'reports' | 'nothing of a person';

/** Under which point each stored attribute is told; one that is not here is stored and told to nobody. */
const KEPT: readonly (readonly [name: string, shape: object, topics: { readonly [attribute: string]: Topic }])[] = [
  [
    'memory',
    EmployeeItemSchema.shape,
    {
      v: 'nothing of a person',
      sk: 'ids',
      n: 'nothing of a person',
      s: 'access',
      q: 'changes',
      k: 'nothing of a person',
      h: 'fingerprints',
      f: 'fingerprints',
      w: 'fingerprints',
      b: 'grants',
      r: 'open',
      m: 'absence',
      g: 'absence',
      i: 'ids',
      l: 'changes',
    },
  ],
  [
    'reservation',
    ReservationItemSchema.shape,
    { k: 'open', q: 'open', c: 'fingerprints', r: 'open', x: 'open', t: 'open', g: 'grants' },
  ],
  [
    'open',
    OpenItemSchema.shape,
    { v: 'nothing of a person', sk: 'ids', r: 'open', o: 'open', u: 'open', i: 'ids', c: 'open', a: 'open' },
  ],
  [
    'outcome',
    OutcomeItemSchema.shape,
    {
      v: 'nothing of a person',
      registration: 'nothing of a person',
      version: 'nothing of a person',
      alleoId: 'ids',
      applied: 'changes',
      grants: 'grants',
      creating: 'open',
      activating: 'open',
      deactivated: 'changes',
      retired: 'ids',
      last: 'open',
    },
  ],
  ['past grants', PastGrantsItemSchema.shape, { v: 'nothing of a person', sk: 'ids', grants: 'grants' }],
  [
    'issue of a report',
    IssueSchema.shape,
    { employeeId: 'reports', code: 'reports', attribute: 'reports', otherId: 'reports' },
  ],
];

const page = await readFile(new URL('../../docs/what-is-kept.md', import.meta.url), 'utf8');
const answers = page.split('</details>').slice(0, LANGUAGES.length);

describe('the answer to what is kept about a person', () => {
  it.each(KEPT)('tells every attribute that is stored: %s', (_, shape, topics) => {
    expect(Object.keys(topics).sort()).toEqual(Object.keys(shape).sort());
  });

  it.each(LANGUAGES.map((language, index) => [language, index] as const))('has every point in %s', (_, index) => {
    const points = (answers[index] ?? '').split('\n').filter((line) => line.startsWith('> - '));
    expect(points).toHaveLength(Object.keys(TOLD).length);
    for (const [at, words] of Object.values(TOLD).entries()) expect(points[at]).toContain(words[index]);
  });

  it.each(answers)('has the days that are in force', (answer) => {
    const days = (answer.match(/\d+(?= (?:more )?(?:days|dagen|Tage))|(?:after|na|nach) \d+(?=[.,])/g) ?? []).map(
      (one) => Number(one.replace(/\D/g, '')),
    );
    // Queues (infra/constructs/fifo-queue.ts), and DynamoDB's point-in-time recovery.
    const fixed = [14, 35];
    const { pastGrants, report, plan } = KEPT_DAYS;
    expect(days.toSorted((a, b) => a - b)).toEqual(
      [...fixed, FORGET_AFTER_DAYS, pastGrants, report, plan].toSorted((a, b) => a - b),
    );
  });

  it('names every attribute of Personio that is read, by as many words in each language', () => {
    // First and last name are told as one; who takes part and budgets are the agreed fields.
    const read = Object.keys(ATTRIBUTES).length - 1;
    expect(read).toBe(7);
    for (const answer of answers) {
      const [, list = ''] = /Personio: ([^(]+)\(/.exec(answer) ?? [];
      expect(list.split(/, (?:and )?| en | und /)).toHaveLength(read + 1);
    }
  });

  it('is stored where it says', () => {
    const { region } = chooseStage({ stage: 'prod', account: '123456789012', alarmEmail: 'alarm@example.com' });
    expect(region).toMatch(/^eu-/);
  });
});
