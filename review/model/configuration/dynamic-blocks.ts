import { isList, isMap, type Value } from '../value';
import { only, type Json } from './json-block';
import { pairsOf } from './collections';
import { bareName } from './hcl/embedded-expression';
import { bind, known, type Evaluates, type Scope } from './scope';

/**
 * `dynamic "ingress" { for_each = …, content { … } }` as the blocks that it makes, after those that are written as such.
 */
export function addDynamicBlocks(into: Record<string, Value>, dynamic: Json, evaluator: Evaluates, scope: Scope): void {
  for (const labelled of [dynamic].flat() as Json[]) {
    for (const [name, blocks] of Object.entries(labelled)) {
      for (const block of [blocks].flat() as Json[]) {
        const generated = blocksOf(name, block, evaluator, scope);
        const written = into[name] ?? [];
        if (isList(generated) && isList(written)) into[name] = [...written, ...generated];
        else into[name] = isList(generated) && isMap(written) ? [written, ...generated] : generated;
      }
    }
  }
}

function blocksOf(name: string, block: Json, evaluator: Evaluates, scope: Scope): Value {
  const all = evaluator.value(block.for_each, scope);
  if (!isList(all) && !isMap(all)) return all === null ? [] : known(all);
  const iterator = bareName(block.iterator) ?? name;
  return pairsOf(all).map(([key, value]) =>
    evaluator.map(only(block.content) ?? {}, bind(scope, { [iterator]: { key, value } })),
  );
}
