import { describe, expect, it } from 'vitest';
import { writeLetter } from '../../../cli/commands/people.ts';
import { renderIssueList } from '../../../cli/render/answers.ts';
import { renderLetter } from '../../../cli/render/letter.ts';
import { LANGUAGES } from '../../../shared/contracts/codes/code-info.ts';
import { CODES } from '../../../shared/contracts/codes/codes.ts';

const ISSUES = [
  { employeeId: '3', code: 'MISSING_EMAIL', attribute: 'email', name: 'Zoë Kuipers' },
  { employeeId: '4', code: 'MISSING_NAME', attribute: 'first_name', name: 'Vos' },
  { employeeId: '4', code: 'MISSING_NAME', attribute: 'last_name', name: 'Vos' },
  { employeeId: '5', code: 'MISSING', name: null },
  { employeeId: '6', code: 'INVALID_DATE', attribute: 'birthday', name: 'Jan Vos' },
  { employeeId: '6', code: 'INVALID_DATE', attribute: 'hire_date', name: 'Jan Vos' },
  { code: 'ATTRIBUTE_VANISHED', attribute: 'department', name: null },
  { employeeId: '12', code: 'BUDGET_ABOVE_CEILING', attribute: 'alleo_monthly_all_budget', name: 'Paul Stein' },
];

describe('the letter to the customer', () => {
  it('is a whole letter in English', () => {
    expect(renderLetter(ISSUES, 'en')).toBe(`Subject: Alleo and Personio: a few things to correct

Dear HR team,

In your Personio account we came across the following. Once it is corrected there, Alleo picks it up by itself the next day.

- There is no e-mail address in Personio.
  Concerns: Zoë Kuipers
  In Personio: Employees → the person → Personal info

- The first or the last name is missing in Personio.
  Concerns: Vos (first name, last name)
  In Personio: Employees → the person → Personal info

- Active in Alleo, but no longer found in Personio. After several days in a row: deactivated.
  Concerns: Personio id 5
  If they have left, you need not do anything: their access ends by itself. If not, please restore their profile in Personio, or let the credential for Alleo see it.

- A date in Personio cannot be used: it is no date, or the birthday is not in the past.
  Concerns: Jan Vos (birthday)
  In Personio: Employees → the person → Personal info

- A date in Personio cannot be used: it is no date, or the birthday is not in the past.
  Concerns: Jan Vos (hire date)
  In Personio: Employees → the person → HR information (status, hire date, termination date)

- An attribute that was readable before is not any more, or is empty for everyone. Its values stay as they are.
  Concerns: department
  In Personio: Settings → Integrations → API Credentials (newer accounts: Marketplace → Connected integrations) → the credential for Alleo → Readable employee attributes

If you have any questions, just reply to this message.

Kind regards,
Alleo Support`);
  });

  it('speaks Dutch and German with one form of address', () => {
    const [dutch, german] = [renderLetter(ISSUES, 'nl'), renderLetter(ISSUES, 'de')];
    expect(dutch).toContain('Beste HR-team,\n\nIn jullie Personio-account');
    expect(dutch).toContain('Betreft: Vos (voornaam, achternaam)');
    expect(dutch).not.toMatch(/\b(u|uw)\b/i);
    expect(german).toContain('Liebes HR-Team,\n\nin Ihrem Personio-Konto');
    expect(german).toContain('Betrifft: Vos (Vorname, Nachname)');
    expect(german).not.toMatch(/\b(euch|euer|eure[mnrs]?|du|dein)\b/i);
  });

  it("says of Personio's fields and of leave what the customer can know", () => {
    const letter = (code: string, language: 'en' | 'nl' | 'de') =>
      renderLetter([{ code, employeeId: '1', name: 'Anna Smit' }], language);
    expect(letter('ELIGIBILITY_EMPTIED', 'en')).toContain('but the field for Alleo was emptied');
    expect(letter('STATUS_DATES_DISAGREE', 'en')).toContain('or inactive although it lies ahead');
    expect(letter('STATUS_DATES_DISAGREE', 'nl')).toContain('of inactief terwijl die nog moet komen');
    expect(letter('STATUS_DATES_DISAGREE', 'de')).toContain('oder „inaktiv“, obwohl es noch bevorsteht');
    expect(letter('ONE_OFF_REFILLED', 'en')).toContain('leave the field empty for a week');
    expect(letter('MISSING', 'de')).toContain('müssen Sie nichts tun: ihr Zugang endet von selbst');
  });

  it('says that a changed one-off amount is granted in addition, and promises nothing about leave', () => {
    const { ONE_OFF_CHANGED, ON_LEAVE } = CODES;
    expect(ONE_OFF_CHANGED.text).toMatchObject({
      en: expect.stringContaining('granted in addition to the old one'),
      nl: expect.stringContaining('bovenop het oude'),
      de: expect.stringContaining('zusätzlich zum alten'),
    });
    expect(ONE_OFF_CHANGED.mend.where.en).toContain('ask the customer whether the new amount is meant in addition');
    expect(Object.values(ON_LEAVE.text).join()).not.toMatch(/agreed|afgesproken|vereinbart/);
  });

  it('names people who share an address together', () => {
    const issue = (employeeId: string, name: string, sameEmail: string[]) => ({
      code: 'DUPLICATE_EMAIL',
      attribute: 'email',
      employeeId,
      name,
      sameEmail,
    });
    const issues = [issue('1', 'Anna Smit', ['2']), issue('2', 'Bas Vos', ['1']), issue('3', 'Zoë', ['4'])];
    expect(renderLetter(issues, 'en')).toContain('Concerns: Anna Smit / Bas Vos, Zoë\n');
    const base = { tenantId: 'acme', tenantName: 'Acme', language: 'de', date: '2026-11-02', nextFrom: null };
    expect(renderIssueList({ ...base, issues })).toContain('Anna Smit (1): email, the same as of 2');
  });

  it('names nobody by gender in German', () => {
    const named = Object.values(CODES).map(({ text }) => text.de);
    expect(named.filter((text) => /\b(Mitarbeiters?|Kollegen?|Nutzers?)\b/.test(text))).toEqual([]);
  });

  it('tells nothing that support or Alleo mends', () => {
    for (const language of LANGUAGES) expect(renderLetter(ISSUES, language)).not.toContain('Paul Stein');
  });

  it('says so where there is nothing to correct', () => {
    expect(renderLetter([], 'en')).toContain('there is nothing to correct');
    expect(renderLetter([], 'de')).toMatch(/^Betreff: Alleo und Personio: nichts zu korrigieren/);
  });

  it("is not written where something stops or waits that is not HR's to mend", () => {
    for (const code of ['LISTING_INCOMPLETE', 'MEMORY_KEY_CHANGED', 'BUDGET_ABOVE_CEILING', 'ACCOUNT_OF_ANOTHER'])
      expect(renderLetter([{ code, name: null }], 'en'), code).toBeUndefined();
    expect(renderLetter([{ code: 'NO_GROUP_FOR_DEPARTMENT', name: null }], 'en')).toContain('nothing to correct');
    const base = { tenantId: 'acme', tenantName: 'Acme', language: 'de', date: '2026-11-02', nextFrom: null };
    const refused = { ...base, issues: [{ code: 'LISTING_INCOMPLETE', name: null }] };
    expect(() => writeLetter(refused, 'en')).toThrow(
      expect.objectContaining({
        kind: 'failed',
        message: 'Acme has LISTING_INCOMPLETE; nothing of it is for the customer to mend, so that there is no letter.',
      }),
    );
  });

  it.each(['CREDENTIALS_REFUSED', 'ACCOUNT_MISMATCH'])('asks for a new credential after %s', (code) => {
    const [english, dutch, german] = LANGUAGES.map((language) => renderLetter([{ code, name: null }], language));
    expect(english).toContain('Subject: Alleo and Personio: we need a new credential');
    expect(english).toContain('Nothing is updated in Alleo until we have a new credential from you; nobody loses');
    expect(english).not.toContain('by itself');
    expect(english).toContain('Employees: Read. Readable employee attributes: Birthday, Email, First Name,');
    expect(english).toContain('please send it to us the same way as the first one');
    expect(dutch).toContain('Beste HR-team,\n\nWe kunnen jullie Personio-account op dit moment niet lezen.');
    expect(german).toContain('Liebes HR-Team,\n\nwir können Ihr Personio-Konto zurzeit nicht lesen.');
  });

  it.each(LANGUAGES)('never tells a customer our commands or files, in %s', (language) => {
    const all = Object.keys(CODES).map((code) => ({ code, employeeId: '1', name: 'Anna Smit' }));
    const letter = renderLetter(all, language);
    expect(letter).not.toMatch(/personio-sync|`|docs\/|[A-Z]{3,}_[A-Z]/);
  });
});
