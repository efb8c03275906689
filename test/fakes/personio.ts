import type { Employee, ListingRead } from '../../shared/core/ground/employee.ts';
import { TransientError } from '../../shared/core/ground/errors.ts';
import type { PersonioPort } from '../../shared/core/ports/personio.ts';
import type { Gatekeeper } from './gatekeeper.ts';

/** A Personio account that tests change between runs. */
export interface FakePersonio {
  employees: Map<string, Employee>;
  /** Ids that the listing leaves out though the look-up finds them. */
  hidden: Set<string>;
  open(): PersonioPort;
}

/** `gate`: every call passes it, so that faults can be put anywhere. */
export function createFakePersonio(employees: readonly Employee[], gate: Gatekeeper): FakePersonio {
  const account: FakePersonio = {
    employees: new Map(employees.map((one) => [one.id, one])),
    hidden: new Set(),
    open() {
      let requests = 0;
      const unavailable = () =>
        new TransientError({ operation: 'read listing', code: 'LISTING_INCOMPLETE' }, 'a fault');
      const call = <T>(name: string, answer: () => T): Promise<T> => {
        requests += 1;
        return gate.pass(name, unavailable, async () => answer());
      };
      return {
        readAll: () =>
          call('personio readAll', (): ListingRead => {
            const listed = [...account.employees.values()].filter((one) => !account.hidden.has(one.id));
            return { employees: listed, totals: [listed.length], attributes: new Map() };
          }),
        readOne: (id) => call('personio readOne', () => account.employees.get(id)),
        readAttributes: () => call('personio readAttributes', () => []),
        requestCount: () => requests,
      };
    },
  };
  return account;
}
