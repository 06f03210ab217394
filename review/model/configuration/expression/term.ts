import type { Cursor, Parse } from './cursor';
import type { Expression } from './expression';
import { parseFor } from './for';
import { parseHeredoc, parseQuoted } from './template';

/** Numbers, strings, names, calls, and expressions in brackets. */
export function parseTerm(cursor: Cursor, parse: Parse): Expression {
  cursor.skip();
  if (cursor.peek('"')) return parseQuoted(cursor, parse);
  if (cursor.peek('<<')) return parseHeredoc(cursor, parse);
  if (cursor.take('(')) return bracketed(cursor, parse, ')');
  if (cursor.take('[')) return tuple(cursor, parse);
  if (cursor.take('{')) return object(cursor, parse);
  const number = cursor.match(/\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y);
  if (number !== undefined) return { kind: 'literal', value: Number(number) };
  const name = cursor.name();
  if (name === undefined) return cursor.fail('expected a value');
  return cursor.peek('(') || cursor.peek('::') ? call(cursor, parse, name) : named(name);
}

function named(name: string): Expression {
  if (name === 'true' || name === 'false') return { kind: 'literal', value: name === 'true' };
  return name === 'null' ? { kind: 'literal', value: null } : { kind: 'traversal', path: [name] };
}

function bracketed(cursor: Cursor, parse: Parse, close: string): Expression {
  return cursor.withNewlines(false, () => {
    const inner = parse(cursor);
    cursor.expect(close, 'a value in brackets');
    return inner;
  });
}

function call(cursor: Cursor, parse: Parse, first: string): Expression {
  const rest = cursor.match(/(?:::[\p{ID_Start}_][\p{ID_Continue}-]*)+/uy) ?? '';
  const name = first + rest;
  cursor.expect('(', `the function name ${name}`);
  return cursor.withNewlines(false, () => {
    const given: Expression[] = [];
    let isExpanded = false;
    while (!cursor.take(')')) {
      given.push(parse(cursor));
      isExpanded = cursor.take('...');
      if (isExpanded || !cursor.take(',')) {
        cursor.expect(')', `the arguments of ${name}()`);
        break;
      }
    }
    return { kind: 'call', name, given, isExpanded };
  });
}

function tuple(cursor: Cursor, parse: Parse): Expression {
  return cursor.withNewlines(false, () => {
    if (cursor.word('for')) return parseFor(cursor, parse, ']');
    const items: Expression[] = [];
    while (!cursor.take(']')) {
      items.push(parse(cursor));
      if (cursor.take(',')) continue;
      cursor.expect(']', 'the elements of a list');
      break;
    }
    return { kind: 'tuple', items };
  });
}

function object(cursor: Cursor, parse: Parse): Expression {
  cursor.skipNewlines();
  if (cursor.word('for')) return cursor.withNewlines(false, () => parseFor(cursor, parse, '}'));
  return cursor.withNewlines(true, () => {
    const items: [Expression, Expression][] = [];
    for (;;) {
      cursor.skipNewlines();
      if (cursor.take('}')) return { kind: 'object', items };
      const key = objectKey(cursor, parse);
      if (!cursor.take('=') && !cursor.take(':')) cursor.fail('expected "=" after a key');
      items.push([key, parse(cursor)]);
      cursor.skip();
      if (!cursor.peek('\n') && !cursor.peek('}') && !cursor.take(',')) cursor.fail('expected "," or a new line');
    }
  });
}

/** A key is a bare name, a string, or an expression. */
function objectKey(cursor: Cursor, parse: Parse): Expression {
  const start = cursor.offset;
  const name = cursor.name();
  cursor.skip();
  if (name !== undefined && (cursor.peek('=') || cursor.peek(':'))) return { kind: 'literal', value: name };
  cursor.offset = start;
  return parse(cursor);
}
