import type { SpelledField } from '../../contracts/attributes.ts';
import { SPELLED_FIELDS } from '../../contracts/attributes.ts';
import type { Employee } from '../ground/employee.ts';
import type { Fingerprints } from '../ground/fingerprint.ts';
import type { EmployeeMemory, TenantMemory } from '../ground/memory.ts';
import { isActive } from '../ground/memory.ts';
import { foldField } from '../ground/text.ts';
import type { CompleteListing } from './listing.ts';

/** How sure it is that two of Personio's ids stand for one human being (behaviour: "One human, several ids"). */
export type Likeness = 'same' | 'likely' | 'other';

/**
 * A value's keyed fingerprints: as it is written, and in folded spelling. One of an earlier release is known as it was
 * written alone, so that either counts.
 */
interface Print {
  readonly exact: string;
  readonly folded: string;
}

/** What tells human beings apart. What is not known is left out. */
interface Traits {
  readonly email: Print | undefined;
  readonly first_name: Print;
  readonly last_name: Print;
  readonly birthday: string | undefined;
}

const isSame = (a: Print, b: Print): boolean => a.exact === b.exact || a.folded === b.folded;

const haveSameEmail = (a: Traits, b: Traits): boolean =>
  a.email !== undefined && b.email !== undefined && isSame(a.email, b.email);

function compareTraits(a: Traits, b: Traits): Likeness {
  const email = haveSameEmail(a, b);
  const first = isSame(a.first_name, b.first_name);
  const last = isSame(a.last_name, b.last_name);
  const isBirthdayKnown = a.birthday !== undefined && b.birthday !== undefined;
  const birthday = isBirthdayKnown && a.birthday === b.birthday;
  const contradicts = isBirthdayKnown && !birthday;
  if ((email && last && !contradicts) || (first && last && birthday)) return 'same';
  // A name without a birthday, or an address with one of the two: perhaps.
  const likely = (first && last && (email || !contradicts)) || (email && birthday) || (email && first && !contradicts);
  return likely ? 'likely' : 'other';
}

function printOf(field: SpelledField, value: string, fingerprints: Fingerprints): Print {
  const exact = fingerprints.ofField(field, value);
  const spelled = foldField(field, value);
  return { exact, folded: spelled === value ? exact : fingerprints.ofField(field, spelled) };
}

function traitsOf(employee: Employee, fingerprints: Fingerprints): Traits | undefined {
  const { email, first_name, last_name, birthday } = employee;
  if (typeof first_name !== 'string' || typeof last_name !== 'string') return undefined;
  return {
    email: typeof email === 'string' ? printOf('email', email, fingerprints) : undefined,
    first_name: printOf('first_name', first_name, fingerprints),
    last_name: printOf('last_name', last_name, fingerprints),
    birthday: typeof birthday === 'string' ? fingerprints.ofField('birthday', birthday) : undefined,
  };
}

/** A new profile takes over the address; that of the old one gets `_` and five characters behind it (reported of Personio). */
const RENAMED = /_.{5}$/u;

/**
 * Of somebody whom an earlier release stored, the folded spelling of what Personio still shows as it was sent. What it
 * does not show any more is known as it was written alone, until that person's next change.
 */
function foldListed(
  { fields }: EmployeeMemory,
  employee: Employee | undefined,
  fingerprints: Fingerprints,
): EmployeeMemory['folded'] {
  const folded: { [F in SpelledField]?: string } = {};
  for (const field of SPELLED_FIELDS) {
    const shown = employee?.[field];
    if (typeof shown !== 'string') continue;
    const values = field === 'email' ? [shown, shown.replace(RENAMED, '')] : [shown];
    const sent = values.find((value) => fingerprints.ofField(field, value) === fields[field]);
    if (sent !== undefined) folded[field] = printOf(field, sent, fingerprints).folded;
  }
  return folded;
}

function rememberedTraits(
  { fields }: EmployeeMemory,
  folded: EmployeeMemory['folded'],
  cleared: string,
): Traits | undefined {
  const { email, first_name, last_name, birthday } = fields;
  if (first_name === undefined || last_name === undefined) return undefined;
  const print = (field: SpelledField, exact: string): Print => ({ exact, folded: folded?.[field] ?? exact });
  return {
    email: email === undefined ? undefined : print('email', email),
    first_name: print('first_name', first_name),
    last_name: print('last_name', last_name),
    birthday: birthday === cleared ? undefined : birthday,
  };
}

/** A remembered person who may be the human being that is asked for. */
export interface Match {
  readonly memory: EmployeeMemory;
  readonly likeness: 'same' | 'likely';
  readonly sameEmail: boolean;
}

/** The remembered people, to be found by who they are. */
export interface Humans {
  /** Everybody but this id who is, or may be, the same human being; in the order of their ids. */
  find(employee: Employee): readonly Match[];
}

/** Adds to a group, made where there is none yet. */
export function addTo<K, V>(groups: Map<K, V[]>, key: K, value: V): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [value]);
  else group.push(value);
}

const nameOf = (first: string, last: string): string => `${first} ${last}`;

/** Of one name those whose birthday is this one, or is not known. */
const bornOn = (name: string, birthday: string | undefined): string => `${name} ${birthday ?? ''}`;

type Groups = ReadonlyMap<string, readonly EmployeeMemory[]>;

/**
 * An index over everybody remembered; it costs a walk over them, so that it is made only where somebody is asked for, and
 * takes from each no more than where they are found: by address, and by both names, in folded spelling; as written, too,
 * where an earlier release stored them. Of namesakes only those are compared whose birthday does not contradict: in a large company there are many.
 * `listing`: as Personio shows them now.
 */
export function indexHumans(memory: TenantMemory, listing: CompleteListing, fingerprints: Fingerprints): Humans {
  const cleared = fingerprints.ofField('birthday', null);
  const foldedOf = (one: EmployeeMemory) =>
    one.folded ?? foldListed(one, listing.employees.get(one.employeeId), fingerprints);
  const group = (keyOf: (name: string, birthday: string | undefined) => string, withEmail: boolean): Groups => {
    const groups = new Map<string, EmployeeMemory[]>();
    for (const one of memory.employees.values()) {
      const { email, first_name, last_name, birthday } = one.fields;
      if (first_name === undefined || last_name === undefined) continue;
      const known = birthday === cleared ? undefined : birthday;
      const folded = foldedOf(one);
      // What is written alike is folded alike, so that one place is enough; but an earlier release's may be half known.
      addTo(groups, keyOf(nameOf(folded?.first_name ?? first_name, folded?.last_name ?? last_name), known), one);
      if (one.folded === undefined) addTo(groups, keyOf(nameOf(first_name, last_name), known), one);
      if (!withEmail || email === undefined) continue;
      addTo(groups, folded?.email ?? email, one);
    }
    return groups;
  };
  const places = group(bornOn, true);
  let names: Groups | undefined;
  const findNear = ({ email, first_name, last_name, birthday }: Traits): ReadonlySet<EmployeeMemory> => {
    const asked = new Set([nameOf(first_name.exact, last_name.exact), nameOf(first_name.folded, last_name.folded)]);
    const near = new Set<EmployeeMemory>();
    const add = (group: readonly EmployeeMemory[] = []) => {
      for (const one of group) near.add(one);
    };
    if (birthday === undefined) names ??= group((name) => name, false);
    for (const name of asked) {
      if (birthday === undefined) add(names?.get(name));
      else for (const known of [birthday, undefined]) add(places.get(bornOn(name, known)));
    }
    if (email !== undefined) for (const address of [email.exact, email.folded]) add(places.get(address));
    return near;
  };
  return {
    find: (employee) => {
      const traits = traitsOf(employee, fingerprints);
      if (traits === undefined) return [];
      const matches: Match[] = [];
      for (const one of findNear(traits)) {
        const other = rememberedTraits(one, foldedOf(one), cleared);
        if (other === undefined || one.employeeId === employee.id) continue;
        const likeness = compareTraits(traits, other);
        if (likeness !== 'other') matches.push({ memory: one, likeness, sameEmail: haveSameEmail(traits, other) });
      }
      return matches.sort((a, b) => (a.memory.employeeId < b.memory.employeeId ? -1 : 1));
    },
  };
}

/**
 * Active people who are absent, but whose human being is listed under an id that we do not know yet: they have not left,
 * and their company is the one that we know.
 */
export function findRenumbered(
  listing: CompleteListing,
  memory: TenantMemory,
  fingerprints: Fingerprints,
): ReadonlySet<string> {
  const absent = new Set<string>();
  for (const one of memory.employees.values()) {
    if (isActive(one) && !listing.employees.has(one.employeeId)) absent.add(one.employeeId);
  }
  const renumbered = new Set<string>();
  if (absent.size === 0) return renumbered;
  let humans: Humans | undefined;
  for (const employee of listing.employees.values()) {
    if (employee.status === 'inactive' || memory.employees.has(employee.id)) continue;
    humans ??= indexHumans(memory, listing, fingerprints);
    for (const { memory: one, likeness } of humans.find(employee)) {
      if (likeness === 'same' && absent.has(one.employeeId)) renumbered.add(one.employeeId);
    }
  }
  return renumbered;
}
