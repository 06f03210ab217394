import { createHash } from 'node:crypto';
import { Unknown, type Value } from '../value';
import { Invalid } from './invalid';

/** An identity longer than this is shortened: one of one of one would double each time. */
const longest = 400;

/** What is computed from a value that is not known: not that value, and the same as what is computed alike. */
export function computed(unknown: Unknown, how: () => string, expression?: string): Unknown {
  if (unknown instanceof Invalid) return unknown;
  return new Unknown(unknown.because, undefined, expression ?? unknown.expression, shortened(how()));
}

/** Gives an unknown value an identity: the same name of a module is the same value everywhere. */
export function identified(value: Value, name: () => string): Value {
  const isOpen = value instanceof Unknown && value.constructor === Unknown && !value.text && !value.isIdentified;
  return isOpen ? new Unknown(value.because, undefined, value.expression, shortened(name())) : value;
}

function shortened(identity: string): string {
  if (identity.length <= longest) return identity;
  return createHash('sha256').update(identity).digest('hex');
}
