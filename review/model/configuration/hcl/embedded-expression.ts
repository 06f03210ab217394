import type { Expression } from '../expression/expression';

/** An expression where JSON has a string with a template: what the HCL parser puts into the JSON of a block. */
export class EmbeddedExpression {
  constructor(readonly expression: Expression) {}
}

/** A name that a block writes without quotes, `provider = aws.east`, or as text in JSON: `"aws.east"`, `"${aws.east}"`. */
export function bareName(raw: unknown): string | undefined {
  if (typeof raw === 'string') return raw.replace(/^\$\{\s*|\s*\}$/g, '');
  if (!(raw instanceof EmbeddedExpression)) return undefined;
  const { expression } = raw;
  return expression.kind === 'traversal' ? expression.path.join('.') : undefined;
}

/** An expression as JSON, as far as it is literal; `EmbeddedExpression` for the rest. */
export function asJson(expression: Expression): unknown {
  switch (expression.kind) {
    case 'literal':
      return isTemplateLike(expression.value) ? new EmbeddedExpression(expression) : expression.value;
    case 'tuple':
      return expression.items.map(asJson);
    case 'object': {
      const map: Record<string, unknown> = Object.create(null);
      for (const [key, value] of expression.items) {
        if (key.kind !== 'literal') return new EmbeddedExpression(expression);
        map[String(key.value)] = asJson(value);
      }
      return map;
    }
    default:
      return new EmbeddedExpression(expression);
  }
}

/** Text that would be read as a template again. */
function isTemplateLike(value: unknown): boolean {
  return typeof value === 'string' && (value.includes('${') || value.includes('%{'));
}
