import { isKnown } from './error';
import { satisfying, type Prop } from './prop';
import type { About } from './text';

/** A number that `ok` accepts: never NaN and never infinite. */
export function number(
  expected: string,
  ok: (value: number) => boolean,
  { structure, source }: About = {},
): Prop<number> {
  return {
    expected,
    known: structure ? 'structure' : 'value',
    ...(source && { source }),
    problems(found, prop) {
      if (typeof found !== 'number') return [{ prop, expected, found }];
      if (!isKnown(found)) return structure ? [{ prop, expected: `${expected}, known at synthesis`, found }] : [];
      return Number.isFinite(found) && ok(found) ? [] : [{ prop, expected, found }];
    },
  };
}

/** A whole number of a unit, which is in the plural: `days`. Both ends are included. */
export function wholeNumber(unit: string, min: number, max: number, about: About = {}): Prop<number> {
  const expected = min === max ? `${min} ${unit}` : `a whole number of ${unit} from ${min} to ${max}`;
  return number(expected, (value) => Number.isInteger(value) && value >= min && value <= max, about);
}

/** One of a few numbers. */
export function oneOfNumbers<const T extends number>(unit: string, numbers: readonly T[], about: About = {}): Prop<T> {
  const known: readonly number[] = numbers;
  const one = number(`one of ${known.join(', ')} ${unit}`, (value) => known.includes(value), about);
  return one as Prop<number> as Prop<T>;
}

/** An amount, with fractions: more than `above`, and `max` at most. */
export function amount(unit: string, above: number, max: number, about: About = {}): Prop<number> {
  return number(`more than ${above} and at most ${max} ${unit}`, (value) => value > above && value <= max, about);
}

/** `true` or `false`. */
export function flag(): Prop<boolean> {
  return satisfying('true or false', (found) => typeof found === 'boolean');
}
