import { isNativeError } from 'node:util/types';

/** An expected failure: what is wrong, naming file and field, and the next thing to do. Exit 2, no stack trace. */
export class CliError extends Error {
  constructor(
    message: string,
    /** The next thing to do, as a sentence or a command. */
    readonly next?: string,
  ) {
    super(message);
    this.name = 'CliError';
  }
}

/** The user, or the machine, asked to stop. */
export class Interrupted extends Error {
  constructor(readonly signal: NodeJS.Signals) {
    super(`interrupted (${signal})`);
    this.name = 'Interrupted';
  }
}

/** An error as text for the terminal; with `debug`, with its stack trace. */
export function describe(error: unknown, debug: boolean): string {
  if (!isNativeError(error)) return `${String(error)} was thrown\n${bug}`;
  const text = debug ? (error.stack ?? error.message) : error.message;
  const next = error instanceof CliError && error.next ? `\n${error.next}` : '';
  return isExpected(error) || debug ? text + next : `${text}\n${bug}`;
}

const bug = 'This is a bug in terrace; --debug shows where.';

/** Whether an error is of the input, the user or the machine, and its message says which. */
export function isExpected(error: unknown): boolean {
  if (!isNativeError(error)) return false;
  return ['CliError', 'EnvironmentProblems', 'Interrupted'].includes(error.name) || isOfMachine(error);
}

/** Whether the operating system refused, for a reason that is the machine's: a full disk, a folder that may not be written. */
function isOfMachine(error: NodeJS.ErrnoException): boolean {
  return [
    'ENOSPC',
    'EDQUOT',
    'EROFS',
    'EACCES',
    'EPERM',
    'ENOTDIR',
    // Of a folder to be made in the place of a file, from Node 22 on.
    'EEXIST',
    'EMFILE',
    'ENFILE',
    'EIO',
    'ENOMEM',
    'EISDIR',
    'ELOOP',
    'ENAMETOOLONG',
  ].includes(error.code ?? '');
}
