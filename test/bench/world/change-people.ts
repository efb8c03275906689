import type { PersonioSimulator } from '../../../local/simulators/personio/start.ts';

/**
 * Changes so many people in Personio: of four, two get another last name, one leaves, and one joins. Who is changed in
 * one round is not touched in the next.
 */
export function changePeople(personio: PersonioSimulator, count: number, round: number): void {
  const active = [...personio.people.values()].filter(
    ({ status, terminationDate }) => status === 'active' && !terminationDate,
  );
  const picked = active.slice(round * count, (round + 1) * count);
  if (picked.length < count) throw new Error('there are not enough people for another round');
  const newId = Math.max(...personio.people.keys()) + 1;
  for (const [n, { id, lastName }] of picked.entries()) {
    if (n % 4 === 0) personio.change(id, { status: 'inactive', terminationDate: '2026-11-01' });
    else if (n % 4 === 1)
      personio.add({ id: newId + n, email: `joiner.${newId + n}@example.com`, hireDate: '2026-11-02' });
    else personio.change(id, { lastName: `${lastName} ${round}` });
  }
}
