import { identityOf, isSameText as isSame } from '../text';
import { isList, isMap, Reference, Text, Unknown, type Value } from '../value';
import { computed } from './computed';
import { Invalid } from './invalid';
import { asText, boolOfText, numberOfText, shortened } from './text';

/** `!x`, `-x`. */
export function unary(operator: '!' | '-', value: Value): Value {
  const operand = operator === '!' ? truth(value) : numeric(value);
  if (operand instanceof Unknown) return computed(operand, () => `${operator}(${identityOf(value)})`);
  return operator === '!' ? !operand : -operand;
}

/** `a && b`, `a == b`, `a + b`. What one side decides alone is known even where the other is not. */
export function binary(operator: string, left: Value, rightOf: () => Value): Value {
  if (operator === '&&' || operator === '||') return logical(operator === '||', truth(left), rightOf);
  const right = rightOf();
  const how = () => `(${identityOf(left)}) ${operator} (${identityOf(right)})`;
  for (const side of [left, right]) if (side instanceof Unknown) return computed(side, how);
  if (operator === '==' || operator === '!=') {
    const equal = isEqual(left, right);
    return equal instanceof Unknown ? computed(equal, how) : equal === (operator === '==');
  }
  const [one, other] = [numeric(left), numeric(right)];
  for (const side of [one, other]) if (side instanceof Unknown) return computed(side, how);
  return calculate(operator, one as number, other as number);
}

function logical(decides: boolean, left: boolean | Unknown, rightOf: () => Value): Value {
  if (left === decides) return decides;
  const right = truth(rightOf());
  if (right === decides) return decides;
  const open = left instanceof Unknown ? left : right;
  if (!(open instanceof Unknown)) return open;
  return computed(open, () => `(${identityOf(left)}) ${decides ? '||' : '&&'} (${identityOf(right)})`);
}

function calculate(operator: string, left: number, right: number): Value {
  switch (operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    case '+':
      return tidy(left + right);
    case '-':
      return tidy(left - right);
    case '*':
      return tidy(left * right);
    default:
      if (right === 0) return new Invalid('a division by zero');
      return tidy(operator === '/' ? left / right : left % right);
  }
}

/** Terraform counts in decimals, of which binary fractions keep fifteen digits. */
function tidy(value: number): Value {
  if (Number.isInteger(value) && !Number.isSafeInteger(value))
    return new Unknown(`${value} is too large to be counted`);
  return Number.isInteger(value) ? value : Number(value.toPrecision(15));
}

/** Whether two known values are the same; unknown where AWS decides one of them. */
export function isEqual(left: Value, right: Value): boolean | Unknown {
  if (left instanceof Unknown) return left;
  if (right instanceof Unknown) return right;
  if (isOpen(left) || isOpen(right)) return isSameText(left, right);
  if (isList(left) && isList(right)) {
    return left.length === right.length && every(left.map((one, index) => isEqual(one, right[index] ?? null)));
  }
  if (isMap(left) && isMap(right)) {
    const keys = Object.keys(left);
    if (keys.length !== Object.keys(right).length || !keys.every((key) => Object.hasOwn(right, key))) return false;
    return every(keys.map((key) => isEqual(left[key] ?? null, right[key] ?? null)));
  }
  return left === right;
}

const isOpen = (value: Value) => value instanceof Reference || value instanceof Text;

/** Of texts of which one has parts that AWS decides. */
function isSameText(left: Value, right: Value): boolean | Unknown {
  // What AWS decides is never nothing.
  for (const side of [left, right]) if (side === null || side === '') return false;
  if (isList(left) || isList(right) || isMap(left) || isMap(right)) return false;
  const [one, other] = [asText(left), asText(right)];
  if (isSame(one, other)) return true;
  if (typeof one === 'string' && typeof other === 'string') return false;
  return new Unknown(`${String(isOpen(left) ? left : right)} is known after apply`);
}

function every(results: readonly (boolean | Unknown)[]): boolean | Unknown {
  if (results.includes(false)) return false;
  return results.find((result): result is Unknown => result instanceof Unknown) ?? true;
}

function truth(value: Value): boolean | Unknown {
  if (typeof value === 'boolean' || value instanceof Unknown) return value;
  const known = typeof value === 'string' ? boolOfText(value) : undefined;
  if (known !== undefined) return known;
  if (value instanceof Reference || value instanceof Text)
    return new Unknown(`${value.toString()} is known after apply`);
  return new Invalid(`${value === null ? 'null' : shortened(value)} is neither true nor false`);
}

function numeric(value: Value): number | Unknown {
  if (typeof value === 'number') return value;
  if (value instanceof Unknown) return value;
  if (value instanceof Reference || value instanceof Text)
    return new Unknown(`${value.toString()} is known after apply`);
  const number = typeof value === 'string' ? numberOfText(value) : undefined;
  return number ?? new Invalid(`${value === null ? 'null' : shortened(value)} is no number`);
}
