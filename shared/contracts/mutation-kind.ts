import * as z from './zod.ts';

// Apart from the mutation itself, whose schema only those carry who read mutations.

/** What a kind of mutation is, whole. */
interface KindOfMutation {
  /** What it changes: an account, a monthly amount, or one grant. Mutations of one stream supersede each other. */
  readonly stream: 'profile' | 'monthly' | 'grant';
  /** The limit that holds too much of it, together with the other kinds that it counts. */
  readonly limit: 'deactivations' | 'activations' | 'updates' | 'money';
  /** Its letter in a person's history. */
  readonly letter: string;
}

/** The kinds of mutation, in the order in which one run emits them. */
export const MUTATIONS = {
  deactivate: { stream: 'profile', limit: 'deactivations', letter: 'd' },
  update: { stream: 'profile', limit: 'updates', letter: 'u' },
  activate: { stream: 'profile', limit: 'activations', letter: 'a' },
  'set-monthly-budget': { stream: 'monthly', limit: 'money', letter: 'm' },
  'grant-one-off-budget': { stream: 'grant', limit: 'money', letter: 'g' },
} as const satisfies { readonly [kind: string]: KindOfMutation };
export type MutationKind = keyof typeof MUTATIONS;
/** A limit on the plan, by what it counts. */
export type LimitName = (typeof MUTATIONS)[MutationKind]['limit'];
/** A family of streams. */
export type StreamFamily = (typeof MUTATIONS)[MutationKind]['stream'];
/** The kinds that change an account. */
export type AccountKind = {
  [K in MutationKind]: (typeof MUTATIONS)[K]['stream'] extends 'profile' ? K : never;
}[MutationKind];

export const MUTATION_KINDS = Object.keys(MUTATIONS) as readonly MutationKind[];
export const isAccountKind = (kind: MutationKind): kind is AccountKind => MUTATIONS[kind].stream === 'profile';
export const MutationKindSchema = z.enum(MUTATION_KINDS);

/** The longest category of a budget, in UTF-16 units: keys are made of it. */
export const CATEGORY_MAX = 100;

/** The `type` of the CloudEvent is this prefix and the kind of mutation. */
export const MUTATION_TYPE_PREFIX = 'co.alleo.user.';

/**
 * The version of the message: raised where a reader of today would misunderstand it. A field that may be left unread is
 * added without. A message without one is of version 1.
 */
export const MUTATION_DATA_SCHEMA = 'urn:alleo:user-mutation:1';
