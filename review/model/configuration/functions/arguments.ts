import { keyOf, mapOf, type AnyText } from '../../text';
import { isList, isMap, Reference, Text, Unknown, type Value, type ValueMap } from '../../value';
import { Invalid } from '../invalid';
import { asText, boolOfText, numberOfText, shortened } from '../text';
import { unified } from '../unify';

export { mapOf };

/** A Terraform function, from values to a value. It throws only `Stop`. */
export type TerraformFunction = (...given: readonly Value[]) => Value;

/** Functions by name: a `Map`, so that `constructor` is not a function. */
export type Functions = readonly (readonly [name: string, TerraformFunction])[];

/** Ends a function with its result: an unknown or rejected argument. */
export class Stop {
  constructor(readonly value: Unknown) {}
}

export function refuse(problem: string): never {
  throw new Stop(new Invalid(problem));
}

export function stopAsUnknown(because: string): never {
  throw new Stop(new Unknown(because));
}

/** A text, also where a part of it is a hole. */
export function text(value: Value | undefined): AnyText {
  if (value instanceof Unknown && !value.text) stopAtUnknown(value);
  if (value === undefined || value === null)
    return refuse(value === null ? 'an argument is null' : 'an argument is missing');
  if (isList(value) || isMap(value)) return refuse(`${shortened(value)} is no text`);
  return asText(value);
}

/** A text that is known to the last character. */
export function plain(value: Value | undefined): string {
  stopAtUnknown(value);
  const known = text(value);
  if (typeof known === 'string') return known;
  return stopAsUnknown(`${value instanceof Reference ? value.toString() : shortened(known)} is known after apply`);
}

export function number(value: Value | undefined): number {
  if (typeof value === 'number') return value;
  const known = plain(value);
  return numberOfText(known) ?? refuse(`${shortened(known)} is no number`);
}

export function whole(value: Value | undefined): number {
  const known = number(value);
  return Number.isInteger(known) ? known : refuse(`${known} is no whole number`);
}

export function truth(value: Value | undefined): boolean {
  const known = plain(value);
  return boolOfText(known) ?? refuse(`${shortened(known)} is neither true nor false`);
}

export function list(value: Value | undefined): readonly Value[] {
  stopAtUnknown(value);
  if (value instanceof Reference || value instanceof Text)
    return stopAsUnknown(`${value.toString()} is known after apply`);
  return isList(value) ? value : refuse(`${shortened(value ?? null) || 'null'} is no list`);
}

export function map(value: Value | undefined): ValueMap {
  stopAtUnknown(value);
  if (value instanceof Reference || value instanceof Text)
    return stopAsUnknown(`${value.toString()} is known after apply`);
  return isMap(value) ? value : refuse(`${shortened(value ?? null) || 'null'} is no map`);
}

export function stopAtUnknown(value: Value | undefined): void {
  if (value instanceof Unknown) throw new Stop(value);
}

/** A list of which every element is known, if not by its value then by its resource. */
export function knownList(value: Value | undefined): readonly Value[] {
  const known = list(value);
  for (const one of known) stopAtUnknown(one);
  return known;
}

/** Elements of one type, as lists and sets have them. */
export function ofOneType(values: readonly Value[]): readonly Value[] {
  const same = unified(values);
  if (same instanceof Invalid) throw new Stop(same);
  return same;
}

/** The same for values that are the same, so that sets are made in one go. */
export function identity(value: Value): string {
  if (value instanceof Reference) return `reference ${value.resource.key}.${value.attribute}`;
  if (value instanceof Text) return `text ${keyOf(value)}`;
  if (value instanceof Unknown) throw new Stop(value);
  return typeof value === 'object' ? JSON.stringify(value) : `${typeof value} ${String(value)}`;
}

/** Each value once, at its first place. */
export function distinct(values: readonly Value[]): Value[] {
  const seen = new Map<string, Value>();
  for (const value of values) {
    const key = identity(value);
    if (!seen.has(key)) seen.set(key, value);
  }
  return [...seen.values()];
}

/** By code point, as Go sorts, which for texts of the basic plane is the order of JavaScript. */
export function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** A set as Terraform lists it: elements of one type, each once, sorted, and null last. */
export function asSet(values: readonly Value[]): Value[] {
  const all = distinct(ofOneType(values));
  const [once, nulls] = [all.filter((value) => value !== null), all.filter((value) => value === null)];
  return [...sorted(once), ...nulls];
}

function sorted(once: Value[]): Value[] {
  if (once.every((value) => typeof value !== 'object' && typeof value !== 'string'))
    return once.sort((one, other) => Number(one) - Number(other));
  const isSorted = once.every(
    (value) => typeof value === 'string' || value instanceof Reference || value instanceof Text,
  );
  return isSorted ? once.sort((one, other) => compareTexts(keyOf(asText(one)), keyOf(asText(other)))) : once;
}
