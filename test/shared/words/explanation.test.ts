import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../shared/contracts/codes/code-info.ts';
import type { ExplainFacts } from '../../../shared/contracts/support/person-facts.ts';
import { writeExplanation } from '../../../shared/words/explanation.ts';

const FACTS: ExplainFacts = {
  tenantStatus: 'active',
  language: 'en',
  currency: 'EUR',
  decision: 'out',
  reason: 'STATUS_INACTIVE',
  remembered: 'inactive',
  account: 'inactive',
  history: [
    { date: '2026-11-02', kind: 'activate', reason: 'EMPLOYED' },
    { date: '2026-11-21', kind: 'deactivate', reason: 'STATUS_INACTIVE' },
  ],
  issues: [],
  holds: [],
  open: [],
};
const ANNA = { employeeId: '7', name: 'Anna Smit' };

describe('an explanation to be sent', () => {
  it('says why somebody lost access, and when, in English', () => {
    expect(writeExplanation(ANNA, FACTS, 'en')).toBe(`Subject: Alleo: your question about one person

Dear HR team,

You asked about Anna Smit. The account in Alleo is not active. The status in Personio is inactive: no longer employed.

What we passed on to Alleo, most recent first:
- 21 November 2026: end of access. The status in Personio is inactive: no longer employed.
- 2 November 2026: access.

If you have any questions, just reply to this message.

Kind regards,
Alleo Support`);
  });

  it('says the same in Dutch and in German', () => {
    expect(writeExplanation(ANNA, FACTS, 'nl')).toContain(
      'Jullie vroegen naar Anna Smit. Het account in Alleo is niet actief. De status in Personio is inactief: niet meer in dienst.',
    );
    expect(writeExplanation(ANNA, FACTS, 'nl')).toContain('- 21 november 2026: einde van de toegang. De status');
    expect(writeExplanation(ANNA, FACTS, 'de')).toContain(
      'Guten Tag,\n\nes geht um Anna Smit. Das Konto in Alleo ist nicht aktiv.',
    );
    expect(writeExplanation(ANNA, FACTS, 'de')).toContain('- 2. November 2026: Zugang.');
  });

  it('says from when on somebody takes part, only where the daily run is on', () => {
    const joiner = {
      ...FACTS,
      decision: 'waiting' as const,
      reason: 'NOT_STARTED',
      startDate: '2026-12-10',
      remembered: 'nothing' as const,
      account: 'none' as const,
      history: [],
    };
    expect(writeExplanation(ANNA, joiner, 'en')).toContain('Access follows from 10 December 2026 on');
    expect(writeExplanation(ANNA, { ...joiner, tenantStatus: 'pending' }, 'en')).not.toContain('Access follows');
  });

  it('says what somebody changed in Alleo, and does not promise access besides', () => {
    const off = { ...FACTS, decision: 'in', reason: 'EMPLOYED', remembered: 'active' } as const;
    for (const account of ['inactive', 'none'] as const) {
      const text = writeExplanation(ANNA, { ...off, account }, 'en');
      expect(text).toContain('somebody changed it in Alleo');
      expect(text).not.toContain('Access follows');
    }
    expect(writeExplanation(ANNA, { ...off, account: 'active' }, 'en')).not.toContain('somebody changed');
  });

  it.each(LANGUAGES)('asks about what is held, in %s', (language) => {
    const hold = { ...ANNA, kind: 'deactivate', code: 'TOO_MANY_DEACTIVATIONS', reason: 'STATUS_INACTIVE' } as const;
    const facts = { ...FACTS, remembered: 'active' as const, account: 'active' as const, holds: [hold] };
    const text = writeExplanation(ANNA, facts, language);
    expect(text).toMatch(/Is that meant\?|Is dat zo bedoeld\?|Ist das so gemeint\?/);
    expect(text).not.toMatch(/[A-Z]{3,}_[A-Z]|personio-sync/);
  });

  it.each(LANGUAGES)('of a former id, says whose the account is now, in %s', (language) => {
    const former: ExplainFacts = { ...FACTS, remembered: 'nothing', account: 'active', history: [], passedTo: '9007' };
    const text = writeExplanation(ANNA, former, language);
    expect(text).toContain('9007');
    expect(text).not.toMatch(/no longer employed|niet meer in dienst|nicht mehr beschäftigt/);
    expect(writeExplanation(ANNA, { ...former, account: 'none' }, language)).not.toContain('9007');
  });

  it('of somebody nobody has a name of, names the id', () => {
    const gone = { ...FACTS, decision: null, reason: null };
    const text = writeExplanation({ employeeId: '7', name: null }, gone, 'en');
    expect(text).toContain('You asked about Personio id 7. The account in Alleo is not active. This person is not in');
  });

  it.each([
    ['where access has ended, and the daily run is on', {}, true],
    ['not while they still have access', { account: 'active', remembered: 'active' }, false],
    ['not where nothing follows by itself', { tenantStatus: 'paused' }, false],
  ] as const)('says of somebody who was deleted in Personio how they come back: %s', (_, more, isSaid) => {
    const letter = writeExplanation(ANNA, { ...FACTS, decision: null, reason: null, ...more }, 'en');
    expect(letter).toContain('This person is not in your Personio account');
    expect(letter.includes('please restore the profile or enter them again')).toBe(isSaid);
  });
});
