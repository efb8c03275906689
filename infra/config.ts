import { API_PATHS, canonicalAddress } from '../shared/contracts/address.ts';
import * as z from '../shared/contracts/zod.ts';
import { findClockChange } from './find-clock-change.ts';

/** A time of day, written `HH:MM`. */
const TimeOfDaySchema = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time like 04:00'));
const HostSchema = z
  .string()
  .check(z.regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'must be a host name without scheme, port or path'));
const AddressSchema = z.union([z.email('must be an e-mail address, or nobody'), z.literal('nobody')]);
const AccountSchema = z.string().check(z.regex(/^\d{12}$/, 'must be an AWS account id of 12 digits'));
/** As IANA writes its names: the scheduler takes no offsets and no other spelling. Node knows more names than it lists. */
const ZONE = /^[A-Z][\w+-]*(\/[A-Z][\w+-]*)*$/;
function isTimeZone(zone: string): boolean {
  if (!ZONE.test(zone)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
const TimeZoneSchema = z.string().check(z.refine(isTimeZone, 'must be an IANA zone like Europe/Amsterdam'));

/** What is wrong with a schedule whose times and zone are good by themselves. */
function findScheduleFault({ times, timeZone }: { readonly times: readonly string[]; readonly timeZone: string }) {
  const twice = times.find((time, index) => times.indexOf(time) !== index);
  if (twice !== undefined) return `names ${twice} twice`;
  // A time or a zone that is none is told by itself.
  if (!isTimeZone(timeZone)) return undefined;
  for (const time of times.filter((one) => TimeOfDaySchema.safeParse(one).success)) {
    const change = findClockChange(timeZone, time, new Date());
    if (change === undefined) continue;
    const { date, shown } = change;
    const often = shown === 0 ? 'which does not exist' : 'which comes twice';
    return `must not have ${time}, ${often} on ${date} in ${timeZone}: choose another time, like 04:00`;
  }
  return undefined;
}
const ScheduleSchema = z
  .strictObject({ times: z.array(TimeOfDaySchema).check(z.minLength(1)), timeZone: TimeZoneSchema })
  .check((context) => {
    const fault = findScheduleFault(context.value);
    if (fault !== undefined) context.issues.push({ code: 'custom', message: fault, input: context.value });
  });

/** Under it lie the secrets of all tenants of all stages: a stage's sync reads its own, support-operate replaces them. */
const TENANT_SECRETS = 'personio-sync/';

const SecretArnSchema = z.string().check(
  z.regex(
    // An ARN is a pattern in a policy: one that holds a star would be a right to more than itself.
    /^arn:aws:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+-[A-Za-z0-9]{6}$/,
    "must be a secret's whole ARN, with the hyphen and the six characters that Secrets Manager puts behind its name",
  ),
  z.refine(
    (arn) => !arn.includes(`:secret:${TENANT_SECRETS}`),
    `must not be under ${TENANT_SECRETS}, where tenants' secrets are, which sync reads and tenant add replaces: store the same value under another name, say its ARN here, deploy, then delete the old one`,
  ),
);
const KeyArnSchema = z
  .string()
  .check(
    z.regex(
      /^arn:aws:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/,
      'must be the ARN of a KMS key, not of an alias: a right on an alias gives none',
    ),
  );
const regionOf = (arn: string) => arn.split(':')[3];

function isAlleoAddress(url: string): boolean {
  if (!URL.canParse(url)) return true;
  const { port, pathname } = new URL(url);
  return url === canonicalAddress(url) && port === '' && pathname === API_PATHS.alleo;
}

/** Everything that differs between stages. */
export const StageConfigSchema = z
  .strictObject({
    /** Part of every queue's, function's and secret's name. */
    stage: z.string().check(z.regex(/^[a-z0-9]{1,12}$/, 'must be at most 12 lower-case letters and digits')),
    /** Where it is deployed; `any`: the account of whoever deploys. */
    account: z.union([AccountSchema, z.literal('any')], 'must be an AWS account id of 12 digits, or any'),
    region: z.string().check(z.regex(/^[a-z]{2}-[a-z]+-\d$/, 'must be a region like eu-central-1')),
    /** Who is woken by what cannot wait; `nobody` is a decision, not an oversight. */
    alarmEmail: AddressSchema,
    /** Who is told of what can wait until the morning. Left out: the same. */
    noticeEmail: z.optional(AddressSchema),
    schedule: ScheduleSchema,
    /** `customer-api`: deliver applies the mutations; `queue`: Alleo's own consumer reads them. */
    deliveryMode: z.enum(['customer-api', 'queue']),
    /** Hosts that a tenant's URLs may have, always by https. */
    personioHosts: z.array(HostSchema).check(z.minLength(1)),
    alleoHosts: z.array(HostSchema).check(z.minLength(1)),
    /** `X-Personio-Partner-ID`, sent with every call to Personio; none until Personio has made us a partner. */
    personioPartnerId: z.optional(
      z.string().check(z.regex(/^[A-Z][A-Z0-9_]{0,99}$/, 'must be upper-case letters, digits and underscores')),
    ),
    /** The stage's own Alleo: the only one that the stage's credential is sent to. */
    alleoUrl: z.url({ protocol: /^https$/, error: 'must be an https URL' }),
    /** ARN of the secret `{"accessKey","secretKey"}`, where the stage has one Alleo credential for all companies. */
    alleoSecretArn: z.optional(SecretArnSchema),
    /**
     * ARN of the key that this secret is encrypted with, where that is not Secrets Manager's own. Nobody can read it off
     * the secret when synthesising; without the right to use it every reading of the secret is refused.
     */
    alleoSecretKeyArn: z.optional(KeyArnSchema),
    /**
     * Accounts whose own consumers read what nobody here reads: the user mutations in mode `queue`, else the budget
     * mutations.
     */
    consumerAccounts: z.array(AccountSchema),
    logRetentionDays: z.union([z.literal(30), z.literal(90), z.literal(180), z.literal(365)]),
    /** Tenants that are synced at once; each may ask Personio 300 times a minute, and an address 2,000 times. */
    syncConcurrency: z.int().check(z.minimum(2), z.maximum(6)),
    /** Batches that are delivered at once. */
    deliverConcurrency: z.int().check(z.minimum(2), z.maximum(100)),
    /**
     * How many mutations of one customer may be on their way at most. SQS looks for groups that are free among the first
     * 120,000 messages of a FIFO queue: one customer's backlog must not hide the others'.
     */
    mostOpen: z._default(z.int().check(z.minimum(1_000), z.maximum(50_000)), 20_000),
  })
  .check(
    z.refine(({ alleoUrl, alleoHosts }) => !URL.canParse(alleoUrl) || alleoHosts.includes(new URL(alleoUrl).hostname), {
      path: ['alleoUrl'],
      message: 'must be on one of the alleoHosts',
    }),
    z.refine(({ alleoUrl }) => isAlleoAddress(alleoUrl), {
      path: ['alleoUrl'],
      message: `must be written https://HOST${API_PATHS.alleo}, without user, port, query or fragment`,
    }),
    z.refine(({ alleoSecretArn, region }) => alleoSecretArn === undefined || regionOf(alleoSecretArn) === region, {
      path: ['alleoSecretArn'],
      message: "must be in the stage's region: the functions look for it nowhere else",
    }),
    z.refine(
      ({ alleoSecretArn, alleoSecretKeyArn }) => alleoSecretKeyArn === undefined || alleoSecretArn !== undefined,
      {
        path: ['alleoSecretKeyArn'],
        message: 'is the key of the secret in alleoSecretArn, which is not set',
      },
    ),
  );
export type StageConfig = z.infer<typeof StageConfigSchema>;

type Settings = z.input<typeof StageConfigSchema>;
type TableRow = Omit<Settings, 'stage' | 'account' | 'alarmEmail'> & Partial<Pick<Settings, 'account' | 'alarmEmail'>>;

const COMMON = {
  region: 'eu-central-1',
  schedule: { times: ['04:00'], timeZone: 'Europe/Amsterdam' },
  deliveryMode: 'customer-api',
  personioHosts: ['api.personio.de'],
  alleoHosts: ['api.yourcampus.co'],
  alleoUrl: 'https://api.yourcampus.co/customer_api/v1',
  consumerAccounts: [],
  // 2,000 requests a minute per address, 300 per credential.
  syncConcurrency: 6,
  deliverConcurrency: 5,
} satisfies Partial<TableRow>;

/**
 * The stages. What is left out here (`account`, `alarmEmail`) has to be said when deploying:
 * `-c account=… -c alarmEmail=…`.
 */
const STAGES: { readonly [stage: string]: TableRow } = {
  dev: { ...COMMON, account: 'any', alarmEmail: 'nobody', logRetentionDays: 30 },
  prod: { ...COMMON, logRetentionDays: 365 },
};

/** What may be said when synthesising, as `-c NAME=VALUE`. */
export interface StageChoice {
  readonly stage: string | undefined;
  readonly account: string | undefined;
  readonly alarmEmail: string | undefined;
  readonly noticeEmail?: string | undefined;
}

/** Something that whoever deploys has to set; the message is for them. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** The chosen stage's configuration. Throws `ConfigError`, which says what to set. */
export function chooseStage(choice: StageChoice, stages: { readonly [stage: string]: TableRow } = STAGES): StageConfig {
  const names = Object.keys(stages).join(', ');
  const { stage, account, alarmEmail, noticeEmail } = choice;
  if (stage === undefined || stage === '') throw new ConfigError(`Say which stage, as -c stage=NAME: ${names}.`);
  const row = Object.hasOwn(stages, stage) ? stages[stage] : undefined;
  if (row === undefined) {
    throw new ConfigError(`There is no stage ${stage}: choose one of ${names}, or add it to infra/config.ts.`);
  }
  const given = Object.entries({ account, alarmEmail, noticeEmail }).filter(([, value]) => value);
  return checkStage({ stage, ...row, ...Object.fromEntries(given) });
}

/** A configuration from elsewhere, checked. Throws `ConfigError`, which names each field and what it must be. */
export function checkStage(config: Partial<Settings>): StageConfig {
  const { stage = '' } = config;
  if (config.account === undefined) {
    throw new ConfigError(
      `The stage ${stage} has no account: set it in infra/config.ts, or say -c account=123456789012.`,
    );
  }
  if (config.alarmEmail === undefined) {
    throw new ConfigError(
      `The stage ${stage} has no alarm address: set alarmEmail in infra/config.ts, or say -c alarmEmail=ADDRESS.`,
    );
  }
  const result = StageConfigSchema.safeParse(config);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `${issue.path.map(String).join('.')} ${issue.message}`);
  throw new ConfigError(`The stage ${stage} cannot be deployed: ${faults.join('; ')}. See infra/config.ts.`);
}
