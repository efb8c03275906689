import { OPTIONAL_ATTRIBUTES, REQUIRED_ATTRIBUTES } from '../../../../shared/contracts/attributes.ts';
import { oneLine } from '../../../../shared/contracts/one-line.ts';
import { isCalendarDate } from '../../../../shared/contracts/primitives.ts';
import { isEmail, readYesNo, STATUSES } from '../../../../shared/core/decide/decide.ts';
import type { Employee, Reading } from '../../../../shared/core/ground/employee.ts';
import { ABSENT, EMPTY, TOO_LONG, UNREADABLE } from '../../../../shared/core/ground/employee.ts';
import { parseMoney } from '../../../../shared/core/ground/money.ts';
import { TEXT_MAX } from '../../../../shared/core/ground/text.ts';
import { budgetAttribute } from '../../../../shared/core/read/gates.ts';
import { explainGate } from '../../plan-or-stop.ts';
import type { Explained, Step } from './explained.ts';

/** What can be told of a value without telling it: whatever the rules look at. */
function describeMasked(name: string, value: string, today: string): string {
  switch (name) {
    case 'status':
      return STATUSES.has(value) ? value : 'filled, not a status that we know';
    case 'email':
      return isEmail(value) ? 'filled, a valid address' : 'filled, not a valid address';
    case 'birthday':
      return isCalendarDate(value) ? 'filled' : 'filled, not a date';
    case 'hire_date':
    case 'termination_date':
      if (!isCalendarDate(value)) return 'filled, not a date';
      return value === today ? 'filled, today' : `filled, ${value < today ? 'before' : 'after'} today`;
    case 'eligibility': {
      const said = readYesNo(value);
      return said === undefined ? 'says neither yes nor no' : `says ${said}`;
    }
    default:
      return name.includes(':') && parseMoney(value) === undefined ? 'filled, not an amount' : 'filled';
  }
}

function describeReading(name: string, reading: Reading, explained: Explained): string {
  if (reading === ABSENT) return 'not shown by the credential';
  if (reading === EMPTY) return 'empty';
  if (reading === UNREADABLE) return 'filled, in no shape that Personio documents';
  if (reading === TOO_LONG) return `filled, with more than ${TEXT_MAX} characters`;
  return explained.showValues ? oneLine(reading) : describeMasked(name, reading, explained.today);
}

function listReadings(employee: Employee, explained: Explained): string[] {
  const { eligibility } = explained.tenant;
  const selective =
    eligibility.mode === 'attribute'
      ? [['eligibility', oneLine(eligibility.label), employee.eligibility] as const]
      : [];
  const rows = [
    ...[...REQUIRED_ATTRIBUTES, ...OPTIONAL_ATTRIBUTES].map((name) => [name, name, employee[name]] as const),
    ...selective,
    ...[...employee.budgets].map(([key, reading]) => [key, budgetAttribute(key), reading] as const),
  ];
  return rows.map(([name, label, reading]) => `${label}: ${describeReading(name, reading, explained)}`);
}

/** Step 1: what Personio shows of this person now; values only where they were asked for. */
export function explainReading(explained: Explained): Step {
  const { employee, planned, tenant, employeeId, listed } = explained;
  const lines: string[] = [];
  if ('stopped' in planned) {
    const { code, message, hint } = explainGate(planned.stopped, tenant.id);
    lines.push(`${code}: ${message}${hint === undefined ? '' : ` ${hint}`}`);
  }
  if (employee !== undefined) lines.push(...listReadings(employee, explained));
  else if (!('stopped' in planned)) {
    lines.push(
      `Not in Personio: none of the ${listed} people listed has the id ${employeeId}, and a look-up finds nobody.`,
    );
  }
  return { step: 'read', title: 'Read from Personio', lines };
}
