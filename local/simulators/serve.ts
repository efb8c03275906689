import { parseArgs } from 'node:util';
import { heedClosedPipes } from '../heed-closed-pipes.ts';
import { startAlleoSimulator } from './alleo/start.ts';
import { startPersonioSimulator } from './personio/start.ts';
import { readAlleoFile, readPersonioFile, ServeUsageError } from './serve-files.ts';

const USAGE = `Serves a simulated Personio and a simulated Alleo on 127.0.0.1 until it is stopped.

  npm run simulators -- [--personio FILE] [--alleo FILE] [--personio-port N] [--alleo-port N]

FILE is JSON: the options of the simulator (people, credentials, companies …); for Personio also
"generate": {"count": 100, "seed": 1}. Without files: 25 made-up people, the credentials client / secret;
one empty company 1, the keys access / secret.`;

/** Starts both servers, prints their base URLs, and closes them on SIGTERM or SIGINT. */
async function serve(): Promise<void> {
  const { values } = parseArgs({
    options: {
      personio: { type: 'string' },
      alleo: { type: 'string' },
      'personio-port': { type: 'string' },
      'alleo-port': { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help === true) {
    console.log(USAGE);
    return;
  }
  const ports = { personio: readPort(values['personio-port']), alleo: readPort(values['alleo-port']) };
  const options = { personio: await readPersonioFile(values.personio), alleo: await readAlleoFile(values.alleo) };
  const personio = await startPersonioSimulator({ ...options.personio, port: ports.personio });
  const alleo = await startAlleoSimulator({ ...options.alleo, port: ports.alleo }).catch(async (error: unknown) => {
    await personio.close();
    throw error;
  });
  console.log(`personio ${personio.url}`);
  console.log(`alleo ${alleo.url}`);
  const stop = (): void => {
    Promise.all([personio.close(), alleo.close()]).catch(fail);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

function readPort(text: string | undefined): number {
  const port = Number(text ?? 0);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new ServeUsageError(`A port is a number up to 65535, not "${text}".`);
}

/** Wrong usage, unusable files and taken ports are the caller's: a sentence and no stack. */
function fail(error: unknown): void {
  if (!(error instanceof Error)) throw error;
  const code = 'code' in error ? String(error.code) : '';
  const isUsage = error instanceof ServeUsageError || code.startsWith('ERR_PARSE_ARGS');
  if (isUsage) console.error(`${error.message}\n\n${USAGE}`);
  else console.error(code === 'EADDRINUSE' ? `Another program has that port: ${error.message}` : error);
  process.exitCode = isUsage ? 2 : 1;
}

heedClosedPipes();
serve().catch(fail);
