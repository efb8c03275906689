import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ConfigError, checkStage, chooseStage } from '../../infra/config.ts';

const choose = (stage?: string, account?: string, alarmEmail?: string) => chooseStage({ stage, account, alarmEmail });
const dev = choose('dev');
const SECRET = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:';
const KEY = 'arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const problemOf = (changes: object) => {
  try {
    checkStage({ ...dev, ...changes });
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return undefined;
};

describe('a stage', () => {
  it('is refused by name where it is unknown, or not said', () => {
    expect(() => choose('acceptance')).toThrow('There is no stage acceptance: choose one of dev, prod');
    expect(() => choose('constructor')).toThrow('There is no stage constructor');
    expect(() => choose()).toThrow('Say which stage, as -c stage=NAME: dev, prod.');
  });

  it('needs an account and an alarm address, each said how', () => {
    expect(() => choose('prod')).toThrow(
      'The stage prod has no account: set it in infra/config.ts, or say -c account=',
    );
    expect(() => choose('prod', '123456789012')).toThrow('The stage prod has no alarm address: set alarmEmail');
    expect(choose('prod', '123456789012', 'on-call@alleo.test')).toMatchObject({
      stage: 'prod',
      account: '123456789012',
      alarmEmail: 'on-call@alleo.test',
      schedule: { times: ['04:00'], timeZone: 'Europe/Amsterdam' },
    });
  });

  it('may be nobody’s to wake, and in any account, only where the table says so', () => {
    expect(dev).toMatchObject({ account: 'any', alarmEmail: 'nobody' });
  });

  it.each([
    [{ account: '12345' }, 'account must be an AWS account id of 12 digits'],
    [{ alarmEmail: 'somebody' }, 'alarmEmail must be an e-mail address, or nobody'],
    [{ schedule: { times: ['4:00'], timeZone: 'Europe/Amsterdam' } }, 'schedule.times.0 must be a time like 04:00'],
    [{ schedule: { times: ['04:00'], timeZone: 'Amsterdam' } }, 'schedule.timeZone must be an IANA zone'],
    [{ personioHosts: ['https://api.personio.de'] }, 'personioHosts.0 must be a host name without scheme'],
    [{ personioHosts: ['127.0.0.1:8080'] }, 'personioHosts.0 must be a host name'],
    [{ alleoUrl: 'http://api.yourcampus.co/customer_api/v1' }, 'alleoUrl must be an https URL'],
    [{ alleoUrl: 'api.yourcampus.co' }, 'alleoUrl must be an https URL'],
    [{ alleoUrl: 'https://elsewhere.example/customer_api/v1' }, 'alleoUrl must be on one of the alleoHosts'],
    [{ consumerAccounts: ['alleo'] }, 'consumerAccounts.0 must be an AWS account id of 12 digits'],
    [{ syncConcurrency: 7 }, 'syncConcurrency'],
    [{ deliveryMode: 'mail' }, 'deliveryMode'],
    [
      { schedule: { times: ['04:00', '02:30'], timeZone: 'Europe/Amsterdam' } },
      /schedule must not have 02:30, which (does not exist|comes twice) on \d{4}-\d\d-\d\d in Europe\/Amsterdam: choose/,
    ],
    [{ schedule: { times: ['02:00'], timeZone: 'America/New_York' } }, /must not have 02:00, which does not exist/],
    [{ schedule: { times: ['01:30'], timeZone: 'America/New_York' } }, /must not have 01:30, which comes twice/],
    [{ schedule: { times: ['04:00', '20:00', '04:00'], timeZone: 'UTC' } }, 'schedule names 04:00 twice'],
    [{ schedule: { times: ['04:00'], timeZone: 'europe/amsterdam' } }, 'schedule.timeZone must be an IANA zone'],
    [{ schedule: { times: ['04:00'], timeZone: '+01:00' } }, 'schedule.timeZone must be an IANA zone'],
    [{ alleoSecretArn: `${SECRET}alleo` }, "alleoSecretArn must be a secret's whole ARN, with the hyphen and the six"],
    [{ alleoSecretArn: 'arn:aws:ssm:eu-central-1:123456789012:parameter/alleo-AbCdEf' }, 'alleoSecretArn must be'],
    [{ alleoSecretArn: `${SECRET.replace('central', 'west')}alleo-AbCdEf` }, "must be in the stage's region"],
    [{ alleoSecretKeyArn: KEY }, 'alleoSecretKeyArn is the key of the secret in alleoSecretArn, which is not set'],
    [
      { alleoSecretArn: `${SECRET}alleo-AbCdEf`, alleoSecretKeyArn: KEY.replace('key/', 'alias/') },
      'alleoSecretKeyArn must be the ARN of a KMS key, not of an alias',
    ],
    [{ noticeEmail: 'somebody' }, 'noticeEmail must be an e-mail address, or nobody'],
    [{ mostOpen: 200_000 }, 'mostOpen'],
    [{ concurrency: 3 }, 'concurrency'],
  ])('%j is refused by the field', (changes, sentence) => {
    expect(problemOf(changes)).toMatch(sentence);
  });

  it.each(['UTC', 'Asia/Kolkata', 'Asia/Calcutta', 'Europe/Kyiv', 'Europe/Kiev', 'America/Argentina/Buenos_Aires'])(
    'may be in %s',
    (timeZone) => {
      expect(problemOf({ schedule: { times: ['04:00', '20:30'], timeZone } })).toBeUndefined();
    },
  );

  it.each([
    ['Europe/Amsterdam', '03:00'],
    ['Asia/Kolkata', '02:30'],
    ['America/Sao_Paulo', '00:00'],
  ])('may fire in %s at %s, which every day has once', (timeZone, time) => {
    expect(problemOf({ schedule: { times: [time], timeZone } })).toBeUndefined();
  });

  it('may have a secret under a key of its own, and lets 20,000 mutations of a customer be open where nothing is said', () => {
    expect(problemOf({ alleoSecretArn: `${SECRET}alleo-AbCdEf`, alleoSecretKeyArn: KEY })).toBeUndefined();
    expect(dev.mostOpen).toBe(20_000);
  });

  it.each([
    'https://user@api.yourcampus.co/customer_api/v1',
    'https://@api.yourcampus.co/customer_api/v1',
    'https://api.yourcampus.co:8443/customer_api/v1',
    'https://api.yourcampus.co:443/customer_api/v1',
    'https://api.yourcampus.co/customer_api/v1?x=1',
    'https://api.yourcampus.co/customer_api/v1?',
    'https://api.yourcampus.co/customer_api/v1#x',
    'https://api.yourcampus.co/customer_api/v1/',
    'https://api.yourcampus.co/x/../customer_api/v1',
    'https://API.yourcampus.co/customer_api/v1',
    'https://api.yourcampus.co/customer_api/v2',
    'https://api.yourcampus.co/',
  ])('has its own Alleo in one spelling, and is told so of %s', (alleoUrl) => {
    expect(problemOf({ alleoUrl })).toContain('alleoUrl must be written https://HOST/customer_api/v1, without user');
  });

  it.each(['personio-sync/dev/alleo-AbCdEf', 'personio-sync/prod/alleo-AbCdEf', 'personio-sync/x'])(
    "has no credential of its own among the tenants', and is told how to move %s",
    (name) => {
      const problem = problemOf({ alleoSecretArn: `${SECRET}${name}` });
      expect(problem).toContain('alleoSecretArn must not be under personio-sync/, where tenants');
      expect(problem).toContain('store the same value under another name, say its ARN here, deploy');
    },
  );

  it.each([
    `${SECRET}*`,
    `${SECRET}personio-syn?/prod/alleo-AbCdEf`,
    `${SECRET}personio-sync\u0024{*}/prod/alleo`,
    'arn:aws:secretsmanager:*:123456789012:secret:alleo-AbCdEf',
    'arn:aws:secretsmanager:eu-central-1:*:secret:alleo-AbCdEf',
    'arn:aws:s3:::bucket',
    'arn:',
    'alleo',
  ])('names one secret whole, which %s is not', (alleoSecretArn) => {
    expect(problemOf({ alleoSecretArn })).toContain("alleoSecretArn must be a secret's whole ARN");
  });
});

describe('infra/app.ts', () => {
  const synthesize = (context: object) =>
    new Promise<{ code: unknown; stderr: string }>((resolve) => {
      const app = fileURLToPath(new URL('../../infra/app.ts', import.meta.url));
      const folder = mkdtempSync(join(tmpdir(), 'synthesis-'));
      const env = { ...process.env, CDK_CONTEXT_JSON: JSON.stringify(context), CDK_OUTDIR: folder };
      execFile(process.execPath, [app], { env }, (error, _, stderr) => {
        rmSync(folder, { recursive: true });
        resolve({ code: error?.code, stderr });
      });
    });

  it('says in one sentence what to set, and synthesises nothing', async () => {
    expect(await synthesize({ stage: 'acceptance' })).toEqual({
      code: 1,
      stderr: 'There is no stage acceptance: choose one of dev, prod, or add it to infra/config.ts.\n',
    });
  });
});
