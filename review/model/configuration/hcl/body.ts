import { Cursor } from '../expression/cursor';
import { parseExpression } from '../expression/parse';
import { parseQuoted } from '../expression/template';
import { asJson } from './embedded-expression';

/** Block kinds of Terraform by how many labels they have, as far as JSON nests them. */
type Blocks = Record<string, unknown>;

/**
 * Parses a file of HCL into the JSON that Terraform's JSON syntax would have: labels nest, and each block is in a list.
 * Expressions are `Written`. Linear, without WebAssembly, and of bounded depth.
 *
 * @throws SyntaxProblem where it is no HCL
 */
export function parseBody(text: string): ParsedBody {
  const starts = new Map<string, number>();
  return { json: body(new Cursor(text), starts), starts };
}

export interface ParsedBody {
  readonly json: Blocks;
  /** Where each block of the file begins: `resource.aws_vpc.main` → offset. */
  readonly starts: ReadonlyMap<string, number>;
}

/** @param starts of a file, absent of a block */
function body(cursor: Cursor, starts?: Map<string, number>): Blocks {
  const isFile = starts !== undefined;
  const into: Blocks = Object.create(null);
  for (;;) {
    cursor.skipNewlines();
    if (cursor.isAtEnd) return isFile ? into : cursor.fail('expected "}" at the end of a block');
    if (!isFile && cursor.take('}')) return into;
    const start = cursor.offset;
    const name = cursor.name();
    if (name === undefined) return cursor.fail('expected an argument or a block');
    cursor.newlineEnds = true;
    cursor.skip();
    if (cursor.peek('=') && !cursor.peek('==')) argument(cursor, into, name, start);
    else block(cursor, into, name, start, starts);
    if (endsLine(cursor)) continue;
    if (cursor.peek('}') && !isFile) continue;
    cursor.fail('expected a new line');
  }
}

function endsLine(cursor: Cursor): boolean {
  cursor.newlineEnds = true;
  cursor.skip();
  return cursor.isAtEnd || cursor.peek('\n');
}

function argument(cursor: Cursor, into: Blocks, name: string, start: number): void {
  cursor.offset++;
  if (Object.hasOwn(into, name)) {
    cursor.offset = start;
    cursor.fail(`expected the argument "${name}" once`);
  }
  into[name] = asJson(cursor.withNewlines(true, () => parseExpression(cursor)));
}

function block(cursor: Cursor, into: Blocks, kind: string, start: number, starts?: Map<string, number>): void {
  const labels: string[] = [];
  for (cursor.skip(); !cursor.peek('{'); cursor.skip()) labels.push(labelOf(cursor));
  cursor.offset++;
  const content = cursor.withNewlines(false, () => body(cursor));
  const label = [kind, ...labels].join('.');
  if (starts && !starts.has(label)) starts.set(label, start);
  let parent = into;
  for (const step of [kind, ...labels].slice(0, -1)) parent = nested(parent, step, cursor);
  const last = labels.at(-1) ?? kind;
  const same = (parent[last] ??= []);
  if (!Array.isArray(same)) return cursor.fail(`expected "${last}" to be an argument or a block, not both`);
  same.push(content);
}

function labelOf(cursor: Cursor): string {
  if (!cursor.peek('"')) return cursor.name() ?? cursor.fail('expected a label or "{"');
  const label = parseQuoted(cursor, parseExpression);
  return label.kind === 'literal' ? String(label.value) : cursor.fail('expected a label without a template');
}

function nested(parent: Blocks, step: string, cursor: Cursor): Blocks {
  const inner = (parent[step] ??= Object.create(null));
  if (Array.isArray(inner) || typeof inner !== 'object' || inner === null) {
    return cursor.fail(`expected all blocks "${step}" to have as many labels`);
  }
  return inner as Blocks;
}
