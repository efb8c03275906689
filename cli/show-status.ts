import { makeRequest } from './arguments.ts';
import { renderStatus } from './render/status.ts';
import type { Session } from './session.ts';
import { print } from './terminal.ts';
import { call } from './transport/transport.ts';

/** `status`, and of one customer `tenant show`, too. */
export async function showStatus({ terminal, transport }: Session, id: string | undefined): Promise<void> {
  const answer = await call(transport, makeRequest('status', id === undefined ? {} : { tenantId: id }));
  print(terminal, answer, () => renderStatus(answer));
}
