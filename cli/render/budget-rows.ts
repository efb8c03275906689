import { MOST_OF_AN_EMAIL, oneLine } from '../../shared/contracts/one-line.ts';
import type { SupportAnswer } from '../../shared/contracts/support-answer.ts';

/** Budgets as rows of a file, with a head: for assignment by hand. */
export const budgetRows = (answer: SupportAnswer<'budgets'>): string[][] => [
  ['Employee', 'Name', 'E-mail', 'Kind', 'Category', 'Amount', 'Currency', 'Grant', 'State', 'Sent'],
  ...answer.budgets.map((one) => [
    one.employeeId,
    oneLine(one.name),
    oneLine(one.email, MOST_OF_AN_EMAIL),
    one.kind,
    oneLine(one.category),
    one.amount,
    one.currency,
    one.grant === null ? '' : String(one.grant),
    one.status,
    one.date ?? '',
  ]),
];
