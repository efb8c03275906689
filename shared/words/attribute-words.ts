import type { Language, Texts } from '../contracts/codes/code-info.ts';
import { oneLine } from '../contracts/one-line.ts';

/** Personio's attributes and Alleo's fields in words; budget fields and labels are called what they are called. */
const WORDS: ReadonlyMap<string, Texts> = new Map<string, Texts>([
  ['email', { en: 'e-mail address', nl: 'e-mailadres', de: 'E-Mail-Adresse' }],
  ['first_name', { en: 'first name', nl: 'voornaam', de: 'Vorname' }],
  ['last_name', { en: 'last name', nl: 'achternaam', de: 'Nachname' }],
  ['status', { en: 'status', nl: 'status', de: 'Status' }],
  ['birthday', { en: 'birthday', nl: 'geboortedatum', de: 'Geburtsdatum' }],
  ['department', { en: 'department', nl: 'afdeling', de: 'Abteilung' }],
  ['hire_date', { en: 'hire date', nl: 'datum in dienst', de: 'Einstellungsdatum' }],
  ['work_anniversary', { en: 'hire date', nl: 'datum in dienst', de: 'Einstellungsdatum' }],
  [
    'termination_date',
    { en: 'termination date', nl: 'datum uit dienst', de: 'Austrittsdatum („Kündigungsdatum“ in Personio)' },
  ],
]);

/** An attribute as a customer knows it. */
export function nameAttribute(attribute: string, language: Language): string {
  return WORDS.get(attribute)?.[language] ?? oneLine(attribute);
}
