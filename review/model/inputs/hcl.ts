import { parseBody } from '../configuration/hcl/body';
import type { SourceFile } from '../configuration/blocks';
import { SyntaxProblem } from '../configuration/expression/expression';
import { InputError, positionOf } from '../input-error';
import { checkedJson } from './json';

/**
 * Parses a file of HCL. What our parser refuses is put to Terraform's own, which is slow to start and dies of deep
 * nesting: it has the last word on what is HCL, and words its errors as people know them.
 *
 * @throws InputError with the line and the column
 */
export async function parseHclFile(file: string, text: string): Promise<SourceFile> {
  try {
    const { json, starts } = parseBody(text);
    return { file, json, lines: linesOf(text, starts) };
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
    const position = positionOf(text, error.offset);
    const ours = new InputError(file, `is not valid HCL: ${error.message}`, position.line, position.column);
    if (text.length > 1_000_000 || isTangled(text)) throw ours;
    return { file, json: checkedJson(file, await parseAsTerraform(file, text, ours)) };
  }
}

function linesOf(text: string, starts: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  let [line, at] = [1, 0];
  for (const [label, start] of [...starts].sort(([, one], [, other]) => one - other)) {
    for (let next = text.indexOf('\n', at); next >= 0 && next < start; next = text.indexOf('\n', at)) {
      line++;
      at = next + 1;
    }
    lines.set(label, line);
  }
  return lines;
}

/** Nesting of which the parser in WebAssembly would run out of stack, and end the process. */
function isTangled(text: string): boolean {
  let depth = 0;
  let deepest = 0;
  let operators = 0;
  for (const [character] of text.matchAll(/[([{)\]}?!+*/%<>=-]/g)) {
    if ('([{'.includes(character)) deepest = Math.max(deepest, ++depth);
    else if (')]}'.includes(character)) depth--;
    else operators++;
  }
  return deepest > 100 || operators > 5000;
}

/** Longer than any file of a megabyte takes; without the timeout the process would exit with 0. */
const patienceMs = 20_000;

async function parseAsTerraform(file: string, text: string, ours: InputError): Promise<unknown> {
  const { parse } = await import('@cdktf/hcl2json');
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(ours), patienceMs);
  });
  try {
    return await Promise.race([parse(file, text), late]);
  } catch (error) {
    const [, line, column, problem] = /:(\d+),(\d+)-[^:]*: ([^]*)\]$/.exec((error as Error).message) ?? [];
    if (problem === undefined) throw ours;
    throw new InputError(file, problem.replace('; ', ': '), Number(line), Number(column));
  } finally {
    clearTimeout(timer);
  }
}
