import { InputError } from '../input-error';
import { isAbsent, isList, isMap, Unknown, type Value } from '../value';
import { wordsOf, type Block } from './blocks';
import { pairsOf } from './collections';
import type { Evaluator } from './evaluate';
import { type Alternative, alternativesOf, existenceIn } from './existence';
import { isEqual } from './operators';
import { known, type Existence, type Scope } from './scope';
import { asText } from './text';

/** More instances than this in one graph are a mistake, or hostile. */
const mostInstances = 200_000;

/** How many instances a graph may still make. */
export class Allowance {
  private left = mostInstances;

  take(count: number, block: Block, argument: string): void {
    this.require(count, block, argument);
    this.left -= count;
  }

  /** @throws InputError where there may not be as many */
  require(count: number, block: Block, argument: string): void {
    if (count <= this.left) return;
    throw new InputError(
      block.place.file,
      `${wordsOf(block.label)}: ${argument} makes ${count} instances; expected at most ${mostInstances} in all`,
      block.place.line,
    );
  }
}

/** The instances of a block: one, or one for each of `count` or `for_each`. */
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

/** Makes an instance: its suffix, `[0]`, what `count` and `each` are in it, and whether it exists where that is not known. */
export type Make<T> = (suffix: string, names: Readonly<Record<string, Value>>, existence?: Existence) => T;

/**
 * The instances of a block. Where `count` or `for_each` depends on what is not known, each that may exist says so; where
 * nothing is known of it there is one, `[?]`.
 */
export function expand<T>(
  block: Block,
  evaluator: Evaluator,
  scope: Scope,
  make: Make<T>,
  allowance: Allowance,
): Instances<T> {
  const argument = (['count', 'for_each'] as const).find((name) => !isAbsent(block.json[name] as Value));
  if (argument === undefined) {
    allowance.take(1, block, 'it');
    const only = make('', {});
    return new Instances([only], (valueOf) => valueOf(only));
  }
  const all = alternativesOf(block.json[argument], evaluator, scope);
  const require = (count: number) => allowance.require(count, block, argument);
  const pairs = all.map(({ value }) => (argument === 'count' ? numbered(value, require) : keyed(value)));
  const open = pairs.findIndex((one) => one instanceof Unknown);
  const whole = all.length > 1 ? known(evaluator.value(block.json[argument], scope)) : undefined;
  const label = `${argument} of ${wordsOf(block.label)}`;
  if (open >= 0)
    return unknownNumber(all, open, pairs[open] as Unknown, label, `${scope.label ?? ''} ${block.label}`, make);
  const found = pairs as readonly Pairs[];
  const keys = new Set(found.flatMap((one) => [...one.keys()]));
  allowance.take(keys.size, block, argument);
  const byKey = new Map(
    [...keys].map((key) => {
      const some = all.filter((_, index) => found[index]?.has(key));
      const existence = whole && existenceIn(all, some, new Unknown(`${label} is not known: ${whole.because}`));
      const [first = null, ...others] = found.flatMap((one) => (one.has(key) ? [one.get(key) as Value] : []));
      // One value is what it is, with parts that are not known too.
      const value = others.every((one) => isEqual(one, first) === true) ? first : (whole ?? first);
      const names: Readonly<Record<string, Value>> =
        argument === 'count' ? { count: { index: Number(key) } } : { each: { key, value } };
      return [key, make(`[${argument === 'count' ? key : JSON.stringify(key)}]`, names, existence)];
    }),
  );
  const isCertain = whole === undefined || found.every(({ size }) => size === byKey.size);
  return new Instances([...byKey.values()], asWritten(argument, byKey), byKey, isCertain ? undefined : whole);
}

/** What instances there are, and of `for_each` the value of each. */
type Pairs = ReadonlyMap<string, Value>;

function numbered(value: Value, require: (count: number) => void): Pairs | Unknown {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number') return known(value);
  if (!Number.isInteger(number) || number < 0) return new Unknown(`count is ${number}`);
  require(number);
  return new Map(Array.from({ length: number }, (_, index) => [String(index), index]));
}

function keyed(value: Value): Pairs | Unknown {
  if (value === null) return new Map();
  if (!isList(value) && !isMap(value)) return known(value);
  const unknown = isList(value) ? value.find((one): one is Unknown => one instanceof Unknown) : undefined;
  return (
    unknown ?? new Map(pairsOf(value).map(([key, one]) => [isList(value) ? String(asText(one)) : String(key), one]))
  );
}

/** As an expression sees them: a list of `count`, a map of `for_each`. */
function asWritten<T>(argument: 'count' | 'for_each', byKey: ReadonlyMap<string, T>) {
  return (valueOf: (member: T) => Value): Value => {
    if (argument === 'count') return [...byKey.values()].map(valueOf);
    const map: Record<string, Value> = Object.create(null);
    for (const [key, member] of byKey) map[key] = valueOf(member);
    return map;
  };
}

function unknownNumber<T>(
  all: readonly Alternative[],
  open: number,
  { because }: Unknown,
  label: string,
  place: string,
  make: Make<T>,
): Instances<T> {
  const unknown = new Unknown(because);
  const of = (name: string) => new Unknown(because, undefined, undefined, `${place} ${name}`);
  const conditions =
    all.length === 1 || all.every(({ value }, index) => index === open || isNone(value))
      ? (all[open]?.conditions ?? [])
      : [label];
  const names = { count: { index: of('count.index') }, each: { key: of('each.key'), value: of('each.value') } };
  const member = make('[?]', names, { unknown: new Unknown(`${label} is not known: ${because}`), conditions });
  return new Instances([member], () => unknown, undefined, unknown);
}

function isNone(value: Value): boolean {
  return (
    value === 0 ||
    value === null ||
    (isList(value) ? value.length === 0 : isMap(value) && Object.keys(value).length === 0)
  );
}
