import type { Command } from 'commander';
import { Option } from 'commander';
import type { Language } from '../../shared/contracts/codes/code-info.ts';
import { LANGUAGES } from '../../shared/contracts/codes/code-info.ts';
import { COMMAND } from '../../shared/contracts/command-line.ts';
import type { SupportAnswer } from '../../shared/contracts/support-answer.ts';
import { writeExplanation } from '../../shared/words/explanation.ts';
import { writeLetter } from '../../shared/words/letter.ts';
import { makeRequest, tenantId } from '../arguments.ts';
import { ask } from '../ask.ts';
import { askPerson, PERSON } from '../ask-person.ts';
import { example } from '../example.ts';
import { EXIT } from '../problem.ts';
import { renderExplain, renderIssueList } from '../render/answers.ts';
import { budgetRows } from '../render/budget-rows.ts';
import { wrap } from '../render/tables.ts';
import { renderVerify } from '../render/verify.ts';
import type { Session } from '../session.ts';
import { withSession } from '../session.ts';
import { print, whileTelling } from '../terminal.ts';
import { readBudgets, readIssues } from '../transport/read-pages.ts';
import { call } from '../transport/transport.ts';
import { writeCsv } from '../write-csv.ts';

async function budgets(session: Session, id: string, csv: string): Promise<void> {
  const { terminal, transport } = session;
  const answer = await whileTelling(terminal, 'Reading Personio', () =>
    readBudgets((from) => call(transport, makeRequest('budgets', { tenantId: id, from }))),
  );
  await writeCsv(csv, budgetRows(answer));
  print(terminal, { ...answer, file: csv }, () => renderBudgetFile(answer, csv));
}

/** What the file lists, and how not to assign anything twice: nobody tells us what was assigned. */
export function renderBudgetFile({ budgets: rows }: SupportAnswer<'budgets'>, csv: string): string {
  const toAssign = rows.filter(({ status }) => status === 'assign').length;
  return [
    `Written to ${csv}: ${toAssign} budgets to assign by hand (State: assign, on top)`,
    `and ${rows.length - toAssign} that are not to be assigned now: State says why.`,
    wrap(
      'The file lists everything handed on so far that Personio still shows, also what an earlier file listed: compare the two by Employee, Category and Grant. A one-off budget with the same Grant is to be assigned once only.',
    ),
  ].join('\n');
}

const EXPLAIN_HELP = `
An argument stays in the shell's history, and other users of this machine see it in the list
of processes: type a name or an address when you are asked, with -.

Examples:
  ${COMMAND} --stage prod explain acme 1001
  ${COMMAND} --stage prod explain acme -`;

function addExplain(program: Command): void {
  program
    .command('explain')
    .description('why somebody is, or is not, in Alleo: every step, read afresh')
    .argument('<id>', 'the customer', tenantId)
    .argument('<person>', PERSON)
    .option('--show-values', "show the person's values, which are masked otherwise")
    .addOption(new Option('--letter <language>', 'in plain sentences, to be sent to the customer').choices(LANGUAGES))
    .addHelpText('after', EXPLAIN_HELP)
    .action((id: string, given: string, options: { showValues?: boolean; letter?: Language }, command: Command) =>
      withSession(command, async ({ terminal, transport }) => {
        const person = await askPerson(terminal, given);
        const request = makeRequest('explain', { tenantId: id, person, showValues: options.showValues ?? false });
        const answer = await whileTelling(terminal, 'Reading Personio and Alleo', () => call(transport, request));
        if (answer.employeeId === null) terminal.exitCode = answer.matches.length > 1 ? EXIT.usage : EXIT.failed;
        const { letter } = options;
        const text =
          letter === undefined || answer.facts === null
            ? undefined
            : writeExplanation(answer.matches[0] ?? { employeeId: person, name: null }, answer.facts, letter);
        print(terminal, text === undefined ? answer : { ...answer, letter: text }, () => text ?? renderExplain(answer));
      }),
    );
}

function addIssues(program: Command): void {
  program
    .command('issues')
    .description('who has which trouble, by name, what waits and who fixes it; as a list or as a letter')
    .argument('<id>', 'the customer', tenantId)
    .addOption(new Option('--letter <language>', 'as a letter to the customer').choices(LANGUAGES))
    .addHelpText('after', example('--stage prod issues acme --letter nl'))
    .action((id: string, options: { letter?: Language }, command: Command) =>
      withSession(command, async (session) => {
        const { terminal, transport } = session;
        const answer = await whileTelling(terminal, 'Reading Personio', () =>
          readIssues((from) => call(transport, makeRequest('issues', { tenantId: id, from }))),
        );
        const { letter } = options;
        if (letter === undefined) {
          print(terminal, answer, () => renderIssueList(answer));
          return;
        }
        const text = writeLetter(answer, letter);
        print(terminal, { ...answer, letter: text }, () => text);
      }),
    );
}

function addVerify(program: Command): void {
  program
    .command('verify')
    .description('every difference between what the rules want and what Alleo has, read afresh')
    .argument('<id>', 'the customer', tenantId)
    .addHelpText('after', example('--stage prod verify acme'))
    .action((id: string, _options: unknown, command: Command) =>
      withSession(command, (session) =>
        ask(session, 'verify', { tenantId: id }, renderVerify, 'Reading Personio and Alleo'),
      ),
    );
}

function addBudgets(program: Command): void {
  program
    .command('budgets')
    .description('budgets as a file, for assignment by hand')
    .argument('<id>', 'the customer', tenantId)
    .requiredOption('--csv <file>', 'where to write them')
    .addHelpText('after', example('--stage prod budgets acme --csv budgets.csv'))
    .action((id: string, options: { csv: string }, command: Command) =>
      withSession(command, (session) => budgets(session, id, options.csv)),
    );
}

/** `explain`, `issues`, `verify`, `budgets` */
export function addPeopleCommands(program: Command): void {
  addExplain(program);
  addIssues(program);
  addVerify(program);
  addBudgets(program);
}
