import { renderAsyncApi } from './async-api.ts';
import { TenantSecretSchema } from './credentials.ts';
import { PreviewSchema } from './preview.ts';
import { RunReportSchema } from './run-report.ts';
import { SupportEventSchema, SupportReplySchema } from './support-operation.ts';
import { TenantSchema } from './tenant.ts';
import { TenantMessageSchema } from './tenant-message.ts';
import { UserMutationSchema } from './user-mutation.ts';
import * as z from './zod.ts';

const CONTRACTS = {
  'tenant-message': TenantMessageSchema,
  'user-mutation': UserMutationSchema,
  'run-report': RunReportSchema,
  preview: PreviewSchema,
  tenant: TenantSchema,
  'tenant-secret': TenantSecretSchema,
  'support-event': SupportEventSchema,
  'support-reply': SupportReplySchema,
} as const;

/**
 * Every document of the contracts by file name, as text that ends in a line break: a JSON Schema (draft 2020-12) of each,
 * and the AsyncAPI document of the queues.
 */
export function renderContracts(): ReadonlyMap<string, string> {
  const schemas = Object.entries(CONTRACTS).map(([name, schema]) => {
    const json = { title: name, ...z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) };
    return [`${name}.schema.json`, `${JSON.stringify(json, null, 2)}\n`] as const;
  });
  return new Map([...schemas, ['asyncapi.json', renderAsyncApi()]]);
}
