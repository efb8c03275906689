import { afterEach, describe, expect, it } from 'vitest';
import { openPipeline, type Pipeline } from '../../../local/pipeline.ts';
import { openDesk } from '../ask.ts';

let pipeline: Pipeline;
const desk = openDesk(() => pipeline);

afterEach(() => pipeline.close());

const MONTHLY = 'alleo_monthly_all_budget';
const ONE_OFF = 'alleo_oneoff_health_budget';
const PEOPLE = [
  { id: 1, firstName: 'Anna', lastName: 'Smit', email: 'anna@example.com', custom: { [MONTHLY]: 50, [ONE_OFF]: 1250 } },
  { id: 2, firstName: 'Bas', lastName: 'Vos', email: 'bas@example.com', custom: { [MONTHLY]: 5000 } },
  { id: 3, firstName: 'Zoë', lastName: 'Kuipers', email: '' },
  { id: 4, firstName: 'Thijs', lastName: 'Klein', status: 'onboarding', hireDate: '2026-12-10' },
  { id: 5, status: 'inactive' },
  { id: 6, status: 'inactive' },
  { id: 7, firstName: 'Paul', lastName: 'Stein', email: 'paul@example.com', custom: { [MONTHLY]: 40 } },
];
const EMPLOYEES = [{ email: 'Anna@example.com' }, { email: 'paul@example.com', external_id: 'x99' }];

async function messageIn(language: string, more: object = {}): Promise<string> {
  pipeline = await openPipeline({
    people: PEOPLE,
    alleo: { companies: [{ id: 1, name: 'Acme', employees: EMPLOYEES }] },
  });
  await pipeline.addTenant({ name: 'Noordzee', policies: { language } });
  pipeline.local.clock.set(new Date('2026-11-02T03:00:00Z'));
  const { digest } = await desk.ask('preview');
  return (await desk.ask('activate', { digest, ...more })).message;
}

describe('the message after the activation', () => {
  it('tells what was activated, who was left out and why, and what HR fixes where', async () => {
    expect(await messageIn('en')).toBe(`Subject: Your Personio integration with Alleo is active

Dear HR team,

The integration of Noordzee's Personio account with Alleo was activated on 2 November 2026.

- 2 employees take part from now on.
- 1 of them already had an Alleo account, which is now linked.
- Monthly budgets: 1, €50.00 a month together.
- One-off budgets: 1, €1,250.00 together.

From now on Alleo follows joiners, leavers and changes in Personio once a day, early in the morning.

People on long-term leave keep their account; whoever has none yet takes part once they are back.

Who does not take part, or not yet (5):
- There is no e-mail address in Personio.
  Zoë Kuipers
- Not started yet: takes part from the hire date on.
  Thijs Klein (from 10 December 2026)
- The status in Personio is inactive: no longer employed.
  2 people
- There is already an Alleo account for this person that seems to be somebody else's; we are looking into it.
  Paul Stein

Budgets that wait:
- A budget is higher than the agreed maximum. It waits for confirmation.
  Bas Vos

Please correct in Personio; Alleo picks it up by itself the next day:
- There is no e-mail address in Personio.
  Concerns: Zoë Kuipers
  In Personio: Employees → the person → Personal info

Kind regards,
Alleo Support`);
  });

  it('speaks Dutch, in one form of address', async () => {
    const message = await messageIn('nl');
    expect(message).toContain('Onderwerp: Jullie Personio-koppeling met Alleo is actief\n\nBeste HR-team,');
    expect(message).toContain('De koppeling van het Personio-account van Noordzee met Alleo is op 2 november 2026');
    expect(message).toContain(
      'Maandbudgetten: 1, samen €\u00a050,00 per maand.\n- Eenmalige budgetten: 1, samen €\u00a01.250,00.',
    );
    expect(message).toContain('Thijs Klein (vanaf 10 december 2026)');
    expect(message).not.toMatch(/\b(u|uw)\b/i);
  });

  it('speaks German, in one form of address', async () => {
    const message = await messageIn('de');
    expect(message).toContain('Guten Tag,\n\ndie Anbindung des Personio-Kontos von Noordzee an Alleo');
    expect(message).toContain('am 2. November 2026 aktiviert');
    expect(message).toContain('Einmalbudgets: 1, zusammen 1.250,00\u00a0€.');
    expect(message).not.toMatch(/\b(euch|euer|eure[mnrs]?|du|dein)\b/i);
  });

  it('speaks English to a tenant of another language, and tells of budgets that were granted by hand', async () => {
    const message = await messageIn('fr', { withoutOneOff: true });
    expect(message).toContain('Dear HR team,');
    expect(message).toContain('- Monthly budgets: 1, €50.00 a month together.\n- One-off budgets that were');
    expect(message).toContain('- One-off budgets that were in Personio before today are not granted again.');
  });

  it('can be had again: before the first run as it was, later as things are then', async () => {
    const message = await messageIn('en');
    expect((await desk.ask('tenant-message')).message).toBe(message);
    await pipeline.runDay('2026-11-02');
    pipeline.personio.change(3, { email: 'zoe@example.com' });
    await pipeline.runDay('2026-11-03');
    const later = (await desk.ask('tenant-message')).message;
    expect(later).toContain('was activated on 2 November 2026');
    expect(later).toContain('- 3 employees take part from now on.');
    expect(later).toContain('Thijs Klein (from 10 December 2026)');
    expect(later).not.toContain('Zoë');
    expect(later).not.toContain('one-off, €');
  });

  it('is refused before there was one', async () => {
    pipeline = await openPipeline({ people: PEOPLE });
    await pipeline.addTenant();
    expect(await desk.problemOf('tenant-message')).toMatchObject({ code: 'TENANT_PENDING', kind: 'failed' });
  });
});
