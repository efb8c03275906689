import type { CustomValue, PersonioPerson } from './person.ts';
import type { AttributeType, CustomAttribute, PersonioSettings } from './settings.ts';

/** An attribute of the account: how it is described, and how a person's value of it is written. */
export interface Attribute {
  readonly key: string;
  readonly label: string;
  readonly type: AttributeType;
  readonly universalId: string | null;
  readonly options: readonly string[];
  /** The `value` of the answer. */
  readonly read: (person: PersonioPerson) => unknown;
}

const LABELS = {
  id: { en: 'ID', de: 'ID', nl: 'ID' },
  first_name: { en: 'First name', de: 'Vorname', nl: 'Voornaam' },
  last_name: { en: 'Last name', de: 'Nachname', nl: 'Achternaam' },
  email: { en: 'Email', de: 'E-Mail', nl: 'E-mail' },
  status: { en: 'Status', de: 'Status', nl: 'Status' },
  hire_date: { en: 'Hire date', de: 'Einstellungsdatum', nl: 'Datum indiensttreding' },
  termination_date: { en: 'Termination date', de: 'Kündigungsdatum', nl: 'Datum uitdiensttreding' },
  department: { en: 'Department', de: 'Abteilung', nl: 'Afdeling' },
  date_of_birth: { en: 'Birthday', de: 'Geburtstag', nl: 'Verjaardag' },
} as const;

/** The key that the account in the documentation has for its birthday; keys differ by account, the universal id does not. */
const BIRTHDAY_KEY = 'dynamic_7123992';

/** All attributes of the account in the order of a row; `id` comes first. */
export function describeAttributes(settings: PersonioSettings, custom: readonly CustomAttribute[]): Attribute[] {
  const system = (
    universalId: keyof typeof LABELS,
    type: AttributeType,
    read: Attribute['read'],
    key: string = universalId,
  ): Attribute => ({ key, label: LABELS[universalId][settings.language], type, universalId, options: [], read });
  const date = (text: string | null): string | null => writeDate(text, settings.dateOffset);
  return [
    system('id', 'integer', (person) => person.id),
    system('first_name', 'standard', (person) => person.firstName),
    system('last_name', 'standard', (person) => person.lastName),
    system('email', 'standard', (person) => person.email),
    system('status', 'standard', (person) => writeStatus(person.status, settings.statusCase)),
    system('hire_date', 'date', (person) => date(person.hireDate)),
    system('termination_date', 'date', (person) => date(person.terminationDate)),
    system('department', 'standard', (person) => writeDepartment(person.department, settings.unsetDepartment)),
    system('date_of_birth', 'date', (person) => date(person.birthday), BIRTHDAY_KEY),
    ...describeCustom(settings, custom),
  ];
}

/** Whether a key, label or universal id means this attribute. */
export function isCalled(attribute: Attribute, name: string): boolean {
  return (
    name === attribute.key ||
    name === attribute.label ||
    name === attribute.universalId ||
    isEnglishName(attribute, name)
  );
}

/** `birthday` and the English label are understood in every language. */
function isEnglishName(attribute: Attribute, name: string): boolean {
  if (attribute.universalId === null) return false;
  if (attribute.universalId === 'date_of_birth' && name === 'birthday') return true;
  return Object.entries(LABELS).some(([id, labels]) => id === attribute.universalId && labels.en === name);
}

/** What an undeclared attribute must be, from the first value that someone has. */
export function guessAttribute(label: string, value: CustomValue): CustomAttribute {
  if (typeof value === 'number') return { label, type: 'decimal' };
  if (Array.isArray(value)) return { label, type: 'tags' };
  if (typeof value === 'string' && /^(yes|no)$/i.test(value)) return { label, type: 'list', options: ['Yes', 'No'] };
  return { label, type: 'standard' };
}

function describeCustom(settings: PersonioSettings, custom: readonly CustomAttribute[]): Attribute[] {
  const taken = new Set([BIRTHDAY_KEY, ...custom.map((attribute) => attribute.key)]);
  return custom.map(({ label, type, options = [], key = freeKey(label, taken) }) => ({
    key,
    label,
    type,
    universalId: null,
    options,
    read: (person) => writeCustom(person.custom[label] ?? null, type, settings),
  }));
}

/** `dynamic_<n>`, n from the label, so that it is the same in every process and order. */
function freeKey(label: string, taken: Set<string | undefined>): string {
  let n = 0;
  for (const character of label) n = (n * 31 + (character.codePointAt(0) ?? 0)) % 900_000;
  while (taken.has(`dynamic_${8_000_000 + n}`)) n += 1;
  const key = `dynamic_${8_000_000 + n}`;
  taken.add(key);
  return key;
}

function writeDate(date: string | null, offset: string): string | null {
  return date === null || offset === 'plain' ? date : `${date}T00:00:00${offset}`;
}

function writeStatus(status: string, form: PersonioSettings['statusCase']): string {
  return form === 'upper' ? status.toUpperCase() : status;
}

function writeDepartment(name: string | null, unset: PersonioSettings['unsetDepartment']): unknown {
  if (name === null) return unset;
  let id = 4_000_000;
  for (const character of name) id = 4_000_000 + ((id * 31 + (character.codePointAt(0) ?? 0)) % 100_000);
  return { type: 'Department', attributes: { id, name } };
}

function writeCustom(value: CustomValue, type: AttributeType, settings: PersonioSettings): unknown {
  if (value === null) return type === 'standard' || type === 'multiline' || type === 'link' ? '' : null;
  if (type === 'date' && typeof value === 'string') return writeDate(value, settings.dateOffset);
  return value;
}
