import { isList, isMap, Reference, type Value, type ValueMap } from '../../value';
import {
  compareTexts,
  type Functions,
  stopAsUnknown,
  knownList,
  list,
  map,
  mapOf,
  number,
  ofOneType,
  plain,
  refuse,
  stopAtUnknown,
  text,
  whole,
} from './arguments';

/** Products and ranges are no longer than this. */
const mostElements = 100_000;

function keysOf(given: ValueMap): string[] {
  return Object.keys(given).sort(compareTexts);
}

function flattened(given: readonly Value[]): Value[] {
  return given.flatMap((one) => {
    stopAtUnknown(one);
    return isList(one) ? flattened(one) : [one];
  });
}

function product(...given: readonly Value[]): Value {
  const lists = given.map((one) => ofOneType(list(one)));
  const count = lists.reduce((all, one) => all * one.length, 1);
  if (count > mostElements) return stopAsUnknown(`it makes ${count} elements, more than ${mostElements}`);
  return lists.reduce<Value[][]>((made, one) => made.flatMap((start) => one.map((end) => [...start, end])), [[]]);
}

function range(...given: readonly Value[]): Value {
  const numbers = given.map((one) => number(one));
  const [start, end] = numbers.length === 1 ? [0, numbers[0] ?? 0] : [numbers[0] ?? 0, numbers[1] ?? 0];
  const step = numbers[2] ?? (end < start ? -1 : 1);
  if (step === 0 || Math.abs(end - start) / Math.abs(step) > 1024) return refuse('more than 1024 numbers');
  const range: number[] = [];
  for (let next = start; step > 0 ? next < end : next > end; next += step) range.push(next);
  return range;
}

function lookup(given: Value | undefined, key: Value | undefined, otherwise: Value | undefined): Value {
  const [known, name] = [map(given), plain(key)];
  if (Object.hasOwn(known, name)) return known[name] as Value;
  return otherwise ?? refuse(`there is no "${name}" in the map`);
}

function element(given: Value | undefined, at: Value | undefined): Value {
  const [all, index] = [list(given), whole(at)];
  if (all.length === 0) return refuse('the list is empty');
  return all[((index % all.length) + all.length) % all.length] as Value;
}

function firstOf(given: readonly Value[], isNothing: (value: Value) => boolean): Value {
  for (const one of given) {
    stopAtUnknown(one);
    if (!isNothing(one)) return one;
  }
  return refuse('every argument is empty');
}

function lengthOf(given: Value | undefined): Value {
  if (isList(given)) return given.length;
  if (isMap(given)) return Object.keys(given).length;
  if (typeof given === 'string') return [...given].length;
  return list(given).length;
}

function merged(...given: readonly Value[]): Value {
  return mapOf(given.filter((one) => one !== null).flatMap((one) => Object.entries(map(one))));
}

function part(given: Value | undefined, from: Value | undefined, to: Value | undefined): Value {
  const [all, start, end] = [list(given), whole(from), whole(to)];
  if (start < 0 || end > all.length || start > end) return refuse(`there are ${all.length} elements`);
  return all.slice(start, end);
}

function transposed(given: Value | undefined): Value {
  const keysByValue = new Map<string, Value[]>();
  for (const key of keysOf(map(given))) {
    for (const value of knownList(map(given)[key]))
      keysByValue.set(plain(value), [...(keysByValue.get(plain(value)) ?? []), key]);
  }
  return mapOf(
    [...keysByValue].map(([key, values]) => [
      key,
      values.sort((one, other) => compareTexts(String(one), String(other))),
    ]),
  );
}

function asMap(given: Value | undefined): Value {
  if (given === null) return null;
  const known = map(given);
  const values = ofOneType(Object.values(known));
  return Object.assign(
    Object.create(null) as ValueMap,
    known,
    Object.fromEntries(Object.keys(known).map((key, index) => [key, values[index] as Value])),
  );
}

function chunks(given: Value | undefined, size: Value | undefined): Value {
  const [all, count] = [ofOneType(list(given)), whole(size)];
  if (count < 0) return refuse('a size below zero');
  if (count === 0) return all.length === 0 ? [] : [all];
  return Array.from({ length: Math.ceil(all.length / count) }, (_, index) =>
    all.slice(index * count, (index + 1) * count),
  );
}

export const collections: Functions = [
  ['chunklist', chunks],
  ['coalesce', (...given) => firstOf(ofOneType(given), (one) => one === null || one === '')],
  [
    'coalescelist',
    (...given) => firstOf(given, (one) => one === null || (!(one instanceof Reference) && list(one).length === 0)),
  ],
  ['compact', (given) => knownList(given).flatMap((one) => (one === null || one === '' ? [] : text(one)))],
  ['concat', (...given) => given.flatMap((one) => list(one))],
  ['element', element],
  ['flatten', (given) => flattened(list(given))],
  ['keys', (given) => keysOf(map(given))],
  ['length', lengthOf],
  ['lookup', lookup],
  ['merge', merged],
  [
    'one',
    (given) => {
      const all = list(given);
      return all.length > 1 ? refuse('the list has more than one element') : (all[0] ?? null);
    },
  ],
  ['range', range],
  ['reverse', (given) => [...list(given)].reverse()],
  ['setproduct', product],
  ['slice', part],
  ['tolist', (given) => (given === null ? null : ofOneType(list(given)))],
  ['tomap', asMap],
  ['transpose', transposed],
  ['values', (given) => keysOf(map(given)).map((key) => map(given)[key] as Value)],
  [
    'zipmap',
    (keys, values) => {
      const all = list(values);
      return mapOf(
        list(keys).map((key, index) => [text(key), all[index] ?? refuse('there are fewer values than keys')]),
      );
    },
  ],
];
