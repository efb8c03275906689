import type { SeedEmployee } from '../simulators/alleo/employee.ts';
import type { CustomValue, NewPersonioPerson } from '../simulators/personio/person.ts';

/** A simulated customer: a Personio account, and a company in Alleo. */
export interface Customer {
  readonly id: string;
  readonly name: string;
  readonly companyId: number;
  /** The label of the attribute that selects people, or `none`: everyone. */
  readonly eligibility: string;
  readonly language: 'en' | 'de' | 'nl';
  readonly people: readonly NewPersonioPerson[];
  readonly groups: readonly { readonly id: number; readonly name: string }[];
  /** Accounts that Alleo has before the first run. */
  readonly accounts: readonly SeedEmployee[];
}

interface More extends Partial<Omit<NewPersonioPerson, 'custom'>> {
  readonly custom?: Readonly<Record<string, CustomValue>>;
}

function person(id: number, name: string, department: string, more: More = {}): NewPersonioPerson {
  const [firstName = '', ...rest] = name.split(' ');
  const local = name
    .toLowerCase()
    .replaceAll(' ', '.')
    .normalize('NFD')
    .replaceAll(/[^a-z.]/g, '');
  const day = String((id % 27) + 1).padStart(2, '0');
  return {
    id,
    firstName,
    lastName: rest.join(' '),
    email: `${local}@example.com`,
    department,
    hireDate: `2019-0${(id % 9) + 1}-${day}`,
    birthday: `19${70 + (id % 29)}-0${(id % 9) + 1}-${day}`,
    ...more,
  };
}

const alleo = (value: string | null): More => ({ custom: { Alleo: value } });

export const MONTHLY = 'alleo_monthly_all_budget';
const ONE_OFF = 'alleo_oneoff_health_budget';
const budgets = (monthly: string | null, oneOff: string | null = null): More => ({
  custom: { [MONTHLY]: monthly, [ONE_OFF]: oneOff },
});

/** Everyone takes part. */
export const NOORDZEE: Customer = {
  id: 'noordzee',
  name: 'Noordzee Logistiek',
  companyId: 11,
  eligibility: 'none',
  language: 'nl',
  groups: [
    { id: 1, name: 'Warehouse' },
    { id: 2, name: 'Office' },
    { id: 3, name: 'Logistics' },
  ],
  accounts: [],
  people: [
    person(101, 'Anna de Vries', 'Warehouse'),
    person(102, 'Bas Bakker', 'Warehouse'),
    person(103, 'Daan Visser', 'Warehouse'),
    person(104, 'Emma Smit', 'Warehouse'),
    person(105, 'Femke Mulder', 'Warehouse'),
    person(106, 'Jan Dijkstra', 'Warehouse'),
    person(107, 'Jeroen Peters', 'Warehouse'),
    person(108, 'Lars Hendriks', 'Warehouse'),
    person(109, 'Lotte Meijer', 'Warehouse'),
    person(110, 'Luuk de Boer', 'Warehouse'),
    person(111, 'Maarten Vos', 'Warehouse'),
    person(112, 'Noor van Dijk', 'Warehouse'),
    person(113, 'Pieter Jansen', 'Office'),
    person(114, 'Sanne de Groot', 'Office'),
    person(115, 'Thijs Klein', 'Office', { status: 'onboarding', hireDate: '2026-11-03' }),
    person(116, 'Ruben Hoekstra', 'Office', { status: 'leave' }),
    person(117, 'Willem van Dam', 'Office', { status: 'inactive', terminationDate: '2026-09-30' }),
    person(118, 'Zoë Kuipers', 'Office', { email: '' }),
  ],
};

/** Selective sync: only people with `Alleo` = `Yes`. */
export const BROT: Customer = {
  id: 'brot',
  name: 'Brot & Butter',
  companyId: 12,
  eligibility: 'Alleo',
  language: 'de',
  groups: [
    { id: 4, name: 'Backstube' },
    { id: 5, name: 'Verkauf' },
  ],
  accounts: [],
  people: [
    person(201, 'Björn Krüger', 'Backstube', alleo('Yes')),
    person(202, 'Charlotte Böhm', 'Backstube', alleo('Yes')),
    person(203, 'Florian Weiß', 'Backstube', alleo('Yes')),
    person(204, 'Günther Schäfer', 'Backstube', alleo('Yes')),
    person(205, 'Hannah Köhler', 'Verkauf', alleo('Yes')),
    person(206, 'Ingeborg Jäger', 'Verkauf', alleo('Yes')),
    person(207, 'Jürgen Löwe', 'Verkauf', alleo('No')),
    person(208, 'Katharina Fischer', 'Verkauf', alleo('No')),
    person(209, 'Lena Schröder', 'Verkauf', alleo(null)),
    person(210, 'Matthias Wagner', 'Verkauf', alleo('vielleicht')),
  ],
};

/** Monthly and one-off budgets from Personio. One of its people has an account in Alleo already. */
export const LUMEN: Customer = {
  id: 'lumen',
  name: 'Lumen Studio',
  companyId: 13,
  eligibility: 'none',
  language: 'en',
  groups: [
    { id: 6, name: 'Studio Berlin' },
    { id: 7, name: 'Studio Utrecht' },
  ],
  accounts: [{ email: 'Sven.Hoffmann@example.com', first_name: 'Sven', last_name: 'Hoffmann', is_active: true }],
  people: [
    person(301, 'Sven Hoffmann', 'Studio Utrecht', budgets('50.00')),
    person(302, 'Amina Yilmaz', 'Studio Utrecht', budgets('50.00', '250.00')),
    person(303, 'Chris Okafor', 'Studio Utrecht', budgets('50.00')),
    person(304, 'Julia Rossi', 'Studio Utrecht', budgets('75.00')),
    person(305, 'Marek Nowak', 'Studio Utrecht', budgets('50.00')),
    person(306, 'Priya Sharma', 'Studio Utrecht', budgets(null)),
    person(307, 'Tom Peeters', 'Studio Berlin', budgets('50.00')),
    person(308, 'Eva Lang', 'Studio Berlin', budgets('50.00')),
    person(309, 'Nils Brandt', 'Studio Berlin', budgets('50.00')),
    person(310, 'Rosa Keller', 'Studio Berlin', budgets('50.00', '250.00')),
    person(311, 'Paul Stein', 'Studio Berlin', budgets('50.00')),
    person(312, 'Mia Vogel', 'Studio Berlin', budgets('50.00')),
  ],
};

export const CUSTOMERS: readonly Customer[] = [NOORDZEE, BROT, LUMEN];
