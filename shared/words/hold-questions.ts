import type { Language } from '../contracts/codes/code-info.ts';
import { type HoldSubject, holdOf } from '../contracts/codes/reasons.ts';

/** What a question about a hold speaks of. */
export interface Asked {
  /** `15 people`. */
  readonly people: string;
  readonly count: number;
  /** The fields that would change, in words. */
  readonly fields: string;
  /** The budgets together, as the language writes an amount. */
  readonly total: string;
}

interface Question {
  readonly what: (asked: Asked) => string;
  /** What becomes of it by which answer. */
  readonly answer: string;
}

type Questions = {
  readonly [S in HoldSubject]: Question;
};

const ABOUT_BUDGETS: ReadonlySet<HoldSubject> = new Set(['money', 'ceiling', 'changed', 'otherId', 'other']);

/** What a hold is about: a budget that waits for its person's held activation is told with that. */
export function subjectOf({
  code,
  amount,
}: {
  readonly code: string;
  readonly amount?: string | undefined;
}): HoldSubject {
  const subject = holdOf(code)?.asks ?? 'other';
  return amount === undefined || ABOUT_BUDGETS.has(subject) ? subject : 'budgetsOfHeld';
}

const ASK = {
  en: 'Is that meant? Please answer "Yes, that is right", or correct it in Personio. Until then nothing changes for them.',
  nl: 'Is dat zo bedoeld? Antwoord dan „Ja, dat klopt”. Zo niet, pas het dan aan in Personio. Tot die tijd verandert er niets.',
  de: 'Ist das so gemeint? Dann antworten Sie bitte „Ja, das stimmt“; wenn nicht, korrigieren Sie es bitte in Personio. Bis dahin ändert sich nichts.',
} as const;

const would = {
  en: () => 'would',
  nl: (n: number) => (n === 1 ? 'zou' : 'zouden'),
  de: (n: number) => (n === 1 ? 'würde' : 'würden'),
};

/** Of one person nothing is at once. */
const together = {
  en: (n: number) => (n === 1 ? '' : ' at once'),
  nl: (n: number) => (n === 1 ? '' : ' tegelijk'),
  de: (n: number) => (n === 1 ? '' : ' auf einmal'),
};

export const HOLD_QUESTIONS: { readonly [L in Language]: Questions } = {
  en: {
    missing: {
      what: ({ people }) => `${people} can no longer be found in your Personio account.`,
      answer:
        'Is that meant? Please answer "Yes, they have left", or restore the profiles in Personio. After a yes we still wait some days before anybody loses access, and ask once more where it would be many at once.',
    },
    deactivations: {
      what: ({ people, count }) =>
        `${people} ${would.en()} lose access to Alleo${together.en(count)}, with the budgets they have there.`,
      answer: ASK.en,
    },
    week: {
      what: ({ people }) =>
        `${people} ${would.en()} lose access to Alleo, with the budgets they have there: together with those of the days before, unusually many within seven days.`,
      answer: ASK.en,
    },
    activations: {
      what: ({ people, count }) =>
        `${people} ${would.en()} get access to Alleo${together.en(count)}, with an invitation by e-mail.`,
      answer: ASK.en,
    },
    budgetsOfHeld: {
      what: ({ total }) => `Budgets of these people, ${total} together, wait with that.`,
      answer: 'They are set once the above is confirmed.',
    },
    updates: {
      what: ({ people, count, fields }) =>
        `For ${people} this ${would.en()} change in Alleo${together.en(count)}: ${fields}.`,
      answer: ASK.en,
    },
    money: {
      what: ({ people, total }) => `Budgets for ${people} come to ${total} together, far more than usual.`,
      answer: ASK.en,
    },
    vanished: {
      what: ({ people }) => `${people} cannot get access to Alleo: we cannot see the hire date in Personio any more.`,
      answer: 'Please tick Hire Date again among the readable attributes of the credential for Alleo.',
    },
    ceiling: {
      what: ({ people }) => `For ${people} a budget is higher than the maximum that we agreed. It has not been set.`,
      answer: 'Is that meant? Please answer "Yes, that is right" and it is set, or correct the amount in Personio.',
    },
    changed: {
      what: ({ people }) =>
        `For ${people} the amount of a one-off budget that was granted already has changed. The new amount ${would.en()} be granted in addition to the old one.`,
      answer:
        'Is it meant in addition? Please answer "Yes, in addition". If it is only a correction, answer "No": nothing more is granted then.',
    },
    otherId: {
      what: ({ people }) =>
        `For ${people} a one-off budget is entered that somebody of the same name was granted before, under another Personio id.`,
      answer:
        'Is it the same person? Please answer "The same person" and nothing is granted again, or "Two people" and it is granted.',
    },
    other: {
      what: ({ people }) => `For ${people} a budget waits for a confirmation.`,
      answer: 'We look at it and write to you before anything is granted.',
    },
  },
  nl: {
    missing: {
      what: ({ people, count }) =>
        `${people} ${count === 1 ? 'is' : 'zijn'} niet meer te vinden in jullie Personio-account.`,
      answer:
        'Is dat zo bedoeld? Antwoord dan „Ja, zij zijn vertrokken”. Zo niet, zet de profielen dan terug in Personio. Ook na een ja wachten we nog enkele dagen voordat iemand de toegang verliest, en vragen we het nog een keer als het er veel tegelijk zijn.',
    },
    deactivations: {
      what: ({ people, count }) =>
        `${people} ${would.nl(count)}${together.nl(count)} de toegang tot Alleo verliezen, met de budgetten die daar staan.`,
      answer: ASK.nl,
    },
    week: {
      what: ({ people, count }) =>
        `${people} ${would.nl(count)} de toegang tot Alleo verliezen, met de budgetten die daar staan: samen met die van de dagen ervoor ongewoon veel binnen zeven dagen.`,
      answer: ASK.nl,
    },
    activations: {
      what: ({ people, count }) =>
        `${people} ${would.nl(count)}${together.nl(count)} toegang tot Alleo krijgen, met een uitnodiging per e-mail.`,
      answer: ASK.nl,
    },
    budgetsOfHeld: {
      what: ({ total }) => `Budgetten van deze personen, samen ${total}, wachten daarop.`,
      answer: 'Ze worden ingesteld zodra het bovenstaande is bevestigd.',
    },
    updates: {
      what: ({ people, count, fields }) =>
        `Voor ${people} zou dit in Alleo${together.nl(count)} veranderen: ${fields}.`,
      answer: ASK.nl,
    },
    money: {
      what: ({ people, total }) => `De budgetten voor ${people} zijn samen ${total}, veel meer dan gewoonlijk.`,
      answer: ASK.nl,
    },
    vanished: {
      what: ({ people, count }) =>
        `${people} ${count === 1 ? 'kan' : 'kunnen'} geen toegang tot Alleo krijgen: we zien de datum in dienst in Personio niet meer.`,
      answer: 'Graag Hire Date weer aanvinken bij de leesbare kenmerken van de API-gegevens voor Alleo.',
    },
    ceiling: {
      what: ({ people }) => `Voor ${people} is een budget hoger dan het afgesproken maximum. Het is niet ingesteld.`,
      answer:
        'Is dat zo bedoeld? Antwoord dan „Ja, dat klopt” en het wordt ingesteld. Zo niet, pas het bedrag dan aan in Personio.',
    },
    changed: {
      what: ({ people }) =>
        `Voor ${people} is het bedrag van een al toegekend eenmalig budget veranderd. Het nieuwe bedrag zou bovenop het oude worden toegekend.`,
      answer:
        'Is het bovenop het oude bedoeld? Antwoord dan „Ja, erbovenop”. Is het alleen een correctie, antwoord dan „Nee”: er wordt dan niets extra toegekend.',
    },
    otherId: {
      what: ({ people }) =>
        `Voor ${people} staat er een eenmalig budget dat iemand met dezelfde naam al eerder kreeg, onder een ander Personio-id.`,
      answer:
        'Is het dezelfde persoon? Antwoord dan „Dezelfde persoon” en er wordt niets opnieuw toegekend, of „Twee personen” en het wordt toegekend.',
    },
    other: {
      what: ({ people }) => `Voor ${people} wacht een budget op een bevestiging.`,
      answer: 'Wij kijken ernaar en schrijven jullie voordat er iets wordt toegekend.',
    },
  },
  de: {
    missing: {
      what: ({ people, count }) =>
        `${people} ${count === 1 ? 'ist' : 'sind'} in Ihrem Personio-Konto nicht mehr zu finden.`,
      answer:
        'Ist das so gemeint? Dann antworten Sie bitte „Ja, sie sind ausgeschieden“; wenn nicht, stellen Sie die Profile in Personio bitte wieder her. Auch nach einem Ja warten wir noch einige Tage, bevor jemand den Zugang verliert, und fragen noch einmal, wenn es viele auf einmal wären.',
    },
    deactivations: {
      what: ({ people, count }) =>
        `${people} ${would.de(count)}${together.de(count)} den Zugang zu Alleo verlieren, samt den Budgets dort.`,
      answer: ASK.de,
    },
    week: {
      what: ({ people, count }) =>
        `${people} ${would.de(count)} den Zugang zu Alleo verlieren, samt den Budgets dort: zusammen mit denen der Tage davor ungewöhnlich viele binnen sieben Tagen.`,
      answer: ASK.de,
    },
    activations: {
      what: ({ people, count }) =>
        `${people} ${would.de(count)}${together.de(count)} Zugang zu Alleo erhalten, mit einer Einladung per E-Mail.`,
      answer: ASK.de,
    },
    budgetsOfHeld: {
      what: ({ total }) => `Budgets dieser Personen, zusammen ${total}, warten darauf.`,
      answer: 'Sie werden eingerichtet, sobald das Obige bestätigt ist.',
    },
    updates: {
      what: ({ people, count, fields }) => `Für ${people} würde sich in Alleo${together.de(count)} ändern: ${fields}.`,
      answer: ASK.de,
    },
    money: {
      what: ({ people, total }) => `Die Budgets für ${people} ergeben zusammen ${total}, weit mehr als üblich.`,
      answer: ASK.de,
    },
    vanished: {
      what: ({ people, count }) =>
        `${people} ${count === 1 ? 'kann' : 'können'} keinen Zugang zu Alleo erhalten: Wir sehen das Einstellungsdatum in Personio nicht mehr.`,
      answer:
        'Bitte haken Sie das Einstellungsdatum bei den lesbaren Attributen der API-Zugangsdaten für Alleo wieder an.',
    },
    ceiling: {
      what: ({ people }) =>
        `Für ${people} ist ein Budget höher als das vereinbarte Maximum. Es ist nicht eingerichtet worden.`,
      answer:
        'Ist das so gemeint? Dann antworten Sie bitte „Ja, das stimmt“, und es wird eingerichtet; wenn nicht, korrigieren Sie den Betrag bitte in Personio.',
    },
    changed: {
      what: ({ people }) =>
        `Für ${people} hat sich der Betrag eines schon gewährten Einmalbudgets geändert. Der neue Betrag würde zusätzlich zum alten gewährt.`,
      answer:
        'Ist er zusätzlich gemeint? Dann antworten Sie bitte „Ja, zusätzlich“. Ist es nur eine Korrektur, antworten Sie „Nein“: Dann wird nichts weiter gewährt.',
    },
    otherId: {
      what: ({ people }) =>
        `Für ${people} ist ein Einmalbudget eingetragen, das jemand mit demselben Namen unter einer anderen Personio-ID schon erhalten hat.`,
      answer:
        'Ist es dieselbe Person? Dann antworten Sie bitte „Dieselbe Person“, und es wird nichts noch einmal gewährt; bei „Zwei Personen“ wird es gewährt.',
    },
    other: {
      what: ({ people }) => `Für ${people} wartet ein Budget auf eine Bestätigung.`,
      answer: 'Wir sehen es uns an und schreiben Ihnen, bevor etwas gewährt wird.',
    },
  },
};
