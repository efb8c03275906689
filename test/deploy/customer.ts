import type { Customer } from '../../local/demo/customers.ts';
import type { AlleoEmployee } from '../../local/simulators/alleo/employee.ts';
import type { Lab } from './lab.ts';
import { waitFor } from './progress.ts';

const person = (id: number, firstName: string, lastName: string) => ({
  id,
  firstName,
  lastName,
  email: `${firstName}.${lastName}@example.com`.toLowerCase(),
  department: 'Warehouse',
  hireDate: '2021-03-01',
  birthday: '1988-11-30',
});

/** Six people who are in, one who left, one who has not started: whatever today is. */
export const CUSTOMER: Customer = {
  id: 'noordzee',
  name: 'Noordzee Logistiek',
  companyId: 11,
  eligibility: 'none',
  language: 'nl',
  groups: [
    { id: 1, name: 'Warehouse' },
    { id: 2, name: 'Office' },
  ],
  accounts: [],
  people: [
    person(101, 'Anna', 'Bakker'),
    person(102, 'Bas', 'Visser'),
    person(103, 'Daan', 'Smit'),
    person(104, 'Emma', 'Mulder'),
    person(105, 'Femke', 'Peters'),
    person(106, 'Jan', 'Dijkstra'),
    { ...person(107, 'Lars', 'Klein'), status: 'inactive', terminationDate: '2024-06-30' },
    { ...person(108, 'Noor', 'Vos'), status: 'onboarding', hireDate: `${new Date().getUTCFullYear() + 1}-12-31` },
  ],
};

/** A customer who is added and removed again. */
export const LEAVING_CUSTOMER: Customer = {
  ...CUSTOMER,
  id: 'zuiderzee',
  name: 'Zuiderzee Visserij',
  companyId: 12,
  people: [person(201, 'Lotte', 'Kuiper')],
};

/** Someone who joins later. */
export const JOINER = person(109, 'Pieter', 'Jansen');

/** The customer's accounts in the simulated Alleo. */
export function accounts(lab: Lab): readonly AlleoEmployee[] {
  return lab.world.alleo.companies.get(CUSTOMER.companyId)?.ordered ?? [];
}

/** The account of a Personio id. */
export function accountOf(lab: Lab, personioId: number): AlleoEmployee | undefined {
  return accounts(lab).find((account) => account.external_id === String(personioId));
}

/** Waits until exactly these Personio ids are active in Alleo. */
export async function waitForActive(lab: Lab, seconds: number, wanted: readonly number[]): Promise<void> {
  const text = wanted.map(String).join(' ');
  const seen = (): string =>
    accounts(lab)
      .filter((account) => account.is_active)
      .map((account) => account.external_id)
      .sort()
      .join(' ');
  await waitFor(`${text} active in Alleo`, seconds, () => (seen() === text ? true : undefined)).catch(
    (cause: unknown) => {
      throw new Error(`Active in Alleo: ${seen() || 'nobody'}.`, { cause });
    },
  );
}
