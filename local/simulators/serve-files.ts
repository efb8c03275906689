import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import type { AlleoSimulatorOptions } from './alleo/start.ts';
import { makePeople } from './personio/make-people.ts';
import type { PersonioSimulatorOptions } from './personio/start.ts';

const RateLimitSchema = z.strictObject({ requests: z.int().positive(), seconds: z.number().positive() });

const PersonSchema = z.strictObject({
  id: z.int().positive(),
  email: z.string().exactOptional(),
  firstName: z.string().exactOptional(),
  lastName: z.string().exactOptional(),
  status: z.string().exactOptional(),
  hireDate: z.string().nullable().exactOptional(),
  terminationDate: z.string().nullable().exactOptional(),
  birthday: z.string().nullable().exactOptional(),
  department: z.string().nullable().exactOptional(),
  custom: z.record(z.string(), z.union([z.string(), z.number(), z.null(), z.array(z.string())])).exactOptional(),
  absent: z.array(z.string()).exactOptional(),
  rawValues: z.record(z.string(), z.unknown()).exactOptional(),
  rawAttributes: z.record(z.string(), z.unknown()).exactOptional(),
  rawRow: z.unknown().exactOptional(),
});

const CustomAttributeSchema = z.strictObject({
  label: z.string(),
  key: z.string().exactOptional(),
  type: z.enum(['standard', 'date', 'integer', 'decimal', 'list', 'link', 'tags', 'multiline']),
  options: z.array(z.string()).exactOptional(),
});

/** The file behind `--personio`: the options of the simulator, and how many people to make up beside those listed. */
const PersonioFileSchema = z.strictObject({
  credentials: z
    .array(
      z.strictObject({
        clientId: z.string(),
        clientSecret: z.string(),
        unreadable: z.array(z.string()).exactOptional(),
      }),
    )
    .exactOptional(),
  generate: z
    .strictObject({
      count: z.int().nonnegative().max(1_000_000),
      seed: z.int().exactOptional(),
      today: z.iso.date().exactOptional(),
      domain: z.string().exactOptional(),
      firstId: z.int().positive().exactOptional(),
    })
    .exactOptional(),
  people: z.array(PersonSchema).exactOptional(),
  customAttributes: z.array(CustomAttributeSchema).exactOptional(),
  language: z.enum(['en', 'de', 'nl']).exactOptional(),
  unreadable: z.array(z.string()).exactOptional(),
  dateOffset: z.string().exactOptional(),
  metadata: z.enum(['numbers', 'texts', 'missing']).exactOptional(),
  statusCase: z.enum(['lower', 'upper']).exactOptional(),
  attributeShape: z.enum(['full', 'old']).exactOptional(),
  attributesReadable: z.boolean().exactOptional(),
  rateLimits: z
    .strictObject({
      employees: z.array(RateLimitSchema).exactOptional(),
      auth: z.array(RateLimitSchema).exactOptional(),
      retryAfter: z.boolean().exactOptional(),
      headers: z.boolean().exactOptional(),
    })
    .exactOptional(),
});

const SeedEmployeeSchema = z.strictObject({
  id: z.int().positive().exactOptional(),
  email: z.string(),
  first_name: z.string().exactOptional(),
  last_name: z.string().exactOptional(),
  prefix: z.string().nullable().exactOptional(),
  language: z.string().nullable().exactOptional(),
  private_email: z.string().nullable().exactOptional(),
  is_active: z.boolean().exactOptional(),
  company_group_id: z.int().nullable().exactOptional(),
  external_id: z.string().nullable().exactOptional(),
  birthday: z.string().nullable().exactOptional(),
  work_anniversary: z.string().nullable().exactOptional(),
});

/** The file behind `--alleo`: the options of the simulator. */
const AlleoFileSchema = z.strictObject({
  credentials: z
    .array(z.strictObject({ accessKey: z.string(), secretKey: z.string(), companies: z.array(z.int()) }))
    .exactOptional(),
  companies: z
    .array(
      z.strictObject({
        id: z.int().positive(),
        name: z.string(),
        groups: z.array(z.strictObject({ id: z.int(), name: z.string() })).exactOptional(),
        employees: z.array(SeedEmployeeSchema).exactOptional(),
      }),
    )
    .exactOptional(),
  activeAtCreation: z.boolean().exactOptional(),
  rateLimits: z.array(RateLimitSchema).exactOptional(),
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

async function readData<Data>(file: string, schema: z.ZodType<Data>): Promise<Data> {
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
