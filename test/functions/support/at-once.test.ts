import { afterEach, describe, expect, it } from 'vitest';
import { createTenantSecrets } from '../../../shared/adapters/secrets/tenant-secrets.ts';
import type { TenantSecret } from '../../../shared/contracts/credentials.ts';
import { openPipeline, type Pipeline, type PipelineOptions } from '../../local/pipeline.ts';
import { openDesk } from './ask.ts';

const OLD = { clientId: 'client', clientSecret: 'secret' };
const NEW = { clientId: 'new-client', clientSecret: 'new-secret' };
const ALLEO = { accessKey: 'access', secretKey: 'secret' };

let pipeline: Pipeline;
const desk = openDesk(() => pipeline);

afterEach(() => pipeline.close());

async function open(options: PipelineOptions = {}): Promise<void> {
  pipeline = await openPipeline({ people: [{ id: 1 }, { id: 2 }], ...options });
  await pipeline.addTenant();
}

/** Does this while the next one to read people waits for Personio's answer. */
function whilePeopleAreRead(work: () => Promise<void>): void {
  pipeline.personio.script = async ({ route }) => {
    if (!route.includes('employees')) return undefined;
    pipeline.personio.script = undefined;
    await work();
    return undefined;
  };
}

async function readTenant() {
  const tenant = await pipeline.local.directory.readTenant('acme');
  if (tenant === undefined) throw new Error('no tenant');
  return tenant;
}

async function readSecret(): Promise<TenantSecret> {
  const { secretArn } = await readTenant();
  const { secrets: client } = pipeline.local.clients;
  return createTenantSecrets({ client, stage: 'local' }).readSecret('acme', secretArn);
}

describe('two rotations at once', () => {
  const rotate = (credentials: object) => desk.ask('credentials-rotate', { credentials });

  it('the first uses its own pair, not the one that the second has pending and that is refused', async () => {
    await open();
    pipeline.personio.account.setCredentials([OLD, NEW]);
    whilePeopleAreRead(async () => {
      const bad = { personio: { clientId: 'bad', clientSecret: 'bad' } };
      expect(await desk.problemOf('credentials-rotate', { credentials: bad })).toMatchObject({
        code: 'CREDENTIALS_REFUSED',
      });
    });
    expect(await rotate({ personio: NEW })).toMatchObject({ rotated: true });
    expect((await readSecret()).personio).toEqual(NEW);
  });

  it('of different sides: the second is refused, and repeated it keeps what the first one did', async () => {
    await open();
    const alleo = { accessKey: 'new-access', secretKey: 'new-secret' };
    pipeline.personio.account.setCredentials([OLD, NEW]);
    pipeline.alleo.setCredentials([ALLEO, alleo].map((pair) => ({ ...pair, companies: [1] })));
    whilePeopleAreRead(async () => {
      await rotate({ alleo });
    });
    expect(await desk.problemOf('credentials-rotate', { credentials: { personio: NEW } })).toMatchObject({
      kind: 'failed',
      code: 'CREDENTIALS_CHANGED',
    });
    expect(await readSecret()).toMatchObject({ personio: OLD, alleo });
    await rotate({ personio: NEW });
    expect(await readSecret()).toMatchObject({ personio: NEW, alleo });
  });
});
