import { Readable } from 'node:stream';
import type { Io } from '../../cli/io';

/** An `Io` that keeps what a command prints and says. */
export function capturedIo(overrides: Partial<Io> = {}) {
  const printed = { out: '', err: '' };
  const io: Io = {
    env: {},
    cwd: process.cwd(),
    stdin: Readable.from([]),
    stdout: { write: (text) => (printed.out += text) },
    stderr: { write: (text) => (printed.err += text) },
    signal: new AbortController().signal,
    debug: false,
    ...overrides,
  };
  return { io, printed };
}
