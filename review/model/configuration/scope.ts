import { derived, filledIn } from '../derived';
import { identityOf } from '../text';
import {
  isAbsent,
  isList,
  isMap,
  Reference,
  step,
  Text,
  Unknown,
  UnknownAttribute,
  type Value,
  type ValueMap,
} from '../value';
import type { Expression } from './expression/expression';
import { computed } from './computed';
import { Invalid } from './invalid';
import { shortened } from './text';

/** Evaluates JSON with templates, and expressions. What cannot be evaluated becomes `Unknown`. */
export interface Evaluates {
  value(raw: unknown, scope: Scope): Value;
  map(raw: object, scope: Scope): ValueMap;
  node(expression: Expression, scope: Scope): Value;
  /** What is written as an expression; nothing of a list, a map or what cannot be parsed. */
  expressionOf(raw: unknown): Expression | undefined;
  /** A template with values of its own: `templatefile`. */
  rendered(template: Expression, values: ValueMap, scope: Scope): Value;
}

/** Why it is not known whether something exists, and all that must be true for it to. */
export interface Existence {
  readonly unknown: Unknown;
  /** Each an expression in one spelling, `!` before what must be false: two that are alike are true together. */
  readonly conditions: readonly string[];
}

/** What names mean where an expression stands. */
export interface Scope {
  /** The value at a traversal: `['var', 'cidr']`, `['aws_vpc', 'main', 'id']`, `['each', 'value']`. */
  lookup(path: readonly string[]): Value;
  /** As messages name it, where it is a module's. */
  readonly label?: string;
  /** Why it is not known whether the resource or module at the beginning of a traversal exists. */
  existence?(path: readonly string[]): Existence | undefined;
  /** What is written for a variable or a local value, and where: as it stands, not what it comes to. */
  definition?(path: readonly string[]): Definition | undefined;
}

export interface Definition {
  readonly raw: unknown;
  readonly scope: Scope;
}

/** A scope in which some names mean something else. */
export function bind(scope: Scope, names: Readonly<Record<string, Value>>): Scope {
  return {
    ...(scope.label !== undefined && { label: scope.label }),
    existence: (path) => (Object.hasOwn(names, path[0] ?? '') ? undefined : scope.existence?.(path)),
    definition: (path) => (Object.hasOwn(names, path[0] ?? '') ? undefined : scope.definition?.(path)),
    lookup: (path) => {
      const [first = '', ...rest] = path;
      return Object.hasOwn(names, first) ? follow(names[first] as Value, rest) : scope.lookup(path);
    },
  };
}

export function follow(value: Value, path: readonly string[]): Value {
  let at = value;
  for (const key of path) at = select(at, key);
  return at;
}

/** One step of a traversal: into a map or a list, or to an attribute of a resource. */
export function select(value: Value, key: string): Value {
  if (value instanceof Unknown) return computed(value, () => `${identityOf(value)}.${key}`, stepped(value, key));
  if (value instanceof Reference) return attributeOf(value, key);
  if (key === '*') return isList(value) ? value : isAbsent(value) ? [] : [value];
  if (isList(value) && !/^\d+$/.test(key)) {
    // A block that is written once is a list of one in the provider's schema, and a map in some JSON.
    const only = value.length === 1 ? step(value[0], key) : undefined;
    return only ?? new Invalid(`a list has no attribute "${key}"`);
  }
  if (isMap(value) && key === '0' && !Object.hasOwn(value, key)) return value;
  const found = step(value, key);
  if (found !== undefined) return found;
  return new Invalid(`${isAbsent(value) ? 'null' : shortened(value)} has no ${keyWords(key)}`);
}

function keyWords(key: string): string {
  return /^\d+$/.test(key) ? `element ${key}` : `attribute "${key}"`;
}

/** `var.names.a` in `${var.names.a}`. */
function stepped({ because, expression }: Unknown, key: string): string | undefined {
  return expression === because ? undefined : `${expression}.${key}`;
}

/** Attributes by which other resources name one. */
const naming = /^(id|arn|name|name_prefix|bucket|identifier|family|key_id|url)$/;

function attributeOf(reference: Reference, key: string): Value {
  const { resource, attribute } = reference;
  if (attribute !== '') return new Unknown(`${reference.toString()}.${key} is known after apply`);
  if (key === '*') return [reference];
  const value = filledIn(resource, key) ?? derived(resource, key) ?? new Reference(resource, key);
  // Read on from another resource, it is that one's.
  if (!(value instanceof Unknown) || value instanceof UnknownAttribute || !naming.test(key)) return value;
  return new UnknownAttribute(value, new Reference(resource, key));
}

/** Why a value that decides something does not. */
export function known(value: Value): Unknown {
  if (value instanceof Unknown) return value;
  if (value instanceof Reference || value instanceof Text) {
    return new Unknown(`${value.toString()} is known after apply`);
  }
  return new Invalid(`${value === null ? 'null' : shortened(value)} is no list`);
}
