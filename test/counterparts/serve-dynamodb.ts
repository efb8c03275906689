import { parseArgs } from 'node:util';
import { installPython, MissingError } from './install-python.ts';
import { startPythonServer } from './run-servers.ts';

/** `npm run dynamodb`: a local DynamoDB where there is no embedded one, until it is stopped. It keeps its data in memory. */
async function serve(): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '8000' } } });
  installPython();
  const { url } = await startPythonServer('serve_ministack.py', {
    path: '/_ministack/health',
    port: Number(values.port),
  });
  console.log(`DynamoDB, until Ctrl-C. In another terminal:\nAWS_ENDPOINT_URL_DYNAMODB=${url} npm start`);
}

try {
  await serve();
} catch (error) {
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  if (!isTaken && !(error instanceof MissingError)) throw error;
  console.error(isTaken ? `Another program has that port, try --port N: ${error.message}` : error.message);
  process.exitCode = 1;
}
