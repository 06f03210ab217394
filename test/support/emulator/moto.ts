import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, dirname, join, resolve } from 'node:path';
import { accessSync, constants, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../free-port';

/** The version that the faults were seen with, and that CI installs. */
export const motoVersion = '5.2.1';

/** How to get it, in one line. */
export const howToGetMoto = `pip install 'moto[server]==${motoVersion}', or Docker, or AWS_ENDPOINT_URL=<any other emulator>`;

export interface Moto {
  readonly url: string;
  stop(): Promise<void>;
}

/** Whether moto can be started here. */
export function hasMoto(): boolean {
  return onPath('moto_server') !== undefined || onPath('docker') !== undefined;
}

/** Starts a moto of our own, empty, on a free port; its one account is `account`. It ends with this process at the latest. */
export function startMoto(account: string): Promise<Moto> {
  return start(account, (port) => {
    const server = onPath('moto_server');
    return server ? [server, '-H', '127.0.0.1', '-p', port] : [...docker(account, port), image];
  });
}

/** The same, which also judges requests by AWS's service models: strict/. */
export async function startStrictMoto(account: string): Promise<Moto> {
  const python = pythonOfMoto();
  return start(account, (port) => {
    if (python) return [python, strict, '-H', '127.0.0.1', '-p', port];
    const program = ['-v', `${strict}:/strict:ro`, '--entrypoint', 'python', image, '/strict', '-H', '0.0.0.0'];
    return [...docker(account, port), ...program];
  });
}

// Not beside this file: a runner is bundled into one.
const strict = resolve('test/support/emulator/strict');
const image = `motoserver/moto:${motoVersion}`;

/** `docker run` and its options, up to the image. */
function docker(account: string, port: string): string[] {
  const variables = Object.entries(settings(account)).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
  return ['docker', 'run', '--rm', '-p', `127.0.0.1:${port}:5000`, ...variables];
}

const settings = (account: string) => ({ MOTO_ACCOUNT_ID: account, MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' });

async function start(account: string, command: (port: string) => string[]): Promise<Moto> {
  const port = String(await freePort());
  const [program, ...args] = command(port);
  const server = spawn(program!, args, { env: { ...process.env, ...settings(account) } });
  const end = () => void server.kill();
  process.once('exit', end);
  const url = `http://127.0.0.1:${port}`;
  await ready(url, server);
  return {
    url,
    async stop() {
      process.off('exit', end);
      if (server.exitCode !== null) return;
      const ended = once(server, 'exit');
      server.kill();
      await ended;
    },
  };
}

/** The interpreter that has the moto of the PATH; nothing if moto is a container's. */
function pythonOfMoto(): string | undefined {
  const server = onPath('moto_server');
  if (!server) return undefined;
  const [, interpreter] = /^#!(\S*python\S*)/.exec(readFileSync(server, 'utf8')) ?? [];
  // A version manager's shim is a script beside a `python` that it resolves alike.
  const beside = ['python3', 'python'].map((name) => join(dirname(server), name));
  const candidates = [...(interpreter ? [interpreter] : []), ...beside, 'python3'];
  const python = candidates.find((name) => spawnSync(name, ['-c', 'import moto, regex']).status === 0);
  if (python) return python;
  throw new Error(
    `found ${server}, and no Python that has it: tried ${candidates.join(', ')}. Requests cannot be judged by AWS's service models`,
  );
}

/** Whether the emulator at `url` is a moto, whose faults we know. */
export async function isMoto(url: string): Promise<boolean> {
  const reply = await fetch(new URL('/moto-api/data.json', url)).catch(() => undefined);
  return reply?.status === 200;
}

async function ready(url: string, server: ChildProcess): Promise<void> {
  let output = '';
  for (const stream of [server.stdout, server.stderr]) stream!.on('data', (chunk) => (output += chunk));
  let failed: Error | undefined;
  server.once('error', (error) => (failed = error));
  for (let attempt = 0; attempt < 600; attempt++) {
    if (await isMoto(url)) return;
    if (failed ?? server.exitCode !== null)
      throw new Error(`moto did not start:\n${failed ?? (output || 'no output')}`);
    await sleep(100);
  }
  server.kill();
  throw new Error('moto did not answer within a minute');
}

/** The file that a command is. */
function onPath(command: string): string | undefined {
  const files = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, command));
  return files.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
