import type { Result, ResultPromise } from 'execa';
import { execFileSync } from 'node:child_process';

// A command that does not end when it is asked to is not helped.
const options = { all: true, reject: false, stdin: 'pipe', maxBuffer: 1 << 28, forceKillAfterDelay: false } as const;

/** A command that runs. */
export interface Running {
  readonly done: Promise<Ran>;
  /** Types into it. */
  type(text: string): void;
  /** Resolves once its output matches; rejects if it ends before. */
  says(pattern: RegExp): Promise<void>;
  /** Sends it a signal, and nothing that it started. */
  signal(signal: NodeJS.Signals): void;
  /** Kills it and all that it started: its machine is gone. */
  kill(): Promise<void>;
}

/** A command that has ended. */
export interface Ran {
  readonly command: string;
  /** None where it was killed, or never started. */
  readonly exitCode: number | undefined;
  /** Standard output and error, in order. */
  readonly output: string;
}

const unfinished = new Set<number>();
process.once('exit', () => unfinished.forEach(killFamily));

/** Starts a command. It ends with this process at the latest, and so does all that it started. */
export async function start(
  command: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Running> {
  const { execa } = await import('execa');
  const child: ResultPromise<typeof options> = execa(command, args, { ...options, cwd, env });
  const { pid } = child;
  if (pid) unfinished.add(pid);
  let output = '';
  child.all.on('data', (chunk) => (output += chunk));
  const done = child.then(({ exitCode, shortMessage }: Result<typeof options>) => {
    if (pid) unfinished.delete(pid);
    if (exitCode === undefined) output += shortMessage;
    return { command: [command.split('/').pop(), ...args].join(' '), exitCode, output };
  });
  return {
    done,
    type: (text) => void child.stdin.write(text),
    says: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => pattern.test(output) && resolve();
        child.all.on('data', look);
        void done.then((ran) => reject(new Error(`ended without ${pattern}\n${told(ran)}`)));
        look();
      }),
    signal: (signal) => void child.kill(signal),
    kill: async () => {
      if (pid) killFamily(pid);
      await done;
    },
  };
}

/** The command, its first error and the end of its output, for a failure: `cdktf` prints outputs of other stacks after the error of one. */
export function told({ command, exitCode, output }: Ran): string {
  const lines = output.trimEnd().split('\n');
  const end = Math.max(0, lines.length - 60);
  const first = lines.findIndex((line) => /\bError: /.test(line));
  const error = first >= 0 && first < end ? [...lines.slice(first, Math.min(first + 20, end)), '…'] : [];
  return [`${command}: exit ${exitCode}`, ...error, ...lines.slice(end)].join('\n');
}

/** Kills a process and its descendants, in whatever groups and sessions: `cdktf` runs Terraform in a terminal of its own. */
function killFamily(pid: number): void {
  const processes = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const parents = processes.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  const family = [pid];
  for (const member of family) {
    family.push(...parents.flatMap(([child, parent]) => (parent === member ? [child!] : [])));
  }
  for (const member of family) {
    try {
      process.kill(member, 'SIGKILL');
    } catch {
      // Gone already.
    }
  }
}
