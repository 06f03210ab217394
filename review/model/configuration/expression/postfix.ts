import type { Cursor, Parse } from './cursor';
import type { Expression } from './expression';
import { parseTerm } from './term';

/** A term and the steps from it: `.name`, `[0]`, `["key"]`, `[*]`, `.*`. */
export function parsePostfix(cursor: Cursor, parse: Parse): Expression {
  let of = parseTerm(cursor, parse);
  for (let steps = 1; ; steps++) {
    cursor.count(steps);
    const splat = takeSplat(cursor);
    if (splat) {
      of = { kind: 'splat', of, steps: splatSteps(cursor, parse, splat === '[*]') };
      continue;
    }
    const key = takeStep(cursor, parse, true);
    if (!key) return of;
    of = stepFrom(of, key);
  }
}

function stepFrom(of: Expression, key: Expression): Expression {
  const isWritten = key.kind === 'literal' && (typeof key.value === 'string' || typeof key.value === 'number');
  if (of.kind === 'traversal' && isWritten) return { kind: 'traversal', path: [...of.path, String(key.value)] };
  return { kind: 'index', of, key };
}

function takeSplat(cursor: Cursor): string | undefined {
  cursor.skip();
  return cursor.match(/\[\s*\*\s*\]|\.\*/y)?.replace(/\s/g, '');
}

/** What follows a splat is taken of each element; after `.*` that is names only. */
function splatSteps(cursor: Cursor, parse: Parse, withIndexes: boolean): Expression[] {
  const steps: Expression[] = [];
  for (;;) {
    cursor.skip();
    const step = cursor.peek('[*]') ? undefined : takeStep(cursor, parse, withIndexes);
    if (!step) return steps;
    steps.push(step);
    cursor.count(steps.length);
  }
}

function takeStep(cursor: Cursor, parse: Parse, withIndexes: boolean): Expression | undefined {
  cursor.skip();
  if (cursor.peek('.') && !cursor.peek('...') && !cursor.peek('.*')) {
    cursor.offset++;
    const name = cursor.name() ?? cursor.match(/\d+/y);
    return name === undefined ? cursor.fail('expected a name after "."') : { kind: 'literal', value: name };
  }
  if (!withIndexes || !cursor.peek('[')) return undefined;
  cursor.offset++;
  const key = cursor.withNewlines(false, () => {
    const inner = parse(cursor);
    cursor.expect(']', 'an index');
    return inner;
  });
  return key;
}
