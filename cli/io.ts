import { writeSync } from 'node:fs';
import pc from 'picocolors';
import { Interrupted } from './errors';
import { end, errorCode } from './exit';

export interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export type Variables = Readonly<Record<string, string | undefined>>;

/** The environment of a command, which tests replace. */
export interface Io {
  readonly env: Variables;
  readonly cwd: string;
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stdout: Stream;
  readonly stderr: Stream;
  /** Aborts, with an `Interrupted`, when the user asks to stop while somebody attends to it. */
  readonly signal: AbortSignal;
  /**
   * Attends to SIGINT and SIGTERM until what it returns is called; while nobody does, they end the process at once, whatever it computes.
   *
   * @param patient whether what goes on must come to its end; else the process ends within a second
   */
  attend?(patient?: boolean): () => void;
  readonly debug: boolean;
}

/** The process's own. A second signal ends what has not ended by itself. */
export function processIo(debug: boolean): Io {
  const stop = new AbortController();
  const attending = { all: 0, patient: 0 };
  const endSoon = (interrupted: Interrupted) => {
    const endNow = () => {
      if (attending.patient > 0) return endSoon(interrupted);
      process.stderr.write(`${interrupted.message}\n`);
      end(exitCodeOf(interrupted.signal));
    };
    setTimeout(endNow, 800).unref();
  };
  const onSignal = (signal: NodeJS.Signals) => {
    if (stop.signal.aborted) end(exitCodeOf(signal));
    const interrupted = new Interrupted(signal);
    endSoon(interrupted);
    stop.abort(interrupted);
  };
  const attend = (patient = false) => {
    if (attending.all++ === 0) for (const signal of signals) process.on(signal, onSignal);
    if (patient) attending.patient++;
    return () => {
      if (patient) attending.patient--;
      // Once asked to stop, the process has but to clean up.
      if (--attending.all === 0 && !stop.signal.aborted) for (const signal of signals) process.off(signal, onSignal);
    };
  };
  const { env, stdin, stdout, stderr } = process;
  // A report that was not delivered must not pass a gate.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    try {
      writeSync(
        2,
        `standard output: ${error.code === 'EPIPE' ? 'closed before everything was written' : error.message}\n`,
      );
    } finally {
      end(errorCode());
    }
  });
  return { env, cwd: process.cwd(), stdin, stdout, stderr, signal: stop.signal, attend, debug };
}

const signals = ['SIGINT', 'SIGTERM'] as const;

/** The exit code of a process that a signal ended, as shells expect it. */
export function exitCodeOf(signal: NodeJS.Signals): number {
  return signal === 'SIGINT' ? 130 : 143;
}

/** Colours for a stream: none unless it is a terminal, and none under `NO_COLOR`. */
export function colours(io: Io, stream: Stream) {
  return pc.createColors(Boolean(stream.isTTY) && !io.env.NO_COLOR && io.env.TERM !== 'dumb');
}

/** Whether this is CI: GitHub, GitLab, CircleCI, Travis and Buildkite set `CI`, which a user may switch off by `false` or `0`. */
export function isCi({ CI = '' }: Variables): boolean {
  return !['', '0', 'false'].includes(CI.toLowerCase());
}

export function print(io: Io, text: string): void {
  io.stdout.write(`${text}\n`);
}

/** Says something that is not the result: progress, notes, errors. Standard output stays readable by machines. */
export function say(io: Io, text: string): void {
  io.stderr.write(`${text}\n`);
}
