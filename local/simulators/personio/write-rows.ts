import { type Attribute, isCalled } from './attributes.ts';
import type { PersonioPerson } from './person.ts';
import type { PersonioSettings } from './settings.ts';

/** Writes one person as the JSON text of a row `{type, attributes}`. */
export type WriteRow = (person: PersonioPerson) => string;

/**
 * A writer for the attributes that a credential may read. Everything but the values is put into text once,
 * because a benchmark reads a hundred thousand rows.
 */
export function makeRowWriter(attributes: readonly Attribute[], shape: PersonioSettings['attributeShape']): WriteRow {
  const columns = attributes.map((attribute) => makeColumn(attribute, shape));
  return (person) => {
    if (person.rawRow !== undefined) return JSON.stringify(person.rawRow);
    if (isPlain(person)) return wrap(columns.map(({ attribute, write }) => write(attribute.read(person))));
    return writeOdd(columns, person);
  };
}

interface Column {
  readonly attribute: Attribute;
  readonly write: (value: unknown) => string;
}

function makeColumn(attribute: Attribute, shape: PersonioSettings['attributeShape']): Column {
  const { key, label, type, universalId } = attribute;
  const head = `${JSON.stringify(key)}:{"label":${JSON.stringify(label)},"value":`;
  const tail = shape === 'old' ? '}' : `,"type":${JSON.stringify(type)},"universal_id":${JSON.stringify(universalId)}}`;
  return { attribute, write: (value) => head + JSON.stringify(value) + tail };
}

function isPlain(person: PersonioPerson): boolean {
  return person.absent === undefined && person.rawValues === undefined && person.rawAttributes === undefined;
}

function writeOdd(columns: readonly Column[], person: PersonioPerson): string {
  const { absent = [], rawValues = {}, rawAttributes = {} } = person;
  const usual = columns.filter(
    ({ attribute }) => !(attribute.key in rawAttributes) && !absent.some((name) => isCalled(attribute, name)),
  );
  const cells = usual.map(({ attribute, write }) => {
    const raw = Object.entries(rawValues).find(([name]) => isCalled(attribute, name));
    return write(raw === undefined ? attribute.read(person) : raw[1]);
  });
  const extra = Object.entries(rawAttributes).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
  return wrap([...cells, ...extra]);
}

function wrap(cells: readonly string[]): string {
  return `{"type":"Employee","attributes":{${cells.join(',')}}}`;
}
