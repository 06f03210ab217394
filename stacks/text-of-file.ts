import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { PropsError } from '../modules/props';

/** The text of a file of the project, in whose folder it is synthesized. @param field of the environment that names it, as errors do */
export function textOfFile(field: string, file: string): string {
  try {
    return readFileSync(resolve(file), 'utf8');
  } catch {
    const [at = '', prop = field] = field.split(': ');
    throw new PropsError(at, [{ prop, expected: 'a file of the project that can be read', found: file }]);
  }
}
