import { createHash } from 'node:crypto';
import { MUTATION_DATA_SCHEMA, MUTATION_TYPE_PREFIX } from '../../contracts/mutation-kind.ts';
import type { MutationData, UserMutation } from '../../contracts/user-mutation.ts';
import type { Draft } from '../compare/draft.ts';
import { budgetContent, deactivateContent } from '../compare/draft.ts';
import { profileContent } from '../compare/profile.ts';
import type { Fingerprints } from '../ground/fingerprint.ts';
import type { Reservation } from '../ground/memory.ts';
import { formatMoney, moneyOf } from '../ground/money.ts';
import type { Stream } from '../ground/streams.ts';
import { budgetKey, grantStream, monthlyStream } from '../ground/streams.ts';

/** Whom a mutation is for. */
export interface MutationTarget {
  readonly tenantId: string;
  readonly companyId: number;
  readonly registration: string;
  readonly currency: string;
  /** Ids that the person had before, the last one first. */
  readonly formerIds?: readonly string[];
}

/** The CloudEvents `source` of everything we emit. */
export const SOURCE = '/personio-sync';

/**
 * A grant's message id is (tenant, employee, category, grant number) and not keyed: one grant has one id for ever, even
 * where the tenant is added again under a new fingerprint key.
 */
export function grantId(tenantId: string, employeeId: string, category: string, grant: number): string {
  const named = JSON.stringify([tenantId, employeeId, category, grant]);
  return `grant-${createHash('sha256').update(named).digest('base64url')}`;
}

/** Keyed fingerprint of what a message says: that of the draft which it was made of. */
export function contentOf(data: MutationData, fingerprints: Fingerprints): string {
  switch (data.kind) {
    case 'activate':
    case 'update':
      return profileContent(data.profile, fingerprints);
    case 'deactivate':
      return deactivateContent(fingerprints);
    case 'set-monthly-budget':
    case 'grant-one-off-budget': {
      const { category, amount } = data;
      const grant = data.kind === 'grant-one-off-budget' ? { grant: data.grant } : {};
      const key = budgetKey(data.kind === 'grant-one-off-budget' ? 'oneoff' : 'monthly', category);
      return budgetContent({ key, category, cents: moneyOf(amount), ...grant }, fingerprints);
    }
  }
}

/** The stream that a mutation belongs to. */
export function streamOf(data: MutationData): Stream {
  switch (data.kind) {
    case 'activate':
    case 'update':
    case 'deactivate':
      return 'profile';
    case 'set-monthly-budget':
      return monthlyStream(data.category);
    case 'grant-one-off-budget':
      return grantStream(data.category, data.grant);
  }
}

/** What a message's id is made of. */
interface Identity {
  readonly tenantId: string;
  readonly registration: string;
  readonly employeeId: string;
  readonly stream: Stream;
  readonly sequence: number;
  readonly content: string;
  /** Of a profile: whose account it may take is proven, too. */
  readonly formerIds: readonly string[];
}

/** Under the tenant's key, so that nobody without it can make an id that fits what a message says. */
function keyedId(identity: Identity, fingerprints: Fingerprints): string {
  const { tenantId, registration, employeeId, stream, sequence, content, formerIds } = identity;
  const parts = [tenantId, registration, employeeId, stream, sequence, content, ...formerIds];
  return fingerprints.of('id', JSON.stringify(parts));
}

/** The id that a message has to have, of what it says alone: keyed, or a grant's own. */
export function idOf(tenantId: string, data: MutationData, fingerprints: Fingerprints): string {
  const { external_id: employeeId, registration, sequence } = data;
  if (data.kind === 'grant-one-off-budget') return grantId(tenantId, employeeId, data.category, data.grant);
  const content = contentOf(data, fingerprints);
  const formerIds = 'profile' in data ? (data.former_external_ids ?? []) : [];
  const stream = streamOf(data);
  return keyedId({ tenantId, registration, employeeId, stream, sequence, content, formerIds }, fingerprints);
}

/** Of a draft, whose content is at hand: a run makes thousands. */
function draftId(
  { employeeId, stream, content, budget }: Draft,
  { sequence }: Reservation,
  { tenantId, registration, formerIds = [] }: MutationTarget,
  fingerprints: Fingerprints,
): string {
  if (budget?.grant !== undefined) return grantId(tenantId, employeeId, budget.category, budget.grant);
  const proven = stream === 'profile' ? formerIds : [];
  return keyedId({ tenantId, registration, employeeId, stream, sequence, content, formerIds: proven }, fingerprints);
}

function dataOf(draft: Draft, reservation: Reservation, target: MutationTarget): MutationData {
  const common = {
    external_id: draft.employeeId,
    sequence: reservation.sequence,
    company_id: target.companyId,
    registration: target.registration,
  };
  const { kind, profile, budget, reason } = draft;
  const changed = [...draft.changed];
  const { formerIds = [] } = target;
  const former = formerIds.length === 0 ? {} : { former_external_ids: [...formerIds] };
  if (kind === 'deactivate') {
    return { ...common, ...former, kind, reason, profile: { external_id: draft.employeeId }, changed };
  }
  if (kind === 'activate' || kind === 'update') {
    if (profile === undefined) throw new Error('a profile mutation without a profile');
    return { ...common, ...former, kind, reason, profile, changed };
  }
  if (budget === undefined) throw new Error('a budget mutation without a budget');
  const { category, cents, grant } = budget;
  const money = { category, amount: formatMoney(cents), currency: target.currency };
  if (kind === 'set-monthly-budget') return { ...common, kind, ...money };
  if (grant === undefined) throw new Error('a grant without a number');
  return { ...common, kind, ...money, grant };
}

/** The message of a reserved draft. The same reservation and content give the identical message. */
export function buildMutation(
  draft: Draft,
  reservation: Reservation,
  target: MutationTarget,
  fingerprints: Fingerprints,
): UserMutation {
  return {
    specversion: '1.0',
    id: draftId(draft, reservation, target, fingerprints),
    source: SOURCE,
    type: `${MUTATION_TYPE_PREFIX}${draft.kind}`,
    subject: draft.employeeId,
    time: reservation.at,
    datacontenttype: 'application/json',
    dataschema: MUTATION_DATA_SCHEMA,
    tenantid: target.tenantId,
    data: dataOf(draft, reservation, target),
  };
}
