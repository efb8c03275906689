import type { AttributeName } from '../contracts/attributes.ts';
import { ATTRIBUTE_NAMES, ATTRIBUTES } from '../contracts/attributes.ts';
import type { Language, Texts } from '../contracts/codes/code-info.ts';
import { oneLine } from '../contracts/one-line.ts';

/** Personio's attributes in words. */
const WORDS: { readonly [A in AttributeName]: Texts } = {
  email: { en: 'e-mail address', nl: 'e-mailadres', de: 'E-Mail-Adresse' },
  first_name: { en: 'first name', nl: 'voornaam', de: 'Vorname' },
  last_name: { en: 'last name', nl: 'achternaam', de: 'Nachname' },
  status: { en: 'status', nl: 'status', de: 'Status' },
  birthday: { en: 'birthday', nl: 'geboortedatum', de: 'Geburtsdatum' },
  department: { en: 'department', nl: 'afdeling', de: 'Abteilung' },
  hire_date: { en: 'hire date', nl: 'datum in dienst', de: 'Einstellungsdatum' },
  termination_date: {
    en: 'termination date',
    nl: 'datum uit dienst',
    de: 'Austrittsdatum („Kündigungsdatum“ in Personio)',
  },
};

/** The same by Alleo's name of the field; budget fields and labels are called what they are called. */
const BY_NAME: ReadonlyMap<string, Texts> = new Map(
  ATTRIBUTE_NAMES.flatMap((name) => [name, ATTRIBUTES[name].field ?? name].map((one) => [one, WORDS[name]] as const)),
);

/** An attribute as a customer knows it. */
export function nameAttribute(attribute: string, language: Language): string {
  return BY_NAME.get(attribute)?.[language] ?? oneLine(attribute);
}
