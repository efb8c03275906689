import { describe, expect, it } from 'vitest';
import { renderIssueList } from '../../../cli/render/answers.ts';
import type { Language } from '../../../shared/contracts/codes/code-info.ts';
import { LANGUAGES } from '../../../shared/contracts/codes/code-info.ts';
import { CODES } from '../../../shared/contracts/codes/codes.ts';
import { HOLD_CODES } from '../../../shared/contracts/codes/reasons.ts';
import type { HeldFor } from '../../../shared/contracts/support/person-facts.ts';
import type { LetterFacts } from '../../../shared/words/letter.ts';
import { writeLetter } from '../../../shared/words/letter.ts';

const FACTS: LetterFacts = { tenantStatus: 'active', currency: 'EUR', issues: [], holds: [], open: [], domains: [] };
const renderLetter = (issues: LetterFacts['issues'], language: Language) => writeLetter({ ...FACTS, issues }, language);

const held = (employeeId: string, name: string | null, code: string, more: Partial<HeldFor> = {}): HeldFor => ({
  employeeId,
  name,
  kind: 'deactivate',
  code,
  reason: 'STATUS_INACTIVE',
  ...more,
});

const ISSUES = [
  { employeeId: '3', code: 'MISSING_EMAIL', attribute: 'email', name: 'Zoë Kuipers' },
  { employeeId: '4', code: 'MISSING_NAME', attribute: 'first_name', name: 'Vos' },
  { employeeId: '4', code: 'MISSING_NAME', attribute: 'last_name', name: 'Vos' },
  { employeeId: '5', code: 'MISSING', name: null },
  { employeeId: '6', code: 'INVALID_DATE', attribute: 'birthday', name: 'Jan Vos' },
  { employeeId: '6', code: 'INVALID_DATE', attribute: 'hire_date', name: 'Jan Vos' },
  { code: 'ATTRIBUTE_VANISHED', attribute: 'department', name: null },
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
    expect(german).toContain('Guten Tag,\n\nin Ihrem Personio-Konto');
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
    expect(letter('MISSING', 'de')).toContain('müssen Sie nichts tun: Der Zugang endet von selbst');
  });

  it('says that a changed one-off amount is granted in addition, and promises nothing about leave', () => {
    const { ONE_OFF_CHANGED, ON_LEAVE } = CODES;
    expect(ONE_OFF_CHANGED.text).toMatchObject({
      en: expect.stringContaining('granted in addition to the old one'),
      nl: expect.stringContaining('bovenop het oude'),
      de: expect.stringContaining('zusätzlich zum alten'),
    });
    expect(ONE_OFF_CHANGED.fix.where.en).toContain('ask the customer whether the new amount is meant in addition');
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
    const base = { ...FACTS, tenantId: 'acme', tenantName: 'Acme', language: 'de', date: '2026-11-02', nextFrom: null };
    expect(renderIssueList({ ...base, issues })).toContain('Anna Smit (1): email, the same as of 2');
  });

  it('names nobody by gender in German', () => {
    const named = Object.values(CODES).map(({ text }) => text.de);
    expect(named.filter((text) => /\b(Mitarbeiters?|Kollegen?|Nutzers?)\b/.test(text))).toEqual([]);
  });

  it('says so where there is nothing to correct', () => {
    expect(renderLetter([], 'en')).toContain('there is nothing to correct');
    expect(renderLetter([], 'de')).toMatch(/^Betreff: Alleo und Personio: nichts zu korrigieren/);
  });

  it.each(['CREDENTIALS_REFUSED', 'ACCOUNT_MISMATCH'])('asks for a new credential after %s', (code) => {
    const [english, dutch, german] = LANGUAGES.map((language) => renderLetter([{ code, name: null }], language));
    expect(english).toContain('Subject: Alleo and Personio: we need a new credential');
    expect(english).toContain('Nothing is updated in Alleo until we have a new credential from you; nobody loses');
    expect(english).not.toContain('by itself');
    expect(english).toContain('Employees: Read. Readable employee attributes: Birthday, Email, First Name,');
    expect(english).toContain('please send it to us the same way as the first one');
    expect(dutch).toContain('Beste HR-team,\n\nWe kunnen jullie Personio-account op dit moment niet lezen.');
    expect(german).toContain('Guten Tag,\n\nwir können Ihr Personio-Konto zurzeit nicht lesen.');
  });

  it.each(LANGUAGES)('never tells a customer our commands or files, in %s', (language) => {
    const all = Object.keys(CODES).map((code) => ({ code, employeeId: '1', name: 'Anna Smit' }));
    const open = Object.keys(CODES).map((code) => ({ code, employeeId: '2', name: 'Bas', kind: 'update' as const }));
    const holds = HOLD_CODES.map((code) => held('1', 'Anna Smit', code));
    const letter = writeLetter({ ...FACTS, issues: all, open, holds }, language);
    expect(letter).not.toMatch(/personio-sync|`|docs\/|[A-Z]{3,}_[A-Z]|\b(tenant|undefined|NaN)\b/);
  });
});

const INACTIVE = [
  held('1', 'Anna Smit', 'TOO_MANY_DEACTIVATIONS'),
  held('2', 'Bram Bakker', 'TOO_MANY_DEACTIVATIONS'),
  held('3', null, 'TOO_MANY_DEACTIVATIONS'),
];
const ABOVE = held('4', 'Bas Vos', 'BUDGET_ABOVE_CEILING', {
  kind: 'set-monthly-budget',
  reason: 'EMPLOYED',
  attribute: 'alleo_monthly_all_budget',
  amount: '5000.00',
  maximum: '1000.00',
});

describe('a letter about what is held', () => {
  it('asks in English', () => {
    expect(writeLetter({ ...FACTS, holds: [...INACTIVE, ABOVE] }, 'en')).toBe(
      `Subject: Alleo and Personio: is this meant?

Dear HR team,

There is something in Personio that we pass on to Alleo only once you have confirmed it.

- 3 people would lose access to Alleo at once, with the budgets they have there.
  The status in Personio is inactive: no longer employed.
  Concerns: Anna Smit, Bram Bakker, Personio id 3
  Is that meant? Please answer "Yes, that is right", or correct it in Personio. Until then nothing changes for them.

- For 1 person a budget is higher than the maximum that we agreed. It has not been set.
  Concerns: Bas Vos (alleo_monthly_all_budget: €5,000.00; agreed: €1,000.00)
  Is that meant? Please answer "Yes, that is right" and it is set, or correct the amount in Personio.

If you have any questions, just reply to this message.

Kind regards,
Alleo Support`,
    );
  });

  it('asks in Dutch', () => {
    const letter = writeLetter({ ...FACTS, holds: [...INACTIVE, ABOVE] }, 'nl').replaceAll('\u00a0', ' ');
    expect(letter).toBe(`Onderwerp: Alleo en Personio: is dit zo bedoeld?

Beste HR-team,

In Personio staat iets dat we pas aan Alleo doorgeven als jullie het bevestigen.

- 3 personen zouden tegelijk de toegang tot Alleo verliezen, met de budgetten die daar staan.
  De status in Personio is inactief: niet meer in dienst.
  Betreft: Anna Smit, Bram Bakker, Personio-id 3
  Is dat zo bedoeld? Antwoord dan „Ja, dat klopt”. Zo niet, pas het dan aan in Personio. Tot die tijd verandert er niets.

- Voor 1 persoon is een budget hoger dan het afgesproken maximum. Het is niet ingesteld.
  Betreft: Bas Vos (alleo_monthly_all_budget: € 5.000,00; afgesproken: € 1.000,00)
  Is dat zo bedoeld? Antwoord dan „Ja, dat klopt” en het wordt ingesteld. Zo niet, pas het bedrag dan aan in Personio.

Hebben jullie vragen, beantwoord dan gerust dit bericht.

Met vriendelijke groet,
Alleo Support`);
  });

  it('asks in German', () => {
    const letter = writeLetter({ ...FACTS, holds: [...INACTIVE, ABOVE] }, 'de').replaceAll('\u00a0', ' ');
    expect(letter).toBe(`Betreff: Alleo und Personio: Ist das so gemeint?

Guten Tag,

in Personio steht etwas, das wir erst an Alleo weitergeben, wenn Sie es bestätigen.

- 3 Personen würden auf einmal den Zugang zu Alleo verlieren, samt den Budgets dort.
  Der Status in Personio ist inaktiv: nicht mehr beschäftigt.
  Betrifft: Anna Smit, Bram Bakker, Personio-ID 3
  Ist das so gemeint? Dann antworten Sie bitte „Ja, das stimmt“; wenn nicht, korrigieren Sie es bitte in Personio. Bis dahin ändert sich nichts.

- Für 1 Person ist ein Budget höher als das vereinbarte Maximum. Es ist nicht eingerichtet worden.
  Betrifft: Bas Vos (alleo_monthly_all_budget: 5.000,00 €; vereinbart: 1.000,00 €)
  Ist das so gemeint? Dann antworten Sie bitte „Ja, das stimmt“, und es wird eingerichtet; wenn nicht, korrigieren Sie den Betrag bitte in Personio.

Wenn Sie Fragen haben, antworten Sie gern auf diese Nachricht.

Mit freundlichen Grüßen
Alleo Support`);
  });

  it.each(LANGUAGES)('names both domains and fifty of 2,000 people, in %s', (language) => {
    const holds = Array.from({ length: 2000 }, (_, index) =>
      held(String(index), `Person ${index}`, 'TOO_MANY_UPDATES', { kind: 'update', changed: ['email'] }),
    );
    const domains = [{ from: 'old.example', to: 'new.example', count: 2000 }];
    const letter = writeLetter({ ...FACTS, holds, domains }, language);
    expect(letter).toMatch(/ {2}@old\.example → @new\.example: 2[.,]000 /);
    expect(letter).toMatch(/Person 49 \S+( \S+)? 1[.,]950/);
    expect(letter).not.toContain('Person 50');
  });

  it.each(HOLD_CODES)('is no letter that all is well: %s', (code) => {
    for (const language of LANGUAGES) {
      const letter = writeLetter({ ...FACTS, holds: [held('1', 'Anna Smit', code)] }, language);
      const isHrs = code === 'SEVERAL_MONTHLY_BUDGETS';
      // What HR corrects is an issue as well, and told as that.
      const issues = [{ employeeId: '1', code, name: 'Anna Smit' }];
      expect(isHrs ? renderLetter(issues, language) : letter).toContain('Anna Smit');
    }
  });

  it('does not say besides that the access of somebody who is asked about ends by itself', () => {
    const issues = [{ employeeId: '1', code: 'MISSING', name: 'Anna Smit' }];
    const letter = writeLetter({ ...FACTS, issues, holds: [held('1', 'Anna Smit', 'TOO_MANY_MISSING')] }, 'de');
    expect(letter).toContain('1 Person ist in Ihrem Personio-Konto nicht mehr zu finden.');
    expect(letter).not.toContain('endet von selbst');
  });
});

describe('a letter about the rest', () => {
  it.each(LANGUAGES)('never says that there is nothing while something is open or refused, in %s', (language) => {
    const nothing = renderLetter([], language);
    for (const code of [null, ...Object.keys(CODES)]) {
      const open = [{ employeeId: '1', name: 'Anna Smit', kind: 'update' as const, code }];
      expect(writeLetter({ ...FACTS, open }, language).split('\n')[0], `${code}`).not.toBe(nothing.split('\n')[0]);
    }
  });

  it('says of a stop that is ours that we are at it', () => {
    expect(renderLetter([{ code: 'LISTING_INCOMPLETE', name: null }], 'de')).toBe(
      `Betreff: Alleo und Personio: Wir kümmern uns um etwas

Guten Tag,

zurzeit übernimmt Alleo nichts aus Ihrem Personio-Konto. Niemand verliert bis dahin das Konto.

Um Folgendes kümmern wir uns selbst. Sie müssen nichts tun:
- Personio gab uns keine vollständige Liste Ihrer Mitarbeitenden. Wir versuchen es weiter, bis es gelingt.

Wenn Sie Fragen haben, antworten Sie gern auf diese Nachricht.

Mit freundlichen Grüßen
Alleo Support`,
    );
  });

  it('promises before the activation, and during a pause, nothing that happens by itself', () => {
    for (const tenantStatus of ['pending', 'paused'] as const) {
      const letters = LANGUAGES.map((language) =>
        writeLetter({ ...FACTS, tenantStatus, issues: ISSUES.filter(({ code }) => code !== 'MISSING') }, language),
      );
      expect(letters.join('\n')).not.toMatch(/by itself|vanzelf|von selbst|next day|volgende dag|nächsten Tag/);
    }
    expect(writeLetter({ ...FACTS, tenantStatus: 'pending', issues: ISSUES }, 'en')).toContain(
      'The connection to Alleo has not been started yet; please correct it in Personio before we start it together.',
    );
  });

  it('says which field Alleo objected to', () => {
    const rejected = { employeeId: '1', code: 'REJECTED_BY_ALLEO', attribute: 'last_name', name: 'Anna Smit' };
    expect(renderLetter([rejected], 'de')).toContain('Anna Smit (Alleo hat folgendes Feld beanstandet: Nachname)');
  });
});
