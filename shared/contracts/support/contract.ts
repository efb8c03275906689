import type * as z from '../zod.ts';

/** One operation of support, whole. */
export interface OperationContract {
  /** `read`: it only looks, so that `support-read` may do it; `operate`: it may change something. */
  readonly role: 'read' | 'operate';
  /** What it takes beside its name. */
  readonly request: { readonly [field: string]: z.ZodMiniType };
  /** Made where an answer is read: who gives it does not carry the cost at every cold start. */
  readonly answer: () => z.ZodMiniType;
}

/** Operations by their names. */
export interface Contracts {
  readonly [operation: string]: OperationContract;
}
