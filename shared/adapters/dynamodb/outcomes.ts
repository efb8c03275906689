import * as z from '../../contracts/zod.ts';
import { TransientError } from '../../core/ground/errors.ts';
import type { OpenItem } from '../../core/ground/memory.ts';
import type { Outcome, OutcomePort } from '../../core/ports/table.ts';
import { type Facts } from '../aws-errors.ts';
import { parseStored } from '../parse-stored.ts';
import { EmployeeItemSchema } from './items/employee-item.ts';
import { OutcomeItemSchema } from './items/outcome-item.ts';
import { carryUnknown } from './items/unknown-attributes.ts';
import { employeeSort, MADE_ANEW, OUTCOME_PREFIX, openSort, outcomeSort, tenantPartition } from './keys.ts';
import { parseOpen } from './memory.ts';
import { type Item, Table, type TableDeps } from './table.ts';

const StatusItemSchema = z.pick(EmployeeItemSchema, { v: true, s: true, m: true });

/** Whose outcome and which open item. */
export interface Wanted {
  readonly employeeId: string;
  readonly stream: string;
}

/**
 * What was read for several messages at once: `value` is `undefined` where there is none; nothing is known of what was not
 * asked for, or not got to. Throws like the single reading where an item does not parse: it is one person's trouble.
 */
export interface ReadAhead {
  outcome(employeeId: string): { readonly value: Outcome | undefined } | undefined;
  open(wanted: Wanted): { readonly value: OpenItem | undefined } | undefined;
}

export interface OutcomeStore extends OutcomePort {
  /** One call for all that is wanted, fifty at most. */
  readAhead(tenantId: string, wanted: readonly Wanted[]): Promise<ReadAhead>;
}

/** Deliver's records on DynamoDB. Throws `TenantError` ITEM_UNREADABLE or MEMORY_UNREADABLE for what does not parse. */
export function createOutcomes(deps: TableDeps): OutcomeStore {
  const table = new Table(deps);
  const key = (tenantId: string, sk: string) => ({ pk: tenantPartition(tenantId), sk });
  return {
    readOutcome: async (tenantId, employeeId) => {
      const item = await table.get({ operation: 'read outcome', tenantId }, key(tenantId, outcomeSort(employeeId)));
      return item && parseOutcome(tenantId, employeeId, item);
    },
    readOutcomes: async (tenantId, registration) => {
      const found = new Map<string, Outcome>();
      const condition = {
        expression: 'pk = :pk AND begins_with(sk, :prefix)',
        values: { ':pk': tenantPartition(tenantId), ':prefix': OUTCOME_PREFIX },
      };
      for await (const page of table.query({ operation: 'read outcomes', tenantId }, condition)) {
        for (const item of page) {
          const outcome = parseOutcome(tenantId, String(item['sk']).slice(OUTCOME_PREFIX.length), item);
          if (outcome.registration === registration) found.set(outcome.employeeId, outcome);
        }
      }
      return found;
    },
    readAhead: async (tenantId, wanted) => {
      const sorts = wanted.flatMap(({ employeeId, stream }) => [outcomeSort(employeeId), openSort(employeeId, stream)]);
      const facts = { operation: 'read ahead', tenantId };
      const items = await table.getBatch(facts, tenantPartition(tenantId), new Set(sorts));
      const known = <T>(sk: string, parse: (item: Item) => T) =>
        items.has(sk) ? { value: parseFound(items.get(sk), parse) } : undefined;
      return {
        outcome: (employeeId) => known(outcomeSort(employeeId), (item) => parseOutcome(tenantId, employeeId, item)),
        open: ({ employeeId, stream }) => known(openSort(employeeId, stream), (item) => parseOpen(tenantId, item)),
      };
    },
    writeOutcome: async (tenantId, { employeeId, version, unknown, ...outcome }) => {
      const facts = { operation: 'write outcome', tenantId };
      const own = { ...key(tenantId, outcomeSort(employeeId)), v: 1 };
      const item = { ...unknown, ...own, ...outcome, version: version + 1 };
      const condition =
        version === 0
          ? { expression: 'attribute_not_exists(pk)' }
          : { expression: '#version = :read', names: { '#version': 'version' }, values: { ':read': version } };
      if (!(await table.put(facts, item, condition))) throw outcomeChanged(facts);
    },
    readStatus: async (tenantId, employeeId) => {
      const facts = { operation: 'read status', tenantId };
      const item = await table.get(facts, key(tenantId, employeeSort(employeeId)), ['v', 's', 'm']);
      if (item === undefined) return undefined;
      const stored = { ...facts, kind: 'employee memory', code: 'MEMORY_UNREADABLE' };
      const { s, m } = parseStored(StatusItemSchema, item, stored);
      if (m !== undefined) return 'missing';
      return s === 'a' ? 'active' : 'inactive';
    },
    readOpen: async (tenantId, employeeId, stream) => {
      const item = await table.get(
        { operation: 'read open item', tenantId },
        key(tenantId, openSort(employeeId, stream)),
      );
      return item && parseOpen(tenantId, item);
    },
    closeOpen: async (tenantId, employeeId, stream, sequence) => {
      const condition = atSequence('<=', sequence);
      await table.delete(
        { operation: 'close open item', tenantId },
        key(tenantId, openSort(employeeId, stream)),
        condition,
      );
    },
    markOpen: async (tenantId, employeeId, stream, sequence, why) => {
      const { names, ...condition } = atSequence('=', sequence);
      const values = {
        ...condition.values,
        ':c': why.code,
        ...(why.attribute !== undefined && { ':a': why.attribute }),
      };
      const update = why.attribute === undefined ? 'SET #c = :c REMOVE #a' : 'SET #c = :c, #a = :a';
      await table.update(
        { operation: 'mark open item', tenantId },
        key(tenantId, openSort(employeeId, stream)),
        update,
        {
          ...condition,
          names: { ...names, '#c': 'c', '#a': 'a' },
          values,
        },
      );
    },
    markMadeAnew: async (tenantId, employeeId) => {
      await table.put(
        { operation: 'mark made anew', tenantId },
        { ...key(tenantId, openSort(employeeId, MADE_ANEW)), v: 1 },
      );
    },
  };
}

const parseFound = <T>(item: Item | undefined, parse: (item: Item) => T) => item && parse(item);

function parseOutcome(tenantId: string, employeeId: string, item: Item): Outcome {
  const stored = { operation: 'read outcome', tenantId, kind: 'delivery outcome', code: 'ITEM_UNREADABLE' };
  const { v: _, ...outcome } = parseStored(OutcomeItemSchema, item, stored);
  return { employeeId, ...outcome, ...carryUnknown(item, OutcomeItemSchema.shape) };
}

/** Also false where there is no item. */
function atSequence(comparison: '<=' | '=', sequence: number) {
  return {
    expression: `#r.#q ${comparison} :sequence`,
    names: { '#r': 'r', '#q': 'q' },
    values: { ':sequence': sequence },
  };
}

function outcomeChanged(facts: Facts): TransientError {
  return new TransientError({ ...facts, code: 'OUTCOME_CHANGED' }, 'another delivery wrote it since it was read');
}
