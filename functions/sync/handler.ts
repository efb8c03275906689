import { startClients } from '../../shared/adapters/clients.ts';
import { createHandler } from './create-handler.ts';

export const handler = createHandler({ source: process.env, clients: startClients('dynamodb', 'sqs', 'secrets') });
