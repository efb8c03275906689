import { describeDynamoDbContract } from '../../contracts/dynamodb-contract.ts';
import { openEmbeddedDynamoDb, openEmbeddedSecrets, openEmbeddedSqs } from '../../contracts/embedded-endpoints.ts';
import { describeSecretsContract } from '../../contracts/secrets-contract.ts';
import { describeSecretsStages } from '../../contracts/secrets-stages-contract.ts';
import { describeSqsContract } from '../../contracts/sqs-contract.ts';
import { describeSqsLimits } from '../../contracts/sqs-limits-contract.ts';

describeSqsContract('embedded engine', openEmbeddedSqs);
describeSqsLimits('embedded engine', openEmbeddedSqs);
describeSecretsContract('embedded engine', openEmbeddedSecrets);
describeSecretsStages('embedded engine', openEmbeddedSecrets);
describeDynamoDbContract('embedded binary', openEmbeddedDynamoDb);
