import type { TenantMemory } from '../../../shared/core/ground/memory.ts';
import type { Lease, MemoryPort, MemoryWrite } from '../../../shared/core/ports/table.ts';
import { WRITES_PER_TRANSACTION } from '../../../shared/core/ports/table.ts';
import type { RestoreContext } from '../../../shared/core/restore-memory.ts';
import { restoreMemory } from '../../../shared/core/restore-memory.ts';

/**
 * Writes everybody who is remembered under another key under this one, each in one transaction with their open grants:
 * whoever is done is left alone by the next try.
 * Gives the number of grants of which support has to decide.
 */
export async function rewriteMemory(
  memory: Pick<MemoryPort, 'write'>,
  lease: Lease,
  { employees, open }: TenantMemory,
  context: RestoreContext,
): Promise<number> {
  const openOf = Map.groupBy(open, ({ employeeId }) => employeeId);
  let grants = 0;
  let writes: MemoryWrite[] = [];
  const flush = async () => {
    await memory.write(lease, writes);
    writes = [];
  };
  for (const before of employees.values()) {
    const { employeeId, keyId } = before;
    if (keyId === context.fingerprints.keyId) continue;
    const { memory: item, uncertain } = restoreMemory(before, openOf.get(employeeId) ?? [], context);
    const closed = uncertain.map(({ stream }): MemoryWrite => ({ delete: 'open', employeeId, stream }));
    if (writes.length + closed.length + 1 > WRITES_PER_TRANSACTION) await flush();
    writes.push({ put: 'employee', item }, ...closed);
    grants += uncertain.length;
  }
  if (writes.length > 0) await flush();
  return grants;
}
