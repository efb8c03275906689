import type { AlleoSimulator } from '../../../local/simulators/alleo/start.ts';
import { type Asked, ask } from './ask.ts';

export const ANNA = { email: 'anna@example.com', first_name: 'Anna', last_name: 'Großmann' };

/** Asks for a token; any field may be left out or wrong. */
export function askToken(simulator: AlleoSimulator, form: Readonly<Record<string, string>> = {}): Promise<Asked> {
  const usual = { grant_type: 'client_credentials', client_id: 'access', client_secret: 'secret' };
  return ask(`${simulator.url}/oauth/token`, { method: 'POST', form: { ...usual, ...form } });
}

/** A call below the base URL with the token of the credential, by default the simulator's own default one. */
export async function call(
  simulator: AlleoSimulator,
  route: string,
  options: { readonly body?: unknown; readonly form?: Readonly<Record<string, string>> } = {},
): Promise<Asked> {
  const [method = '', path = ''] = route.split(' ');
  const token = tokenOf(await askToken(simulator, options.form));
  return ask(`${simulator.url}${path}`, { method, token, ...('body' in options ? { body: options.body } : {}) });
}

/** The token of an answer to `askToken`. */
export function tokenOf({ body }: Asked): string {
  return (body as { access_token: string }).access_token;
}

/** The e-mail addresses of a list answer, in its order. */
export function emailsOf({ body }: Asked): string[] {
  return (body as { data: { email: string }[] }).data.map((employee) => employee.email);
}

/** `field: type` of each complaint of a 422. */
export function complaintsOf({ body }: Pick<Asked, 'body'>): string[] {
  const { detail } = body as { detail: { loc: (string | number)[]; msg: string; type: string }[] };
  return detail.map(({ loc, type }) => `${loc.join('.')}: ${type}`);
}
