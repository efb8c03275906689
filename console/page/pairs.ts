import { html } from 'hono/html';
import { renderField } from './field.ts';
import type { Html } from './html.ts';

const PAIRS = {
  personio: { title: 'Personio', first: ['clientId', 'Client id'], second: ['clientSecret', 'Client secret'] },
  alleo: { title: 'Alleo', first: ['accessKey', 'Access key'], second: ['secretKey', 'Secret key'] },
} as const;
type Side = keyof typeof PAIRS;

/** What was found wrong, by field or side. */
export type Faults = ReadonlyMap<string, string>;

const faultOf = (faults: Faults, side: Side, part: string) => faults.get(`credentials.${side}.${part}`);

/** The fields of one pair. What was typed goes to support and to nobody else: it is never shown again. */
export function renderPair(side: Side, hint: string, faults: Faults): Html {
  const { title, first, second } = PAIRS[side];
  const whole = faults.get(`credentials.${side}`);
  const fields = [first, second].map(([part, label], index) =>
    renderField({
      name: `${side}-${part}`,
      label: `${title}: ${label.toLowerCase()}`,
      secret: true,
      fault: faultOf(faults, side, part) ?? (index === 0 ? whole : undefined),
    }),
  );
  return html`<fieldset><legend>${title}</legend><p class="hint">${hint}</p>${fields}</fieldset>`;
}

function readPair(fields: Readonly<Record<string, string>>, side: Side): Record<string, string> | undefined {
  const { first, second } = PAIRS[side];
  const values = [first, second].map(([part]) => [part, (fields[`${side}-${part}`] ?? '').trim()] as const);
  return values.every(([, value]) => value === '') ? undefined : Object.fromEntries(values);
}

/** The pairs as typed; one of which nothing was typed is left out. */
export function readPairs(
  fields: Readonly<Record<string, string>>,
): Readonly<Partial<Record<Side, Record<string, string>>>> {
  const [personio, alleo] = [readPair(fields, 'personio'), readPair(fields, 'alleo')];
  return { ...(personio === undefined ? {} : { personio }), ...(alleo === undefined ? {} : { alleo }) };
}

/** Which field a refusal is about. */
const FIELD_OF: Readonly<Record<string, string>> = {
  TENANT_EXISTS: 'tenantId',
  TENANT_ID_RESERVED: 'tenantId',
  COMPANY_UNKNOWN: 'companyId',
  COMPANY_TAKEN: 'companyId',
  COMPANY_FIXED: 'companyId',
  CREDENTIALS_REFUSED: 'credentials.personio',
  ACCOUNT_MISMATCH: 'credentials.personio',
  ATTRIBUTE_LOST: 'credentials.personio',
  PEOPLE_NOT_SHOWN: 'credentials.personio',
  ALLEO_CREDENTIALS_REFUSED: 'credentials.alleo',
  ALLEO_CREDENTIALS_MISSING: 'credentials.alleo',
};

/** What to do here, where the hint speaks of the command's file. */
const HINTS: Readonly<Record<string, string>> = { ALLEO_CREDENTIALS_MISSING: 'Enter both parts of the pair.' };

/** A refusal beside the field that it is about; none where it is about the whole. */
export function placeProblem({
  code,
  message,
  hint,
}: {
  code: string;
  message: string;
  hint?: string | undefined;
}): Faults {
  const field = FIELD_OF[code];
  return field === undefined ? new Map() : new Map([[field, `${message} ${HINTS[code] ?? hint ?? ''}`.trim()]]);
}
