import type { Cursor, Parse } from './cursor';
import type { Expression } from './expression';

/** What stands in brackets after the word `for`. */
export function parseFor(cursor: Cursor, parse: Parse, close: ']' | '}'): Expression {
  const { keyName, valueName, all } = parseForHead(cursor, parse);
  cursor.expect(':', 'what a "for" goes through');
  const first = parse(cursor);
  const isObject = close === '}';
  if (isObject) cursor.expect('=>', 'the key of a "for"');
  const value = isObject ? parse(cursor) : first;
  const isGrouped = isObject && cursor.take('...');
  const condition = cursor.word('if') ? parse(cursor) : undefined;
  cursor.expect(close, 'a "for"');
  return {
    ...{ kind: 'for', makes: isObject ? 'object' : 'tuple', valueName, all, value, isGrouped },
    ...(keyName !== undefined && { keyName }),
    ...(isObject && { key: first }),
    ...(condition && { if: condition }),
  } as Expression;
}

/** `k, v in all`, after the word `for`. */
export function parseForHead(cursor: Cursor, parse: Parse) {
  const first = cursor.name() ?? cursor.fail('expected a name after "for"');
  const second = cursor.take(',') ? (cursor.name() ?? cursor.fail('expected a second name after "for"')) : undefined;
  if (!cursor.word('in')) cursor.fail('expected "in"');
  const all = parse(cursor);
  return { ...(second !== undefined && { keyName: first }), valueName: second ?? first, all };
}
