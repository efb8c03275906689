import type { PersonioSimulator } from '../../../local/simulators/personio/start.ts';
import { type Asked, ask } from './ask.ts';

export interface AttributeJson {
  readonly label: string;
  readonly value: unknown;
  readonly type?: string;
  readonly universal_id?: string | null;
}

export interface PageJson {
  readonly success: boolean;
  readonly metadata?: {
    readonly total_elements: unknown;
    readonly current_page: unknown;
    readonly total_pages: unknown;
  };
  readonly offset: unknown;
  readonly limit: unknown;
  readonly data: readonly { readonly type: string; readonly attributes: Readonly<Record<string, AttributeJson>> }[];
}

/** A token for the credential, by default the simulator's own default one. */
export async function logIn(
  simulator: PersonioSimulator,
  clientId = 'client',
  clientSecret = 'secret',
): Promise<string> {
  const { body } = await ask(`${simulator.url}/auth`, {
    method: 'POST',
    body: { client_id: clientId, client_secret: clientSecret },
  });
  return (body as { data: { token: string } }).data.token;
}

/** One page of employees; the query as text, `limit=2&offset=4`. */
export async function readPage(
  simulator: PersonioSimulator,
  query = 'limit=100',
  token?: string,
): Promise<Asked & { readonly page: PageJson }> {
  const asked = await ask(`${simulator.url}/company/employees?${query}`, { token: token ?? (await logIn(simulator)) });
  return { ...asked, page: asked.body as PageJson };
}

/** The attributes of the first row of a page. */
export async function readFirstRow(simulator: PersonioSimulator): Promise<Readonly<Record<string, AttributeJson>>> {
  const { page } = await readPage(simulator);
  return page.data[0]?.attributes ?? {};
}

/** The ids of a page in its order. */
export function idsOf(page: PageJson): unknown[] {
  return page.data.map((row) => row.attributes['id']?.value);
}
