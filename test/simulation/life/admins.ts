import type { Chance } from '../clockwork/chance.ts';
import type { Judge } from '../judge/judge.ts';
import { humanOf } from '../judge/truth.ts';
import type { Story } from '../story.ts';
import { type Company, MARK } from './company.ts';

export interface AdminDeps {
  readonly chance: Chance;
  readonly story: Story;
  readonly judge: Judge;
}

/** Admins in Alleo, who do by hand what they think right. */
export class Admins {
  readonly #deps: AdminDeps;

  constructor(deps: AdminDeps) {
    this.#deps = deps;
  }

  /** Does something to some account; what and to whom, is drawn under this name. */
  meddle(company: Company, name: string): void {
    const { chance, story, judge } = this.#deps;
    const accounts = company.alleo.ordered;
    if (accounts.length === 0) return;
    const account = chance.pick(`${name}: whose`, accounts);
    const human = account.external_id === null ? undefined : humanOf(company, account.external_id);
    if (human !== undefined) judge.unsettled.add(human);
    const n = chance.between(name, 1, 4);
    const tell = (what: string) =>
      story.tell('admin', () => `${company.id}: account ${account.id} (${account.external_id}) ${what}`);
    if (n === 1) {
      company.alleo.edit(account.id, { last_name: `${MARK}edited` });
      tell('is renamed');
    } else if (n === 2) {
      company.alleo.edit(account.id, { is_active: false });
      tell('is deactivated');
    } else if (n === 3) {
      company.alleo.edit(account.id, { is_active: true });
      tell('is activated');
    } else {
      company.alleo.remove(account.id);
      tell('is deleted');
    }
  }
}
