import type { Attributes } from './synth';

/** What somebody asks of AWS, as IAM sees it. */
export interface Request {
  readonly action: string;
  /** @default a resource that only * names */
  readonly resource?: string;
  /** Condition keys that come with the request; one that is not here is missing. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/** The statements of synthesized policies, all together. */
export function statementsOf(...policies: readonly string[]): Attributes[] {
  return policies.flatMap((policy) => JSON.parse(policy).Statement);
}

/**
 * Whether identity policies allow the request: some statement allows it and none denies it. With a permissions boundary,
 * ask both. It knows the operators that Terrace uses and throws on any other.
 */
export function allows(statements: readonly Attributes[], request: Request): boolean {
  const applying = statements.filter((statement) => applies(statement, request));
  return applying.length > 0 && applying.every(({ Effect }) => Effect === 'Allow');
}

function applies(statement: Attributes, { action, resource = 'arn:aws:any', context = {} }: Request): boolean {
  const { Action, NotAction, Resource, NotResource, Condition = {} } = statement;
  const named = (patterns: unknown, value: string) => list(patterns).some((pattern) => like(fill(pattern), value));
  const fill = (pattern: string) =>
    pattern.replace(/\$?\$\{(aws:[^}]+)\}/g, (_, key: string) => String(context[key] ?? ''));
  if (Action ? !named(Action, action) : named(NotAction, action)) return false;
  if (Resource ? !named(Resource, resource) : named(NotResource, resource)) return false;
  return Object.entries<Attributes>(Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, expected]) => holds(operator, context[key], list(expected))),
  );
}

/** `found` is undefined for a key that did not come with the request. */
function holds(operator: string, found: string | readonly string[] | undefined, expected: readonly string[]): boolean {
  const [, quantifier, name, ifExists] = /^(?:(\w+):)?(\w+?)(IfExists)?$/.exec(operator)!;
  if (name === 'Null') return (found === undefined) === (expected[0] === 'true');
  const compare = comparisons[name!];
  if (!compare) throw new Error(`condition operator ${operator} is not known here`);
  const values = list(found ?? []);
  if (quantifier === 'ForAllValues') return values.every((value) => compare(value, expected));
  if (quantifier === 'ForAnyValue') return values.some((value) => compare(value, expected));
  // A negated operator also holds for a key that is missing.
  if (found === undefined) return ifExists !== undefined || /Not/.test(name!);
  return compare(values[0]!, expected);
}

const comparisons: Record<string, (value: string, expected: readonly string[]) => boolean> = {
  Bool: (value, expected) => expected.includes(value),
  StringEquals: (value, expected) => expected.includes(value),
  StringNotEquals: (value, expected) => !expected.includes(value),
  ArnLike: (value, expected) => expected.some((pattern) => like(pattern, value)),
  ArnNotLike: (value, expected) => !expected.some((pattern) => like(pattern, value)),
  NumericLessThan: (value, expected) => Number(value) < Number(expected[0]),
};

function like(pattern: string, value: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'i').test(value);
}

function list(value: unknown): string[] {
  return [value].flat() as string[];
}
