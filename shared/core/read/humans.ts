import type { Employee } from '../ground/employee.ts';
import type { Fingerprints } from '../ground/fingerprint.ts';
import type { EmployeeMemory, TenantMemory } from '../ground/memory.ts';
import { isActive } from '../ground/memory.ts';
import type { CompleteListing } from './listing.ts';

/** How sure it is that two of Personio's ids stand for one human being (behaviour: "One human, several ids"). */
export type Likeness = 'same' | 'likely' | 'other';

/** What tells human beings apart, as keyed fingerprints. `birthday` is left out where none is known. */
interface Traits {
  readonly email: string | undefined;
  readonly first_name: string;
  readonly last_name: string;
  readonly birthday: string | undefined;
}

function compareTraits(a: Traits, b: Traits): Likeness {
  const email = a.email !== undefined && a.email === b.email;
  const first = a.first_name === b.first_name;
  const last = a.last_name === b.last_name;
  const isBirthdayKnown = a.birthday !== undefined && b.birthday !== undefined;
  const birthday = isBirthdayKnown && a.birthday === b.birthday;
  const contradicts = isBirthdayKnown && !birthday;
  if ((email && last && !contradicts) || (first && last && birthday)) return 'same';
  // A name without a birthday, or an address with one of the two: perhaps.
  const likely = (first && last && (email || !contradicts)) || (email && birthday) || (email && first && !contradicts);
  return likely ? 'likely' : 'other';
}

function traitsOf(employee: Employee, fingerprints: Fingerprints): Traits | undefined {
  const { email, first_name, last_name, birthday } = employee;
  if (typeof first_name !== 'string' || typeof last_name !== 'string') return undefined;
  return {
    email: typeof email === 'string' ? fingerprints.ofField('email', email) : undefined,
    first_name: fingerprints.ofField('first_name', first_name),
    last_name: fingerprints.ofField('last_name', last_name),
    birthday: typeof birthday === 'string' ? fingerprints.ofField('birthday', birthday) : undefined,
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

/** An index over everybody remembered; it costs a walk over them, so that it is made only where somebody is asked for. */
export function indexHumans(memory: TenantMemory, fingerprints: Fingerprints): Humans {
  const cleared = fingerprints.ofField('birthday', null);
  const byEmail = new Map<string, EmployeeMemory[]>();
  const byName = new Map<string, EmployeeMemory[]>();
  const nameOf = (one: Pick<Traits, 'first_name' | 'last_name'>) => `${one.first_name} ${one.last_name}`;
  const remembered = ({ fields }: EmployeeMemory): Traits | undefined => {
    const { email, first_name, last_name, birthday } = fields;
    if (first_name === undefined || last_name === undefined) return undefined;
    return { email, first_name, last_name, birthday: birthday === cleared ? undefined : birthday };
  };
  for (const one of memory.employees.values()) {
    const traits = remembered(one);
    if (traits === undefined) continue;
    if (traits.email !== undefined) addTo(byEmail, traits.email, one);
    addTo(byName, nameOf(traits), one);
  }
  return {
    find: (employee) => {
      const traits = traitsOf(employee, fingerprints);
      if (traits === undefined) return [];
      const near = new Set([
        ...(traits.email === undefined ? [] : (byEmail.get(traits.email) ?? [])),
        ...(byName.get(nameOf(traits)) ?? []),
      ]);
      const matches: Match[] = [];
      for (const one of near) {
        const other = remembered(one);
        if (other === undefined || one.employeeId === employee.id) continue;
        const likeness = compareTraits(traits, other);
        const sameEmail = traits.email !== undefined && traits.email === other.email;
        if (likeness !== 'other') matches.push({ memory: one, likeness, sameEmail });
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
    humans ??= indexHumans(memory, fingerprints);
    for (const { memory: one, likeness } of humans.find(employee)) {
      if (likeness === 'same' && absent.has(one.employeeId)) renumbered.add(one.employeeId);
    }
  }
  return renumbered;
}
