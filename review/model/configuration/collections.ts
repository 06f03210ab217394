import { concat, identityOf, mapOf, valueOfText, type AnyText } from '../text';
import { isList, isMap, Reference, Unknown, type Value } from '../value';
import type { Expression, For } from './expression/expression';
import { computed } from './computed';
import { Invalid } from './invalid';
import { bind, known, select, type Evaluates, type Scope } from './scope';
import { asText } from './text';

type Items = (Expression & { kind: 'object' })['items'];

/** `{ a = 1, (var.key) = 2 }`. `null` stays: `jsonencode` shows it. */
export function evaluateObject(evaluator: Evaluates, items: Items, scope: Scope): Value {
  const entries: [AnyText, Value][] = [];
  for (const [key, value] of items) {
    const name = evaluator.node(key, scope);
    if (name instanceof Unknown && !name.text) return new Unknown(`a key is not known: ${name.because}`);
    if (name === null || isList(name) || isMap(name)) return new Invalid('a key of an object is no text');
    entries.push([asText(name), evaluator.node(value, scope)]);
  }
  return mapOf(entries);
}

export function evaluateSplat(evaluator: Evaluates, node: Expression & { kind: 'splat' }, scope: Scope): Value {
  const all = evaluator.node(node.of, scope);
  if (all instanceof Unknown) return computed(all, () => `(${identityOf(all)})[*]${JSON.stringify(node.steps)}`);
  if (all instanceof Reference && all.attribute !== '') return known(all);
  const list = isList(all) ? all : all === null ? [] : [all];
  const keys = node.steps.map((step) => evaluator.node(step, scope));
  const unknown = keys.find((key): key is Unknown => key instanceof Unknown);
  return unknown ?? list.map((one) => keys.reduce<Value>((value, key) => select(value, String(asText(key))), one));
}

export function evaluateFor(evaluator: Evaluates, node: For, scope: Scope): Value {
  const all = evaluator.node(node.all, scope);
  const how = () => `${JSON.stringify(node)} of ${identityOf(all)}`;
  if (!isList(all) && !isMap(all)) return computed(known(all), how);
  const entries: [key: Value, value: Value][] = [];
  for (const [key, entry] of pairsOf(all)) {
    const inner = bind(scope, { ...(node.keyName !== undefined && { [node.keyName]: key }), [node.valueName]: entry });
    const kept = node.if ? evaluator.node(node.if, inner) : true;
    if (kept instanceof Unknown || kept instanceof Reference) return computed(known(kept), how);
    if (kept !== true && kept !== 'true') continue;
    entries.push([node.key ? evaluator.node(node.key, inner) : key, evaluator.node(node.value, inner)]);
  }
  if (node.makes === 'tuple') return entries.map(([, value]) => value);
  return node.makes === 'text' ? textOfAll(entries) : objectOfAll(entries, node.isGrouped);
}

/** Keys and values in Terraform's order: of a map, by key. */
export function pairsOf(all: readonly Value[] | Readonly<Record<string, Value>>): [string | number, Value][] {
  if (isList(all)) return all.map((value, index) => [index, value]);
  const map = all as Readonly<Record<string, Value>>;
  return Object.keys(map)
    .sort()
    .map((key) => [key, map[key] as Value]);
}

function textOfAll(entries: readonly (readonly [Value, Value])[]): Value {
  return valueOfText(concat(entries.map(([, value]) => asText(value))));
}

function objectOfAll(entries: readonly (readonly [Value, Value])[], isGrouped: boolean): Value {
  const map = new Map<string, [AnyText, Value]>();
  const groups = new Map<string, Value[]>();
  for (const [key, value] of entries) {
    if (key instanceof Unknown) return new Unknown(`a key is not known: ${key.because}`);
    if (isList(key) || isMap(key) || key === null) return new Invalid('a key of an object is no text');
    const text = asText(key);
    const name = String(text);
    if (isGrouped) {
      const group = groups.get(name) ?? [];
      groups.set(name, group);
      group.push(value);
      map.set(name, [text, group]);
    } else if (map.has(name)) return new Invalid(`two values for the key "${name}"`);
    else map.set(name, [text, value]);
  }
  return mapOf(map.values());
}
