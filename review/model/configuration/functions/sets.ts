import { Unknown, type Value } from '../../value';
import { isEqual } from '../operators';
import { asSet, distinct, type Functions, knownList, list, ofOneType, refuse, stopAtUnknown, truth } from './arguments';

function contains(given: Value | undefined, expected: Value | undefined): Value {
  let unknown: Unknown | undefined;
  for (const one of list(given)) {
    const equal = isEqual(one, expected ?? null);
    if (equal === true) return true;
    if (equal instanceof Unknown) unknown ??= equal;
  }
  return unknown ?? false;
}

/** Elements of the first set that are, or are not, in every other. */
function elements(keep: (isInEvery: boolean, isInSome: boolean) => boolean) {
  return (...given: readonly Value[]): Value => {
    const lists = given.map((one) => knownList(one));
    const all = [...ofOneType(lists.flat())];
    const [first = [], ...others] = lists.map((one) => all.splice(0, one.length));
    return asSet(
      first.filter((one) => {
        const isIn = others.map((other) => contains(other, one));
        for (const each of isIn) stopAtUnknown(each);
        return keep(!isIn.includes(false), isIn.includes(true));
      }),
    );
  };
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

export const sets: Functions = [
  ['alltrue', allTrue],
  ['anytrue', anyTrue],
  ['contains', contains],
  ['distinct', (given) => distinct(ofOneType(list(given)))],
  [
    'index',
    (given, expected) => {
      for (const [at, one] of list(given).entries()) {
        const equal = isEqual(one, expected ?? null);
        stopAtUnknown(equal);
        if (equal === true) return at;
      }
      return refuse('it is not in the list');
    },
  ],
  [
    'matchkeys',
    (values, keys, search) => {
      const all = [...ofOneType([...list(keys), ...list(search)])];
      const searched = all.splice(list(keys).length);
      return list(values).filter((_, index) => {
        const found = contains(searched, all[index] ?? null);
        stopAtUnknown(found as Value);
        return found === true;
      });
    },
  ],
  ['setintersection', elements((isInEvery) => isInEvery)],
  ['setsubtract', elements((_, isInSome) => !isInSome)],
  ['setunion', (...given) => asSet(given.flatMap((one) => knownList(one)))],
  ['toset', (given) => (given === null ? null : asSet(knownList(given)))],
];
