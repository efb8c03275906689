import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startAlleoSimulator } from '../../local/simulators/alleo/start.ts';
import type { Script } from '../../local/simulators/http-exchange.ts';
import * as z from '../../shared/contracts/zod.ts';
import { gatewayError, tooManyRequests } from '../local/simulators/script-answers.ts';
import { findFreePort, runPython, startNodeServer } from './run-servers.ts';

const CheckSchema = z.strictObject({ name: z.string(), problem: z.nullable(z.string()) });
type Check = z.infer<typeof CheckSchema>;

const ALLEO = {
  credentials: [{ accessKey: 'access', secretKey: 'secret', companies: [1, 3] }],
  companies: [
    {
      id: 1,
      name: 'Noordzee B.V.',
      groups: [
        { id: 10, name: 'IT' },
        { id: 11, name: 'Büro' },
      ],
    },
    { id: 2, name: 'Somebody else' },
    {
      id: 3,
      name: 'Crowd B.V.',
      groups: [{ id: 10, name: 'IT' }],
      employees: Array.from({ length: 250 }, (_, index) => ({ email: `crowd${index}@example.com` })),
    },
  ],
  rateLimits: [{ requests: 600, seconds: 60 }],
};

/** The employee's id says what goes wrong: 401 the token, 4010 each token once, 999 the connection, else the status. */
function misbehave(): Script {
  let refuse = false;
  const unauthorised = { status: 401, body: { detail: 'Could not validate credentials' } };
  return ({ path }) => {
    const id = Number(path.split('/').at(-1));
    if (id === 4010) refuse = !refuse;
    if (id === 401 || (id === 4010 && refuse)) return unauthorised;
    if (id === 429) return tooManyRequests(7);
    if (id === 999) return 'drop';
    return id === 500 || id === 502 || id === 503 ? gatewayError(id) : undefined;
  };
}

/** Runs the SDK's checks against `serve.ts`, as anybody would start it, and against a simulator that misbehaves. */
async function runChecks(): Promise<readonly Check[]> {
  const directory = mkdtempSync(join(tmpdir(), 'counterparts-'));
  const file = join(directory, 'alleo.json');
  writeFileSync(file, JSON.stringify(ALLEO));
  const served = await startNodeServer('local/simulators/serve.ts', ['--alleo', file], /^alleo (\S+)$/m);
  const employees = [{ id: 4010, email: 'refused@example.com' }];
  const faults = await startAlleoSimulator({
    companies: [{ id: 1, name: 'Faults', employees }],
    script: misbehave(),
  });
  try {
    const printed = await runPython('check_alleo_client.py', {
      ALLEO_URL: served.url,
      FAULTS_URL: faults.url,
      CLOSED_URL: `http://127.0.0.1:${await findFreePort()}/customer_api/v1`,
    });
    return printed
      .trim()
      .split('\n')
      .map((line) => CheckSchema.parse(JSON.parse(line)));
  } finally {
    await Promise.all([served.close(), faults.close()]);
    rmSync(directory, { recursive: true });
  }
}

const checks = await runChecks();

describe("Alleo's SDK on our simulator", () => {
  for (const { name, problem } of checks) {
    it(name, () => {
      if (problem !== null) expect.fail(problem);
    });
  }
});
