import { readFileSync, readdirSync, statSync, type Stats } from 'node:fs';
import { InputError } from '../input-error';

/** Beyond this a string of JavaScript ends. */
const largestFile = 400 * 1024 * 1024;

/** The text of a file, without a byte order mark. */
export function readText(file: string): string {
  const { size } = stats(file);
  if (size > largestFile)
    throw new InputError(file, `is larger than ${largestFile / 1024 / 1024} MB, which cannot be read at once`);
  return textOf(
    file,
    attempt(file, () => readFileSync(file)),
  );
}

/** Bytes as text; a byte order mark is no part of it. */
export function textOf(file: string, bytes: Uint8Array): string {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3) {
    throw new InputError(file, 'is a binary plan: run "terraform show -json" on it, and give what that prints');
  }
  if (bytes.subarray(0, 4096).includes(0)) throw new InputError(file, 'is not text: expected UTF-8');
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

export function stats(path: string): Stats {
  return attempt(path, () => statSync(path));
}

export function namesIn(folder: string): string[] {
  return attempt(folder, () => readdirSync(folder)).sort();
}

const words: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'no such file or directory'],
  ['EACCES', 'permission denied: cannot be read'],
  ['EPERM', 'permission denied: cannot be read'],
  ['ELOOP', 'is a symbolic link that leads to itself'],
  ['ENOTDIR', 'is not a directory'],
  ['EISDIR', 'is a directory: expected a file'],
  ['ENAMETOOLONG', 'has a name that is too long'],
]);

/** Reads from the file system; a failure is an error of the input. */
function attempt<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw new InputError(path, words.get(code) ?? `cannot be read: ${message}`);
  }
}
