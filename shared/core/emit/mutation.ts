import { createHash } from 'node:crypto';
import { MUTATION_DATA_SCHEMA, MUTATION_TYPE_PREFIX } from '../../contracts/mutation-kind.ts';
import type { MutationData, UserMutation } from '../../contracts/user-mutation.ts';
import type { Draft } from '../compare/draft.ts';
import type { Fingerprints } from '../ground/fingerprint.ts';
import type { Reservation } from '../ground/memory.ts';
import { formatMoney } from '../ground/money.ts';

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
const SOURCE = '/personio-sync';

/**
 * A grant's message id is (tenant, employee, category, grant number) and not keyed: one grant has one id for ever, even
 * where the tenant is added again under a new fingerprint key.
 */
export function grantId(tenantId: string, employeeId: string, category: string, grant: number): string {
  const named = JSON.stringify([tenantId, employeeId, category, grant]);
  return `grant-${createHash('sha256').update(named).digest('base64url')}`;
}

/** Deterministic: tenant, employee, sequence and content; of a grant its own id. */
function idOf(draft: Draft, reservation: Reservation, target: MutationTarget, fingerprints: Fingerprints): string {
  const { tenantId, registration } = target;
  if (draft.budget?.grant !== undefined) {
    return grantId(tenantId, draft.employeeId, draft.budget.category, draft.budget.grant);
  }
  const { employeeId, stream, content } = draft;
  return fingerprints.of(
    'id',
    JSON.stringify([tenantId, registration, employeeId, stream, reservation.sequence, content]),
  );
}

function dataOf(draft: Draft, reservation: Reservation, target: MutationTarget): MutationData {
  const common = {
    external_id: draft.employeeId,
    sequence: reservation.sequence,
    company_id: target.companyId,
    registration: target.registration,
    ...(target.formerIds === undefined || target.formerIds.length === 0
      ? {}
      : { former_external_ids: [...target.formerIds] }),
  };
  const { kind, profile, budget, reason } = draft;
  const changed = [...draft.changed];
  if (kind === 'deactivate') return { ...common, kind, reason, profile: { external_id: draft.employeeId }, changed };
  if (kind === 'activate' || kind === 'update') {
    if (profile === undefined) throw new Error('a profile mutation without a profile');
    return { ...common, kind, reason, profile, changed };
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
    id: idOf(draft, reservation, target, fingerprints),
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
