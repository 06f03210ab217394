import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { Unknown, type Value } from '../../value';
import { SyntaxProblem } from '../expression/expression';
import { parseTemplate } from '../expression/parse';
import type { Evaluates, Scope } from '../scope';
import { type Functions, stopAsUnknown, map, plain, refuse } from './arguments';

/** The files that functions may read: those of the folder only. */
export interface FileReader {
  /** @returns what is in the file; in words, why not; nothing where there is no such file */
  read(path: string): Uint8Array | Unknown | undefined;
  /** Paths below a folder, relative to it. */
  list(folder: string): readonly string[] | Unknown;
}

/** The functions that read files, of a folder that has some. */
export function fileFunctions(reader: FileReader | undefined, evaluator: Evaluates): Functions {
  const bytes = (path: Value | undefined): Buffer => {
    const known = plain(path);
    const found = reader ? reader.read(known) : new Unknown(`the file "${known}" is not part of the input`);
    if (found instanceof Unknown) return stopAsUnknown(found.because);
    return found ? Buffer.from(found) : refuse(`there is no file "${known}"`);
  };
  const hashed = (algorithm: string, encoding: 'hex' | 'base64') => (path: Value | undefined) =>
    createHash(algorithm).update(bytes(path)).digest(encoding);
  return [
    ['abspath', () => stopAsUnknown('where the folder is differs from machine to machine')],
    ['basename', (path) => posix.basename(plain(path))],
    ['dirname', (path) => posix.dirname(plain(path))],
    [
      'pathexpand',
      (path) =>
        plain(path).startsWith('~') ? stopAsUnknown('a home folder differs from machine to machine') : plain(path),
    ],
    ['file', (path) => bytes(path).toString('utf8')],
    ['filebase64', (path) => bytes(path).toString('base64')],
    ['filebase64sha256', hashed('sha256', 'base64')],
    ['filebase64sha512', hashed('sha512', 'base64')],
    ['fileexists', (path) => exists(reader, plain(path))],
    ['filemd5', hashed('md5', 'hex')],
    ['fileset', (folder, pattern) => matching(reader, plain(folder), plain(pattern))],
    ['filesha1', hashed('sha1', 'hex')],
    ['filesha256', hashed('sha256', 'hex')],
    ['filesha512', hashed('sha512', 'hex')],
    ['templatefile', (path, values) => rendered(bytes(path).toString('utf8'), values, evaluator)],
    ['templatestring', (template, values) => rendered(plain(template), values, evaluator)],
  ];
}

function exists(reader: FileReader | undefined, path: string): Value {
  const found = reader ? reader.read(path) : new Unknown(`the file "${path}" is not part of the input`);
  return found instanceof Unknown ? found : found !== undefined;
}

function matching(reader: FileReader | undefined, folder: string, pattern: string): Value {
  const all = reader ? reader.list(folder) : new Unknown(`the folder "${folder}" is not part of the input`);
  if (all instanceof Unknown) return all;
  const source = pattern
    .replace(/[.+^$()|\\]/g, '\\$&')
    .replace(/\*\*\/|\*\*|\*|\?|\{([^}]*)\}/g, (part, options?: string) => {
      if (options !== undefined) return `(?:${options.replaceAll(',', '|')})`;
      return { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*', '?': '[^/]' }[part] ?? part;
    });
  const expected = new RegExp(`^${source}$`);
  return all.filter((path) => expected.test(path)).sort();
}

function rendered(template: string, values: Value | undefined, evaluator: Evaluates): Value {
  const names = map(values ?? null);
  const parsed = parseTemplate(template);
  if (parsed instanceof SyntaxProblem) return refuse(`the template ${parsed.message}`);
  const scope: Scope = { lookup: ([name = '']) => refuse(`the template has no value "${name}"`) };
  return evaluator.rendered(parsed, names, scope);
}
