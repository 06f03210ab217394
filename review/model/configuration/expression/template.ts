import { Cursor, type Parse } from './cursor';
import type { Expression } from './expression';
import { parseForHead } from './for';

/** A piece of a template, before directives find their ends. */
type Piece =
  | { readonly is: 'text'; text: string }
  | { readonly is: 'value'; readonly value: Expression }
  | { readonly is: 'if'; readonly condition: Expression }
  | { readonly is: 'for'; readonly head: ReturnType<typeof parseForHead> }
  | { readonly is: 'else' | 'endif' | 'endfor' };

/** A whole text as a template. */
export function parseTemplateText(cursor: Cursor, parse: Parse): Expression {
  return assemble(pieces(cursor, parse, false), cursor);
}

/**
 * As HCL does it for `<<-`: the least indentation of what begins a line is taken away from all texts that begin one. Empty
 * lines do not count, a value or directive without a space before it has none.
 */
function withoutIndentation(all: readonly Piece[]): readonly Piece[] {
  const beginsLine = all.map((piece, index) => {
    const before = all[index - 1];
    const isFirst = index === 0 || (before?.is === 'text' && before.text.endsWith('\n'));
    return isFirst && !(piece.is === 'text' && /^\s*\n$/.test(piece.text));
  });
  const shared = all
    .filter((_, index) => beginsLine[index])
    .map((piece) => (piece.is === 'text' ? (/^\s*/.exec(piece.text)?.[0].length ?? 0) : 0))
    .reduce((least, indent) => Math.min(least, indent), Infinity);
  return all.map((piece, index) =>
    piece.is === 'text' && beginsLine[index] ? { ...piece, text: piece.text.slice(shared) } : piece,
  );
}

/** A string in quotes, with its escapes. */
export function parseQuoted(cursor: Cursor, parse: Parse): Expression {
  cursor.offset++;
  return cursor.withNewlines(false, () => {
    const parts = pieces(cursor, parse, true);
    if (!cursor.peek('"')) cursor.fail('expected a closing quote');
    cursor.offset++;
    return assemble(parts, cursor);
  });
}

/** `<<EOT`, or `<<-EOT` without the indentation that all lines share. */
export function parseHeredoc(cursor: Cursor, parse: Parse): Expression {
  const opening = cursor.match(/<<-?([\p{ID_Start}_][\p{ID_Continue}-]*)[ \t\r]*\n/uy);
  if (opening === undefined) return cursor.fail('expected the name of a heredoc');
  const name = opening.replace(/^<<-?/, '').trim();
  const end = new RegExp(`^[ \\t]*${name}[ \\t\\r]*$`, 'mg');
  end.lastIndex = cursor.offset;
  const found = end.exec(cursor.text);
  if (!found) return cursor.fail(`expected "${name}" at the end of a heredoc`);
  const body = cursor.text.slice(cursor.offset, found.index);
  cursor.offset = found.index + found[0].length;
  const inner = new Cursor(body);
  return cursor.withNewlines(false, () => {
    const parts = pieces(inner, parse, false);
    const assembled = assemble(opening.startsWith('<<-') ? withoutIndentation(parts) : parts, inner);
    // A heredoc is always a text, also where it holds one value only.
    return assembled.kind === 'template' || assembled.kind === 'literal'
      ? assembled
      : { kind: 'template', parts: [assembled] };
  });
}

/**
 * Text is kept line by line: `~` removes the white space of one line with its end, as Terraform does. Empty lines stay
 * until the indentation is known.
 */
function pieces(cursor: Cursor, parse: Parse, isQuoted: boolean): Piece[] {
  const found: Piece[] = [];
  let text = '';
  let isTrimmed = false;
  const flush = (trimEnd = false) => {
    const kept = isTrimmed ? text.replace(/^\s+/, '') : text;
    if (text !== '') found.push({ is: 'text', text: trimEnd ? kept.trimEnd() : kept });
    [text, isTrimmed] = ['', false];
  };
  while (!cursor.isAtEnd && !(isQuoted && cursor.peek('"'))) {
    const plain = cursor.match(isQuoted ? /[^"\\$%\n]{1,10000}/y : /[^$%\n]{0,10000}\n|[^$%\n]{1,10000}/y);
    if (plain !== undefined) {
      text += plain;
      if (plain.endsWith('\n')) flush();
    } else if (cursor.peek('$${') || cursor.peek('%%{'))
      text += cursor.text.slice(cursor.offset + 1, (cursor.offset += 3));
    else if (cursor.peek('${') || cursor.peek('%{')) {
      const isValue = cursor.peek('${');
      cursor.offset += 2;
      flush(takeTrim(cursor));
      found.push(
        cursor.withNewlines(false, () => (isValue ? { is: 'value', value: parse(cursor) } : directive(cursor, parse))),
      );
      cursor.skipNewlines();
      isTrimmed = takeTrim(cursor);
      cursor.newlineEnds = false;
      cursor.expect('}', 'a value in a template');
    } else text += isQuoted ? quotedCharacter(cursor) : cursor.text.charAt(cursor.offset++);
  }
  flush();
  return found;
}

function takeTrim(cursor: Cursor): boolean {
  if (!cursor.peek('~')) return false;
  cursor.offset++;
  return true;
}

const escapes: ReadonlyMap<string, string> = new Map(
  Object.entries({ n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' }),
);

function quotedCharacter(cursor: Cursor): string {
  const unicode = cursor.match(/\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}/y);
  if (unicode !== undefined) {
    const point = parseInt(unicode.slice(2), 16);
    return point > 0x10ffff ? cursor.fail('expected a Unicode character') : String.fromCodePoint(point);
  }
  const first = cursor.text.charAt(cursor.offset);
  if (first === '\n') return cursor.fail('expected a closing quote');
  if (first !== '\\') return cursor.text.charAt(cursor.offset++);
  const escaped = escapes.get(cursor.text.charAt(cursor.offset + 1));
  if (escaped === undefined) return cursor.fail('expected an escape like \\n');
  cursor.offset += 2;
  return escaped;
}

function directive(cursor: Cursor, parse: Parse): Piece {
  if (cursor.word('if')) return { is: 'if', condition: parse(cursor) };
  if (cursor.word('for')) return { is: 'for', head: parseForHead(cursor, parse) };
  for (const is of ['else', 'endif', 'endfor'] as const) if (cursor.word(is)) return { is };
  return cursor.fail('expected if, else, endif, for or endfor');
}

/** Lines that follow each other as one text, without those of which nothing is left. */
function joinedLines(all: readonly Piece[]): readonly Piece[] {
  const found: Piece[] = [];
  for (const piece of all) {
    const last = found.at(-1);
    if (piece.is !== 'text') found.push(piece);
    else if (last?.is === 'text') last.text += piece.text;
    else if (piece.text !== '') found.push({ ...piece });
  }
  return found;
}

/** Gives each directive what stands up to its end. */
function assemble(lines: readonly Piece[], cursor: Cursor): Expression {
  const all = joinedLines(lines);
  let next = 0;
  const until = (...ends: readonly string[]): [Expression, string] =>
    cursor.withNewlines(false, () => {
      const parts: Expression[] = [];
      for (;;) {
        const piece = all[next++];
        if (!piece) return ends.includes('') ? [joined(parts), ''] : cursor.fail(`expected %{ ${ends.join(' or ')} }`);
        if (ends.includes(piece.is)) return [joined(parts), piece.is];
        parts.push(whole(piece));
      }
    });
  const whole = (piece: Piece): Expression => {
    if (piece.is === 'text') return { kind: 'literal', value: piece.text };
    if (piece.is === 'value') return piece.value;
    if (piece.is === 'for') {
      return { kind: 'for', makes: 'text', ...piece.head, value: asTemplate(until('endfor')[0]), isGrouped: false };
    }
    if (piece.is !== 'if') return cursor.fail(`found %{ ${piece.is} } without its beginning`);
    const [then, end] = until('else', 'endif');
    const otherwise = end === 'else' ? until('endif')[0] : ({ kind: 'literal', value: '' } as const);
    return { kind: 'conditional', if: piece.condition, then: asTemplate(then), else: asTemplate(otherwise) };
  };
  return until('')[0];
}

function joined(parts: readonly Expression[]): Expression {
  const [first] = parts;
  if (!first) return { kind: 'literal', value: '' };
  return parts.length === 1 ? first : { kind: 'template', parts };
}

function asTemplate(inner: Expression): Expression {
  return inner.kind === 'literal' || inner.kind === 'template' ? inner : { kind: 'template', parts: [inner] };
}
