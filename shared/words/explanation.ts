import type { Language, Texts } from '../contracts/codes/code-info.ts';
import type { MutationKind } from '../contracts/mutation-kind.ts';
import type { ExplainFacts } from '../contracts/support/person-facts.ts';
import { tellCustomer } from './customer-words.ts';
import { writeTrouble } from './letter.ts';
import { LETTER } from './letter-words.ts';
import { writeDate, writeName } from './style.ts';

type Say = { readonly [L in Language]: (told: string) => string };

const SUBJECT: Texts = {
  en: 'Alleo: your question about one person',
  nl: 'Alleo: jullie vraag over een persoon',
  de: 'Alleo: Ihre Frage zu einer Person',
};

const ABOUT: Say = {
  en: (name) => `You asked about ${name}.`,
  nl: (name) => `Jullie vroegen naar ${name}.`,
  // After a salutation with a comma German goes on in lower case.
  de: (name) => `es geht um ${name}.`,
};

const STATES = {
  active: {
    en: 'The account in Alleo is active.',
    nl: 'Het account in Alleo is actief.',
    de: 'Das Konto in Alleo ist aktiv.',
  },
  inactive: {
    en: 'The account in Alleo is not active.',
    nl: 'Het account in Alleo is niet actief.',
    de: 'Das Konto in Alleo ist nicht aktiv.',
  },
  none: {
    en: 'There is no account in Alleo.',
    nl: 'Er is geen account in Alleo.',
    de: 'In Alleo gibt es kein Konto.',
  },
  'not-read': {
    en: 'We cannot see the account in Alleo at this moment.',
    nl: 'We kunnen het account in Alleo op dit moment niet zien.',
    de: 'Wir können das Konto in Alleo im Moment nicht sehen.',
  },
} as const satisfies { readonly [S in ExplainFacts['account']]: Texts };

/** Alleo and we do not say the same of the account, and nothing that is on its way explains it. */
const BY_HAND: Texts = {
  en: 'That was not done by this connection: somebody changed it in Alleo. We look into it.',
  nl: 'Dat is niet door deze koppeling gedaan: iemand heeft het in Alleo gewijzigd. We zoeken het uit.',
  de: 'Das geschah nicht durch diese Anbindung: Jemand hat es in Alleo geändert. Wir klären das.',
};

const NEXT: Texts = {
  en: 'Access follows with the next daily update.',
  nl: 'De toegang volgt bij de volgende dagelijkse update.',
  de: 'Der Zugang folgt mit der nächsten täglichen Aktualisierung.',
};

const FROM: Say = {
  en: (date) => `Access follows from ${date} on, if the status in Personio agrees by then.`,
  nl: (date) => `De toegang volgt vanaf ${date}, als de status in Personio dan klopt.`,
  de: (date) => `Der Zugang folgt ab dem ${date}, wenn der Status in Personio dann passt.`,
};

const GONE: Texts = {
  en: 'This person is not in your Personio account, as far as we can see.',
  nl: 'Deze persoon staat niet in jullie Personio-account, voor zover wij dat zien.',
  de: 'Diese Person steht nicht in Ihrem Personio-Konto, soweit wir es sehen.',
};

/** Somebody was deleted there by mistake. */
const RESTORE: Texts = {
  en: 'If they should be, please restore the profile or enter them again: access follows with the next daily update.',
  nl: 'Hoort hij of zij er wel in, zet het profiel dan terug of voer de persoon opnieuw in: de toegang volgt bij de volgende dagelijkse update.',
  de: 'Gehört sie hinein, stellen Sie das Profil bitte wieder her oder legen Sie die Person neu an: Der Zugang folgt mit der nächsten täglichen Aktualisierung.',
};

/** Of somebody who was given another id in Personio: what is said of the profile does not hold for the account. */
const PASSED: Say = {
  en: (id) => `This is their former profile in Personio; the account belongs to the present one, Personio id ${id}.`,
  nl: (id) => `Dit is het vorige profiel in Personio; het account hoort bij het huidige, Personio-id ${id}.`,
  de: (id) => `Das ist das frühere Profil in Personio; das Konto gehört zum jetzigen, Personio-ID ${id}.`,
};

const HISTORY: Texts = {
  en: 'What we passed on to Alleo, most recent first:',
  nl: 'Wat we aan Alleo hebben doorgegeven, het nieuwste eerst:',
  de: 'Was wir an Alleo weitergegeben haben, das Neueste zuerst:',
};

const DONE: { readonly [K in MutationKind]: Texts } = {
  activate: { en: 'access', nl: 'toegang', de: 'Zugang' },
  update: { en: 'changed details', nl: 'gewijzigde gegevens', de: 'geänderte Angaben' },
  deactivate: { en: 'end of access', nl: 'einde van de toegang', de: 'Ende des Zugangs' },
  'set-monthly-budget': { en: 'monthly budget', nl: 'maandbudget', de: 'monatliches Budget' },
  'grant-one-off-budget': { en: 'one-off budget', nl: 'eenmalig budget', de: 'Einmalbudget' },
};

const isGate = ({ decision, issues }: ExplainFacts) =>
  decision === null && issues.some(({ employeeId }) => employeeId === undefined);

function sayReason(facts: ExplainFacts, language: Language): string[] {
  const { reason, account, tenantStatus, passedTo } = facts;
  // Of a former profile that has an account `sayState` says all that holds for the person.
  if (isGate(facts) || (passedTo !== undefined && account !== 'none')) return [];
  const hasEnded = tenantStatus === 'active' && account !== 'active' && account !== 'not-read';
  if (reason === null) return [GONE[language], ...(hasEnded ? [RESTORE[language]] : [])];
  return [tellCustomer(reason, language)];
}

/** What comes by itself: only where the daily run is on and nothing holds it back. */
function sayNext(
  { tenantStatus, decision, account, startDate, holds, open }: ExplainFacts,
  language: Language,
): string[] {
  if (tenantStatus !== 'active' || account === 'active' || account === 'not-read') return [];
  if (holds.length + open.length > 0) return [];
  if (decision === 'waiting' && startDate !== undefined) return [FROM[language](writeDate(startDate, language))];
  return decision === 'in' ? [NEXT[language]] : [];
}

/** One statement about one account: what Alleo shows, and whether that is our doing. */
function sayState(facts: ExplainFacts, language: Language): string[] {
  const { account, remembered, open, decision, passedTo } = facts;
  const isSettled = open.length === 0 && account !== 'not-read';
  const isByHand = isSettled && remembered !== 'nothing' && (remembered === 'active') !== (account === 'active');
  const state = STATES[account][language];
  if (passedTo !== undefined && account !== 'none') return [state, PASSED[language](passedTo)];
  if (isByHand) return [`${state} ${BY_HAND[language]}`];
  return decision === 'in' ? [[state, ...sayNext(facts, language)].join(' ')] : [state, ...sayNext(facts, language)];
}

function sayHistory({ history }: ExplainFacts, language: Language): string[] {
  if (history.length === 0) return [];
  const lines = history.toReversed().map(({ date, kind, reason }) => {
    const why = reason === 'EMPLOYED' ? '' : ` ${tellCustomer(reason, language)}`;
    return `- ${writeDate(date, language)}: ${DONE[kind][language]}.${why}`;
  });
  return [[HISTORY[language], ...lines].join('\n')];
}

/** Why somebody is, or is not, in Alleo, in plain sentences that can be sent to the customer. Pure. */
export function writeExplanation(
  person: { readonly employeeId: string; readonly name: string | null },
  facts: ExplainFacts,
  language: Language,
): string {
  const name = writeName(person.name, person.employeeId, language);
  const issues = facts.issues.map((issue) => ({ ...issue, name: issue.employeeId === undefined ? null : name }));
  const [, trouble] = writeTrouble({ ...facts, issues, domains: [] }, language);
  return [
    `${LETTER.subject[language]}: ${SUBJECT[language]}`,
    LETTER.greeting[language],
    `${ABOUT[language](name)} ${[...sayState(facts, language), ...sayReason(facts, language)].join(' ')}`,
    ...sayHistory(facts, language),
    ...trouble,
    LETTER.questions[language],
    LETTER.closing[language],
  ].join('\n\n');
}
