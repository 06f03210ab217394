import type { SourceFile } from '../configuration/blocks';
import { loadYaml } from '../configuration/functions/yaml';

/** Loads what the evaluation of a configuration may need and has to wait for. */
export async function prepare(files: readonly SourceFile[]): Promise<void> {
  if (files.some(({ json, mentionsYaml }) => mentionsYaml ?? mentions(json, 'yamldecode'))) await loadYaml();
}

/** Whether a text stands anywhere in the input. */
function mentions(json: unknown, expected: string): boolean {
  const todo = [json];
  while (todo.length > 0) {
    const next = todo.pop();
    if (typeof next === 'string' && next.includes(expected)) return true;
    if (typeof next === 'object' && next !== null) for (const one of Object.values(next)) todo.push(one);
  }
  return false;
}
