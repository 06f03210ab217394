import { writeSync } from 'node:fs';
import pc from 'picocolors';
import { Interrupted } from './errors';

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
  /** Aborts, with an `Interrupted`, when the user asks to stop. */
  readonly signal: AbortSignal;
  readonly debug: boolean;
}

/** The process's own, which a first SIGINT or SIGTERM asks to stop and a second one ends. */
export function processIo(debug: boolean): Io {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(exitCodeOf(signal));
      stop.abort(new Interrupted(signal));
    });
  }
  const { env, stdin, stdout, stderr } = process;
  // A report that was not delivered must not pass a gate.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    try {
      writeSync(
        2,
        `standard output: ${error.code === 'EPIPE' ? 'closed before everything was written' : error.message}\n`,
      );
    } finally {
      process.exit(2);
    }
  });
  return { env, cwd: process.cwd(), stdin, stdout, stderr, signal: stop.signal, debug };
}

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
