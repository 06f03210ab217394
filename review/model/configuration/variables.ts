import { isAbsent, isList, isMap, Reference, Unknown, type Value, type ValueMap } from '../value';
import type { Json } from './json-block';
import type { Expression } from './expression/expression';
import { parseTemplate } from './expression/parse';
import { SyntaxProblem } from './expression/expression';
import { asSet } from './functions/arguments';
import { EmbeddedExpression } from './hcl/embedded-expression';
import type { Evaluates, Scope } from './scope';
import { asText, boolOfText, numberOfText } from './text';
import { unified } from './unify';

/** The value of an input variable: the given one, else its default, converted to its type. */
export function variableValue(
  label: string,
  block: Json,
  given: Value | undefined,
  evaluator: Evaluates,
  scope: Scope,
): Value {
  const isRefused = given === null && block.nullable === false;
  const value = given === undefined || isRefused ? defaultOf(label, block, evaluator, scope) : given;
  const type = typeOf(block.type);
  return type ? converted(value, type) : value;
}

function defaultOf(label: string, block: Json, evaluator: Evaluates, scope: Scope): Value {
  return Object.hasOwn(block, 'default')
    ? constantValue(block.default, evaluator, scope)
    : new Unknown(`${label} has no value`, undefined, label);
}

/** A constant, of a default or a file of variables: there, JSON's strings are no templates. */
export function constantValue(raw: unknown, evaluator: Evaluates, scope: Scope): Value {
  if (raw instanceof EmbeddedExpression) return evaluator.node(raw.expression, scope);
  if (Array.isArray(raw)) return raw.map((one) => constantValue(one, evaluator, scope));
  if (typeof raw !== 'object' || raw === null) return (raw ?? null) as Value;
  return mapped(Object.keys(raw), (key) => constantValue((raw as Json)[key], evaluator, scope));
}

/** `type = map(object({ … }))`; JSON has it as text, with or without `${…}`. */
function typeOf(raw: unknown): Expression | undefined {
  if (raw instanceof EmbeddedExpression) return raw.expression;
  if (typeof raw !== 'string') return undefined;
  const parsed = parseTemplate(raw.startsWith('${') ? raw : `\${${raw}}`);
  return parsed instanceof SyntaxProblem ? undefined : parsed;
}

/** A value in the type that is declared, with the defaults of `optional(…)`. What does not fit is left as it is. */
export function converted(value: Value, type: Expression): Value {
  if (value instanceof Unknown || value instanceof Reference || isAbsent(value)) return value;
  if (type.kind === 'traversal') return primitive(value, type.path.join('.'));
  if (type.kind !== 'call') return value;
  const [inner] = type.given;
  if (!inner) return value;
  switch (type.name) {
    case 'list':
    case 'set': {
      const elements = isList(value) ? ofType(value, inner) : value;
      const isKnown = isList(elements) && !elements.some((one) => one instanceof Unknown);
      return type.name === 'set' && isKnown ? asSet(elements) : elements;
    }
    case 'tuple':
      if (!isList(value) || inner.kind !== 'tuple') return value;
      return value.map((one, index) => (inner.items[index] ? converted(one, inner.items[index]) : one));
    case 'map':
      return isMap(value) ? mapOfType(value, inner) : value;
    case 'object':
      return isMap(value) && inner.kind === 'object' ? objectOf(value, inner.items) : value;
    default:
      return value;
  }
}

/** Elements in the type of a collection: of `any`, in the one that they share. */
function ofType(values: readonly Value[], type: Expression): readonly Value[] {
  const all = values.map((one) => converted(one, type));
  const same = type.kind === 'traversal' && type.path.join('.') === 'any' ? unified(all) : all;
  return same instanceof Unknown ? all : same;
}

function mapOfType(map: ValueMap, type: Expression): Value {
  const keys = Object.keys(map);
  const values = ofType(Object.values(map), type);
  return mapped(keys, (key) => values[keys.indexOf(key)] as Value);
}

function primitive(value: Value, type: string): Value {
  if (typeof value === 'object') return value;
  if (type === 'string') return asText(value);
  if (typeof value !== 'string') return value;
  const other = type === 'number' ? numberOfText(value) : type === 'bool' ? boolOfText(value) : undefined;
  return other ?? value;
}

/** An object has the attributes of its type and no others. */
function objectOf(value: Value & object, items: readonly (readonly [Expression, Expression])[]): Value {
  const types = new Map(items.map(([key, type]) => [key.kind === 'literal' ? String(key.value) : '', type]));
  return mapped([...types.keys()], (key) => {
    const declared = types.get(key) as Expression;
    const [type, otherwise] = optionalOf(declared);
    const given = isMap(value) && Object.hasOwn(value, key) ? (value[key] as Value) : null;
    return converted(given ?? otherwise, type);
  });
}

function optionalOf(type: Expression): [type: Expression, otherwise: Value] {
  if (type.kind !== 'call' || type.name !== 'optional') return [type, null];
  const [inner, otherwise] = type.given;
  return [inner ?? type, otherwise ? constant(otherwise) : null];
}

/** A default inside a type is a constant. */
function constant(expression: Expression): Value {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'tuple':
      return expression.items.map(constant);
    case 'object':
      return mapped(
        expression.items.map(([key]) => (key.kind === 'literal' ? String(key.value) : '')),
        (name) =>
          constant(
            expression.items.find(([key]) => key.kind === 'literal' && String(key.value) === name)?.[1] ?? expression,
          ),
      );
    case 'unary': {
      const inner = constant(expression.of);
      return typeof inner === 'number' ? -inner : new Unknown('a default in a type is an expression');
    }
    default:
      return new Unknown('a default in a type is an expression');
  }
}

function mapped(keys: readonly string[], valueOf: (key: string) => Value): Value {
  const map: Record<string, Value> = Object.create(null);
  for (const key of keys) map[key] = valueOf(key);
  return map;
}
