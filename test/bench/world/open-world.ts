import { fileURLToPath } from 'node:url';
import { startServer } from '../run-process.ts';
import type { OpenedWorld, TenantReady, WorldCommand, WorldCounts } from './world.ts';

/** The day of all benchmarks: nothing depends on when they run. */
export const TODAY = '2026-11-02';

/** The world of one case: simulators and engine in a process of their own, so that only the product is measured. */
export interface World extends OpenedWorld {
  readonly tenant: (kind: 'seeded' | 'approved') => Promise<TenantReady>;
  /** Gives the body of the weekly look's message. */
  readonly accounts: (tenantId: string) => Promise<string>;
  readonly change: (count: number, round: number) => Promise<void>;
  readonly fillDirectory: (count: number) => Promise<void>;
  readonly messages: (tenantId: string) => Promise<readonly string[]>;
  readonly counts: () => Promise<WorldCounts>;
}

/** Opens a world, gives it to `work`, and closes it whatever happens. */
export async function withWorld<T>(
  options: { readonly people: number; readonly limits?: boolean },
  work: (world: World) => Promise<T>,
): Promise<T> {
  const server = startServer<WorldCommand>(fileURLToPath(new URL('serve.ts', import.meta.url)));
  try {
    const { people, limits = false } = options;
    const opened = await server.ask<OpenedWorld>({ do: 'open', people, today: TODAY, limits });
    const result = await work({
      ...opened,
      tenant: (kind) => server.ask({ do: 'tenant', kind }),
      accounts: (tenantId) => server.ask({ do: 'accounts', tenantId }),
      change: (count, round) => server.ask({ do: 'change', count, round }),
      fillDirectory: (count) => server.ask({ do: 'tenants', count }),
      messages: (tenantId) => server.ask({ do: 'messages', tenantId }),
      counts: () => server.ask({ do: 'counts' }),
    });
    await server.ask({ do: 'close' });
    return result;
  } finally {
    await server.close();
  }
}
