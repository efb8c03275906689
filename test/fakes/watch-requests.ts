import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';

/** Every request of Node's HTTP client, whoever makes it, while it is watched. */
export interface RequestWatch {
  /** `host:port` of each, in order. */
  readonly hosts: readonly string[];
  /** The bearer tokens that they carried. */
  readonly tokens: readonly string[];
  readonly stop: () => void;
}

const CHANNEL = 'http.client.request.start';

/** Watches this process's requests where Node announces them (https://nodejs.org/api/diagnostics_channel.html#http). */
export function watchRequests(): RequestWatch {
  const hosts: string[] = [];
  const tokens: string[] = [];
  const note = (message: unknown) => {
    const { request } = message as { readonly request: ClientRequest };
    hosts.push(String(request.getHeader('host')));
    const authorization = String(request.getHeader('authorization') ?? '');
    if (authorization.startsWith('Bearer ')) tokens.push(authorization.slice('Bearer '.length));
  };
  subscribe(CHANNEL, note);
  return { hosts, tokens, stop: () => unsubscribe(CHANNEL, note) };
}
