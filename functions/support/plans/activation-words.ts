import type { Language } from '../../../shared/contracts/codes/code-info.ts';

/** The sentences of the message that tells a customer that the integration is active; how it is opened and closed stands in `LETTER`. */
export interface ActivationWords {
  readonly subject: string;
  readonly active: (name: string, date: string) => string;
  readonly added: (people: number) => string;
  readonly adopted: (people: number) => string;
  readonly daily: string;
  /** Said where long-term leave takes no account away (policy `onLeave: keep`). */
  readonly onLeave: string;
  readonly selective: (label: string) => string;
  readonly monthly: (budgets: number, total: string) => string;
  readonly oneOff: (budgets: number, total: string) => string;
  readonly withoutOneOff: string;
  readonly nobodyLeftOut: string;
  readonly leftOut: (people: number) => string;
  readonly budgetsHeld: string;
  readonly toFix: string;
  readonly from: (date: string) => string;
}

export const ACTIVATION_WORDS: { readonly [L in Language]: ActivationWords } = {
  en: {
    subject: 'Your Personio integration with Alleo is active',
    active: (name, date) => `The integration of ${name}'s Personio account with Alleo was activated on ${date}.`,
    added: (people) =>
      people === 1 ? '1 employee takes part from now on.' : `${people} employees take part from now on.`,
    adopted: (people) =>
      people === 1
        ? '1 of them already had an Alleo account, which is now linked.'
        : `${people} of them already had an Alleo account, which is now linked.`,
    daily: 'From now on Alleo follows joiners, leavers and changes in Personio once a day, early in the morning.',
    onLeave: 'People on long-term leave keep their account; whoever has none yet takes part once they are back.',
    selective: (label) => `Only employees with "Yes" in the Personio field "${label}" take part.`,
    monthly: (budgets, total) => `Monthly budgets: ${budgets}, ${total} a month together.`,
    oneOff: (budgets, total) => `One-off budgets: ${budgets}, ${total} together.`,
    withoutOneOff: 'One-off budgets that were in Personio before today are not granted again.',
    nobodyLeftOut: 'Nobody was left out.',
    leftOut: (people) => `Who does not take part, or not yet (${people}):`,
    budgetsHeld: 'Budgets that wait:',
    toFix: 'Please correct in Personio; Alleo picks it up by itself the next day:',
    from: (date) => `from ${date}`,
  },
  nl: {
    subject: 'Jullie Personio-koppeling met Alleo is actief',
    active: (name, date) => `De koppeling van het Personio-account van ${name} met Alleo is op ${date} geactiveerd.`,
    added: (people) => (people === 1 ? '1 medewerker doet vanaf nu mee.' : `${people} medewerkers doen vanaf nu mee.`),
    adopted: (people) =>
      people === 1
        ? '1 van hen had al een Alleo-account; dat is nu gekoppeld.'
        : `${people} van hen hadden al een Alleo-account; die accounts zijn nu gekoppeld.`,
    daily:
      'Vanaf nu volgt Alleo nieuwe en vertrekkende medewerkers en wijzigingen in Personio één keer per dag, vroeg in de ochtend.',
    onLeave:
      'Wie langdurig met verlof is, behoudt zijn of haar account; wie nog geen account heeft, doet mee na terugkomst.',
    selective: (label) => `Alleen medewerkers met „Yes” in het Personio-veld „${label}” doen mee.`,
    monthly: (budgets, total) => `Maandbudgetten: ${budgets}, samen ${total} per maand.`,
    oneOff: (budgets, total) => `Eenmalige budgetten: ${budgets}, samen ${total}.`,
    withoutOneOff: 'Eenmalige budgetten die al vóór vandaag in Personio stonden, worden niet opnieuw toegekend.',
    nobodyLeftOut: 'Iedereen doet mee.',
    leftOut: (people) => `Wie niet of nog niet meedoet (${people}):`,
    budgetsHeld: 'Budgetten die nog wachten:',
    toFix: 'Graag aanpassen in Personio; Alleo neemt het de volgende dag vanzelf over:',
    from: (date) => `vanaf ${date}`,
  },
  de: {
    subject: 'Ihre Personio-Anbindung an Alleo ist aktiv',
    // After a salutation with a comma German goes on in lower case.
    active: (name, date) => `die Anbindung des Personio-Kontos von ${name} an Alleo wurde am ${date} aktiviert.`,
    added: (people) =>
      people === 1 ? '1 Person nimmt ab jetzt teil.' : `${people} Mitarbeitende nehmen ab jetzt teil.`,
    adopted: (people) =>
      people === 1
        ? '1 davon hatte schon ein Alleo-Konto; es ist nun verknüpft.'
        : `${people} davon hatten schon ein Alleo-Konto; diese Konten sind nun verknüpft.`,
    daily: 'Ab jetzt übernimmt Alleo Eintritte, Austritte und Änderungen aus Personio einmal täglich am frühen Morgen.',
    onLeave: 'Wer länger abwesend ist, behält das Konto; wer noch keines hat, nimmt nach der Rückkehr teil.',
    selective: (label) => `Es nehmen nur Mitarbeitende mit „Yes“ im Personio-Feld „${label}“ teil.`,
    monthly: (budgets, total) => `Monatliche Budgets: ${budgets}, zusammen ${total} im Monat.`,
    oneOff: (budgets, total) => `Einmalbudgets: ${budgets}, zusammen ${total}.`,
    withoutOneOff: 'Einmalbudgets, die schon vor heute in Personio standen, werden nicht noch einmal gewährt.',
    nobodyLeftOut: 'Alle nehmen teil.',
    leftOut: (people) => `Wer nicht oder noch nicht teilnimmt (${people}):`,
    budgetsHeld: 'Budgets, die noch warten:',
    toFix: 'Bitte in Personio korrigieren; Alleo übernimmt es am nächsten Tag von selbst:',
    from: (date) => `ab ${date}`,
  },
};
