import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, type DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalDynamoDb, startDynamoDb } from '../../../local/engine/dynamodb.ts';
import { startDynamoDbProcess } from '../../../local/engine/dynamodb-process.ts';
import { createAccessKey } from '../../../local/engine/prove-request.ts';
import { dynamoDbClient } from './engine-clients.ts';

/** How the binary is found, started and stopped; what it has to do is in the contract. */
describe('embedded DynamoDB', () => {
  const TableName = 'table';
  const accessKey = createAccessKey();
  let local: LocalDynamoDb;
  let client: DynamoDBClient;

  beforeAll(async () => {
    local = await startDynamoDb({ accessKey, env: {} });
    client = dynamoDbClient({ endpointUrl: local.url, accessKey });
    await client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      }),
    );
  });
  afterAll(async () => {
    client.destroy();
    await local.close();
  });

  it('uses the DynamoDB that the environment names, and leaves it alone', async () => {
    const env = { AWS_ENDPOINT_URL_DYNAMODB: local.url };
    const external = await startDynamoDb({ accessKey, env, findBinary: () => undefined });
    expect(external.url).toBe(local.url);
    await external.close();
    expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual([TableName]);
  });

  it.each([
    [
      'darwin-arm64',
      /for darwin-arm64: .*`npm run dynamodb`.* AWS_ENDPOINT_URL_DYNAMODB=http:\/\/127\.0\.0\.1:8000\.$/,
    ],
    ['linux-arm64', /for linux-arm64: .*`npm run dynamodb`/],
    ['win32-x64', /for Windows: .*WSL/],
    ['linux-x64', /not installed: run `npm ci --include=optional`\.$/],
  ])('says in one sentence what to do where there is no binary: on %s', async (platform, message) => {
    const start = startDynamoDb({ accessKey, env: {}, findBinary: () => undefined, platform });
    await expect(start).rejects.toMatchObject({
      name: 'EngineUnavailableError',
      message: expect.stringMatching(message),
    });
  });

  it('says why it did not start', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'engine-'));
    writeFileSync(join(dir, 'dynamodb.sqlite'), 'not a database, but long enough to be read as one'.repeat(50));
    await expect(startDynamoDb({ accessKey, dir, env: {} })).rejects.toThrow(
      /did not start: .*not a valid SQLite database/,
    );
    rmSync(dir, { recursive: true });
  });

  it('stops what an earlier run left behind, and no process that merely has its id', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'engine-'));
    const database = join(dir, 'dynamodb.sqlite');
    mkdirSync(dir, { recursive: true });
    const binary = createRequire(import.meta.url).resolve('@dynoxide/linux-x64/dynoxide');
    const leftover = spawn(binary, ['serve', '--port', '0', '--db-path', database], { stdio: 'ignore' });
    const ended = new Promise((resolve) => leftover.once('exit', resolve));
    await expect.poll(() => readFileSync(`/proc/${leftover.pid}/cmdline`, 'utf8')).toContain(database);
    writeFileSync(join(dir, 'pid'), `${leftover.pid}`);
    const first = await startDynamoDb({ accessKey, dir, env: {} });
    await ended;
    await first.close();
    writeFileSync(join(dir, 'pid'), `${process.pid}`);
    const second = await startDynamoDb({ accessKey, dir, env: {} });
    await second.close();
    rmSync(dir, { recursive: true });
  });

  it('answers to nobody who connects as soon as it listens, and starts elsewhere where they were first', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'engine-'));
    const said = join(dir, 'said');
    const script = join(dir, 'binary');
    const connect = [
      'for _ in $(seq 3000); do exec 3<>/dev/tcp/127.0.0.1/$5 && break; done',
      String.raw`printf 'GET / HTTP/1.1\r\nhost: a\r\n\r\n' >&3; echo connected >> "$SAID"; timeout 1 head -c 9 <&3 >> "$SAID"`,
    ];
    const binary = createRequire(import.meta.url).resolve('@dynoxide/linux-x64/dynoxide');
    const lines = [
      '#!/bin/bash',
      `SAID='${said}'`,
      `(${connect.join('; ')}) >/dev/null 2>&1 &`,
      `exec '${binary}' "$@"`,
    ];
    writeFileSync(script, `${lines.join('\n')}\n`, { mode: 0o700 });
    for (let time = 0; time < 3; time += 1) {
      const started = await startDynamoDbProcess(script, undefined).catch(String);
      // Who is first each time keeps it from starting, and gets nothing either.
      if (typeof started === 'string') expect(started).toContain('somebody else was connected to it first');
      else expect(started.connections.length).toBeGreaterThan(3);
      await new Promise((resolve) => setTimeout(resolve, 300));
      if (typeof started !== 'string') await started.close();
    }
    expect(new Set(readFileSync(said, 'utf8').trim().split('\n'))).toEqual(new Set(['connected']));
    rmSync(dir, { recursive: true });
  });
});
