import { type App, createApp } from '../../console/create-app.ts';
import type { Services } from '../../console/services.ts';

export const ORIGIN = 'http://127.0.0.1:4321';

/** A page as it came. */
export interface Visited {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

/** Somebody with a browser: keeps the cookie, and sends the forms of the page that was seen last. */
export interface Visitor {
  readonly app: App;
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Visited>;
  /** Sends the form of the last page that goes to `action`, with what is typed; throws where there is none. */
  readonly send: (action: string, typed?: Readonly<Record<string, string>>) => Promise<Visited>;
  /** Any request, with the cookie, and as it is. */
  readonly post: (path: string, fields: Readonly<Record<string, string>>, headers?: object) => Promise<Visited>;
  readonly bugs: unknown[];
}

const read = async (response: Response): Promise<Visited> => ({
  status: response.status,
  text: await response.text(),
  headers: response.headers,
});

/** The seal of the form that goes to `action`. */
export function sealOf(page: string, action: string): string {
  const form = page
    .split('<form ')
    .find((part) => part.includes(`action="${action}"`) && part.includes('method="post"'));
  const [, seal] = /name="seal" value="([^"]+)"/.exec(form ?? '') ?? [];
  if (seal === undefined) throw new Error(`The page has no form that goes to ${action}.`);
  return seal;
}

/** Opens the console by its link, as one browser does. */
export async function visit(
  services: Partial<Services> & Pick<Services, 'transport'>,
  now?: () => number,
): Promise<Visitor> {
  const bugs: unknown[] = [];
  const app = createApp(
    {
      place: 'test',
      origin: ORIGIN,
      clock: () => new Date(),
      patienceMs: 30_000,
      onBug: (error) => bugs.push(error),
      ...services,
    },
    now,
  );
  const { host } = new URL(ORIGIN);
  const entered = await app.fetch(new Request(`${ORIGIN}/enter?key=${app.session.issueKey()}`, { headers: { host } }));
  const cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  let last = '';
  const keep = async (response: Response) => {
    const visited = await read(response);
    last = visited.text;
    return visited;
  };
  const post: Visitor['post'] = async (path, fields, headers = {}) =>
    keep(
      await app.fetch(
        new Request(`${ORIGIN}${path}`, {
          method: 'POST',
          headers: { host, cookie, origin: ORIGIN, ...headers },
          body: new URLSearchParams(fields),
        }),
      ),
    );
  return {
    app,
    bugs,
    get: async (path, headers = {}) =>
      keep(await app.fetch(new Request(`${ORIGIN}${path}`, { headers: { host, cookie, ...headers } }))),
    post,
    send: (action, typed = {}) => post(action, { ...typed, seal: sealOf(last, action) }),
  };
}

/** What a reader of the page sees of it. */
export function textOf({ text }: Visited): string {
  return text
    .replaceAll(/<(script|style|title)[\s\S]*?<\/\1>/g, ' ')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll(/\s+/g, ' ');
}
