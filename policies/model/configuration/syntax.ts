import type { TFExpressionSyntaxTree } from '@cdktf/hcl2json';

/** A parsed expression, as `@cdktf/hcl2json` gives it. */
export type Node = TFExpressionSyntaxTree.ExpressionAst & { readonly source: string };

/**
 * The expressions of an input, parsed by Terraform's own parser. It is asynchronous and costs a tenth of a second to
 * start, so the text is parsed before it is evaluated, and not at all where it is a plain reference.
 */
export class Syntax {
  private readonly parsed = new Map<string, Node | Error>();

  /** Parses the templates in a value, at any depth, that `simpleReference` does not read. */
  async parseAll(value: unknown): Promise<void> {
    const texts = new Set<string>();
    collect(value, texts);
    for (const text of texts) if (!this.parsed.has(text)) this.parsed.set(text, await parseTemplate(text));
  }

  /** What `parseAll` parsed. An error where the text is not a template. */
  of(template: string): Node | Error {
    return this.parsed.get(template) ?? new Error('was never parsed');
  }
}

/** Whether a string holds anything but text. */
export function isTemplate(text: string): boolean {
  return text.includes('${') || text.includes('%{');
}

/** `${aws_vpc.main.id}` → `['aws_vpc', 'main', 'id']`: nearly all expressions that CDKTF writes. */
export function simpleReference(text: string): readonly string[] | undefined {
  return /^\$\{[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*)+\}$/.test(text) ? text.slice(2, -1).split('.') : undefined;
}

function collect(value: unknown, into: Set<string>): void {
  const todo = [value];
  while (todo.length > 0) {
    const next = todo.pop();
    if (typeof next === 'string') {
      if (isTemplate(next) && !simpleReference(next)) into.add(next);
    } else if (typeof next === 'object' && next !== null) {
      for (const child of Object.values(next)) todo.push(child);
    }
  }
}

const heredoc = 'TERRACE_TEMPLATE';

async function parseTemplate(text: string): Promise<Node | Error> {
  const { getExpressionAst } = await import('@cdktf/hcl2json');
  // A template in a JSON string has a heredoc's rules: quotes and backslashes are themselves.
  const source = `<<${heredoc}\n${text}\n${heredoc}\n`;
  try {
    const node = await getExpressionAst('expression', source);
    return node ? Object.assign(node as Node, { source }) : new Error('is empty');
  } catch (error) {
    return error as Error;
  }
}
