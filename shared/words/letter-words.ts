import type { Language, Texts } from '../contracts/codes/code-info.ts';

/** How a letter is opened and closed. Dutch says `jullie`, German `Sie`, to a team. */
export const LETTER = {
  subject: { en: 'Subject', nl: 'Onderwerp', de: 'Betreff' },
  greeting: { en: 'Dear HR team,', nl: 'Beste HR-team,', de: 'Guten Tag,' },
  questions: {
    en: 'If you have any questions, just reply to this message.',
    nl: 'Hebben jullie vragen, beantwoord dan gerust dit bericht.',
    de: 'Wenn Sie Fragen haben, antworten Sie gern auf diese Nachricht.',
  },
  closing: {
    en: 'Kind regards,\nAlleo Support',
    nl: 'Met vriendelijke groet,\nAlleo Support',
    de: 'Mit freundlichen Grüßen\nAlleo Support',
  },
} as const satisfies { readonly [part: string]: Texts };

/** What the letter is about: the first that there is. */
export const SUBJECTS = {
  credential: {
    en: 'Alleo and Personio: we need a new credential',
    nl: 'Alleo en Personio: we hebben nieuwe API-gegevens nodig',
    de: 'Alleo und Personio: Wir brauchen neue API-Zugangsdaten',
  },
  question: {
    en: 'Alleo and Personio: is this meant?',
    nl: 'Alleo en Personio: is dit zo bedoeld?',
    de: 'Alleo und Personio: Ist das so gemeint?',
  },
  correct: {
    en: 'Alleo and Personio: a few things to correct',
    nl: 'Alleo en Personio: graag een paar gegevens aanpassen',
    de: 'Alleo und Personio: Bitte einige Angaben korrigieren',
  },
  ours: {
    en: 'Alleo and Personio: we are working on something',
    nl: 'Alleo en Personio: we zijn iets aan het uitzoeken',
    de: 'Alleo und Personio: Wir kümmern uns um etwas',
  },
  nothing: {
    en: 'Alleo and Personio: nothing to correct',
    nl: 'Alleo en Personio: niets aan te passen',
    de: 'Alleo und Personio: nichts zu korrigieren',
  },
} as const satisfies { readonly [part: string]: Texts };

export const NOTHING: Texts = {
  en: 'We went through your Personio account: there is nothing to correct.',
  nl: 'We hebben jullie Personio-account doorgenomen: er is niets aan te passen.',
  de: 'Wir haben Ihr Personio-Konto durchgesehen: Es gibt nichts zu korrigieren.',
};

/** Nothing is read until we have another credential. */
export const CREDENTIAL: Texts = {
  en: 'We cannot read your Personio account at present. Nothing is updated in Alleo until we have a new credential from you; nobody loses their account meanwhile.',
  nl: 'We kunnen jullie Personio-account op dit moment niet lezen. In Alleo wordt niets bijgewerkt totdat we nieuwe API-gegevens van jullie hebben; niemand raakt intussen een account kwijt.',
  de: 'Wir können Ihr Personio-Konto zurzeit nicht lesen. In Alleo wird nichts aktualisiert, bis wir neue API-Zugangsdaten von Ihnen haben; niemand verliert bis dahin das Konto.',
};

/** The names as on the credential screen; in Dutch the English ones, which many see there. */
export const CREDENTIAL_RIGHTS: Texts = {
  en: 'The new credential needs: Employees: Read. Readable employee attributes: Birthday, Email, First Name, Last Name, Status, Hire Date, Termination Date and Department, and your fields for Alleo (selection, budgets) where you have them.',
  nl: 'Stel bij de nieuwe API-gegevens graag het volgende in: Medewerkers (Employees): Read. Leesbare medewerkerskenmerken (Readable employee attributes): Birthday, Email, First Name, Last Name, Status, Hire Date, Termination Date en Department, en jullie velden voor Alleo (selectie, budgetten) als jullie die hebben.',
  de: 'Bitte stellen Sie bei den neuen API-Zugangsdaten Folgendes ein: Mitarbeiter: Lesen. Lesbare Mitarbeiterattribute: Geburtstag, E-Mail, Vorname, Nachname, Status, Einstellungsdatum, „Kündigungsdatum“ und Abteilung, dazu Ihre Felder für Alleo (Auswahl, Budgets), falls vorhanden.',
};

/** A gate stops everything, and it is not the credential. */
export const STOPPED: Texts = {
  en: 'At present Alleo takes over nothing from your Personio account. Nobody loses their account meanwhile.',
  nl: 'Op dit moment neemt Alleo niets over uit jullie Personio-account. Niemand raakt intussen een account kwijt.',
  de: 'Zurzeit übernimmt Alleo nichts aus Ihrem Personio-Konto. Niemand verliert bis dahin das Konto.',
};

export const QUESTION: Texts = {
  en: 'There is something in Personio that we pass on to Alleo only once you have confirmed it.',
  nl: 'In Personio staat iets dat we pas aan Alleo doorgeven als jullie het bevestigen.',
  de: 'In Personio steht etwas, das wir erst an Alleo weitergeben, wenn Sie es bestätigen.',
};

/** What HR corrects, and when it reaches Alleo: by itself only where the daily run is on. */
export const CORRECT: { readonly [S in 'active' | 'pending' | 'paused']: Texts } = {
  active: {
    en: 'In your Personio account we came across the following. Once it is corrected there, Alleo picks it up by itself the next day.',
    nl: 'In jullie Personio-account kwamen we het volgende tegen. Zodra het daar is aangepast, neemt Alleo het de volgende dag vanzelf over.',
    de: 'In Ihrem Personio-Konto ist uns Folgendes aufgefallen. Sobald es dort korrigiert ist, übernimmt Alleo es am nächsten Tag von selbst.',
  },
  pending: {
    en: 'In your Personio account we came across the following. The connection to Alleo has not been started yet; please correct it in Personio before we start it together.',
    nl: 'In jullie Personio-account kwamen we het volgende tegen. De koppeling met Alleo is nog niet gestart; graag aanpassen in Personio voordat we samen starten.',
    de: 'In Ihrem Personio-Konto ist uns Folgendes aufgefallen. Die Anbindung an Alleo ist noch nicht gestartet; bitte korrigieren Sie es in Personio, bevor wir sie gemeinsam starten.',
  },
  paused: {
    en: 'In your Personio account we came across the following. The connection to Alleo is paused at present; what is corrected in Personio is picked up once it runs again.',
    nl: 'In jullie Personio-account kwamen we het volgende tegen. De koppeling met Alleo staat op dit moment stil; wat in Personio is aangepast, wordt overgenomen zodra die weer loopt.',
    de: 'In Ihrem Personio-Konto ist uns Folgendes aufgefallen. Die Anbindung an Alleo ruht zurzeit; was in Personio korrigiert ist, wird übernommen, sobald sie wieder läuft.',
  },
};

export const OURS: Texts = {
  en: 'We take care of the following ourselves. You need not do anything:',
  nl: 'Met het volgende zijn wij zelf bezig. Jullie hoeven niets te doen:',
  de: 'Um Folgendes kümmern wir uns selbst. Sie müssen nichts tun:',
};

export const CONCERNS: Texts = { en: 'Concerns', nl: 'Betreft', de: 'Betrifft' };

/** Trouble of ours of which a customer is told no more. */
export const TECHNICAL: Texts = {
  en: 'A technical fault on our side: it may delay changes in Alleo.',
  nl: 'Een technische storing aan onze kant: wijzigingen in Alleo kunnen later komen.',
  de: 'Eine technische Störung auf unserer Seite: Änderungen in Alleo können sich verzögern.',
};

/** What was sent and of which nobody complained. */
export const ON_THE_WAY: { readonly [L in Language]: (people: string) => string } = {
  en: (people) => `Changes for ${people} are still on their way to Alleo.`,
  nl: (people) => `Wijzigingen voor ${people} zijn nog onderweg naar Alleo.`,
  de: (people) => `Änderungen für ${people} sind noch unterwegs zu Alleo.`,
};

/** The same where nothing is delivered before the connection runs. */
export const PARKED: { readonly [L in Language]: (people: string) => string } = {
  en: (people) => `Changes for ${people} wait until the connection to Alleo runs.`,
  nl: (people) => `Wijzigingen voor ${people} wachten tot de koppeling met Alleo loopt.`,
  de: (people) => `Änderungen für ${people} warten, bis die Anbindung an Alleo läuft.`,
};
