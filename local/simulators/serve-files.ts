import { readFile } from 'node:fs/promises';
import * as z from '../../shared/contracts/zod.ts';
import type { AlleoSimulatorOptions } from './alleo/start.ts';
import { makePeople } from './personio/make-people.ts';
import type { PersonioSimulatorOptions } from './personio/start.ts';

const RateLimitSchema = z.strictObject({
  requests: z.int().check(z.positive()),
  seconds: z.number().check(z.positive()),
});

const PersonSchema = z.strictObject({
  id: z.int().check(z.positive()),
  email: z.exactOptional(z.string()),
  firstName: z.exactOptional(z.string()),
  lastName: z.exactOptional(z.string()),
  status: z.exactOptional(z.string()),
  hireDate: z.exactOptional(z.nullable(z.string())),
  terminationDate: z.exactOptional(z.nullable(z.string())),
  birthday: z.exactOptional(z.nullable(z.string())),
  department: z.exactOptional(z.nullable(z.string())),
  custom: z.exactOptional(z.record(z.string(), z.union([z.string(), z.number(), z.null(), z.array(z.string())]))),
  absent: z.exactOptional(z.array(z.string())),
  rawValues: z.exactOptional(z.record(z.string(), z.unknown())),
  rawAttributes: z.exactOptional(z.record(z.string(), z.unknown())),
  rawRow: z.exactOptional(z.unknown()),
});

const CustomAttributeSchema = z.strictObject({
  label: z.string(),
  key: z.exactOptional(z.string()),
  type: z.enum(['standard', 'date', 'integer', 'decimal', 'list', 'link', 'tags', 'multiline']),
  options: z.exactOptional(z.array(z.string())),
});

/** The file behind `--personio`: the options of the simulator, and how many people to make up beside those listed. */
const PersonioFileSchema = z.strictObject({
  credentials: z.exactOptional(
    z.array(
      z.strictObject({
        clientId: z.string(),
        clientSecret: z.string(),
        unreadable: z.exactOptional(z.array(z.string())),
      }),
    ),
  ),
  generate: z.exactOptional(
    z.strictObject({
      count: z.int().check(z.nonnegative(), z.maximum(1_000_000)),
      seed: z.exactOptional(z.int()),
      today: z.exactOptional(z.iso.date()),
      domain: z.exactOptional(z.string()),
      firstId: z.exactOptional(z.int().check(z.positive())),
    }),
  ),
  people: z.exactOptional(z.array(PersonSchema)),
  customAttributes: z.exactOptional(z.array(CustomAttributeSchema)),
  language: z.exactOptional(z.enum(['en', 'de', 'nl'])),
  unreadable: z.exactOptional(z.array(z.string())),
  dateOffset: z.exactOptional(z.string()),
  metadata: z.exactOptional(z.enum(['numbers', 'texts', 'missing'])),
  statusCase: z.exactOptional(z.enum(['lower', 'upper'])),
  attributeShape: z.exactOptional(z.enum(['full', 'old'])),
  attributesReadable: z.exactOptional(z.boolean()),
  rateLimits: z.exactOptional(
    z.strictObject({
      employees: z.exactOptional(z.array(RateLimitSchema)),
      auth: z.exactOptional(z.array(RateLimitSchema)),
      retryAfter: z.exactOptional(z.boolean()),
      headers: z.exactOptional(z.boolean()),
    }),
  ),
});

const SeedEmployeeSchema = z.strictObject({
  id: z.exactOptional(z.int().check(z.positive())),
  email: z.string(),
  first_name: z.exactOptional(z.string()),
  last_name: z.exactOptional(z.string()),
  prefix: z.exactOptional(z.nullable(z.string())),
  language: z.exactOptional(z.nullable(z.string())),
  private_email: z.exactOptional(z.nullable(z.string())),
  is_active: z.exactOptional(z.boolean()),
  company_group_id: z.exactOptional(z.nullable(z.int())),
  external_id: z.exactOptional(z.nullable(z.string())),
  birthday: z.exactOptional(z.nullable(z.string())),
  work_anniversary: z.exactOptional(z.nullable(z.string())),
});

/** The file behind `--alleo`: the options of the simulator. */
const AlleoFileSchema = z.strictObject({
  credentials: z.exactOptional(
    z.array(z.strictObject({ accessKey: z.string(), secretKey: z.string(), companies: z.array(z.int()) })),
  ),
  companies: z.exactOptional(
    z.array(
      z.strictObject({
        id: z.int().check(z.positive()),
        name: z.string(),
        groups: z.exactOptional(z.array(z.strictObject({ id: z.int(), name: z.string() }))),
        employees: z.exactOptional(z.array(SeedEmployeeSchema)),
      }),
    ),
  ),
  activeAtCreation: z.exactOptional(z.boolean()),
  rateLimits: z.exactOptional(z.array(RateLimitSchema)),
});

/** A file or argument that cannot be used; the message says where and why. */
export class ServeUsageError extends Error {
  override readonly name = 'ServeUsageError';
}

/** Options for the Personio simulator; without a file 25 made-up people. Throws `ServeUsageError`. */
export async function readPersonioFile(file: string | undefined): Promise<PersonioSimulatorOptions> {
  if (file === undefined) return { people: makePeople({ count: 25 }) };
  const { generate, people = [], ...options } = await readData(file, PersonioFileSchema);
  return { ...options, people: [...(generate === undefined ? [] : makePeople(generate)), ...people] };
}

/** Options for the Alleo simulator; without a file one empty company, 1. Throws `ServeUsageError`. */
export async function readAlleoFile(file: string | undefined): Promise<AlleoSimulatorOptions> {
  if (file === undefined) return { companies: [{ id: 1, name: 'Noordzee B.V.' }] };
  return await readData(file, AlleoFileSchema);
}

async function readData<Data>(file: string, schema: z.ZodMiniType<Data>): Promise<Data> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new ServeUsageError(`${file} cannot be read as JSON.`, { cause });
  }
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  throw new ServeUsageError(`${file} is not as expected:\n${z.prettifyError(checked.error)}`);
}
