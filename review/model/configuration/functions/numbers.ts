import type { Value } from '../../value';
import { type Functions, knownList, number, plain, refuse, truth, whole } from './arguments';

function extreme(choose: (...numbers: number[]) => number) {
  return (...given: readonly Value[]): Value => {
    const numbers = given.map((one) => number(one));
    return numbers.length > 0
      ? numbers.reduce((one, other) => choose(one, other))
      : refuse('expected at least one number');
  };
}

function parsed(given: Value | undefined, base: Value | undefined): Value {
  const [digits, radix] = [plain(given).toLowerCase(), whole(base)];
  const known = '0123456789abcdefghijklmnopqrstuvwxyz'.slice(0, radix);
  const isNumber = radix >= 2 && radix <= 36 && new RegExp(`^[+-]?[${known}]+$`).test(digits);
  return isNumber ? parseInt(digits, radix) : refuse(`${digits} is no number to the base ${radix}`);
}

export const numbers: Functions = [
  ['abs', (given) => Math.abs(number(given))],
  ['ceil', (given) => Math.ceil(number(given)) + 0],
  ['floor', (given) => Math.floor(number(given))],
  ['log', (given, base) => Math.log(number(given)) / Math.log(number(base))],
  ['max', extreme(Math.max)],
  ['min', extreme(Math.min)],
  ['parseint', parsed],
  ['pow', (given, power) => number(given) ** number(power)],
  ['signum', (given) => Math.sign(number(given))],
  ['sum', (given) => knownList(given).reduce<number>((sum, one) => Number((sum + number(one)).toPrecision(15)), 0)],
  ['tonumber', (given) => (given === null ? null : number(given))],
  ['tobool', (given) => (given === null ? null : truth(given))],
];
