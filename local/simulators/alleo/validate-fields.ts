import type { WritableFields } from './employee.ts';

/** One line of a 422's `detail`. */
export interface Complaint {
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly type: string;
}

/** What is wrong with a value, or nothing. */
type Check = (value: unknown) => Omit<Complaint, 'loc'> | undefined;

interface FieldRule {
  readonly required: boolean;
  readonly check: Check;
}

const MAX_EMAIL = 100;
const MAX_TEXT = 1000;

const RULES: Readonly<Record<keyof WritableFields, FieldRule>> = {
  email: { required: true, check: checkEmail },
  first_name: { required: true, check: checkText(MAX_TEXT) },
  last_name: { required: true, check: checkText(MAX_TEXT) },
  prefix: { required: false, check: checkText(MAX_TEXT) },
  language: { required: false, check: checkText(MAX_TEXT) },
  company_group_id: { required: false, check: checkInteger },
  birthday: { required: false, check: checkDate },
  work_anniversary: { required: false, check: checkDate },
  private_email: { required: false, check: checkEmail },
  external_id: { required: false, check: checkText(MAX_TEXT) },
};

/**
 * Checks the body of a POST (`create`: required fields must be there) or PATCH (null clears any) as Alleo's models do.
 * Returns the fields that were given, or every complaint.
 */
export function validateFields(
  body: string,
  kind: 'create' | 'edit',
): { readonly fields: Partial<WritableFields> } | { readonly complaints: readonly Complaint[] } {
  const given = parseObject(body);
  if ('complaint' in given) return { complaints: [given.complaint] };
  const complaints: Complaint[] = [];
  for (const [name, rule] of Object.entries(RULES)) {
    const complaint = checkField(given.values, name, rule, kind);
    if (complaint !== undefined) complaints.push({ loc: ['body', name], ...complaint });
  }
  for (const name of Object.keys(given.values)) {
    if (name in RULES) continue;
    complaints.push({ loc: ['body', name], msg: 'Extra inputs are not permitted', type: 'extra_forbidden' });
  }
  // Every field has passed its own check, which is what the type says.
  return complaints.length > 0 ? { complaints } : { fields: given.values };
}

function checkField(
  values: Readonly<Record<string, unknown>>,
  name: string,
  rule: FieldRule,
  kind: 'create' | 'edit',
): Omit<Complaint, 'loc'> | undefined {
  if (!Object.hasOwn(values, name)) {
    return rule.required && kind === 'create' ? { msg: 'Field required', type: 'missing' } : undefined;
  }
  const value = values[name];
  return value === null && (!rule.required || kind === 'edit') ? undefined : rule.check(value);
}

function parseObject(body: string): { values: Readonly<Record<string, unknown>> } | { complaint: Complaint } {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    // Answered as the complaint below: the sender gets a 422, as from the real API.
    return { complaint: { loc: ['body', 0], msg: 'JSON decode error', type: 'json_invalid' } };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { complaint: { loc: ['body'], msg: 'Input should be a valid dictionary', type: 'model_attributes_type' } };
  }
  return { values: { ...value } };
}

function checkText(max: number): Check {
  return (value) => {
    if (typeof value !== 'string') return { msg: 'Input should be a valid string', type: 'string_type' };
    if (Array.from(value).length <= max) return undefined;
    return { msg: `String should have at most ${max} characters`, type: 'string_too_long' };
  };
}

const LOCAL_PART = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const DOMAIN = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+\p{L}[\p{L}\p{N}-]{0,61}[\p{L}\p{N}]$/u;

/** Names that never are a company's on the internet: the models refuse addresses below them (RFC 6761 and its like). */
const RESERVED_DOMAIN = /(?:^|\.)(?:arpa|invalid|local|localhost|onion|test)$/i;

function checkEmail(value: unknown): Omit<Complaint, 'loc'> | undefined {
  const wrong = checkText(MAX_EMAIL)(value);
  if (wrong !== undefined) return wrong;
  const [local = '', domain = '', ...more] = String(value).split('@');
  const isAddress = more.length === 0 && local.length <= 64 && LOCAL_PART.test(local) && DOMAIN.test(domain);
  if (isAddress && !RESERVED_DOMAIN.test(domain)) return undefined;
  return { msg: 'value is not a valid email address', type: 'value_error' };
}

function checkInteger(value: unknown): Omit<Complaint, 'loc'> | undefined {
  return Number.isSafeInteger(value) ? undefined : { msg: 'Input should be a valid integer', type: 'int_type' };
}

function checkDate(value: unknown): Omit<Complaint, 'loc'> | undefined {
  if (typeof value !== 'string') return { msg: 'Input should be a valid date', type: 'date_type' };
  const midnight = /^\d{4}-\d{2}-\d{2}$/.test(value) ? new Date(`${value}T00:00:00Z`) : undefined;
  // A day that no calendar has, the 31st of June, becomes another day or none; the models know no year 0.
  const exists =
    midnight !== undefined && !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(value);
  return exists && !value.startsWith('0000')
    ? undefined
    : { msg: 'Input should be a valid date or datetime', type: 'date_from_datetime_parsing' };
}
