import { spawn } from 'node:child_process';

/** How a link is opened on this machine. */
const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/** All but what leads to AWS, or to the services of a `--local` command, whose key this process keeps to itself. */
const withoutAws = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('AWS_')));

/** Without a browser the link is still there to be copied. `env`: of this process. */
export function openBrowser(link: string, env: NodeJS.ProcessEnv = process.env): void {
  const [program, ...before] = OPENERS[process.platform] ?? ['xdg-open'];
  const child = spawn(program, [...before, link], { stdio: 'ignore', detached: true, env: withoutAws(env) });
  child.on('error', () => {});
  child.unref();
}
