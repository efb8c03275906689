import { afterEach, describe, expect, it } from 'vitest';
import { invokeSupport } from '../../../../local/invoke-support.ts';
import { createMemory } from '../../../../shared/adapters/dynamodb/memory.ts';
import type { SupportAnswer } from '../../../../shared/contracts/support-answer.ts';
import { newMemory } from '../../../../shared/core/emit/remember.ts';
import { openPipeline, type Pipeline, type PipelineOptions } from '../../../local/pipeline.ts';
import { openDesk } from '../ask.ts';

let pipeline: Pipeline;
const desk = openDesk(() => pipeline);

afterEach(() => pipeline.close());

async function open(options: PipelineOptions, eligibility = 'none'): Promise<void> {
  pipeline = await openPipeline(options);
  await pipeline.addTenant({ eligibility });
}

async function activated(options: PipelineOptions, eligibility = 'none'): Promise<void> {
  await open(options, eligibility);
  await pipeline.approve('2026-11-02');
  await pipeline.runDay('2026-11-02');
}

type Step = SupportAnswer<'explain'>['steps'][number]['step'];

/** Each step's lines as one text. */
async function explained(person: string, more: object = {}): Promise<Record<Step, string>> {
  const { steps } = await desk.ask('explain', { person, ...more });
  return Object.fromEntries(steps.map(({ step, lines }) => [step, lines.join('\n')])) as Record<Step, string>;
}

const setStatus = async (status: 'paused' | 'pending') => {
  const tenant = await pipeline.local.directory.readTenant('acme');
  await pipeline.local.directory.updateTenant('acme', tenant?.registration ?? '', { status });
};

const ANNA = {
  id: 1,
  firstName: 'Anna',
  lastName: 'Smit',
  email: 'anna.smit@example.com',
  birthday: '1990-02-03',
  department: 'Verkoop',
  hireDate: '2019-05-06',
  custom: { alleo_monthly_all_budget: 47 },
};

describe('explain finds a person', () => {
  const PEOPLE = [
    ANNA,
    { id: 2, firstName: 'Zoë', lastName: 'Groß' },
    { id: 30, firstName: 'Jan', lastName: 'van Dam' },
    { id: 31, firstName: 'Eva', lastName: 'van Dam' },
  ];

  it('by id, by e-mail, or by part of a name, ignoring case and accents', async () => {
    await open({ people: PEOPLE });
    for (const [person, employeeId] of [
      ['1', '1'],
      ['ANNA.SMIT@example.com', '1'],
      ['smit', '1'],
      ['Smit, Anna', '1'],
      ['zoe', '2'],
      ['gross', '2'],
      ['eva dam', '31'],
    ]) {
      const answer = await desk.ask('explain', { person });
      expect(answer).toMatchObject({ employeeId, matches: [{ employeeId }] });
      const steps = ['read', 'decide', 'remember', 'send', 'answer', 'open', 'next'];
      expect(answer.steps.map(({ step }) => step)).toEqual(steps);
    }
  });

  it('names everybody who fits where several do', async () => {
    await open({ people: PEOPLE });
    expect(await desk.ask('explain', { person: 'van dam' })).toMatchObject({
      employeeId: null,
      matches: [
        { employeeId: '30', name: 'Jan van Dam' },
        { employeeId: '31', name: 'Eva van Dam' },
      ],
      steps: [],
    });
  });

  it('or says that they are nowhere', async () => {
    await open({ people: PEOPLE });
    for (const [person, text] of [
      ['99', 'There is no employee 99 in Personio'],
      ['nobody@example.com', 'No account in Alleo fits'],
    ]) {
      const answer = await desk.ask('explain', { person });
      expect(answer).toMatchObject({ employeeId: null, matches: [] });
      expect(answer.steps[0]?.lines.join()).toContain(text);
    }
  });
});

describe('explain tells every step', () => {
  it('of someone who takes part: sent, applied, nothing to do', async () => {
    await activated({ people: [ANNA] });
    const steps = await explained('1');
    expect(steps.decide).toContain('Row 12 of 12');
    expect(steps.remember).toContain('Last told to Alleo: active.');
    expect(steps.remember).toContain('The profile last sent is the one that Personio shows now');
    expect(steps.remember).toContain('alleo_monthly_all_budget: last sent was the amount that Personio shows now');
    expect(steps.send).toContain('Account: sent by the run of 2026-11-02 04:00, applied');
    expect(steps.send).toContain(
      'Monthly budget all: handed on for assignment by the run of 2026-11-02 04:00; whether it was assigned is not known here.',
    );
    expect(steps.answer).toMatch(/Last delivery, .*: set-monthly-budget handed on for assignment/);
    expect(steps.answer).toMatch(/Account 50\d\d: active, carries our id/);
    expect(steps.open).toBe('Nothing.');
    expect(steps.next).toContain('Nothing: Alleo was told everything');
  });

  it('of someone on leave who keeps their account: the row that let them through', async () => {
    await activated({ people: [ANNA] });
    pipeline.personio.change(1, { status: 'leave', custom: { alleo_monthly_all_budget: null } });
    const { decide, remember } = await explained('1');
    expect(decide).toContain('Row 9, the status is leave, lets them through: the policy onLeave is keep');
    expect(remember).toContain(
      'alleo_monthly_all_budget: sent before. Personio does not show it now, so it cannot be compared.',
    );
  });

  it('of someone whose e-mail address another one has: who that is', async () => {
    await open({ people: [ANNA, { id: 2, firstName: 'Bas', lastName: 'Vos', email: 'Anna.Smit@example.com' }] });
    expect((await explained('1')).decide).toContain('The same e-mail address has: Bas Vos (2).');
  });

  it('masks values unless they are asked for', async () => {
    await activated({ people: [ANNA] });
    const masked = JSON.stringify((await desk.ask('explain', { person: '1' })).steps);
    const values = ['anna.smit@example.com', 'Anna', 'Smit', '1990-02-03', 'Verkoop', '2019-05-06', '47'];
    for (const value of values) expect(masked).not.toContain(value);
    const { read } = await explained('1', { showValues: true });
    for (const value of values) expect(read).toContain(value);
  });

  it('of a change that goes out with the next run, and when that is', async () => {
    await activated({ people: [ANNA] });
    pipeline.personio.change(1, { lastName: 'Bakker', custom: { alleo_monthly_all_budget: 60 } });
    pipeline.local.clock.set(new Date('2026-11-02T12:00:00Z'));
    const steps = await explained('1');
    expect(steps.remember).toContain('Changed in Personio since it was last sent: last_name');
    expect(steps.remember).toContain('another amount than Personio shows now');
    expect(steps.answer).toContain('A message that is on its way, or the next run, makes it so.');
    expect(steps.next).toContain(
      'The next run (2026-11-03 04:00, or `personio-sync requeue acme`) sends: update (last_name), set-monthly-budget all',
    );
  });

  it("of the stage's own schedule", async () => {
    await activated({ people: [ANNA] });
    pipeline.personio.change(1, { lastName: 'Bakker' });
    pipeline.local.clock.set(new Date('2026-11-02T12:00:00Z'));
    const { env } = pipeline.local;
    const support = { ...env.support, SCHEDULE_TIMES: '06:15,20:30', SCHEDULE_TIME_ZONE: 'Europe/London' };
    const request = { operation: 'explain', tenantId: 'acme', person: '1', showValues: false } as const;
    const local = { ...pipeline.local, env: { ...env, support } };
    const reply = await invokeSupport(local, { version: 1, caller: 'test', request });
    expect(JSON.stringify(reply)).toContain('The next run (2026-11-02 21:30, or');
  });

  it('of everyone who is left out: the row of the table, and what has to happen', async () => {
    const hr = 'HR fixes it: Personio: Employees → the person';
    const cases = [
      [{ status: 'inactive' }, 1, 'Nothing: stays out of Alleo'],
      [{ custom: { Alleo: 'No' } }, 2, hr],
      [{ custom: { Alleo: null } }, 3, hr],
      [{ custom: { Alleo: 'maybe' } }, 4, hr],
      [{ status: 'retired' }, 5, hr],
      [{ rawValues: { hire_date: 'soon' } }, 6, hr],
      [{ status: 'onboarding', hireDate: '2026-12-24' }, 7, 'Activated by the run of 2026-12-24'],
      [{ status: 'onboarding', hireDate: null }, 7, 'Activated once a hire date'],
      [{ terminationDate: '2026-01-01' }, 8, hr],
      [{ status: 'leave' }, 9, 'Activated by the next run after the status is active'],
      [{ email: '' }, 10, hr],
      [{ email: 'same@example.com' }, 11, hr],
      [{ email: 'Same@example.com' }, 11, hr],
    ] as const;
    const people = cases.map(([person], index) => ({ id: index + 1, custom: { Alleo: 'Yes' }, ...person }));
    await activated({ people: [...people, { id: 99, custom: { Alleo: 'Yes' } }] }, 'Alleo');
    for (const [index, [, row, next]] of cases.entries()) {
      const steps = await explained(String(index + 1));
      expect(steps.decide).toContain(`Row ${row} of 12`);
      expect(steps.next).toContain(next);
      expect(steps.remember).toContain('Nothing: never activated');
      expect(steps.send).toBe('Nothing was ever sent.');
    }
  });

  it('of someone missing: since when, and when they are deactivated', async () => {
    await activated({ people: [ANNA, { id: 2 }, { id: 3 }] });
    pipeline.personio.remove(2);
    await pipeline.runDay('2026-11-03');
    const steps = await explained('2');
    expect(steps.read).toContain('Not in Personio: none of the 2 people listed');
    expect(steps.decide).toContain('MISSING since 2026-11-03: absent from complete listings on 1 of 3 days');
    expect(steps.answer).toContain('active, carries our id');
    expect(steps.next).toContain('Deactivated by the run of 2026-11-05, unless they are found');
    await pipeline.runDay('2026-11-04');
    expect((await explained('2')).next).toContain('2026-11-05');
    await pipeline.runDay('2026-11-05');
    // Who is gone from Personio has their name in Alleo.
    expect((await desk.ask('changes', { date: '2026-11-05' })).changes).toEqual([
      { employeeId: '2', name: 'Person 2', kind: 'deactivate', reason: 'GONE_FROM_PERSONIO' },
    ]);
    const gone = await explained('2');
    expect(gone.remember).toContain('Gone from Personio since 2026-11-05');
    expect(gone.answer).toContain('not active, carries our id');
    expect(gone.next).toContain('Forgotten here on 2027-02-03');
  });

  it('of an id that passed on: where all of it is told', async () => {
    await activated({ people: [ANNA, { id: 2 }, { id: 3 }] });
    pipeline.personio.remove(1);
    pipeline.personio.add({ ...ANNA, id: 101 });
    await pipeline.runDay('2026-11-03');
    const steps = await explained('1');
    expect(steps.remember).toBe(
      'All of it is remembered under 101: the same human being, who has that id in Personio now.',
    );
    expect(steps.send).toBe('What was sent is told under 101.');
    expect(steps.next).toBe('Nothing for this id: `personio-sync explain acme 101`.');
    expect((await explained('101')).remember).toContain('Had other Personio ids before: 1.');
  });

  it('of whom nothing was ever sent, and an amount is remembered: that nothing was told', async () => {
    await open({ people: [ANNA, { id: 2 }] });
    const { clients, env } = pipeline.local;
    const memory = createMemory({ client: clients.dynamodb, tableName: env.sync.TABLE_NAME });
    const lease = await memory.takeLease('acme', 'run');
    if (lease === undefined) throw new Error('no lease');
    const item = { ...newMemory('2', 'key'), budgets: { 'oneoff:all': { amount: 'aaaaaaaaaaaa', grant: 1 } } };
    await memory.write(lease, [{ put: 'employee', item }]);
    const steps = await explained('2');
    expect(steps.remember).toContain('Last told to Alleo: nothing.');
    expect(steps.send).toBe('Nothing was ever sent.');
  });

  it('of someone whose deactivation is open: that it is offered again, not that they are out', async () => {
    await activated({ people: [ANNA, { id: 2 }, { id: 3 }] });
    pipeline.alleo.script = ({ path }) => (path.endsWith('/deactivate') ? { status: 503, body: '' } : undefined);
    pipeline.personio.change(1, { status: 'inactive' });
    await pipeline.runDay('2026-11-03');
    pipeline.alleo.script = undefined;
    const steps = await explained('1');
    expect(steps.remember).toContain('Last told to Alleo: not active.');
    expect(steps.remember).toContain('2026-11-03: deactivate was sent, and is not applied yet (STATUS_INACTIVE');
    expect(steps.next).toContain('What is open is offered again by the next run');
  });

  it('of someone forgotten, or gone with another credential, by what Alleo still has', async () => {
    const employees = [
      { id: 9001, email: 'old@example.com', first_name: 'Otto', last_name: 'Alt', external_id: '77', is_active: false },
    ];
    await activated({ people: [ANNA], alleo: { companies: [{ id: 1, name: 'Acme', employees }] } });
    for (const person of ['otto alt', 'OLD@example.com', '77']) {
      const answer = await desk.ask('explain', { person });
      expect(answer.employeeId).toBe('77');
      const steps = await explained(person);
      expect(steps.remember).toContain('Nothing: never activated by this sync');
      expect(steps.answer).toContain('Account 9001: not active, carries our id');
      expect(steps.next).toBe('Nothing: nobody of that id is known.');
    }
  });

  it('of someone whose account Alleo gave to another', async () => {
    const employees = [{ email: 'anna.smit@example.com', external_id: 'x99' }];
    await open({ people: [ANNA], alleo: { companies: [{ id: 1, name: 'Acme', employees }] } });
    expect((await explained('1')).answer).toContain('`personio-sync relink acme`');
    await pipeline.approve('2026-11-02');
    await pipeline.runDay('2026-11-02');
    const steps = await explained('1');
    expect(steps.send).toContain('activate: sent by the run of 2026-11-02 04:00, not applied yet');
    expect(steps.answer).toContain('activate: ACCOUNT_OF_ANOTHER (email)');
    expect(steps.open).toContain('activate: ACCOUNT_OF_ANOTHER');
    expect(steps.open).toContain('set-monthly-budget: USER_NOT_ACTIVE');
  });

  it('of an account that was deleted in Alleo', async () => {
    await activated({ people: [ANNA] });
    const company = pipeline.alleo.companies.get(1);
    company?.remove(company.ordered[0]?.id ?? 0);
    expect((await explained('1')).answer).toMatch(/Account \d+ was deleted in Alleo/);
  });

  it('of what is held, and how it is released', async () => {
    await activated({ people: [ANNA] });
    pipeline.personio.change(1, { custom: { alleo_monthly_all_budget: 5000 } });
    const digest = (await pipeline.preview('2026-11-03')).digest ?? '';
    const { next } = await explained('1');
    expect(next).toContain('Held: set-monthly-budget all. BUDGET_ABOVE_CEILING');
    expect(next).toContain(`personio-sync approve acme --digest ${digest}`);
  });
});

describe('explain in the way of trouble', () => {
  it('tells what would happen for a tenant that is pending or paused', async () => {
    await open({ people: [ANNA] });
    const pending = await explained('1');
    expect(pending.next).toContain('is not approved yet');
    expect(pending.next).toContain(
      'The first run, once the first plan is approved, sends: activate, set-monthly-budget all',
    );
    await pipeline.approve('2026-11-02');
    await setStatus('paused');
    expect((await explained('1')).next).toContain('personio-sync tenant resume acme');
  });

  it('goes on without Personio where that refuses the credential', async () => {
    await activated({ people: [ANNA] });
    pipeline.personio.account.setCredentials([]);
    // The name is found in Alleo.
    const steps = await explained('smit');
    expect(steps.read).toContain('CREDENTIALS_REFUSED');
    expect(steps.read).toContain('personio-sync credentials rotate acme');
    expect(steps.decide).toContain('Nobody is decided');
    expect(steps.remember).toContain('Last told to Alleo: active.');
    expect(steps.answer).toContain('active, carries our id');
    expect(steps.next).toContain('CREDENTIALS_REFUSED');
    // By now the pair rests, and may be right.
    expect(await desk.problemOf('explain', { person: '1' })).toMatchObject({
      code: 'CREDENTIALS_REFUSED',
      hint: expect.stringContaining('the same pair is tried again from'),
    });
  });

  it('reads the person although a gate stops the run', async () => {
    await open({ people: [ANNA] });
    pipeline.personio.configure({ unreadable: ['status'] });
    const steps = await explained('smit');
    expect(steps.read).toContain('ATTRIBUTE_NOT_READABLE');
    expect(steps.read).toContain('status: not shown by the credential');
    expect(steps.next).toContain('ATTRIBUTE_NOT_READABLE');
  });

  it('goes on without Alleo where that refuses the credential', async () => {
    await activated({ people: [ANNA] });
    pipeline.alleo.setCredentials([]);
    const steps = await explained('1');
    expect(steps.answer).toContain('ALLEO_CREDENTIALS_REFUSED');
    expect(steps.next).toContain('Nothing: Alleo was told everything');
    expect((await desk.ask('explain', { person: 'nobody' })).steps[0]?.lines.join()).toContain('Alleo refuses');
  });

  it('writes nothing but the audit', async () => {
    await activated({ people: [ANNA] });
    const journal = pipeline.alleo.journal.length;
    await desk.ask('explain', { person: '1' });
    expect(pipeline.alleo.journal).toHaveLength(journal);
    expect((await pipeline.reportOf('2026-11-03')).mutations).toEqual({});
    expect((await desk.ask('tenant-show')).audit.join()).toContain('test: explain (done)');
  });
});

describe('explain in facts, for a letter', () => {
  it('of a leaver: what was sent when and why, the account as it is, the name', async () => {
    await activated({ people: [ANNA, { id: 2 }] });
    pipeline.personio.change(1, { status: 'inactive' });
    await pipeline.runDay('2026-11-21');
    expect(await desk.ask('explain', { person: '1' })).toMatchObject({
      matches: [{ employeeId: '1', name: 'Anna Smit' }],
      facts: {
        decision: 'out',
        reason: 'STATUS_INACTIVE',
        remembered: 'inactive',
        account: 'inactive',
        history: expect.arrayContaining([{ date: '2026-11-21', kind: 'deactivate', reason: 'STATUS_INACTIVE' }]),
      },
    });
  });

  it('tells nothing as passed on that Alleo has not taken, and of an account that says another no state', async () => {
    const employees = [{ email: 'anna.smit@example.com', external_id: 'x99' }];
    await open({ people: [ANNA], alleo: { companies: [{ id: 1, name: 'Acme', employees }] } }, 'Nowhere');
    expect(await desk.ask('explain', { person: '1' })).toMatchObject({ facts: { account: 'not-read' } });
    await pipeline.close();
    await open({ people: [ANNA], alleo: { companies: [{ id: 1, name: 'Acme', employees }] } });
    await pipeline.approve('2026-11-02');
    await pipeline.runDay('2026-11-02');
    expect(await desk.ask('explain', { person: '1' })).toMatchObject({ facts: { account: 'none', history: [] } });
  });

  it('of somebody deleted in Personio: the name as in Alleo', async () => {
    await activated({ people: [ANNA, { id: 2 }] });
    pipeline.personio.remove(1);
    expect((await desk.ask('explain', { person: '1' })).matches).toEqual([{ employeeId: '1', name: 'Anna Smit' }]);
  });
});
