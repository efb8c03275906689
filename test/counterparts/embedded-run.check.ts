import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { findFreePort, startNodeServer } from './run-servers.ts';

/** What the embedded run tells to do where it has no DynamoDB of its own. */
it('npm start plays its days on the DynamoDB of npm run dynamodb', async () => {
  const port = String(await findFreePort());
  const server = await startNodeServer('test/counterparts/serve-dynamodb.ts', ['--port', port], /DYNAMODB=(\S+)/);
  const env = { ...process.env, AWS_ENDPOINT_URL_DYNAMODB: server.url };
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['local/start.ts'], { env });
    expect(stderr).toBe('');
    expect(stdout).toContain('That was it: 6 days, 3 customers');
  } finally {
    await server.close();
  }
});
