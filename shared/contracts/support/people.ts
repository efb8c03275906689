import { DifferenceCountsSchema, DifferenceKindSchema } from '../difference.ts';
import { MutationKindSchema } from '../mutation-kind.ts';
import { CalendarDateSchema } from '../primitives.ts';
import { IssueSchema } from '../run-report.ts';
import { TenantStatusSchema } from '../tenant.ts';
import { ToldAddressSchema, ToldTextSchema } from '../told-text.ts';
import * as z from '../zod.ts';
import type { Contracts } from './contract.ts';
import { count, digest, from, person, tenantId } from './fields.ts';
import {
  DomainChangeSchema,
  ExplainFactsSchema,
  HeldForSchema,
  NamedPersonSchema,
  OpenForSchema,
} from './person-facts.ts';

/** One difference between what the rules want and what Alleo has (behaviour: "Verify"). */
const ShownDifferenceSchema = z.extend(NamedPersonSchema, {
  kind: DifferenceKindSchema,
  alleoId: z.nullable(z.int()),
  text: z.string(),
});

export const ExplainStepSchema = z.object({
  step: z.enum(['read', 'decide', 'remember', 'send', 'answer', 'open', 'next']),
  title: z.string(),
  lines: z.array(z.string()),
});

/** Single people: why, what is wrong, and sending again. */
export const PEOPLE_OPERATIONS = {
  explain: {
    role: 'read',
    request: { tenantId, person, showValues: z._default(z.boolean(), false) },
    answer: () =>
      z.object({
        tenantId: z.string(),
        matches: z.array(NamedPersonSchema),
        employeeId: z.nullable(z.string()),
        steps: z.array(ExplainStepSchema),
        /** The same in facts, of which a letter is written; null where no one person was found. */
        facts: z.nullable(ExplainFactsSchema),
      }),
  },
  issues: {
    role: 'read',
    request: { tenantId, from },
    /** One page of everything that is wrong, held or open; `domains` and `currency` are the same on every page. */
    answer: () =>
      z.object({
        tenantId: z.string(),
        tenantName: ToldTextSchema,
        tenantStatus: TenantStatusSchema,
        language: z.string(),
        currency: z.string(),
        date: CalendarDateSchema,
        issues: z.array(
          z.extend(IssueSchema, {
            /** As Personio has it; of somebody who is gone from there as Alleo has it; null where neither knows one. */
            name: z.nullable(ToldTextSchema),
            /** For `DUPLICATE_EMAIL`: the ids of the others who have the address. */
            sameEmail: z.optional(z.array(z.string())),
          }),
        ),
        holds: z.array(HeldForSchema),
        open: z.array(OpenForSchema),
        domains: z.array(DomainChangeSchema),
        nextFrom: z.nullable(count),
      }),
  },
  changes: {
    role: 'read',
    request: { tenantId, date: CalendarDateSchema, from },
    answer: () =>
      z.object({
        tenantId: z.string(),
        date: CalendarDateSchema,
        /** Who was changed on that day, by id; the name as Personio shows it now, else as Alleo does. */
        changes: z.array(
          z.object({
            employeeId: z.string(),
            name: z.nullable(ToldTextSchema),
            kind: MutationKindSchema,
            reason: z.string(),
          }),
        ),
        nextFrom: z.nullable(count),
      }),
  },
  budgets: {
    role: 'read',
    request: { tenantId, from },
    answer: () =>
      z.object({
        tenantId: z.string(),
        budgets: z.array(
          z.object({
            employeeId: z.string(),
            name: ToldTextSchema,
            email: ToldAddressSchema,
            kind: MutationKindSchema,
            category: ToldTextSchema,
            amount: z.string(),
            currency: z.string(),
            grant: z.nullable(z.int()),
            /** `assign`: passed on, to be assigned; `waiting`, `held` (with their code) and `not sent yet`: not to be assigned. */
            status: z.string(),
            /** The day on which it was sent, where that is certain. */
            date: z.nullable(CalendarDateSchema),
          }),
        ),
        nextFrom: z.nullable(count),
      }),
  },
  verify: {
    role: 'read',
    request: { tenantId },
    answer: () =>
      z.object({
        tenantId: z.string(),
        /** Of all differences, also of those that did not fit into the list. */
        counts: DifferenceCountsSchema,
        differences: z.array(ShownDifferenceSchema),
      }),
  },
  resend: {
    role: 'operate',
    request: { tenantId, person },
    answer: () =>
      z.object({
        tenantId: z.string(),
        employeeId: z.string(),
        name: z.nullable(ToldTextSchema),
        sent: z.array(MutationKindSchema),
        /** The code of what the rules say of this person: why this, or nothing, was sent. */
        reason: z.string(),
      }),
  },
  'resend-lost': {
    role: 'operate',
    /** Without a digest: only lists the people and their digest. */
    request: { tenantId, digest: z.optional(digest) },
    answer: () =>
      z.object({
        tenantId: z.string(),
        digest: z.string(),
        people: z.array(ShownDifferenceSchema),
        /** So many more are lost, and come with the next list. */
        others: count,
        resent: z.boolean(),
        sent: count,
        /** Of these people nothing could be sent: the rules leave them as they are, or a limit holds it. */
        unsent: z.array(z.string()),
      }),
  },
  relink: {
    role: 'operate',
    /** Without a digest: only lists the accounts and their digest. */
    request: { tenantId, digest: z.optional(digest) },
    answer: () =>
      z.object({
        tenantId: z.string(),
        digest: z.string(),
        accounts: z.array(
          z.object({
            employeeId: z.string(),
            name: z.nullable(ToldTextSchema),
            alleoId: z.int(),
            /** Whose account it is in Alleo, for support to compare. */
            accountName: ToldTextSchema,
            /** None, or already the Personio id, where the account says somebody else. */
            currentExternalId: z.nullable(ToldTextSchema),
            /** Of the account in Alleo: the address by which it was found, as a rule. */
            email: z.nullable(ToldAddressSchema),
          }),
        ),
        relinked: z.boolean(),
        /** Mutations that were waiting for these accounts and were sent at once. */
        sent: count,
      }),
  },
} as const satisfies Contracts;
