import { TransientError } from '../../shared/core/ground/errors.ts';
import type {
  AccountsRead,
  AlleoAccount,
  AlleoAccountFields,
  AlleoPort,
  Rejection,
} from '../../shared/core/ports/alleo.ts';
import type { Gatekeeper } from './gatekeeper.ts';

/** One company in Alleo, as tests look at it. */
export interface FakeAlleo {
  readonly accounts: Map<number, AlleoAccount>;
  /** How often an account was made, or went from inactive to active, per `external_id`. */
  readonly created: Map<string, number>;
  readonly activated: Map<string, number>;
  groups: { id: number; name: string }[];
  /** Accounts that may not be changed, an administrator's say. */
  readonly locked: Set<number>;
  /** Accounts of which Alleo says, by mistake, that they do not exist; its list has them. */
  readonly denied: Set<number>;
  /** So many reads of the list from now on leave one account out: it moved from one page to another meanwhile. */
  shifting: number;
  /** Whether an address is kept in small letters, whatever was sent: what Alleo does is not known. */
  smallLetters: boolean;
  /** Calls of `activate` on an account that was active already: a second e-mail in real life. */
  repeatedActivations: number;
  /** Everyone's state as comparable lines, `id active email`, by `external_id`. */
  state(): string[];
  open(): AlleoPort;
}

const unavailable = () => new TransientError({ operation: 'call Alleo', code: 'ALLEO_UNAVAILABLE' }, 'a fault');
const bump = (counts: Map<string, number>, key: string | null) => {
  if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
};

export function createFakeAlleo(gate: Gatekeeper): FakeAlleo {
  let nextId = 1;
  const taken = (email: string | undefined, id?: number) =>
    email !== undefined &&
    [...alleo.accounts.values()].some((one) => one.id !== id && one.email?.toLowerCase() === email.toLowerCase());
  const duplicate: Rejection = { rejected: 'DUPLICATE_EMAIL' };
  const forbidden: Rejection = { rejected: 'FORBIDDEN' };

  const find = (id: number) => (alleo.denied.has(id) ? undefined : alleo.accounts.get(id));

  function list(): AccountsRead {
    const accounts = new Map(alleo.accounts);
    const counts = new Set([accounts.size]);
    const [moved] = accounts.keys();
    if (alleo.shifting > 0 && moved !== undefined) {
      alleo.shifting -= 1;
      accounts.delete(moved);
    }
    return { accounts, counts, moved: false };
  }

  const spell = (fields: Omit<AlleoAccountFields, 'language'>) =>
    alleo.smallLetters && fields.email !== undefined ? { ...fields, email: fields.email.toLowerCase() } : fields;

  function create(fields: AlleoAccountFields): AlleoAccount | Rejection {
    if (taken(fields.email)) return duplicate;
    const { language: _, ...given } = fields;
    const account: AlleoAccount = {
      id: nextId,
      external_id: null,
      email: '',
      first_name: '',
      last_name: '',
      birthday: null,
      work_anniversary: null,
      company_group_id: null,
      is_active: false,
      ...spell(given),
    };
    nextId += 1;
    alleo.accounts.set(account.id, account);
    bump(alleo.created, account.external_id);
    return account;
  }

  function update(id: number, fields: AlleoAccountFields): AlleoAccount | Rejection | undefined {
    const account = find(id);
    if (account === undefined) return undefined;
    if (alleo.locked.has(id)) return forbidden;
    if (taken(fields.email, id)) return duplicate;
    const { language: _, ...given } = fields;
    const updated = { ...account, ...spell(given) };
    alleo.accounts.set(id, updated);
    return updated;
  }

  function setActive(id: number, is_active: boolean): 'done' | 'gone' | Rejection {
    const account = find(id);
    if (account === undefined) return 'gone';
    if (alleo.locked.has(id)) return forbidden;
    if (is_active && account.is_active) alleo.repeatedActivations += 1;
    if (is_active && !account.is_active) bump(alleo.activated, account.external_id);
    alleo.accounts.set(id, { ...account, is_active });
    return 'done';
  }

  const alleo: FakeAlleo = {
    accounts: new Map(),
    created: new Map(),
    activated: new Map(),
    groups: [{ id: 3, name: 'it' }],
    locked: new Set(),
    denied: new Set(),
    shifting: 0,
    smallLetters: false,
    repeatedActivations: 0,
    state: () =>
      [...alleo.accounts.values()]
        .map(
          (one) =>
            `${one.external_id ?? '-'} ${one.is_active ? 'active' : 'inactive'} ${one.email} ${one.last_name} ${one.birthday ?? '-'}`,
        )
        .sort(),
    open() {
      let requests = 0;
      const call = <T>(name: string, answer: () => T): Promise<T> => {
        requests += 1;
        return gate.pass(`alleo ${name}`, unavailable, async () => answer());
      };
      return {
        listCompanies: () => call('listCompanies', () => [{ id: 7, name: 'Acme' }]),
        listGroups: () => call('listGroups', () => alleo.groups),
        listAccounts: () => call('listAccounts', list),
        readAccount: (id) => call('readAccount', () => find(id)),
        createAccount: (fields) => call('createAccount', () => create(fields)),
        updateAccount: (id, fields) => call('updateAccount', () => update(id, fields)),
        activateAccount: (id) => call('activateAccount', () => setActive(id, true)),
        deactivateAccount: (id) => call('deactivateAccount', () => setActive(id, false)),
        requestCount: () => requests,
      };
    },
  };
  return alleo;
}
