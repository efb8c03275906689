import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import type { Programs } from './programs.ts';
import { PYTHON, scriptFile } from './python.ts';

/** The emulated account: the number that the emulator takes where nobody says another. */
export const ACCOUNT = '000000000000';
export const REGION = 'eu-central-1';
/** The emulator's own root user. No secret: it is written in its documentation. */
export const ROOT_USER = { accessKeyId: 'test', secretAccessKey: 'test' };

export interface Emulator {
  readonly url: string;
  /** What it and the functions that it runs have printed so far. */
  readonly log: () => string;
}

export interface EmulatorOptions {
  /** Everything that it writes goes here. */
  readonly folder: string;
  readonly keyFile: string;
  readonly certificateFile: string;
  readonly proxyUrl: string;
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  const { promise, resolve } = Promise.withResolvers<number>();
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    server.close(() => {
      resolve(port);
    });
  });
  return promise;
}

function environment(options: EmulatorOptions, port: number): NodeJS.ProcessEnv {
  const { folder, keyFile, certificateFile, proxyUrl } = options;
  return {
    // Functions run with the `node` that is found first: the one that runs this.
    PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
    HOME: folder,
    TMPDIR: folder,
    S3_DATA_DIR: join(folder, 's3'),
    STATE_DIR: join(folder, 'state'),
    BIND_HOST: '127.0.0.1',
    GATEWAY_PORT: String(port),
    MINISTACK_REGION: REGION,
    MINISTACK_HOST: '127.0.0.1',
    // IAM is enforced, and so are policies that ask for TLS.
    AUTH: 'true',
    USE_SSL: '1',
    MINISTACK_SSL_CERT: certificateFile,
    MINISTACK_SSL_KEY: keyFile,
    IOT_MTLS_ENABLED: '0',
    SFTP_ENABLED: '0',
    LOG_LEVEL: 'INFO',
    PYTHONPATH: scriptFile(''),
    PYTHONDONTWRITEBYTECODE: '1',
    // Inherited by the functions: how they reach the world outside, and whom they trust there.
    NODE_EXTRA_CA_CERTS: certificateFile,
    NODE_USE_ENV_PROXY: '1',
    HTTPS_PROXY: proxyUrl,
    HTTP_PROXY: proxyUrl,
    NO_PROXY: '127.0.0.1,localhost',
  };
}

/** Starts ministack on 127.0.0.1, on a free port. Throws where it does not come up. */
export async function startEmulator(programs: Programs, options: EmulatorOptions): Promise<Emulator> {
  await mkdir(options.folder, { recursive: true });
  const port = await findFreePort();
  const bind = ['--bind', `127.0.0.1:${port}`];
  const tls = ['--certfile', options.certificateFile, '--keyfile', options.keyFile];
  const program = {
    command: PYTHON,
    // Its own command would also take port 443.
    args: ['-m', 'hypercorn', 'emulator:app', ...bind, ...tls, '--log-level', 'INFO', '--keep-alive', '75'],
    cwd: options.folder,
    env: environment(options, port),
    timeoutMs: 60_000,
  };
  const running = await programs.start(program, /Running on https:/);
  return { url: `https://127.0.0.1:${port}`, log: running.log };
}
