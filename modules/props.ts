import { Token } from 'cdktf';
import type { IConstruct } from 'constructs';
import { Address4 } from 'ip-address';

/** A prop that a module refuses: which construct, which prop, what was expected, what came. */
export class PropsError extends Error {
  constructor(scope: IConstruct, prop: string, expected: string, found: unknown) {
    super(`${scope.node.path}: ${prop}: expected ${expected}, found ${render(found)}`);
    this.name = 'PropsError';
  }
}

/** Throws a PropsError unless `ok`. A token is not known until apply, so callers let it pass: `isKnown(value)`. */
export function want(scope: IConstruct, prop: string, ok: boolean, expected: string, found: unknown): asserts ok {
  if (!ok) throw new PropsError(scope, prop, expected, found);
}

/** Throws a PropsError unless `value` is a whole number from `min` to `max`, both included. */
export function wantBetween(scope: IConstruct, prop: string, value: number, min: number, max: number): void {
  const ok = !isKnown(value) || (Number.isInteger(value) && value >= min && value <= max);
  want(scope, prop, ok, `a whole number from ${min} to ${max}`, value);
}

/** Throws a PropsError unless `value` is one of `choices`. */
export function wantOneOf<T>(scope: IConstruct, prop: string, value: T, choices: readonly T[]): void {
  want(scope, prop, !isKnown(value) || choices.includes(value), `one of ${choices.join(', ')}`, value);
}

/** Throws a PropsError unless `value` matches `pattern`; `expected` says in words what that is. */
export function wantMatch(scope: IConstruct, prop: string, value: string, pattern: RegExp, expected: string): void {
  want(scope, prop, !isKnown(value) || pattern.test(value), expected, value);
}

/** Throws a PropsError unless `value` is an AWS account's id. */
export function wantAccount(scope: IConstruct, prop: string, value: string): void {
  wantMatch(scope, prop, value, /^\d{12}$/, 'twelve digits');
}

/** Throws a PropsError unless `value` is an IPv4 range that starts on its boundary, from `/widest` to `/narrowest`. */
export function wantCidr(scope: IConstruct, prop: string, value: string, widest: number, narrowest: number): void {
  want(scope, prop, !isKnown(value) || fits(), `an IPv4 range, from /${widest} to /${narrowest}`, value);

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
