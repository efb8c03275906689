/** What the world's process is told. */
export type WorldCommand =
  | {
      readonly do: 'open';
      readonly people: number;
      /** The day on which people's statuses and dates agree, and that the support desk works on. */
      readonly today: string;
      /** Personio's and Alleo's own request limits; else none. */
      readonly limits: boolean;
    }
  /** A new tenant: `seeded` as if it had been activated long ago, or with its first plan `approved`. */
  | { readonly do: 'tenant'; readonly kind: 'seeded' | 'approved' }
  /** Gives a tenant's people their accounts in Alleo, but for one of them inactive; answers with the weekly look's message. */
  | { readonly do: 'accounts'; readonly tenantId: string }
  /** Changes so many people in Personio. */
  | { readonly do: 'change'; readonly count: number; readonly round: number }
  /** Fills the directory with so many active tenants. */
  | { readonly do: 'tenants'; readonly count: number }
  /** The mutations that wait in the queue for this tenant. */
  | { readonly do: 'messages'; readonly tenantId: string }
  /** What was asked since the last time. */
  | { readonly do: 'counts' }
  | { readonly do: 'close' };

export interface OpenedWorld {
  /** The environment of every function, the SDK's own included. */
  readonly env: Readonly<Record<string, string>>;
  readonly personioUrl: string;
  readonly tableName: string;
}

export interface TenantReady {
  readonly tenantId: string;
  /** People who are remembered as active. */
  readonly managed: number;
  /** Of the items that remember them, as DynamoDB counts: names and values. */
  readonly memoryBytes: number;
  /** The tenant queue's message that asks for a run. */
  readonly body: string;
}

export interface WorldCounts {
  /** Requests by route. */
  readonly personio: Readonly<Record<string, number>>;
  readonly alleo: Readonly<Record<string, number>>;
  /** When Alleo was asked, Unix milliseconds. */
  readonly alleoTimes: readonly number[];
  /** Calls by action. */
  readonly sqs: Readonly<Record<string, number>>;
  readonly unknown: readonly string[];
}
