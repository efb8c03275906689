import { startEngine } from '../../../local/engine/start-engine.ts';
import { describeSecretsContract } from '../../contracts/secrets-contract.ts';
import { describeSqsContract } from '../../contracts/sqs-contract.ts';
import { secretsClient, sqsClient } from './engine-clients.ts';

describeSqsContract('embedded engine', async () => {
  let ahead = 0;
  const engine = await startEngine({ clock: () => Date.now() + ahead });
  const client = sqsClient(engine.endpointUrl);
  return {
    client,
    advance: async (ms) => {
      ahead += ms;
    },
    close: async () => {
      client.destroy();
      await engine.close();
    },
  };
});

describeSecretsContract('embedded engine', async () => {
  const engine = await startEngine();
  const client = secretsClient(engine.endpointUrl);
  return {
    client,
    close: async () => {
      client.destroy();
      await engine.close();
    },
  };
});
