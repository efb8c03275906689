import { expect, it } from 'vitest';
import { EmployeeItemSchema } from '../../../shared/adapters/dynamodb/items/employee-item.ts';
import { PageSchema } from '../../../shared/adapters/personio/answers.ts';
import * as z from '../../../shared/contracts/zod.ts';

// In a run zod goes on without compiling what it cannot compile, and nobody would notice that it had become slow.
it.each([
  ['a stored person', EmployeeItemSchema],
  ["Personio's page", PageSchema],
])('%s can be compiled', (_, schema) => {
  expect(() => z.compile<z.ZodMiniType>(schema, { strict: true })).not.toThrow();
});
