import { isList, isMap, Reference, Unknown, type Value, type ValueMap } from '../../value';
import { isEqual } from '../operators';
import { asText } from '../text';
import {
  asSet,
  compareTexts,
  distinct,
  type Functions,
  giveUp,
  knownList,
  list,
  map,
  mapOf,
  number,
  refuse,
  stopAtUnknown,
  text,
  truth,
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

function contains(given: Value | undefined, wanted: Value | undefined): Value {
  let unknown: Unknown | undefined;
  for (const one of list(given)) {
    const equal = isEqual(one, wanted ?? null);
    if (equal === true) return true;
    if (equal instanceof Unknown) unknown ??= equal;
  }
  return unknown ?? false;
}

function product(...given: readonly Value[]): Value {
  const lists = given.map((one) => list(one));
  const count = lists.reduce((all, one) => all * one.length, 1);
  if (count > mostElements) return giveUp(`it makes ${count} elements, more than ${mostElements}`);
  return lists.reduce<Value[][]>((made, one) => made.flatMap((start) => one.map((end) => [...start, end])), [[]]);
}

function range(...given: readonly Value[]): Value {
  const numbers = given.map((one) => number(one));
  const [start, end] = numbers.length === 1 ? [0, numbers[0] ?? 0] : [numbers[0] ?? 0, numbers[1] ?? 0];
  const step = numbers[2] ?? (end < start ? -1 : 1);
  if (step === 0 || Math.abs(end - start) / Math.abs(step) > 1024) return refuse('more than 1024 numbers');
  const made: number[] = [];
  for (let next = start; step > 0 ? next < end : next > end; next += step) made.push(next);
  return made;
}

function lookup(given: Value | undefined, key: Value | undefined, otherwise: Value | undefined): Value {
  const [known, name] = [map(given), text(key)];
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
  if (typeof given === 'string') return [...text(given)].length;
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
  const made = new Map<string, Value[]>();
  for (const key of keysOf(map(given))) {
    for (const value of knownList(map(given)[key])) made.set(text(value), [...(made.get(text(value)) ?? []), key]);
  }
  return mapOf(
    [...made].map(([key, values]) => [key, values.sort((one, other) => compareTexts(asText(one), asText(other)))]),
  );
}

/** Elements of the first set that are, or are not, in every other. */
function sets(keep: (isInEvery: boolean, isInSome: boolean) => boolean) {
  return (first: Value | undefined, ...others: readonly Value[]): Value => {
    const known = others.map((other) => knownList(other));
    return asSet(
      knownList(first).filter((one) => {
        const isIn = known.map((other) => contains(other, one));
        for (const each of isIn) stopAtUnknown(each);
        return keep(!isIn.includes(false), isIn.includes(true));
      }),
    );
  };
}

function asMap(given: Value | undefined): Value {
  return given === null ? null : map(given);
}

function chunks(given: Value | undefined, size: Value | undefined): Value {
  const [all, count] = [list(given), whole(size)];
  if (count < 0) return refuse('a size below zero');
  if (count === 0) return all.length === 0 ? [] : [all];
  return Array.from({ length: Math.ceil(all.length / count) }, (_, index) =>
    all.slice(index * count, (index + 1) * count),
  );
}

function allTrue(given: Value | undefined): Value {
  const values = list(given);
  if (values.some((one) => !(one instanceof Unknown) && (one === null || !truth(one)))) return false;
  return knownList(values).length >= 0;
}

function anyTrue(given: Value | undefined): Value {
  const values = list(given);
  if (values.some((one) => !(one instanceof Unknown) && one !== null && truth(one))) return true;
  return knownList(values).length < 0;
}

export const collections: Functions = [
  ['alltrue', allTrue],
  ['anytrue', anyTrue],
  ['chunklist', chunks],
  ['coalesce', (...given) => firstOf(given, (one) => one === null || one === '')],
  [
    'coalescelist',
    (...given) => firstOf(given, (one) => one === null || (!(one instanceof Reference) && list(one).length === 0)),
  ],
  ['compact', (given) => list(given).filter((one) => (stopAtUnknown(one), one !== null && one !== ''))],
  ['concat', (...given) => given.flatMap((one) => list(one))],
  ['contains', contains],
  ['distinct', (given) => distinct(list(given))],
  ['element', element],
  ['flatten', (given) => flattened(list(given))],
  [
    'index',
    (given, wanted) => {
      const at = list(given).findIndex((one) => isEqual(one, wanted ?? null) === true);
      return at < 0 ? (knownList(given), refuse('it is not in the list')) : at;
    },
  ],
  ['keys', (given) => keysOf(map(given))],
  ['length', lengthOf],
  ['lookup', lookup],
  [
    'matchkeys',
    (values, keys, search) =>
      list(values).filter((_, index) => {
        const found = contains(search, list(keys)[index] ?? null);
        stopAtUnknown(found as Value);
        return found === true;
      }),
  ],
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
  ['setintersection', sets((isInEvery) => isInEvery)],
  ['setproduct', product],
  ['setsubtract', sets((_, isInSome) => !isInSome)],
  ['setunion', (...given) => asSet(given.flatMap((one) => knownList(one)))],
  ['slice', part],
  ['tolist', (given) => (given === null ? null : list(given))],
  ['tomap', asMap],
  ['toset', (given) => (given === null ? null : asSet(knownList(given)))],
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
