import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The names that `environments/index.ts` re-exports, in its order, each without a value yet. The bundler sorts exports by name, and drops
 * one that its file does not have, since that may be a type: without this list, an environment whose constant is misnamed would be
 * skipped in silence.
 *
 * @param root the folder that holds `environments/`
 */
export function listed(root: string): Record<string, undefined> {
  const index = join(root, 'environments/index.ts');
  const source = existsSync(index) ? readFileSync(index, 'utf8') : '';
  return Object.fromEntries(Array.from(source.matchAll(/^export \{ (\w+) \}/gm), ([, name]) => [name, undefined]));
}
