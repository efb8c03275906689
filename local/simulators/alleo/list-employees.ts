import type { SimulatedRequest, SimulatedResponse } from '../http-exchange.ts';
import { invalid, type QueryComplaint } from './answers.ts';
import type { AlleoCompany } from './company.ts';
import type { AlleoEmployee } from './employee.ts';

const DEFAULT_LIMIT = 30;
/** More is not known to work. */
const MAX_LIMIT = 100;
const KNOWN_PARAMETERS = new Set(['skip', 'limit', 'is_active', 'company_group_id', 'search']);

/** Parameters that this route does not imitate, `external_id` for one: the API has no such look-up. */
export function unknownParameters(query: URLSearchParams): string[] {
  return [...new Set(query.keys())].filter((name) => !KNOWN_PARAMETERS.has(name));
}

/** `GET …/employees`: `count` is of everyone that fits, `data` one page of them by id. */
export function listEmployees(
  deps: { readonly searchTexts: WeakMap<AlleoEmployee, string> },
  company: AlleoCompany,
  { query }: SimulatedRequest,
): SimulatedResponse {
  const skip = wholeNumber(query, 'skip', 0);
  const limit = wholeNumber(query, 'limit', DEFAULT_LIMIT);
  const group = wholeNumber(query, 'company_group_id', undefined);
  const active = truth(query, 'is_active');
  const complaints = [skip, limit, group, active].flatMap((read) => ('complaint' in read ? [read.complaint] : []));
  if ('value' in limit && limit.value !== undefined && (limit.value < 1 || limit.value > MAX_LIMIT)) {
    complaints.push({ name: 'limit', msg: `Input should be between 1 and ${MAX_LIMIT}`, type: 'less_than_equal' });
  }
  if (complaints.length > 0) return invalid(complaints.map(({ name, ...rest }) => ({ loc: ['query', name], ...rest })));

  const fits = makeFilter(deps.searchTexts, {
    active: given(active),
    group: given(group),
    search: query.get('search')?.toLowerCase(),
  });
  const all = fits === undefined ? company.ordered : company.ordered.filter(fits);
  const from = given(skip) ?? 0;
  const data = all.slice(from, from + Math.min(given(limit) ?? DEFAULT_LIMIT, company.pageCap));
  return { status: 200, body: { data, count: all.length } };
}

interface Filter {
  readonly active: boolean | undefined;
  readonly group: number | undefined;
  readonly search: string | undefined;
}

function makeFilter(
  searchTexts: WeakMap<AlleoEmployee, string>,
  { active, group, search }: Filter,
): ((employee: AlleoEmployee) => boolean) | undefined {
  if (active === undefined && group === undefined && (search === undefined || search === '')) return undefined;
  return (employee) =>
    (active === undefined || employee.is_active === active) &&
    (group === undefined || employee.company_group_id === group) &&
    (search === undefined || searchText(searchTexts, employee).includes(search));
}

/** E-mail address and names, lower case, kept: one line each, so that no search reaches from one into the next. */
function searchText(searchTexts: WeakMap<AlleoEmployee, string>, employee: AlleoEmployee): string {
  const known = searchTexts.get(employee);
  if (known !== undefined) return known;
  const text = [employee.email ?? '', employee.first_name ?? '', employee.last_name ?? ''].join('\n').toLowerCase();
  searchTexts.set(employee, text);
  return text;
}

type Read<Value> = { readonly value: Value | undefined } | { readonly complaint: QueryComplaint };

function given<Value>(read: Read<Value>): Value | undefined {
  return 'value' in read ? read.value : undefined;
}

function wholeNumber(query: URLSearchParams, name: string, otherwise: number | undefined): Read<number> {
  const text = query.get(name);
  if (text === null) return { value: otherwise };
  if (/^\d{1,9}$/.test(text)) return { value: Number(text) };
  return { complaint: { name, msg: 'Input should be a valid integer', type: 'int_parsing' } };
}

function truth(query: URLSearchParams, name: string): Read<boolean> {
  const text = query.get(name);
  if (text === null) return { value: undefined };
  if (text === 'true' || text === 'false') return { value: text === 'true' };
  return { complaint: { name, msg: 'Input should be a valid boolean', type: 'bool_parsing' } };
}
