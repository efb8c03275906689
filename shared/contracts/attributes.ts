/** What an attribute of Personio is to us, whole. */
interface Attribute {
  /** Its `universal_id`, or its key, in Personio's answers (facts: Personio, "wanted / where in v1"). */
  readonly keys: readonly string[];
  readonly reads: 'text' | 'name' | 'status' | 'department' | 'date';
  /** Without it nothing can be decided; an optional one is frozen while it cannot be read. */
  readonly required: boolean;
  /** The field of a profile that it goes to; null where it only decides. */
  readonly field: string | null;
  /** Where Alleo's Customer API has that field: under the same name, as the id of a group, or nowhere. */
  readonly account?: 'same' | 'group' | 'nowhere';
}

/**
 * The attributes of a person, by our names for them (Personio's). Readings, fingerprints, what is remembered, sent, compared
 * and shown of them is derived from these rows, or does not compile without them. Memories keep their fingerprints in
 * this order: a new row stands last.
 */
export const ATTRIBUTES = {
  email: { keys: ['email'], reads: 'text', required: true, field: 'email', account: 'same' },
  first_name: { keys: ['first_name'], reads: 'name', required: true, field: 'first_name', account: 'same' },
  last_name: { keys: ['last_name'], reads: 'name', required: true, field: 'last_name', account: 'same' },
  status: { keys: ['status'], reads: 'status', required: true, field: null },
  birthday: {
    keys: ['date_of_birth', 'birthday'],
    reads: 'date',
    required: false,
    field: 'birthday',
    account: 'same',
  },
  hire_date: { keys: ['hire_date'], reads: 'date', required: false, field: 'work_anniversary', account: 'same' },
  department: { keys: ['department'], reads: 'department', required: false, field: 'department', account: 'group' },
  termination_date: {
    keys: ['termination_date'],
    reads: 'date',
    required: false,
    field: 'offboarding_date',
    account: 'nowhere',
  },
} as const satisfies { readonly [name: string]: Attribute };

type Attributes = typeof ATTRIBUTES;
export type AttributeName = keyof Attributes;
/** The attributes of which this holds. */
type NamesWhere<Condition> = {
  [A in AttributeName]: Attributes[A] extends Condition ? A : never;
}[AttributeName];

/** The attributes that are dates. */
export type DateName = NamesWhere<{ readonly reads: 'date' }>;
export type RequiredAttribute = NamesWhere<{ readonly required: true }>;
export type OptionalAttribute = NamesWhere<{ readonly required: false }>;
/** An attribute that goes to a field of the profile. */
export type SentAttribute = NamesWhere<{ readonly field: string }>;

/** A field of a profile, in Alleo's name; all are compared one by one. */
export type ComparedField = Attributes[SentAttribute]['field'];
/** A field whose same value may be spelled in several ways: an address in capitals, a name with a hyphen or a blank. */
export type SpelledField = Extract<
  Attributes[NamesWhere<{ readonly reads: 'text' | 'name' }>],
  { readonly field: string }
>['field'];
/** A field that an account in Alleo shows under the same name. */
export type AccountField = Attributes[NamesWhere<{ readonly account: 'same' }>]['field'];
/** A field that a profile may lack. */
export type OptionalField = Attributes[OptionalAttribute]['field'];

export const ATTRIBUTE_NAMES = Object.keys(ATTRIBUTES) as readonly AttributeName[];

const rowOf = (name: AttributeName): Attribute => ATTRIBUTES[name];
const isSent = (name: AttributeName): name is SentAttribute => rowOf(name).field !== null;
export const isRequired = (name: AttributeName): name is RequiredAttribute => rowOf(name).required;
export const isOptional = (name: string): name is OptionalAttribute =>
  ATTRIBUTE_NAMES.some((attribute) => attribute === name && !isRequired(attribute));
export const isDate = (name: AttributeName): name is DateName => rowOf(name).reads === 'date';

/** By name. */
export const REQUIRED_ATTRIBUTES = ATTRIBUTE_NAMES.filter(isRequired).sort();
export const OPTIONAL_ATTRIBUTES = ATTRIBUTE_NAMES.filter(isOptional).sort();
export const SENT_ATTRIBUTES = ATTRIBUTE_NAMES.filter(isSent);

/** In the order in which memories keep their fingerprints. */
export const COMPARED_FIELDS: readonly ComparedField[] = SENT_ATTRIBUTES.map((name) => ATTRIBUTES[name].field);
export const ACCOUNT_FIELDS = SENT_ATTRIBUTES.filter((name) => rowOf(name).account === 'same').map(
  (name) => ATTRIBUTES[name].field,
) as readonly AccountField[];
/** In the order in which memories keep their folded fingerprints: a new one stands last. */
export const SPELLED_FIELDS = SENT_ATTRIBUTES.filter((name) => ['text', 'name'].includes(rowOf(name).reads)).map(
  (name) => ATTRIBUTES[name].field,
) as readonly SpelledField[];
/** The fields that are people's names. */
export const NAME_FIELDS: ReadonlySet<string> = new Set(
  SENT_ATTRIBUTES.filter((name) => rowOf(name).reads === 'name').map((name) => ATTRIBUTES[name].field),
);
