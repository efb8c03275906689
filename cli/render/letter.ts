import type { Language, Texts } from '../../shared/contracts/code-info.ts';
import { LETTER, writeToMend } from '../../shared/contracts/customer-words.ts';
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

const QUESTIONS: Texts = {
  en: 'If you have any questions, just reply to this message.',
  nl: 'Hebben jullie vragen, beantwoord dan gerust dit bericht.',
  de: 'Wenn Sie Fragen haben, antworten Sie gern auf diese Nachricht.',
};

/** What HR can mend, as a letter to the customer: what is wrong, with whom, and where to click. */
export function renderLetter(issues: SupportAnswer<'issues'>['issues'], language: Language): string {
  const paragraphs = writeToMend(issues, language);
  const isNothing = paragraphs.length === 0;
  return [
    `${LETTER.subject[language]}: ${(isNothing ? NOTHING_SUBJECT : SUBJECT)[language]}`,
    LETTER.greeting[language],
    ...(isNothing ? [NOTHING[language]] : [INTRO[language], ...paragraphs, QUESTIONS[language]]),
    LETTER.closing[language],
  ].join('\n\n');
}
