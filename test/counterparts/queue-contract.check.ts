import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MUTATION_KINDS } from '../../shared/contracts/mutation-kind.ts';
import { UserMutationSchema } from '../../shared/contracts/user-mutation.ts';
import { isVerifyMessage } from '../../shared/contracts/verify-message.ts';
import { openPipeline, type Pipeline } from '../local/pipeline.ts';
import { requireCounterpart } from './install-packages.ts';

/** What is used of the CloudEvents SDK (npm `cloudevents`). */
interface CloudEvents {
  readonly CloudEvent: new (event: unknown, strict: boolean) => object;
  readonly HTTP: { readonly toEvent: (message: { headers: object; body: string }) => { toJSON: () => object } };
}

/** What is used of AsyncAPI's parser (npm `@asyncapi/parser`). */
interface AsyncApi {
  readonly Parser: new () => {
    parse: (text: string) => Promise<{ document?: ApiDocument; diagnostics: readonly Diagnostic[] }>;
  };
}
interface Diagnostic {
  readonly code: string;
  readonly message: string;
  readonly path: readonly (string | number)[];
}
interface ApiDocument {
  readonly channels: () => { get: (id: string) => { messages: () => { all: () => readonly ApiMessage[] } } };
}
interface ApiMessage {
  readonly payload: () => { json: () => object };
}

/** What is used of the JSON Schema validator that comes with both. */
interface Ajv {
  readonly default: new (
    options: object,
  ) => { compile: (schema: object) => ((data: unknown) => boolean) & { errors?: unknown } };
}

const { CloudEvent, HTTP } = requireCounterpart('cloudevents') as CloudEvents;
const { Parser } = requireCounterpart('@asyncapi/parser') as AsyncApi;
const { default: Validator } = requireCounterpart('ajv') as Ajv;

const text = readFileSync(new URL('../../docs/contracts/asyncapi.json', import.meta.url), 'utf8');

/** By the channel's name in the document: every body that was on its queue. */
const bodies = { tenantQueue: new Set<string>(), userMutations: new Set<string>(), budgetMutations: new Set<string>() };
type Channel = keyof typeof bodies;
const CHANNELS = Object.keys(bodies) as readonly Channel[];
let pipeline: Pipeline;

/** The engine is asked for messages while they are on their queues. */
function noteBodies(): 'pass' {
  for (const body of pipeline?.bodiesOf('tenants') ?? []) bodies.tenantQueue.add(body);
  for (const body of pipeline?.bodiesOf('mutations') ?? []) bodies.userMutations.add(body);
  for (const body of pipeline?.bodiesOf('budgets') ?? []) bodies.budgetMutations.add(body);
  return 'pass';
}

const budgets = { alleo_monthly_all_budget: 50, alleo_oneoff_health_budget: 12.5 };
/** Every optional field of a mutation once: a department, a leaver's date, nulls, two ids of one human being. */
const PEOPLE = [
  {
    id: 1,
    firstName: 'Zoë',
    department: 'Büro',
    birthday: '1990-02-28',
    terminationDate: '2026-12-31',
    custom: budgets,
  },
  { id: 2, firstName: '小龙', department: null, birthday: null, hireDate: null },
  { id: 3, firstName: 'Tom', lastName: 'Visser', birthday: '1980-01-01', email: 'tom@example.com' },
];

beforeAll(async () => {
  pipeline = await openPipeline({ people: PEOPLE, onRequest: noteBodies });
  await pipeline.addTenant();
  await pipeline.approve('2026-11-02');
  await pipeline.runDay('2026-11-02');
  pipeline.personio.change(1, {
    lastName: 'Ünal',
    birthday: null,
    custom: { ...budgets, alleo_monthly_all_budget: 60 },
  });
  pipeline.personio.change(2, { status: 'inactive' });
  pipeline.personio.remove(3);
  pipeline.personio.add({ ...PEOPLE[2], id: 30 });
  await pipeline.runDay('2026-11-03');
  // Each customer has a weekday of its own on which deliver is asked to look at Alleo.
  for (let day = 4; day <= 9; day += 1) await pipeline.runDay(`2026-11-0${day}`);
});
afterAll(() => pipeline?.close());

describe('what is on the queue of mutations', () => {
  it('is of every kind, the question to deliver included', () => {
    const mutations = [...bodies.userMutations].filter((body) => !isVerifyMessage(body));
    const kinds = mutations.map((body) => UserMutationSchema.parse(JSON.parse(body)).data.kind);
    expect(mutations.length).toBeLessThan(bodies.userMutations.size);
    expect(new Set(kinds)).toEqual(new Set(MUTATION_KINDS));
  });

  it.each(['userMutations', 'budgetMutations'] as const)('is read by the CloudEvents SDK, strictly: %s', (channel) => {
    expect(bodies[channel].size).toBeGreaterThan(0);
    for (const body of bodies[channel]) {
      const wanted: unknown = JSON.parse(body);
      expect(JSON.parse(JSON.stringify(new CloudEvent(wanted, true)))).toEqual(wanted);
      const message = { headers: { 'content-type': 'application/cloudevents+json' }, body };
      expect(JSON.parse(JSON.stringify(HTTP.toEvent(message)))).toEqual(wanted);
    }
  });
});

describe('docs/contracts/asyncapi.json', () => {
  it("is valid to AsyncAPI's own parser, without a warning", async () => {
    const { diagnostics } = await new Parser().parse(text);
    expect(diagnostics.map(({ code, message, path }) => `${code} ${path.join('.')}: ${message}`)).toEqual([]);
  });

  it.each(CHANNELS)('describes every message that was on its queue: %s', async (channel) => {
    const { document } = await new Parser().parse(text);
    const messages = document?.channels().get(channel).messages().all() ?? [];
    const anyOf = messages.map((message) => message.payload().json());
    const isDescribed = new Validator({ strict: false, validateFormats: false }).compile({ anyOf });
    expect(bodies[channel].size).toBeGreaterThan(0);
    for (const body of bodies[channel])
      expect([isDescribed(JSON.parse(body)), isDescribed.errors]).toEqual([true, null]);
  });
});
