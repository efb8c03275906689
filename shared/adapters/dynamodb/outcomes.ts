import * as z from '../../contracts/zod.ts';
import { TransientError } from '../../core/ground/errors.ts';
import type { OutcomePort } from '../../core/ports/table.ts';
import { type Facts } from '../aws-errors.ts';
import { parseStored } from '../parse-stored.ts';
import { EmployeeItemSchema } from './items/employee-item.ts';
import { OutcomeItemSchema } from './items/outcome-item.ts';
import { carryUnknown } from './items/unknown-attributes.ts';
import { employeeSort, MADE_ANEW, openSort, outcomeSort, tenantPartition } from './keys.ts';
import { parseOpen } from './memory.ts';
import { Table, type TableDeps } from './table.ts';

const StatusItemSchema = z.pick(EmployeeItemSchema, { v: true, s: true, m: true });

/** Deliver's records on DynamoDB. Throws `TenantError` ITEM_UNREADABLE or MEMORY_UNREADABLE for what does not parse. */
export function createOutcomes(deps: TableDeps): OutcomePort {
  const table = new Table(deps);
  const key = (tenantId: string, sk: string) => ({ pk: tenantPartition(tenantId), sk });
  return {
    readOutcome: async (tenantId, employeeId) => {
      const facts = { operation: 'read outcome', tenantId };
      const item = await table.get(facts, key(tenantId, outcomeSort(employeeId)));
      if (item === undefined) return undefined;
      const stored = { ...facts, kind: 'delivery outcome', code: 'ITEM_UNREADABLE' };
      const { v: _, ...outcome } = parseStored(OutcomeItemSchema, item, stored);
      return { employeeId, ...outcome, ...carryUnknown(item, OutcomeItemSchema.shape) };
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
