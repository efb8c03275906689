import type { Language, Texts } from '../../shared/contracts/codes/code-info.ts';
import { forHr, LETTER, writeToMend } from '../../shared/contracts/codes/customer-words.ts';
import type { SupportAnswer } from '../../shared/contracts/support-answer.ts';

const SUBJECT: Texts = {
  en: 'Alleo and Personio: a few things to correct',
  nl: 'Alleo en Personio: graag een paar gegevens aanpassen',
  de: 'Alleo und Personio: bitte einige Angaben korrigieren',
};

const NOTHING_SUBJECT: Texts = {
  en: 'Alleo and Personio: nothing to correct',
  nl: 'Alleo en Personio: niets aan te passen',
  de: 'Alleo und Personio: nichts zu korrigieren',
};

const INTRO: Texts = {
  en: 'In your Personio account we came across the following. Once it is corrected there, Alleo picks it up by itself the next day.',
  nl: 'In jullie Personio-account kwamen we het volgende tegen. Zodra het daar is aangepast, neemt Alleo het de volgende dag vanzelf over.',
  // After a salutation with a comma German goes on in lower case.
  de: 'in Ihrem Personio-Konto ist uns Folgendes aufgefallen. Sobald es dort korrigiert ist, übernimmt Alleo es am nächsten Tag von selbst.',
};

const NOTHING: Texts = {
  en: 'We went through your Personio account: there is nothing to correct.',
  nl: 'We hebben jullie Personio-account doorgenomen: er is niets aan te passen.',
  de: 'wir haben Ihr Personio-Konto durchgesehen: Es gibt nichts zu korrigieren.',
};

/** Codes after which nothing is read until we have another credential: nothing is picked up by itself. */
const NEEDS_CREDENTIAL: ReadonlySet<string> = new Set(['CREDENTIALS_REFUSED', 'ACCOUNT_MISMATCH']);

const CREDENTIAL_SUBJECT: Texts = {
  en: 'Alleo and Personio: we need a new credential',
  nl: 'Alleo en Personio: we hebben een nieuwe API-toegang nodig',
  de: 'Alleo und Personio: wir brauchen einen neuen API-Zugang',
};

const CREDENTIAL_INTRO: Texts = {
  en: 'We cannot read your Personio account at present. Nothing is updated in Alleo until we have a new credential from you; nobody loses their account meanwhile.',
  nl: 'We kunnen jullie Personio-account op dit moment niet lezen. In Alleo wordt niets bijgewerkt totdat we een nieuwe API-toegang van jullie hebben; niemand raakt intussen een account kwijt.',
  de: 'wir können Ihr Personio-Konto zurzeit nicht lesen. In Alleo wird nichts aktualisiert, bis wir einen neuen API-Zugang von Ihnen haben; niemand verliert bis dahin das Konto.',
};

/** The names as on the credential screen; a Dutch reader sees the English one. */
const CREDENTIAL_RIGHTS: Texts = {
  en: 'The new credential needs: Employees: Read. Readable employee attributes: Birthday, Email, First Name, Last Name, Status, Hire Date, Termination Date and Department, and your fields for Alleo (selection, budgets) where you have them.',
  nl: 'De nieuwe API-toegang heeft nodig: Employees: Read. Readable employee attributes: Birthday, Email, First Name, Last Name, Status, Hire Date, Termination Date en Department, en jullie velden voor Alleo (selectie, budgetten) als jullie die hebben.',
  de: 'Der neue API-Zugang braucht: Mitarbeiter: Lesen. Lesbare Mitarbeiterattribute: Geburtstag, E-Mail, Vorname, Nachname, Status, Einstellungsdatum, Kündigungsdatum und Abteilung, dazu Ihre Felder für Alleo (Auswahl, Budgets), falls vorhanden.',
};

const QUESTIONS: Texts = {
  en: 'If you have any questions, just reply to this message.',
  nl: 'Hebben jullie vragen, beantwoord dan gerust dit bericht.',
  de: 'Wenn Sie Fragen haben, antworten Sie gern auf diese Nachricht.',
};

type Issues = SupportAnswer<'issues'>['issues'];

/** Codes that stop no run and keep nothing from anybody. */
const STOPS_NOBODY: ReadonlySet<string> = new Set(['NO_GROUP_FOR_DEPARTMENT']);

function writeBody(issues: Issues, language: Language): { readonly subject: Texts; readonly body: readonly string[] } {
  const paragraphs = writeToMend(issues, language);
  if (paragraphs.length === 0) return { subject: NOTHING_SUBJECT, body: [NOTHING[language]] };
  const questions = QUESTIONS[language];
  if (!issues.some(({ code }) => NEEDS_CREDENTIAL.has(code)))
    return { subject: SUBJECT, body: [INTRO[language], ...paragraphs, questions] };
  const body = [CREDENTIAL_INTRO[language], ...paragraphs, CREDENTIAL_RIGHTS[language], questions];
  return { subject: CREDENTIAL_SUBJECT, body };
}

/**
 * What HR can mend, as a letter to the customer: what is wrong, with whom, and where to click. `undefined` where
 * something stops or waits and none of it is HR's to mend: a letter could only say that all is well.
 */
export function renderLetter(issues: Issues, language: Language): string | undefined {
  const isOurs = forHr(issues).length === 0 && issues.some(({ code }) => !STOPS_NOBODY.has(code));
  if (isOurs) return undefined;
  const { subject, body } = writeBody(issues, language);
  return [
    `${LETTER.subject[language]}: ${subject[language]}`,
    LETTER.greeting[language],
    ...body,
    LETTER.closing[language],
  ].join('\n\n');
}
