import { startClients } from '../../shared/adapters/clients.ts';
import { createSupportHandler } from './create-handler.ts';

export const handler = createSupportHandler({
  source: process.env,
  clients: startClients('dynamodb', 'sqs', 'secrets'),
});
