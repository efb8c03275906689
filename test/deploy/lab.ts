import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import type { Customer } from '../../local/demo/customers.ts';
import { type SimulatedWorld, startWorld } from '../../local/demo/simulated-world.ts';
import { type Aws, openAws } from './aws.ts';
import { ACCOUNT, type Emulator, REGION, ROOT_USER, startEmulator } from './emulator.ts';
import { type Internet, startInternet } from './internet.ts';
import { createPrograms, type Programs } from './programs.ts';
import { makeVenv, PYTHON, scriptFile } from './python.ts';

/** The hosts of `infra/config.ts`, behind which the simulators stand here. */
const PERSONIO_HOST = 'api.personio.de';
const ALLEO_HOST = 'api.yourcampus.co';

/** An emulated AWS account with a simulated Personio and Alleo, all on this machine. */
export interface Lab {
  readonly programs: Programs;
  readonly world: SimulatedWorld;
  readonly internet: Internet;
  readonly emulator: Emulator;
  readonly aws: Aws;
  /** Leads AWS's tools, the command included, to the emulator and to no real account. */
  readonly env: NodeJS.ProcessEnv;
  /** A path in the folder that is gone at the end. */
  readonly path: (...names: string[]) => string;
}

/** Undoes what was done, the last first, whatever happens on the way. */
export interface Cleanup {
  later(undo: () => Promise<void>): void;
  /** Once, however often it is called. Throws what went wrong, after everything was tried. */
  run(): Promise<void>;
}

export function createCleanup(): Cleanup {
  const undos: (() => Promise<void>)[] = [];
  let running: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    const failures: unknown[] = [];
    for (let undo = undos.pop(); undo !== undefined; undo = undos.pop()) {
      await undo().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw new AggregateError(failures, 'Not everything could be cleaned up.');
  };
  return {
    later: (undo) => {
      undos.push(undo);
    },
    run: () => {
      running ??= run();
      return running;
    },
  };
}

async function makeCertificate(
  programs: Programs,
  folder: string,
): Promise<{ keyFile: string; certificateFile: string }> {
  const [keyFile, certificateFile] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const names = ['127.0.0.1', PERSONIO_HOST, ALLEO_HOST];
  const args = [scriptFile('certificate.py'), keyFile, certificateFile, ...names];
  const { code, stderr } = await programs.run({ command: PYTHON, args, cwd: folder, env: {}, timeoutMs: 30_000 });
  if (code !== 0) throw new Error(`The certificate could not be made.\n${stderr}`);
  return { keyFile, certificateFile };
}

function toolEnvironment(folder: string, endpoint: string, certificateFile: string): NodeJS.ProcessEnv {
  return {
    PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
    HOME: folder,
    TMPDIR: folder,
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ACCESS_KEY_ID: ROOT_USER.accessKeyId,
    AWS_SECRET_ACCESS_KEY: ROOT_USER.secretAccessKey,
    AWS_CA_BUNDLE: certificateFile,
    NODE_EXTRA_CA_CERTS: certificateFile,
    AWS_EC2_METADATA_DISABLED: 'true',
    CDK_DEFAULT_ACCOUNT: ACCOUNT,
    CDK_DEFAULT_REGION: REGION,
    CDK_DISABLE_CLI_TELEMETRY: 'true',
  };
}

/** Starts everything; what was started is undone by `cleanup`, also where a later part fails. */
export async function openLab(cleanup: Cleanup, customers: readonly Customer[]): Promise<Lab> {
  const programs = createPrograms();
  const folder = await mkdtemp(join(tmpdir(), 'personio-sync-deploy-'));
  cleanup.later(() => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));
  cleanup.later(() => programs.stopAll());
  await makeVenv(programs);
  const { keyFile, certificateFile } = await makeCertificate(programs, folder);
  const [key, certificate] = [await readFile(keyFile, 'utf8'), await readFile(certificateFile, 'utf8')];
  setDefaultCACertificates([...getCACertificates('default'), certificate]);

  const world = await startWorld(customers);
  cleanup.later(() => world.close());
  const hosts = new Map([
    [PERSONIO_HOST, world.personio.port],
    [ALLEO_HOST, world.alleo.port],
  ]);
  const internet = await startInternet({ key, certificate, hosts });
  cleanup.later(() => internet.close());
  const { proxyUrl } = internet;
  const emulator = await startEmulator(programs, { folder: join(folder, 'aws'), keyFile, certificateFile, proxyUrl });
  // Before the simulators go: a function would take their end for trouble.
  cleanup.later(() => programs.stopAll());

  const home = join(folder, 'home');
  await mkdir(home);
  const env = toolEnvironment(home, emulator.url, certificateFile);
  const aws = openAws({ programs, endpoint: emulator.url, env });
  cleanup.later(async () => {
    aws.sqs.destroy();
  });
  return { programs, world, internet, emulator, aws, env, path: (...names) => join(folder, ...names) };
}
