import { Reference, Unknown, type Value } from '../value';

/** `!x`, `-x`. */
export function unary(operator: string, value: Value): Value {
  if (value instanceof Unknown) return value;
  if (operator === 'logicalNot') return !isTrue(value);
  return -Number(value);
}

/** `a && b`, `a == b`, `a + b`. What one side decides alone is known even where the other is not. */
export function binary(operator: string, left: Value, rightOf: () => Value): Value {
  if (operator === 'logicalAnd' && !(left instanceof Unknown) && !isTrue(left)) return false;
  if (operator === 'logicalOr' && !(left instanceof Unknown) && isTrue(left)) return true;
  const right = rightOf();
  if (operator === 'logicalAnd' && !(right instanceof Unknown) && !isTrue(right)) return false;
  if (operator === 'logicalOr' && !(right instanceof Unknown) && isTrue(right)) return true;
  for (const side of [left, right]) if (side instanceof Unknown) return side;
  const compare = compares[operator];
  if (compare) return compare(Number(left), Number(right));
  switch (operator) {
    case 'equal':
      return isEqual(left, right);
    case 'notEqual': {
      const equal = isEqual(left, right);
      return equal instanceof Unknown ? equal : !equal;
    }
    case 'logicalAnd':
      return isTrue(left) && isTrue(right);
    case 'logicalOr':
      return isTrue(left) || isTrue(right);
    default:
      return new Unknown(`the operator "${operator}" cannot be evaluated`);
  }
}

const compares: Readonly<Record<string, (left: number, right: number) => number | boolean>> = {
  add: (left, right) => left + right,
  subtract: (left, right) => left - right,
  multiply: (left, right) => left * right,
  divide: (left, right) => left / right,
  modulo: (left, right) => left % right,
  lessThan: (left, right) => left < right,
  lessThanOrEqual: (left, right) => left <= right,
  greaterThan: (left, right) => left > right,
  greaterThanOrEqual: (left, right) => left >= right,
};

function isEqual(left: Value, right: Value): boolean | Unknown {
  if (left instanceof Reference && right instanceof Reference) {
    if (left.resource === right.resource && left.attribute === right.attribute) return true;
  }
  for (const side of [left, right]) {
    if (side instanceof Reference && side !== null) {
      // What AWS decides is never nothing.
      if (left === null || right === null) return false;
      return new Unknown(`${side.toString()} is known after apply`);
    }
  }
  return JSON.stringify(left) === JSON.stringify(right);
}

function isTrue(value: Value): boolean {
  return value === true || value === 'true';
}
