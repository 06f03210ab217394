import { InputError } from '../input-error';
import { isList, isMap, Unknown, type Value } from '../value';
import { wordsOf, type Block } from './blocks';
import { pairsOf } from './collections';
import type { Evaluator } from './evaluate';
import { known, type Scope } from './scope';
import { asText } from './text';

/** More instances than this in one graph are a mistake, or hostile. */
const mostInstances = 200_000;

/** How many instances a graph may still make. */
export class Allowance {
  private left = mostInstances;

  take(count: number, block: Block, argument: string): void {
    this.left -= count;
    if (this.left >= 0) return;
    throw new InputError(
      block.place.file,
      `${wordsOf(block.label)}: ${argument} makes ${count} instances; expected at most ${mostInstances} in all`,
      block.place.line,
    );
  }
}

/** What a block makes: itself, or one for each of `count` or `for_each`. */
export class Instances<T> {
  constructor(
    readonly members: readonly T[],
    /** As an expression sees them. */
    readonly valueOf: (value: (member: T) => Value) => Value,
    /** Of `for_each` and `count`. */
    readonly byKey?: ReadonlyMap<string, T>,
    /** Why it is not known how many there are. */
    readonly unknown?: Unknown,
  ) {}
}

/** Makes an instance: its suffix, `[0]`, and what `count` and `each` are in it. */
export type Make<T> = (suffix: string, names: Readonly<Record<string, Value>>) => T;

/** The instances of a block. Where `count` or `for_each` is not known there is one, `[?]`. */
export function expand<T>(
  block: Block,
  evaluator: Evaluator,
  scope: Scope,
  make: Make<T>,
  allowance: Allowance,
): Instances<T> {
  const { count, for_each: each } = block.json;
  if (count !== undefined && count !== null) {
    const value = evaluator.value(count, scope);
    const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isInteger(number) || number < 0) return notKnown(value, 'count', make);
    allowance.take(number, block, 'count');
    return numbered(Array.from({ length: number }, (_, index) => make(`[${index}]`, { count: { index } })));
  }
  if (each !== undefined && each !== null) {
    const value = evaluator.value(each, scope);
    if (!isList(value) && !isMap(value)) return notKnown(value, 'for_each', make);
    const unknown = isList(value) ? value.find((one): one is Unknown => one instanceof Unknown) : undefined;
    if (unknown) return notKnown(unknown, 'for_each', make);
    const pairs = new Map(pairsOf(value).map(([key, one]) => [isList(value) ? String(asText(one)) : String(key), one]));
    allowance.take(pairs.size, block, 'for_each');
    return keyed(
      new Map([...pairs].map(([key, one]) => [key, make(`[${JSON.stringify(key)}]`, { each: { key, value: one } })])),
    );
  }
  allowance.take(1, block, 'it');
  const only = make('', {});
  return new Instances([only], (valueOf) => valueOf(only));
}

function numbered<T>(members: readonly T[]): Instances<T> {
  const byKey = new Map(members.map((member, index) => [String(index), member]));
  return new Instances(members, (valueOf) => members.map(valueOf), byKey);
}

function keyed<T>(byKey: ReadonlyMap<string, T>): Instances<T> {
  const all = (valueOf: (member: T) => Value) => {
    const map: Record<string, Value> = Object.create(null);
    for (const [key, member] of byKey) map[key] = valueOf(member);
    return map;
  };
  return new Instances([...byKey.values()], all, byKey);
}

function notKnown<T>(value: Value, argument: 'count' | 'for_each', make: Make<T>): Instances<T> {
  const isNumber = typeof value === 'number';
  const unknown = isNumber ? new Unknown(`${argument} is ${value}`) : new Unknown(known(value).because);
  const member = make('[?]', { count: { index: unknown }, each: { key: unknown, value: unknown } });
  return new Instances([member], () => unknown, undefined, unknown);
}
