import type { AlleoSimulator } from '../simulators/alleo/start.ts';
import { startAlleoSimulator } from '../simulators/alleo/start.ts';
import type { PersonioAccount } from '../simulators/personio/account.ts';
import type { PersonioSimulator } from '../simulators/personio/start.ts';
import { startPersonioSimulator } from '../simulators/personio/start.ts';
import type { Customer } from './customers.ts';
import type { NewTenant } from './support-desk.ts';

/** The other two sides, simulated: a Personio account and an Alleo company for each customer. */
export interface SimulatedWorld {
  readonly personio: PersonioSimulator;
  readonly alleo: AlleoSimulator;
  readonly accountOf: (customer: Customer) => PersonioAccount;
  readonly close: () => Promise<void>;
}

/** The pair on the customer's credential screen in Personio, and what its owner forgot to tick. */
export function personioPair(customer: Customer, unreadable: readonly string[] = []) {
  return { clientId: customer.id, clientSecret: `${customer.id}-secret`, unreadable };
}

/** What support registers for a customer. */
export function newTenant(world: SimulatedWorld, customer: Customer): NewTenant {
  const { id, name, companyId, eligibility, language } = customer;
  const { clientId, clientSecret } = personioPair(customer);
  return {
    id,
    name,
    companyId,
    eligibility,
    personioUrl: world.personio.url,
    alleoUrl: world.alleo.url,
    credentials: { personio: { clientId, clientSecret }, alleo: alleoPair(customer) },
    policies: { language },
  };
}

function alleoPair(customer: Customer) {
  return { accessKey: customer.id, secretKey: `${customer.id}-secret` };
}

/** Starts both simulators. */
export async function startWorld(customers: readonly Customer[]): Promise<SimulatedWorld> {
  const personio = await startPersonioSimulator({ credentials: [] });
  const alleo = await startAlleoSimulator({
    companies: customers.map(({ companyId: id, name, groups, accounts }) => ({
      id,
      name,
      groups,
      employees: accounts,
    })),
    credentials: customers.map((customer) => ({ ...alleoPair(customer), companies: [customer.companyId] })),
  });
  const accounts = new Map(
    customers.map((customer) => [
      customer,
      personio.addAccount({
        people: customer.people,
        language: customer.language,
        credentials: [personioPair(customer)],
      }),
    ]),
  );
  return {
    personio,
    alleo,
    accountOf: (customer) => {
      const account = accounts.get(customer);
      if (account === undefined) throw new Error(`The simulated Personio has no account of ${customer.name}.`);
      return account;
    },
    close: async () => {
      await Promise.all([personio.close(), alleo.close()]);
    },
  };
}
