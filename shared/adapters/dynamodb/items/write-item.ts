import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** An item of plain values as DynamoDB takes it; what is `undefined` is left out, as zod's optional properties may be. */
export function writeItem(item: Readonly<Record<string, unknown>>): Record<string, AttributeValue> {
  const written: Record<string, AttributeValue> = {};
  for (const [name, value] of Object.entries(item)) if (value !== undefined) written[name] = writeValue(value);
  return written;
}

/** Throws for a kind of value that we never write. */
function writeValue(value: unknown): AttributeValue {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (value === null) return { NULL: true };
  if (Array.isArray(value)) return { L: value.map(writeValue) };
  if (typeof value === 'object') return { M: writeItem(value as Record<string, unknown>) };
  throw new Error(`a value of type ${typeof value} cannot be stored`);
}
