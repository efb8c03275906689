import type { NewPersonioPerson } from '../../../local/simulators/personio/person.ts';
import { WireWorld } from './wire-world.ts';

/** A history of which one part is played again for every call and fault. */
export interface Scenario {
  /** The world up to where the faults begin. */
  prepare(): Promise<WireWorld>;
  /** The part in which every call goes wrong once. */
  play(world: WireWorld): Promise<void>;
  /** The days after it, without faults. */
  after(world: WireWorld): Promise<void>;
}

const MONTHLY = 'alleo_monthly_all_budget';
const ONE_OFF = 'alleo_oneoff_all_budget';
/** Everybody has the fields, or the attribute would not be readable. */
const NO_BUDGETS = { [MONTHLY]: null, [ONE_OFF]: null };

const person = (id: number, more: Partial<NewPersonioPerson> = {}): NewPersonioPerson => ({
  id,
  birthday: '1990-02-03',
  department: 'IT',
  ...more,
  custom: { ...NO_BUDGETS, ...more.custom },
});

/** Company 1 as it was before us: somebody to adopt, somebody else's account, and a group. */
const COMPANY = {
  companies: [
    {
      id: 1,
      name: 'Acme',
      groups: [{ id: 7, name: 'it' }],
      employees: [
        { email: 'Adopt.Me@example.com', first_name: 'Old', last_name: null, is_active: false },
        { email: 'taken@example.com', external_id: 'of-somebody-else' },
        { email: 'adopt.later@example.com', is_active: true },
      ],
    },
  ],
};

/** Alleo does not like these people's e-mail address. */
function refuseSome(world: WireWorld): void {
  world.alleo.script = ({ method, body }) =>
    method === 'POST' && body.includes('refused.')
      ? { status: 422, body: { detail: [{ loc: ['body', 'email'], msg: 'refused', type: 'value_error' }] } }
      : undefined;
}

/** Preview, activation, first run, first deliveries: create, adopt, conflict, rejection, budgets. */
export const FIRST_ACTIVATION: Scenario = {
  async prepare() {
    const people = [
      person(1, { custom: { [MONTHLY]: 50, [ONE_OFF]: 200 } }),
      person(2, { department: 'Sales' }),
      person(3, { email: 'adopt.me@example.com', custom: { [MONTHLY]: 60 } }),
      person(4, { email: 'taken@example.com', custom: { [ONE_OFF]: 75 } }),
      person(5, { email: 'refused.one@example.com' }),
      person(6, { status: 'inactive' }),
      person(7, { status: 'onboarding', hireDate: '2026-12-01' }),
    ];
    const world = await WireWorld.open({ people, alleo: COMPANY });
    refuseSome(world);
    return world;
  },
  async play(world) {
    world.at('2026-11-02');
    await world.approve('activate');
    await world.drain();
  },
  async after(world) {
    await world.day('2026-11-03');
  },
};

/** A day on which something of every kind happens, from the schedule to the last delivery. */
export const ORDINARY_DAY: Scenario = {
  async prepare() {
    const people = [1, 2, 3, 4, 5, 6, 7, 8, 9, 14].map((id) => person(id, { custom: { [MONTHLY]: 50 } }));
    const policies = { deactivateFloor: 9, deactivateWeekFloor: 9, moneyFloor: '100000.00' };
    const world = await WireWorld.open({ people, alleo: COMPANY, policies });
    refuseSome(world);
    world.at('2026-11-02');
    await world.approve('activate');
    await world.drain();
    // Gone for ninety days on the day that is played.
    world.personio.change(7, { status: 'inactive' });
    await world.day('2026-11-03');
    world.personio.remove(7);
    await world.day('2026-12-04');
    // Missing on its third day then.
    world.personio.remove(5);
    await world.day('2027-03-02');
    // One message of the day before was lost: it is offered again.
    world.personio.change(8, { lastName: 'Lost' });
    const usual = world.alleo.script;
    world.alleo.script = ({ method }) => (method === 'PATCH' ? { status: 503, body: '' } : undefined);
    await world.day('2027-03-03');
    world.alleo.script = usual;
    return world;
  },
  async play(world) {
    const { personio, company } = world;
    personio.change(2, { email: 'new@example.com', birthday: null, department: 'Nobody Knows' });
    personio.change(3, { custom: { [MONTHLY]: 60, [ONE_OFF]: 200 } });
    personio.change(4, { status: 'inactive' });
    const deleted = company.findByExternalId('6');
    if (deleted !== undefined) company.remove(deleted.id);
    personio.change(6, { department: null });
    personio.change(14, { terminationDate: '2027-06-30' });
    personio.add(person(10, { custom: { [MONTHLY]: 70, [ONE_OFF]: 30 } }));
    personio.add(person(11, { email: 'adopt.later@example.com' }));
    personio.add(person(12, { email: 'taken@example.com' }));
    personio.add(person(13, { email: 'refused.two@example.com' }));
    await world.day('2027-03-04');
  },
  async after(world) {
    await world.day('2027-03-05');
  },
};

/** A held mass deactivation while the rest goes out; preview, approval, release. */
export const HELD_AND_RELEASED: Scenario = {
  async prepare() {
    const people = [1, 2, 3, 4, 5, 6].map((id) => person(id, { custom: { [MONTHLY]: 50 } }));
    const world = await WireWorld.open({ people, policies: { deactivateFloor: 1, deactivateWeekFloor: 1 } });
    world.at('2026-11-02');
    await world.approve('activate');
    await world.drain();
    return world;
  },
  async play(world) {
    for (const id of [1, 2, 3]) world.personio.change(id, { status: 'inactive' });
    world.personio.add(person(7));
    await world.day('2026-11-03');
    await world.approve('approve');
    await world.drain();
  },
  async after(world) {
    await world.day('2026-11-04');
  },
};
