import { Reference, Unknown, type Value } from '../value';
import type { Expression } from './expression/expression';
import type { Evaluates, Existence, Scope } from './scope';

/** A possible value of an expression, and the conditions under which it has that value. */
export interface Alternative {
  readonly value: Value;
  readonly conditions: readonly string[];
}

interface Written {
  readonly expression: Expression;
  readonly scope: Scope;
}

/** The values of `count` or `for_each`: one, or those of `var.create ? 1 : 0` where the condition is not known. */
export function alternativesOf(raw: unknown, evaluator: Evaluates, scope: Scope): readonly Alternative[] {
  const written = writtenAs(raw, evaluator, scope);
  return written ? alternatives(written, evaluator) : [{ value: evaluator.value(raw, scope), conditions: [] }];
}

function alternatives({ expression, scope }: Written, evaluator: Evaluates): readonly Alternative[] {
  const value = evaluator.node(expression, scope);
  if (!(value instanceof Unknown) || expression.kind !== 'conditional') {
    const isKnown = !(value instanceof Unknown || value instanceof Reference);
    return [{ value, conditions: isKnown ? [] : [spelled({ expression, scope })] }];
  }
  const condition = { expression: expression.if, scope };
  return [true, false].flatMap((isTrue) => {
    const branch = followed({ expression: isTrue ? expression.then : expression.else, scope }, evaluator);
    const needed = conditionsOf(condition, isTrue, evaluator);
    return alternatives(branch, evaluator).map((one) => ({ ...one, conditions: [...needed, ...one.conditions] }));
  });
}

/** The conditions for a condition to be true, or false; none if it is known. */
function conditionsOf(written: Written, expected: boolean, evaluator: Evaluates): readonly string[] {
  const { expression, scope } = followed(written, evaluator);
  if (!(evaluator.node(expression, scope) instanceof Unknown)) return [];
  const of = (inner: Expression, isTrue = expected) => conditionsOf({ expression: inner, scope }, isTrue, evaluator);
  if (expression.kind === 'unary' && expression.operator === '!') return of(expression.of, !expected);
  if (expression.kind === 'binary') {
    const { operator, left, right } = expression;
    if (operator === (expected ? '&&' : '||')) return [...of(left), ...of(right)];
    const sides = [left, right].filter((side) => evaluator.node(side, scope) instanceof Unknown);
    if (['&&', '||'].includes(operator) && sides.length === 1) return of(sides[0] as Expression);
    if (operator === '!=') {
      const equal = { expression: { ...expression, operator: '==' }, scope };
      return [`${expected ? '!' : ''}${spelled(equal)}`];
    }
  }
  return [`${expected ? '' : '!'}${spelled({ expression, scope })}`];
}

/** An expression where it means something: the same text in another module is another condition. */
function spelled({ expression, scope }: Written): string {
  return `${scope.label ?? ''} ${JSON.stringify(expression)}`;
}

/** What a variable or a local value was given, in the place of its name. */
function followed(written: Written, evaluator: Evaluates): Written {
  const { expression, scope } = written;
  const definition = expression.kind === 'traversal' ? scope.definition?.(expression.path) : undefined;
  return (definition && writtenAs(definition.raw, evaluator, definition.scope)) ?? written;
}

/** Variables that are each other's have an end: evaluation finds them first. */
function writtenAs(raw: unknown, evaluator: Evaluates, scope: Scope): Written | undefined {
  const expression = evaluator.expressionOf(raw);
  return expression && followed({ expression, scope }, evaluator);
}

/** The existence of a resource that only some alternatives contain; undefined if all do. */
export function existenceIn(
  all: readonly Alternative[],
  some: readonly Alternative[],
  unknown: Unknown,
): Existence | undefined {
  if (some.length === all.length) return undefined;
  const [first = { conditions: [] }, ...others] = some;
  const shared = first.conditions.filter((one) => others.every(({ conditions }) => conditions.includes(one)));
  return { unknown, conditions: shared.length > 0 ? shared : [unknown.because] };
}

/** The existence of a resource in a module that may not exist. */
export function existenceWithin(outer: Existence | undefined, inner: Existence | undefined): Existence | undefined {
  if (!outer || !inner) return inner ?? outer;
  return { unknown: inner.unknown, conditions: [...outer.conditions, ...inner.conditions] };
}

/** Whether it depends on the existence of a resource or a module whether an expression can be evaluated. */
export function doubtIn(expression: Expression, scope: Scope): Unknown | undefined {
  if (expression.kind === 'traversal') return scope.existence?.(expression.path)?.unknown;
  for (const part of partsOf(expression)) {
    const doubt = doubtIn(part, scope);
    if (doubt) return doubt;
  }
  return undefined;
}

function partsOf(expression: Expression): readonly Expression[] {
  const isExpression = (one: unknown): one is Expression => typeof one === 'object' && one !== null && 'kind' in one;
  return (Object.values(expression) as unknown[]).flatMap((part) =>
    Array.isArray(part) ? (part.flat() as unknown[]).filter(isExpression) : isExpression(part) ? [part] : [],
  );
}
