import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { signalGroup } from '../child';
import type { Variables } from '../io';

/** A provider that was started for whoever connects to it, as for a debugger (`-debug`): Terraform does not end it. */
export interface ProviderProcess {
  /** The path of its socket. Rejects where it ended before it had one. */
  readonly socket: Promise<string>;
  /** Resolves once it has ended. */
  stop(): Promise<void>;
}

/**
 * Runs the provider, `$0`, and ends it when standard input closes: that is when this process ends, also when it is killed and can
 * clean nothing up.
 */
const withItsParent = 'exec 3<&0; "$0" -debug 3<&- & p=$!; { read -r _ <&3; kill -9 $p; } >&- 2>&- & wait $p; kill $!';

/** @param binary the path of the provider's program */
export function startProvider(binary: string, env: Variables): ProviderProcess {
  const child = spawn('sh', ['-c', withItsParent, binary], { env, stdio: ['pipe', 'pipe', 'ignore'], detached: true });
  const kill = () => void (child.pid && signalGroup(child.pid, 'SIGKILL'));
  process.once('exit', kill);
  const ended = new Promise<void>((resolve) => {
    child.once('close', resolve);
    child.once('error', () => resolve());
  }).finally(() => process.removeListener('exit', kill));
  const socket = new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [, path] = /TF_REATTACH_PROVIDERS=.*"String":"([^"]+)"/.exec(line) ?? [];
      if (path) resolve(path);
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`${binary} ended`)));
  });
  // Whoever connects is told, if anybody does.
  socket.catch(() => undefined);
  child.stdin.on('error', () => undefined);
  const stop = () => {
    child.stdin.end();
    return ended;
  };
  return { socket, stop };
}
