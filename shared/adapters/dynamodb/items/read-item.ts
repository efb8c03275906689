import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** Stands for a kind of value that we never write (sets, binary): no schema takes it, so that its path is told. */
const NEVER_WRITTEN = Symbol('a kind of value that is never written');

/** An item as DynamoDB sends it, in plain values. */
export function readItem(item: Readonly<Record<string, AttributeValue>>): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  for (const name in item) {
    if (!Object.hasOwn(item, name)) continue;
    const value = item[name];
    if (value !== undefined) read[name] = readValue(value);
  }
  return read;
}

/** Numbers are whole and below 2^53 where we write them; what reads them checks that. */
function readValue(value: AttributeValue): unknown {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return Number(value.N);
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.NULL !== undefined) return null;
  if (value.M !== undefined) return readItem(value.M);
  if (value.L !== undefined) return value.L.map(readValue);
  return NEVER_WRITTEN;
}
