import type { Language } from '../../shared/contracts/code-info.ts';

/** The sentences of the message that tells a customer that the integration is active. */
export interface ActivationWords {
  readonly subject: string;
  readonly greeting: string;
  readonly active: (name: string, date: string) => string;
  readonly added: (people: number, adopted: number) => string;
  readonly daily: string;
  readonly selective: (label: string) => string;
  readonly budgets: (monthly: number, oneOff: number, total: string) => string;
  readonly withoutOneOff: string;
  readonly nobodyLeftOut: string;
  readonly leftOut: (people: number) => string;
  readonly toMend: string;
  readonly more: (count: number) => string;
  readonly from: (date: string) => string;
  readonly closing: string;
}

export const ACTIVATION_WORDS: { readonly [L in Language]: ActivationWords } = {
  en: {
    subject: 'Subject: Your Personio integration with Alleo is active',
    greeting: 'Dear customer,',
    active: (name, date) =>
      `The integration of the Personio account of ${name} with Alleo has been activated on ${date}.`,
    added: (people, adopted) =>
      `Employees who take part from now on: ${people}${adopted > 0 ? `, of whom ${adopted} had an account that is now linked` : ''}.`,
    daily: 'From now on joiners, leavers and changes in Personio reach Alleo once a day, early in the morning.',
    selective: (label) => `Only people with "Yes" in the Personio field "${label}" take part.`,
    budgets: (monthly, oneOff, total) => `Budgets: ${monthly} monthly and ${oneOff} one-off, ${total} in all.`,
    withoutOneOff: 'One-off budgets that were entered before today are not granted again.',
    nobodyLeftOut: 'Nobody was left out.',
    leftOut: (people) => `Left out (${people}):`,
    toMend: 'Please mend in Personio, we pick it up the next day:',
    more: (count) => `and ${count} more`,
    from: (date) => `from ${date}`,
    closing: 'Kind regards,\nAlleo Support',
  },
  nl: {
    subject: 'Onderwerp: uw Personio-koppeling met Alleo is actief',
    greeting: 'Beste klant,',
    active: (name, date) => `De koppeling van het Personio-account van ${name} met Alleo is geactiveerd op ${date}.`,
    added: (people, adopted) =>
      `Medewerkers die vanaf nu meedoen: ${people}${adopted > 0 ? `, van wie ${adopted} al een account hadden dat nu gekoppeld is` : ''}.`,
    daily:
      'Vanaf nu komen nieuwe en vertrekkende medewerkers en wijzigingen uit Personio dagelijks, vroeg in de ochtend, in Alleo.',
    selective: (label) => `Alleen mensen met "Yes" in het Personio-veld "${label}" doen mee.`,
    budgets: (monthly, oneOff, total) => `Budgetten: ${monthly} maandelijks en ${oneOff} eenmalig, samen ${total}.`,
    withoutOneOff: 'Eenmalige budgetten die al vóór vandaag waren ingevuld, worden niet opnieuw toegekend.',
    nobodyLeftOut: 'Niemand bleef buiten beschouwing.',
    leftOut: (people) => `Buiten beschouwing (${people}):`,
    toMend: 'Graag in Personio verbeteren, de volgende dag nemen wij het over:',
    more: (count) => `en nog ${count}`,
    from: (date) => `vanaf ${date}`,
    closing: 'Met vriendelijke groet,\nAlleo Support',
  },
  de: {
    subject: 'Betreff: Ihre Personio-Anbindung an Alleo ist aktiv',
    greeting: 'Sehr geehrte Kundin, sehr geehrter Kunde,',
    active: (name, date) => `die Anbindung des Personio-Kontos von ${name} an Alleo wurde am ${date} aktiviert.`,
    added: (people, adopted) =>
      `Mitarbeitende, die ab jetzt teilnehmen: ${people}${adopted > 0 ? `, davon ${adopted} mit einem Konto, das nun verknüpft ist` : ''}.`,
    daily: 'Ab jetzt kommen Eintritte, Austritte und Änderungen aus Personio täglich am frühen Morgen in Alleo an.',
    selective: (label) => `Nur Personen mit „Yes“ im Personio-Feld „${label}“ nehmen teil.`,
    budgets: (monthly, oneOff, total) => `Budgets: ${monthly} monatliche und ${oneOff} einmalige, zusammen ${total}.`,
    withoutOneOff: 'Einmalige Budgets, die schon vor heute eingetragen waren, werden nicht noch einmal gewährt.',
    nobodyLeftOut: 'Niemand wurde ausgelassen.',
    leftOut: (people) => `Ausgelassen (${people}):`,
    toMend: 'Bitte in Personio berichtigen, wir übernehmen es am folgenden Tag:',
    more: (count) => `und ${count} weitere`,
    from: (date) => `ab ${date}`,
    closing: 'Mit freundlichen Grüßen\nAlleo Support',
  },
};
