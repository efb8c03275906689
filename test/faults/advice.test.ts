import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { afterEach, describe, expect, it } from 'vitest';
import { askSupport, SupportProblemError } from '../../local/ask-support.ts';
import { CODES } from '../../shared/contracts/codes/codes.ts';
import type { SupportAnswer } from '../../shared/contracts/support-answer.ts';
import type { SupportOperation, SupportRequest } from '../../shared/contracts/support-operation.ts';
import type { ADVICE } from '../histories/advice/rows.ts';
import { openPipeline, type Pipeline } from '../local/pipeline.ts';
import { accountOf, companyOf } from '../local/simulators/find-account.ts';

const PEOPLE = [1, 2, 3, 4].map((id) => ({
  id,
  email: `p${id}@acme.example`,
  firstName: 'Pim',
  lastName: `Smit ${id}`,
}));
const PERSONIO = { clientId: 'client', clientSecret: 'secret' };
const ALLEO = { accessKey: 'access', secretKey: 'secret' };

let pipeline: Pipeline;
afterEach(() => pipeline.close());

function ask<O extends SupportOperation>(operation: O, more: object = {}): Promise<SupportAnswer<O>> {
  const request = { operation, tenantId: 'acme', ...more } as Extract<SupportRequest, { operation: O }>;
  return askSupport(pipeline.local, 'test', request);
}

/** The code of what refuses, or nothing where it is done. */
async function refusalOf(work: Promise<unknown>): Promise<string[]> {
  try {
    await work;
    return [];
  } catch (error) {
    if (error instanceof SupportProblemError) return [error.problem.code];
    throw error;
  }
}

/** What support is shown of the customer: issues, holds, what is open, a stop, and what cannot be read. */
async function seen(): Promise<readonly string[]> {
  const { tenants, detail } = await ask('status');
  const flags = tenants.flatMap(({ flag, deliveryFlag }) => [flag?.code, deliveryFlag?.code]);
  const found: (string | null | undefined)[] = [...flags, ...(detail?.open ?? []).map(({ code }) => code)];
  try {
    const { issues, holds, open } = await ask('issues');
    found.push(...[...issues, ...holds, ...open].map(({ code }) => code));
  } catch (error) {
    if (!(error instanceof SupportProblemError)) throw error;
    found.push(error.problem.code);
  }
  return found.flatMap((code) => code ?? []);
}

const lettersLying = async () => (await ask('dead-letters', { tenantId: undefined })).letters.length;

async function live(): Promise<void> {
  pipeline = await openPipeline({
    people: PEOPLE,
    alleo: { companies: [1, 2].map((id) => ({ id, name: `Company ${id}` })) },
  });
  await pipeline.addTenant();
  await pipeline.approve('2026-11-02');
  await pipeline.runDay('2026-11-02');
}

const company = () => companyOf(pipeline.alleo);
const account = (id: string) => accountOf(pipeline.alleo, id);

async function secretOf(): Promise<string> {
  const tenant = await pipeline.local.directory.readTenant('acme');
  return tenant?.secretArn ?? '';
}

async function purgeAll(): Promise<void> {
  for (const { id } of (await ask('dead-letters', { tenantId: undefined })).letters) {
    const { digest } = await ask('dead-letters-purge', { letter: id });
    await ask('dead-letters-purge', { letter: id, digest });
  }
}

const newTenant = (tenantId: string, companyId: number) => ({
  tenantId,
  name: tenantId,
  companyId,
  personioUrl: pipeline.personio.url,
  alleoUrl: pipeline.alleo.url,
  credentials: { personio: PERSONIO, alleo: ALLEO },
  policies: {},
});

/** A code brought about through the functions, and what its advice says done by support's operations. */
interface DeskPlay {
  /** The part of the advice that `asTold` does. */
  readonly told: string;
  /** @default a customer of four who is live */
  readonly start?: () => Promise<void>;
  readonly happen: () => Promise<unknown>;
  readonly asTold: () => Promise<unknown>;
  /** What support sees. @default of the customer: flags, issues, holds, what is open */
  readonly seen?: () => Promise<readonly string[]>;
}

type DeskCode = { [C in keyof typeof ADVICE]: (typeof ADVICE)[C] extends 'desk' ? C : never }[keyof typeof ADVICE];

const day = (date: string) => pipeline.runDay(date);
const requeueRefused = () => refusalOf(ask('requeue'));

/** The stale digest that support typed, until a preview shows the new one. */
let digest = '0123456789abcdef';
let asked: () => Promise<unknown> = () => Promise.resolve();

const PLAYS: { readonly [C in DeskCode]: DeskPlay } = {
  CREDENTIALS_REFUSED: {
    told: 'then `personio-sync credentials rotate ID`',
    happen: () => {
      pipeline.personio.account.setCredentials([{ clientId: 'new', clientSecret: 'secret' }]);
      return day('2026-11-03');
    },
    asTold: async () => {
      await ask('credentials-rotate', { credentials: { personio: { clientId: 'new', clientSecret: 'secret' } } });
      await day('2026-11-03');
    },
  },
  ELIGIBILITY_UNDECIDED: {
    told: '`personio-sync tenant set ID --eligibility LABEL` or `--eligibility none`',
    start: async () => {
      pipeline = await openPipeline({ people: PEOPLE.map((one) => ({ ...one, custom: { Alleo: 'Yes' } })) });
    },
    happen: () => ask('tenant-add', newTenant('acme', 1)),
    asTold: () => ask('tenant-set', { eligibility: 'none' }),
    seen: async () => refusalOf(ask('activate', { digest: (await ask('preview')).digest })),
  },
  DIGEST_CHANGED: {
    told: '`personio-sync preview ID`, then `activate` or `approve` with its digest',
    happen: async () => {
      for (const { id } of PEOPLE) pipeline.personio.change(id, { status: 'inactive' });
      pipeline.personio.add({ id: 9 });
      digest = '0123456789abcdef';
      await day('2026-11-03');
    },
    asTold: async () => {
      digest = (await ask('preview')).digest ?? '';
    },
    seen: () => refusalOf(ask('approve', { digest })),
  },
  ACCOUNT_OF_ANOTHER: {
    told: '`personio-sync relink ID` shows the accounts, and takes over exactly those of its digest',
    happen: async () => {
      const address = { email: 'p9@acme.example', first_name: 'Somebody', last_name: 'Else' };
      company().add({ ...address, external_id: 'afas-9', is_active: true });
      pipeline.personio.add({ id: 9, email: 'p9@acme.example', firstName: 'Pim', lastName: 'Smit 9' });
      await day('2026-11-03');
    },
    asTold: async () => {
      await ask('relink', { digest: (await ask('relink')).digest });
      await day('2026-11-03');
    },
  },
  EMAIL_TAKEN: {
    told: '`personio-sync resend ID -` takes it over where it is an account of this company without another id',
    happen: async () => {
      pipeline.personio.add({ id: 9, email: 'p9@acme.example', firstName: 'Pim', lastName: 'Smit 9' });
      const body = JSON.stringify({ detail: 'Employee with this email already exists' });
      pipeline.alleo.script = ({ method, route }) =>
        method === 'POST' && route.endsWith('/employees') ? { status: 409, body } : undefined;
      await day('2026-11-03');
      pipeline.alleo.script = undefined;
    },
    asTold: async () => {
      const found = { email: 'p9@acme.example', first_name: 'Pim', last_name: 'Smit 9', is_active: true };
      company().add(found);
      await ask('resend', { person: '9' });
      await day('2026-11-03');
    },
  },
  REJECTED_BY_ALLEO: {
    told: 'Employees → the person → Personal info',
    happen: async () => {
      pipeline.personio.change(1, { lastName: 'Odd' });
      const detail = [{ loc: ['body', 'last_name'], msg: 'odd', type: 'value_error' }];
      pipeline.alleo.script = ({ method, body }) =>
        method === 'PATCH' && body.includes('Odd') ? { status: 422, body: JSON.stringify({ detail }) } : undefined;
      await day('2026-11-03');
    },
    asTold: async () => {
      pipeline.personio.change(1, { lastName: 'Plain' });
      await day('2026-11-04');
    },
  },
  USER_NOT_ACTIVE: {
    told: 'the account was deactivated in Alleo by hand: `personio-sync resend ID -` activates it again and sends the budget',
    happen: async () => {
      company().edit(account('1').id, { is_active: false });
      pipeline.personio.change(1, { custom: { alleo_oneoff_all_budget: 100 } });
      await day('2026-11-03');
    },
    asTold: async () => {
      await ask('resend', { person: '1' });
      await day('2026-11-03');
      expect(account('1').is_active).toBe(true);
      expect(pipeline.bodiesOf('budgets')).toHaveLength(1);
    },
  },
  ALLEO_CREDENTIALS_REFUSED: {
    told: 'then `personio-sync credentials rotate ID`',
    happen: async () => {
      pipeline.alleo.setCredentials([{ accessKey: 'new', secretKey: 'secret', companies: [1] }]);
      pipeline.personio.change(1, { lastName: 'Changed' });
      await day('2026-11-03');
    },
    asTold: async () => {
      await ask('credentials-rotate', { credentials: { alleo: { accessKey: 'new', secretKey: 'secret' } } });
      await day('2026-11-03');
    },
  },
  ALLEO_UNAVAILABLE: {
    told: '`personio-sync requeue ID`; the next daily run tries again by itself',
    happen: async () => {
      pipeline.personio.change(1, { lastName: 'Changed' });
      pipeline.personio.change(2, { lastName: 'Other' });
      pipeline.alleo.script = ({ method, body }) =>
        method === 'PATCH' && body.includes('Changed') ? { status: 503, body: '' } : undefined;
      await day('2026-11-03');
      pipeline.alleo.script = undefined;
    },
    asTold: async () => {
      await ask('requeue');
      await day('2026-11-03');
    },
    // Of what lies among the dead letters no code may have been noted.
    seen: async () => ((await ask('status')).detail?.open ?? []).map(({ code }) => code ?? 'ALLEO_UNAVAILABLE'),
  },
  MESSAGE_UNPROVEN: {
    told: 'docs/runbook.md',
    happen: async () => {
      const tenant = await pipeline.local.directory.readTenant('acme');
      const data = {
        external_id: '1',
        sequence: 4_000_000_000_000,
        company_id: 1,
        registration: tenant?.registration,
        kind: 'deactivate',
        reason: 'STATUS_INACTIVE',
      };
      const head = { specversion: '1.0', source: '/personio-sync', time: '2026-11-02T03:00:00.000Z' };
      const more = { datacontenttype: 'application/json', type: 'co.alleo.user.deactivate', subject: '1', id: 'x' };
      await pipeline.send('mutations', 'acme', JSON.stringify({ ...head, ...more, tenantid: 'acme', data }));
      await day('2026-11-03');
      expect(account('1').is_active).toBe(true);
    },
    asTold: purgeAll,
    seen: async () => ((await lettersLying()) > 0 ? ['MESSAGE_UNPROVEN'] : []),
  },
  MESSAGE_MALFORMED: {
    told: 'docs/runbook.md',
    happen: async () => {
      await pipeline.send('mutations', 'acme', 'not even JSON');
      await day('2026-11-03');
    },
    asTold: purgeAll,
    seen: async () => ((await lettersLying()) > 0 ? ['MESSAGE_MALFORMED'] : []),
  },
  TENANT_UNKNOWN: {
    told: '`personio-sync tenant list` shows the ids',
    happen: async () => {
      asked = () => ask('status', { tenantId: 'acne' });
    },
    asTold: async () => {
      const [first] = (await ask('tenant-list', { tenantId: undefined })).tenants;
      asked = () => ask('status', { tenantId: first?.id });
    },
    seen: () => refusalOf(asked()),
  },
  TENANT_PAUSED: {
    told: '`personio-sync tenant resume ID`',
    happen: () => ask('tenant-pause'),
    asTold: () => ask('tenant-resume'),
    seen: requeueRefused,
  },
  TENANT_PENDING: {
    told: '`personio-sync preview ID`, then `activate` or `approve` with its digest',
    start: async () => {
      pipeline = await openPipeline({ people: PEOPLE });
    },
    happen: () => pipeline.addTenant(),
    asTold: async () => ask('activate', { digest: (await ask('preview')).digest }),
    seen: requeueRefused,
  },
  URL_NOT_ALLOWED: {
    told: '`personio-sync tenant set ID --personio-url URL`',
    happen: async () => {
      asked = () =>
        ask('tenant-set', { personioUrl: 'https://elsewhere.example/v1', credentials: { personio: PERSONIO } });
    },
    asTold: async () => {
      const { personioUrl } = (await ask('tenant-show')).tenant;
      asked = () => ask('tenant-set', { personioUrl, credentials: { personio: PERSONIO } });
    },
    seen: () => refusalOf(asked()),
  },
  SECRET_MISSING: {
    told: 'docs/runbook.md',
    happen: async () => {
      const gone = { SecretId: await secretOf(), ForceDeleteWithoutRecovery: true };
      await pipeline.local.clients.secrets().send(new DeleteSecretCommand(gone));
      await day('2026-11-03');
    },
    asTold: async () => {
      await ask('credentials-restore', { credentials: { personio: PERSONIO, alleo: ALLEO } });
      await day('2026-11-03');
    },
  },
  SECRET_INVALID: {
    told: 'docs/runbook.md',
    happen: async () => {
      const put = new PutSecretValueCommand({ SecretId: await secretOf(), SecretString: '{}' });
      const { VersionId } = await pipeline.local.clients.secrets().send(put);
      digest = VersionId ?? '';
      await day('2026-11-03');
    },
    asTold: async () => {
      const secrets = pipeline.local.clients.secrets();
      const SecretId = await secretOf();
      const before = await secrets.send(new GetSecretValueCommand({ SecretId, VersionStage: 'AWSPREVIOUS' }));
      const VersionStage = 'AWSCURRENT';
      const move = { MoveToVersionId: before.VersionId, RemoveFromVersionId: digest };
      await secrets.send(new UpdateSecretVersionStageCommand({ SecretId, VersionStage, ...move }));
      await ask('requeue');
      await day('2026-11-03');
    },
  },
  SECRET_BEING_DELETED: {
    told: 'A new customer: `tenant add` under another id',
    happen: async () => {
      const secrets = pipeline.local.clients.secrets();
      const Name = 'personio-sync/local/other';
      await secrets.send(new CreateSecretCommand({ Name, SecretString: '{}' }));
      await secrets.send(new DeleteSecretCommand({ SecretId: Name, RecoveryWindowInDays: 7 }));
      asked = () => ask('tenant-add', newTenant('other', 2));
    },
    asTold: async () => {
      asked = () => ask('tenant-add', newTenant('other-2', 2));
    },
    seen: () => refusalOf(asked()),
  },
};

describe('the advice of a code, done by support', () => {
  it.each(Object.entries(PLAYS) as [DeskCode, DeskPlay][])('%s: the code goes', async (code, play) => {
    expect(CODES[code].fix.where.en).toContain(play.told);
    await (play.start ?? live)();
    await play.happen();
    expect(await (play.seen ?? seen)()).toContain(code);
    await play.asTold();
    expect(await (play.seen ?? seen)()).not.toContain(code);
  });
});
