import { Token } from 'cdktf';
import type { IConstruct } from 'constructs';
import { Address4 } from 'ip-address';

/** A prop that a module refuses: which construct, which prop, what was expected, what was found. */
export class PropsError extends Error {
  constructor(scope: IConstruct, prop: string, expected: string, found: unknown) {
    super(`${scope.node.path}: ${prop}: expected ${expected}, found ${render(found)}`);
    this.name = 'PropsError';
  }
}

/** Throws a PropsError unless `ok`. A token is not known until apply, so callers let it pass: `isKnown(value)`. */
export function assertProp(scope: IConstruct, prop: string, ok: boolean, expected: string, found: unknown): asserts ok {
  if (!ok) throw new PropsError(scope, prop, expected, found);
}

/** Throws a PropsError unless `value` is a whole number from `min` to `max`, both included. */
export function assertBetween(scope: IConstruct, prop: string, value: number, min: number, max: number): void {
  const ok = !isKnown(value) || (Number.isInteger(value) && value >= min && value <= max);
  assertProp(scope, prop, ok, `a whole number from ${min} to ${max}`, value);
}

/** Throws a PropsError unless `value` is one of `choices`. */
export function assertOneOf<T>(scope: IConstruct, prop: string, value: T, choices: readonly T[]): void {
  assertProp(scope, prop, !isKnown(value) || choices.includes(value), `one of ${choices.join(', ')}`, value);
}

/** Throws a PropsError unless `value` matches `pattern`; `expected` says in words what that is. */
export function assertMatch(scope: IConstruct, prop: string, value: string, pattern: RegExp, expected: string): void {
  assertProp(scope, prop, !isKnown(value) || pattern.test(value), expected, value);
}

/** Throws a PropsError unless `value` is an AWS account's id. */
export function assertAccount(scope: IConstruct, prop: string, value: string): void {
  assertMatch(scope, prop, value, /^\d{12}$/, 'twelve digits');
}

/** Throws a PropsError unless `value` is an IPv4 range that starts on its boundary, from `/widest` to `/narrowest`. */
export function assertCidr(scope: IConstruct, prop: string, value: string, widest: number, narrowest: number): void {
  assertProp(scope, prop, !isKnown(value) || fits(), `an IPv4 range, from /${widest} to /${narrowest}`, value);

  function fits(): boolean {
    if (!Address4.isValid(value)) return false;
    const range = new Address4(value);
    return range.networkForm() === value && range.subnetMask >= widest && range.subnetMask <= narrowest;
  }
}

/** Whether a value can be read now; a token stands for one that Terraform knows later. */
export function isKnown(value: unknown): boolean {
  return !Token.isUnresolved(value);
}

function render(value: unknown): string {
  return isKnown(value) ? (JSON.stringify(value) ?? 'nothing') : 'a value known only after apply';
}
