import type { Io, Variables } from './io';

export interface ChildOptions {
  readonly cwd?: string;
  /** All of its environment. */
  readonly env: Variables;
  /** Whether `command` is one of a shell. */
  readonly shell?: boolean;
  /** Milliseconds after which it is ended. */
  readonly timeoutMs?: number;
  /**
   * What happens when the user asks to stop: it has half a second to end by itself, or, where it has begun what it must record, the
   * time that it takes.
   *
   * @default false
   */
  readonly mustEnd?: boolean;
  /** Called with each line of standard output as it comes. */
  readonly onLine?: (line: string) => void;
  /** Called when the user asks to stop. */
  readonly onStop?: () => void;
  /** Called with the process's id once it has one. */
  readonly onStart?: (pid: number) => void;
}

export interface ChildResult {
  /** Undefined where it did not start, or a signal ended it. */
  readonly exitCode?: number;
  readonly stdout: string;
  readonly stderr: string;
  /** `ENOENT`, where there is no such program. */
  readonly code?: string;
  readonly timedOut: boolean;
  /** Why it failed, in a line. */
  readonly shortMessage?: string;
}

/** What may ask to stop. */
export type Stoppable = Pick<Io, 'signal' | 'attend'>;

/** Half of the second within which every command is to end. */
const graceMs = 500;

/**
 * Runs another program to its end, whatever its exit code. It has a process group of its own, which ends with it: a shell's command and
 * Terraform's providers too. When the user asks to stop, it is interrupted, as Ctrl-C would; a second time at once.
 *
 * @throws Interrupted when the user asked to stop.
 */
export async function runChild(
  io: Stoppable,
  command: string,
  args: readonly string[],
  { cwd, env, shell = false, timeoutMs, mustEnd = false, onLine, onStart, onStop }: ChildOptions,
): Promise<ChildResult> {
  const { execa } = await import('execa');
  const release = io.attend?.(mustEnd);
  const timers: NodeJS.Timeout[] = [];
  let timedOut = false;
  try {
    io.signal.throwIfAborted();
    const child = execa(command, args, {
      ...(cwd !== undefined && { cwd }),
      env,
      extendEnv: false,
      shell,
      stdin: 'ignore',
      reject: false,
      maxBuffer: 1 << 30,
      forceKillAfterDelay: false,
      detached: true,
    });
    const { pid } = child;
    if (pid) onStart?.(pid);
    const kill = () => void (pid && signalGroup(pid, 'SIGKILL'));
    const stop = () => {
      onStop?.();
      if (pid) signalGroup(pid, 'SIGINT');
      if (!mustEnd) timers.push(setTimeout(kill, graceMs));
    };
    if (timeoutMs !== undefined) {
      const onTimeout = () => {
        timedOut = true;
        kill();
      };
      timers.push(setTimeout(onTimeout, timeoutMs));
    }
    process.once('exit', kill);
    io.signal.addEventListener('abort', stop);
    try {
      if (onLine) for await (const line of child) onLine(String(line));
      const { exitCode, stdout, stderr, code, shortMessage } = await child;
      io.signal.throwIfAborted();
      return {
        ...(exitCode !== undefined && { exitCode }),
        stdout,
        stderr,
        ...(code && { code }),
        timedOut,
        ...(shortMessage && { shortMessage }),
      };
    } finally {
      io.signal.removeEventListener('abort', stop);
      process.removeListener('exit', kill);
      // What it started and left running.
      if (!mustEnd) kill();
    }
  } catch (error) {
    io.signal.throwIfAborted();
    throw error;
  } finally {
    timers.forEach(clearTimeout);
    release?.();
  }
}

/** @throws nothing: a group that has ended needs no signal. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended.
  }
}
