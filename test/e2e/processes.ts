import type { Result, ResultPromise } from 'execa';

const options = { all: true, reject: false, stdin: 'pipe', maxBuffer: 1 << 28 } as const;

/** A command that runs, and what it has said so far. */
export interface Running {
  readonly done: Promise<Ran>;
  readonly pid: number;
  /** Types into it. */
  type(text: string): void;
  /** Resolves once it has said something that matches; rejects when it ends before. */
  says(pattern: RegExp): Promise<void>;
}

export interface Ran {
  readonly command: string;
  readonly exitCode: number | undefined;
  /** Standard output and error, as they came. */
  readonly output: string;
}

/** Starts a command. It ends with this process at the latest. */
export async function start(
  command: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Running> {
  const { execa } = await import('execa');
  const child: ResultPromise<typeof options> = execa(command, args, { ...options, cwd, env });
  const line = [command.split('/').pop(), ...args].join(' ');
  let output = '';
  child.all.on('data', (chunk) => (output += chunk));
  const done = child.then(({ exitCode, shortMessage }: Result<typeof options>) => ({
    command: line,
    exitCode,
    output: exitCode === undefined ? `${output}${shortMessage}` : output,
  }));
  return {
    done,
    pid: child.pid!,
    type: (text) => void child.stdin.write(text),
    says: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => pattern.test(output) && resolve();
        child.all.on('data', look);
        void done.then((ran) => reject(new Error(`ended without ${pattern}\n${told(ran)}`)));
        look();
      }),
  };
}

/** The command and the end of what it said, for a failure. */
export function told({ command, exitCode, output }: Ran): string {
  return `${command}: exit ${exitCode}\n${output.trimEnd().split('\n').slice(-60).join('\n')}`;
}

/** Kills a command and all that it started, wherever in process groups and sessions it went: the machine is gone. */
export async function killAll({ pid, done }: Running): Promise<void> {
  const { execa } = await import('execa');
  const { stdout } = await execa('ps', ['-A', '-o', 'pid=,ppid=']);
  const parents = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  const family = [pid];
  for (const parent of family) {
    family.push(...parents.flatMap(([child, its]) => (its === parent ? [child!] : [])));
  }
  for (const member of family) {
    try {
      process.kill(member, 'SIGKILL');
    } catch {
      // Gone already.
    }
  }
  await done;
}
