import type { RateLimit } from '../rate-limiter.ts';

/** Personio's kinds of attribute. */
export type AttributeType = 'standard' | 'date' | 'integer' | 'decimal' | 'list' | 'link' | 'tags' | 'multiline';

/** A company's own attribute. One that people have without it being declared is declared by its first value. */
export interface CustomAttribute {
  readonly label: string;
  /** @default `dynamic_` and a number that depends on the label alone */
  readonly key?: string;
  readonly type: AttributeType;
  /** Of a list. */
  readonly options?: readonly string[];
}

/** A pair of the account's credential screen, with what its owner forgot to tick. */
export interface PersonioCredential {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Attributes that this credential may not read, by key, label or universal id, besides the account's own. */
  readonly unreadable?: readonly string[];
}

/** How the account answers; all of it may be changed between requests. */
export interface PersonioSettings {
  /** Of the labels; universal ids stay. */
  readonly language: 'en' | 'de' | 'nl';
  /** Attributes that no credential may read: absent from every row. By key, label or universal id. */
  readonly unreadable: readonly string[];
  readonly customAttributes: readonly CustomAttribute[];
  /** The company's zone in date values, `+01:00`, `-05:00`, `+0530`; `plain`: the date alone. */
  readonly dateOffset: string;
  /** `texts`: its figures, `offset` and `limit` are strings; `missing`: none at all; else it stands there, and says nothing. */
  readonly metadata: 'numbers' | 'texts' | 'missing' | 'list' | 'empty' | 'no-total';
  /** The most rows of a page, whatever is asked for. */
  readonly pageRows: number;
  readonly statusCase: 'lower' | 'upper';
  /** `old`: attribute objects without `type` and `universal_id`. */
  readonly attributeShape: 'full' | 'old';
  /** What an unset department looks like. */
  readonly unsetDepartment: null | '' | readonly [];
  /** Whether the credentials may ask for the list of attributes; else 403. */
  readonly attributesReadable: boolean;
  /** For an expired, revoked or missing token. */
  readonly badTokenStatus: 401 | 403;
  /** False: the answer to `/auth` lacks `expires_in`; else what stands there in place of the number. */
  readonly tellsExpiry: boolean | 'text' | null | 0;
  /** False: answers lack `success`, as long as it is true. */
  readonly tellsSuccess: boolean;
  /** Whether a byte order mark stands before each answer of the employees' routes and of `/auth`. */
  readonly byteOrderMark: boolean;
}

/** Limits of one simulator; none unless asked for. */
export interface PersonioRateLimits {
  /** Of the employees' routes, per credential. @default 15 a second and 300 a minute */
  readonly employees?: readonly RateLimit[];
  /** Of `/auth`, per client id. @default none */
  readonly auth?: readonly RateLimit[];
  /** Whether a 429 comes with `Retry-After`: the true seconds, or a hint that helps nobody. @default false */
  readonly retryAfter?: boolean | '0' | '-1' | 'Thu, 01 Jan 1970 00:00:00 GMT';
  /** Whether answers carry `x-ratelimit-*`. @default false */
  readonly headers?: boolean;
}

export const PERSONIO_LIMITS: readonly RateLimit[] = [
  { requests: 15, seconds: 1 },
  { requests: 300, seconds: 60 },
];

export const DEFAULT_SETTINGS: PersonioSettings = {
  language: 'en',
  unreadable: [],
  customAttributes: [],
  dateOffset: '+01:00',
  metadata: 'numbers',
  pageRows: 100,
  statusCase: 'lower',
  attributeShape: 'full',
  unsetDepartment: null,
  attributesReadable: true,
  badTokenStatus: 401,
  tellsExpiry: true,
  tellsSuccess: true,
  byteOrderMark: false,
};
