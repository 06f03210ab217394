import { withoutNull } from '../../configuration/resource-body';
import { identified } from '../../configuration/computed';
import { withoutPrototype } from '../../configuration/functions/json';
import { measured } from '../../configuration/measure';
import { LazyValue, type LazyEvaluation } from '../../configuration/lazy-value';
import { isList, isMap, Reference, Unknown, type Value, type ValueMap } from '../../value';
import type { ConfiguredModule } from './configured-module';
import type { Expressions } from './format';
import { matchedBlocks } from './matched-blocks';
import { fits, leavesOf, pathOf } from './references';

/** What of a value is not known yet: all of it, or parts, in the shape of Terraform's `after_unknown`. */
type After = unknown;

/** Attributes whose text consists of more than the reference in it. */
const texts =
  /(polic(y|ies)|_polic(y|ies)_json|json|definitions?|user_data|user_data_base64|template|content|body|document|description|environment|value|tags|tags_all|name)$/;

/** Of a distribution: the name of a load balancer or bucket, without more text. */
const originName = /\.origin\.\d+\.domain_name$/;

/** What a plan says of a resource's arguments. */
export interface PlannedArguments {
  readonly known: unknown;
  readonly after: After;
  readonly expressions: Readonly<Record<string, Expressions>>;
  readonly module: ConfiguredModule | undefined;
}

/** The arguments of a resource: what is planned, and for what is not known what the configuration refers to. */
export class PlannedAttributes {
  private readonly lazyValues = new Map<string, LazyValue<Value>>();

  constructor(
    private readonly address: string,
    private readonly planned: PlannedArguments,
    private readonly evaluation: LazyEvaluation,
  ) {}

  all(): ValueMap {
    const map: Record<string, Value> = Object.create(null);
    const { known, after } = this.planned;
    for (const name of new Set([known, after].flatMap((one) => (isRecord(one) ? Object.keys(one) : [])))) {
      const value = this.one(name);
      if (value !== undefined) map[name] = value;
    }
    return map;
  }

  /** Each by itself: two resources may need each other's. */
  one(name: string): Value | undefined {
    let lazy = this.lazyValues.get(name);
    const label = `${this.address}.${name}`;
    if (!lazy) this.lazyValues.set(name, (lazy = new LazyValue(label, () => measured(this.read(name, label), label))));
    return this.evaluation.force(lazy) ?? undefined;
  }

  private read(name: string, label: string): Value {
    const { known, after, expressions, module } = this.planned;
    const value = isRecord(known) && Object.hasOwn(known, name) ? withoutPrototype(known[name]) : null;
    const unknown = isRecord(after) && Object.hasOwn(after, name) ? after[name] : undefined;
    const expression = isRecord(expressions) && Object.hasOwn(expressions, name) ? expressions[name] : undefined;
    // What is computed and not written is AWS's, as where there is no plan.
    if (unknown === undefined || (expression === undefined && unknown === true)) return withoutNull(value);
    return withoutNull(filled(label, name, value, unknown, expression, module));
  }
}

function filled(
  at: string,
  key: string,
  known: Value,
  after: After,
  expression: Expressions,
  module: ConfiguredModule | undefined,
  /** The blocks that one expression gives: `route`, `ingress`. */
  siblings: readonly After[] = [],
): Value {
  if (after === true) return whole(at, key, expression, module);
  if (Array.isArray(after)) return elements(at, key, known, after, expression, module);
  if (typeof after !== 'object' || after === null) return known;
  const map: Record<string, Value> = Object.create(null);
  if (isMap(known)) for (const [name, value] of Object.entries(known)) map[name] = value;
  const inner = (name: string): Expressions =>
    typeof expression === 'object' && expression !== null && Object.hasOwn(expression, name)
      ? (expression as Record<string, unknown>)[name]
      : undefined;
  const constants = constantOf(expression);
  for (const [name, one] of Object.entries(after)) {
    const written =
      inner(name) ??
      (isRecord(constants) && Object.hasOwn(constants, name)
        ? { constant_value: constants[name], references: [] }
        : undefined);
    // Computed and not written, of a block that is; of dynamic blocks, which a plan does not show, any part may be.
    if (written === undefined && one === true && isRecord(expression) && !isExpression(expression)) continue;
    const isPart = siblings.length > 0 && written === undefined && holdsTrue(one) && isExpression(expression) && module;
    map[name] = isPart
      ? partOf(`${at}.${name}`, name, expression, module, siblings)
      : filled(`${at}.${name}`, name, map[name] ?? null, one, written, module);
  }
  return map;
}

function whole(at: string, key: string, expression: Expressions, module: ConfiguredModule | undefined): Value {
  if (!module || !isRecord(expression)) return oneOf(at, []);
  if (constantOf(expression) !== undefined) return module.value(expression);
  const leaves = referencesOf(expression);
  if (texts.test(key) && !originName.test(at)) return oneOf(at, leaves);
  const values = leaves.flatMap((leaf) => {
    const all = module.lookup(pathOf(leaf));
    return isPlural(key) && isList(all) ? idsNamed(key, all) : idsNamed(key, module.value({ references: [leaf] }));
  });
  const isAll = values.length > 0 && values.every((value) => value instanceof Reference && value.attribute !== '');
  // A list that is unknown as a whole is written as the names in it.
  if (isAll && isPlural(key)) return values;
  // A plan does not contain the text around the reference, so the value equals no other attribute.
  return values.length === 1 ? identified(values[0] as Value, () => at) : oneOf(at, leaves);
}

function isPlural(key: string): boolean {
  return /(ids|arns|subnets|groups|names|identifiers|keys)$/.test(key);
}

function elements(
  at: string,
  key: string,
  known: Value,
  after: readonly After[],
  expression: Expressions,
  module: ConfiguredModule | undefined,
): Value {
  const list = isList(known) ? known : [];
  const constants = constantOf(expression);
  const named = namedElements(after, expression, module);
  const blocks = Array.isArray(expression) ? matchedBlocks(expression as readonly Expressions[], list) : [];
  return Array.from({ length: Math.max(list.length, after.length) }, (_, index) => {
    if (named && after[index] === true) return named[index] as Value;
    const written = Array.isArray(constants)
      ? { constant_value: constants[index], references: [] }
      : Array.isArray(expression)
        ? index < list.length
          ? blocks[index]
          : expression[Math.min(index, expression.length - 1)]
        : isExpression(expression)
          ? expression
          : undefined;
    return filled(`${at}.${index}`, key, list[index] ?? null, after[index], written, module, after);
  });
}

/**
 * An argument of a block that Terraform takes as a value, `route` or `ingress`: a plan has the references of all such
 * blocks together, so its own are those to what the argument names.
 */
function partOf(
  at: string,
  key: string,
  expression: Expressions,
  module: ConfiguredModule,
  siblings: readonly After[],
): Value {
  const named = referencesOf(expression).map((leaf) => ({ leaf, values: idsNamed(key, module.lookup(pathOf(leaf))) }));
  const found = named.flatMap(({ values }) => values);
  const candidates = found.filter((one): one is Reference => one instanceof Reference && fits(key, one.resource.type));
  const isOpen = found.some((one) => !(one instanceof Reference));
  const uses = siblings.filter((one) => isRecord(one) && holdsTrue(one[key])).length;
  const isOne = candidates.length === 1 || (candidates.length > 1 && uses === 1 && isPlural(key));
  if (!isOpen && isOne) return isPlural(key) ? candidates : (candidates[0] as Reference);
  return oneOf(at, isOpen || candidates.length === 0 ? named.map(({ leaf }) => leaf) : candidates.map(String));
}

/** The references to resources, or to all instances of some, as an attribute that names such resources has them. */
function idsNamed(key: string, value: Value): readonly Value[] {
  return (isList(value) ? value : [value]).map((one) =>
    one instanceof Reference && one.attribute === '' && fits(key, one.resource.type)
      ? new Reference(one.resource, 'id')
      : one,
  );
}

function oneOf(at: string, candidates: readonly string[]): Unknown {
  const names = [...new Set(candidates)];
  return new Unknown(
    names.length > 1 ? `${at} is one of ${names.join(', ')}` : `${names[0] ?? at} is known after apply`,
    undefined,
    undefined,
    at,
  );
}

function referencesOf(expression: Expressions): string[] {
  const references = isRecord(expression) ? expression.references : undefined;
  return Array.isArray(references) ? leavesOf(references) : [];
}

function holdsTrue(after: After): boolean {
  return after === true || (Array.isArray(after) && after.some(holdsTrue));
}

/** `[a.id, b.id]`, or `a[*].id`, of as many elements as are not known. */
function namedElements(
  after: readonly After[],
  expression: Expressions,
  module: ConfiguredModule | undefined,
): readonly Value[] | undefined {
  if (!module || !isRecord(expression) || constantOf(expression) !== undefined) return undefined;
  const leaves = referencesOf(expression);
  const values = leaves.flatMap((leaf) => {
    const found = module.lookup(pathOf(leaf));
    return isList(found)
      ? found.map((one) => (one instanceof Reference && one.attribute === '' ? new Reference(one.resource, 'id') : one))
      : [found];
  });
  const isSame = values.length === after.length && after.every((one) => one === true);
  return isSame && values.every((value) => value instanceof Reference) ? values : undefined;
}

function constantOf(expression: Expressions): unknown {
  return isRecord(expression) ? expression.constant_value : undefined;
}

function isExpression(expression: Expressions): boolean {
  return isRecord(expression) && ('references' in expression || 'constant_value' in expression);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
