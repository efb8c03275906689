import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSupportHandler } from '../../../functions/support/create-handler.ts';
import { invokeSupport } from '../../../local/invoke-support.ts';
import { createAudit } from '../../../shared/adapters/dynamodb/audit.ts';
import { READ_OPERATIONS, SUPPORT_OPERATIONS } from '../../../shared/contracts/support-operation.ts';
import { openPipeline, type Pipeline } from '../../local/pipeline.ts';

let pipeline: Pipeline;

beforeEach(async () => {
  pipeline = await openPipeline({ people: [{ id: 1 }] });
  await pipeline.addTenant();
});

afterEach(() => pipeline.close());

const DIGEST = '0123456789abcdef';
const CREDENTIALS = { personio: { clientId: 'client', clientSecret: 'told-to-nobody' } };
/** A request of every operation, as complete as it has to be to be read. */
const MORE: { readonly [operation: string]: object } = {
  'tenant-add': { name: 'Acme', companyId: 1, credentials: CREDENTIALS },
  'tenant-remove': { confirm: 'Acme' },
  activate: { digest: DIGEST },
  approve: { digest: DIGEST },
  explain: { person: '1' },
  resend: { person: '1' },
  relink: { digest: DIGEST },
  'dead-letters-purge': { letter: '0d7c2f7a' },
  'recent-runs': { tenantIds: ['acme'] },
  'credentials-rotate': { credentials: CREDENTIALS },
  'credentials-restore': { credentials: CREDENTIALS },
};

/** What the function's log says. */
const lines: string[] = [];

function ask(role: 'read' | 'operate', request: object) {
  const source = { ...pipeline.local.env.support, SUPPORT_ROLE: role };
  const { clients, clock, waiting } = pipeline.local;
  const handler = createSupportHandler({
    source,
    clients,
    log: {
      info: (message, facts) => lines.push(JSON.stringify({ message, ...facts })),
      warn: () => {},
      error: () => {},
    },
    clock: clock.now,
    sleep: waiting.sleep,
    allowLoopback: true,
    personio: { retryBudgetMs: 0 },
    alleo: { retryBudgetMs: 0, pacing: undefined },
  });
  return handler({ version: 1, caller: 'arn:tester', request }, { awsRequestId: 'request-1' });
}

const audit = () =>
  createAudit({ client: pipeline.local.clients.dynamodb, tableName: pipeline.local.env.sync.TABLE_NAME }).listAudit(
    'acme',
    50,
  );

describe('waiting for the other side', () => {
  it.each([
    ['a real account', 'https://api.yourcampus.co/customer_api/v1', 20_000],
    ['a simulator on this machine', 'http://127.0.0.1:9/customer_api/v1', 4_000],
  ])('%s is bounded: %s', async (_name, alleoUrl, most) => {
    const waits: number[] = [];
    const credentials = { ...CREDENTIALS, alleo: { accessKey: 'access', secretKey: 'secret' } };
    const asked = { tenantId: 'other', name: 'Other', companyId: 1, credentials, policies: {}, alleoUrl };
    const reply = await invokeSupport(
      pipeline.local,
      { version: 1, caller: 'tester', request: { operation: 'tenant-add', ...asked } },
      {
        send: async () => ({ status: 503, headers: {}, body: '' }),
        sleep: async (ms) => {
          waits.push(ms);
        },
      },
    );
    expect(reply).toMatchObject({ ok: false, problem: { code: 'ALLEO_UNAVAILABLE' } });
    const waited = waits.reduce((sum, wait) => sum + wait, 0);
    expect(waited).toBeLessThanOrEqual(most);
    // The next try would have waited longer than all before it.
    expect(waited).toBeGreaterThan(most / 4);
  });
});

describe('the two roles', () => {
  it('support-read does what only looks and refuses all else, whatever it is', async () => {
    for (const operation of SUPPORT_OPERATIONS) {
      const reply = await ask('read', { operation, tenantId: 'acme', ...MORE[operation] });
      const refused = !reply.ok && reply.problem.code === 'NOT_ALLOWED';
      expect(refused, operation).toBe(!READ_OPERATIONS.has(operation));
    }
    expect(await pipeline.local.directory.readTenant('acme')).toMatchObject({ status: 'pending' });
  });

  it('leave an audit entry of every request, refused ones too, with who and what and no secret', async () => {
    await ask('read', { operation: 'tenant-pause', tenantId: 'acme' });
    await ask('operate', { operation: 'credentials-rotate', tenantId: 'acme', credentials: CREDENTIALS });
    await ask('operate', { operation: 'activate', tenantId: 'acme', digest: DIGEST });
    const entries = await audit();
    expect(entries).toContainEqual(
      expect.objectContaining({
        who: 'arn:tester',
        requestId: 'request-1',
        what: 'tenant-pause',
        result: 'NOT_ALLOWED',
      }),
    );
    expect(entries).toContainEqual(
      expect.objectContaining({ what: 'credentials-rotate', result: 'CREDENTIALS_REFUSED' }),
    );
    expect(entries).toContainEqual(expect.objectContaining({ what: `activate ${DIGEST}`, result: 'DIGEST_CHANGED' }));
    expect(JSON.stringify(entries)).not.toContain('told-to-nobody');
  });

  it('say in their log, where no role can change it, what was asked, before it is done and after', async () => {
    lines.splice(0);
    await ask('read', { operation: 'tenant-pause', tenantId: 'acme' });
    await ask('operate', { operation: 'activate', tenantId: 'acme', digest: DIGEST });
    await ask('operate', { operation: 'tenant-pause', tenantId: 'told-to-nobody!' });
    const said = lines.map((line): unknown => JSON.parse(line));
    const of = { requestId: 'request-1', tenantId: 'acme' };
    expect(said).toEqual([
      { message: 'operation begins', ...of, asked: 'tenant-pause' },
      { message: 'operation ended', ...of, asked: 'tenant-pause', result: 'NOT_ALLOWED' },
      { message: 'operation begins', ...of, asked: `activate ${DIGEST}` },
      { message: 'operation ended', ...of, asked: `activate ${DIGEST}`, result: 'DIGEST_CHANGED' },
      { message: 'request could not be read', requestId: 'request-1', result: 'INVALID_REQUEST' },
    ]);
    expect(lines.join()).not.toMatch(/tester|told-to-nobody/);
  });

  it('answer a request that cannot be read with the field and never its value', async () => {
    const reply = await ask('operate', {
      operation: 'credentials-rotate',
      tenantId: 'acme',
      credentials: { personio: { clientId: 'client', clientSecret: { nested: 'told-to-nobody' } } },
    });
    expect(reply).toMatchObject({ ok: false, problem: { kind: 'usage', code: 'INVALID_REQUEST' } });
    expect(JSON.stringify(reply)).toContain('client secret');
    expect(JSON.stringify(reply)).not.toContain('told-to-nobody');
  });
});
