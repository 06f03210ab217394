import type { Json } from '../configuration/blocks';
import { InputError } from '../input-error';

/** Deeper than any configuration, plan or policy, and what a stack of calls bears. */
export const deepestJson = 200;

/** JSON that was parsed elsewhere, as a map of blocks that is not too deep to be walked. */
export function checkedJson(file: string, json: unknown): Json {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new InputError(file, `want an object of blocks, got ${JSON.stringify(json)?.slice(0, 40) ?? 'nothing'}`);
  }
  let level: unknown[] = [json];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepestJson)
      throw new InputError(file, `is nested deeper than ${deepestJson} levels, which nothing here needs`);
    const next: unknown[] = [];
    for (const one of level) {
      for (const inner of Object.values(one as object))
        if (typeof inner === 'object' && inner !== null) next.push(inner);
    }
    level = next;
  }
  return json as Json;
}
