import type { ResultPromise } from 'execa';
import { createServer, type AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { accessSync, constants } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

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
  return onPath('moto_server') || onPath('docker');
}

/** Starts a moto of our own, empty, on a free port; its one account is `account`. It ends with this process at the latest. */
export async function startMoto(account: string): Promise<Moto> {
  const { execa } = await import('execa');
  const port = await freePort();
  const settings = { MOTO_ACCOUNT_ID: account, MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' };
  const options = { env: settings, reject: false, all: true, forceKillAfterDelay: 2000 } as const;
  const container = Object.entries(settings).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
  const server = onPath('moto_server')
    ? execa('moto_server', ['-H', '127.0.0.1', '-p', String(port)], options)
    : execa(
        'docker',
        ['run', '--rm', '-p', `127.0.0.1:${port}:5000`, ...container, `motoserver/moto:${motoVersion}`],
        options,
      );
  const url = `http://127.0.0.1:${port}`;
  await ready(url, server);
  return {
    url,
    async stop() {
      server.kill();
      await server;
    },
  };
}

/** Whether the emulator at `url` is a moto, whose faults we know. */
export async function isMoto(url: string): Promise<boolean> {
  const reply = await fetch(new URL('/moto-api/data.json', url)).catch(() => undefined);
  return reply?.status === 200;
}

async function ready(url: string, server: ResultPromise<{ all: true; reject: false }>): Promise<void> {
  let ended: string | undefined;
  void server.then(({ all }) => (ended = all || 'no output'));
  for (let attempt = 0; attempt < 600; attempt++) {
    if (await isMoto(url)) return;
    if (ended !== undefined) throw new Error(`moto did not start:\n${ended}`);
    await sleep(100);
  }
  server.kill();
  throw new Error('moto did not answer within a minute');
}

function onPath(command: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
