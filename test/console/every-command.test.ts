import type { Command } from 'commander';
import { expect, it } from 'vitest';
import { createProgram } from '../../cli/program.ts';
import { findPage } from '../../console/page/link-commands.ts';

const leaves = (command: Command): Command[] =>
  command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);

const nameOf = (command: Command): string =>
  command.parent?.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name();

/** Commands that are no page of their own, and why. */
const COMMANDS_WITHOUT: Readonly<Record<string, string>> = {
  run: 'with --local only: the button of practice at the top of every page',
  console: 'it is the console',
};

/** Where a page has what an option does, or why none has. */
const OPTIONS: Readonly<Record<string, string>> = {
  'tenant add':
    'fields of the form: --name --company --eligibility --personio-url --alleo-url --credentials; --set: settings',
  'tenant set': 'fields of the form: --name --company --eligibility --personio-url --alleo-url --credentials --set',
  'tenant remove': 'a field of the form: --confirm',
  preview: 'all that is shown, and a link: --all --values --csv; a form: --as-of',
  activate: 'under the seal and a box: --digest --without-one-off; practice has a clock of its own: --as-of',
  approve: 'under the seal and a box: --digest --without-one-off; practice has a clock of its own: --as-of',
  requeue: 'a button under queues: --all',
  status: 'the search of the first page: --find',
  runs: 'the page of a day: --people',
  explain: 'links of the page: --show-values --letter',
  issues: 'links of the page: --letter',
  budgets: 'a link of the page: --csv',
  resend: 'a page of its own, and under its seal: --lost --digest',
  relink: 'under the seal: --digest',
  'dead-letters purge': 'under the seal: --digest',
  'credentials rotate': 'fields of the form: --credentials',
  'credentials restore': 'fields of the form: --credentials',
  audit: 'a link of the overview: --looks',
};

it('whatever support can do by command has a page, or a reason why it has none', () => {
  const commands = leaves(createProgram()).map(nameOf);
  const without = commands.filter((name) => findPage(`${name} acme 1001`) === undefined);
  expect(without.toSorted()).toEqual(Object.keys(COMMANDS_WITHOUT).toSorted());
});

it('so has every option', () => {
  for (const command of leaves(createProgram())) {
    const name = nameOf(command);
    if (COMMANDS_WITHOUT[name] !== undefined) continue;
    const told = (OPTIONS[name] ?? '').match(/--[a-z-]+/g) ?? [];
    expect(told.toSorted(), name).toEqual(command.options.map(({ long }) => long ?? '').toSorted());
  }
});
