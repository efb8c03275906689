import type { Message } from './queue.ts';
import { sqsError } from './sqs-error.ts';

/** The handle of a message's last receive: opaque to the receiver, the message and that one receive to us. */
export function receiptHandle(message: Message): string {
  return Buffer.from(`${message.id} ${message.handle}`).toString('base64url');
}

/** The message and the receive that a handle names. */
export function parseReceiptHandle(text: string): { id: string; handle: string } {
  const [, id, handle] = /^([\da-f-]{36}) ([\da-f-]{36})$/.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  if (id === undefined || handle === undefined) {
    throw sqsError('ReceiptHandleIsInvalid', 'The input receipt handle is invalid.');
  }
  return { id, handle };
}
