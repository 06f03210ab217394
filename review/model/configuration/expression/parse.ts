import { Cursor } from './cursor';
import { type Expression, SyntaxProblem } from './expression';
import { parsePostfix } from './postfix';
import { parseTemplateText } from './template';

/**
 * Parses a string of JSON, which is a template of Terraform: `arn:aws:s3:::${var.name}/*`. A template that is one value
 * and nothing else is that value. Quotes and backslashes are themselves, as in a heredoc.
 */
export function parseTemplate(text: string): Expression | SyntaxProblem {
  try {
    return parseTemplateText(new Cursor(text), parseExpression);
  } catch (error) {
    if (error instanceof SyntaxProblem) return error;
    throw error;
  }
}

/** By how tightly they bind, the loosest first. */
const operators = [['||'], ['&&'], ['==', '!='], ['<=', '>=', '<', '>'], ['+', '-'], ['*', '/', '%']] as const;

export function parseExpression(cursor: Cursor): Expression {
  return cursor.withNewlines(cursor.newlineEnds, () => {
    const condition = binary(cursor, 0);
    if (!cursor.take('?')) return condition;
    const then = parseExpression(cursor);
    cursor.expect(':', 'the first value of a conditional');
    return { kind: 'conditional', if: condition, then, else: parseExpression(cursor) };
  });
}

function binary(cursor: Cursor, level: number): Expression {
  const symbols = operators[level];
  if (!symbols) return unary(cursor);
  let left = binary(cursor, level + 1);
  for (let links = 1; ; links++) {
    const operator = symbols.find((symbol) => cursor.take(symbol));
    if (!operator) return left;
    cursor.count(links);
    left = { kind: 'binary', operator, left, right: binary(cursor, level + 1) };
  }
}

function unary(cursor: Cursor): Expression {
  for (const operator of ['!', '-'] as const) {
    if (cursor.take(operator)) {
      return cursor.withNewlines(cursor.newlineEnds, () => ({ kind: 'unary', operator, of: unary(cursor) }));
    }
  }
  return parsePostfix(cursor, parseExpression);
}
