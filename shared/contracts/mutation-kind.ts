import * as z from './zod.ts';

// Apart from the mutation itself, whose schema only those carry who read mutations.

/** The kinds of mutation, in the order in which one run emits them. */
export const MUTATION_KINDS = [
  'deactivate',
  'update',
  'activate',
  'set-monthly-budget',
  'grant-one-off-budget',
] as const;
export const MutationKindSchema = z.enum(MUTATION_KINDS);
export type MutationKind = z.infer<typeof MutationKindSchema>;

/** The longest category of a budget, in UTF-16 units: keys are made of it. */
export const CATEGORY_MAX = 100;

/** The `type` of the CloudEvent is this prefix and the kind of mutation. */
export const MUTATION_TYPE_PREFIX = 'co.alleo.user.';

/**
 * The version of the message: raised where a reader of today would misunderstand it. A field that may be left unread is
 * added without. A message without one is of version 1.
 */
export const MUTATION_DATA_SCHEMA = 'urn:alleo:user-mutation:1';
