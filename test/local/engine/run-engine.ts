import { startEngine } from '../../../local/engine/start-engine.ts';

// A process of its own that a test can kill: opens the directory given, says where it listens and to which key, and stays.
const { endpointUrl, dynamodbEndpointUrl, accessKey } = await startEngine({ dir: process.argv[2] });
console.log(JSON.stringify({ endpointUrl, dynamodbEndpointUrl, accessKey }));
