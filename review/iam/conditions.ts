import type { AnyText } from '../model/text';
import { Unknown } from '../model/value';
import type { RequestContext } from './context';
import type { Condition } from './document';
import { operatorOf, operators, type Operator, type OperatorParts } from './operators';
import { equalsText } from './text-matching';
import { every, not, some, type Truth } from './three-valued-logic';
import { withVariables } from './variables';

/**
 * Whether a condition of a statement holds in a request.
 *
 * @param hasVariables whether `${aws:username}` in a value is a variable, as in policies of version 2012-10-17
 */
export function holds(condition: Condition, context: RequestContext, hasVariables: boolean): Truth {
  if (condition.unknown) return condition.unknown;
  const { set, name, ifExists } = operatorOf(condition.operator);
  const actual = context.value(condition.key);
  if (name === 'null') {
    if (actual instanceof Unknown) return needs(condition, actual);
    const isAbsent = actual === undefined || actual.length === 0;
    return some(condition.values, (value) => equalsText(value, String(isAbsent), true));
  }
  const operator = operators.get(name);
  if (!operator) return new Unknown(`AWS has no condition operator "${condition.operator}"`);
  if (actual instanceof Unknown) return needs(condition, actual);
  if (actual === undefined) return ifExists || set === 'all' || (operator.negated && set !== 'any');
  const expected = condition.values.map((value) => (hasVariables ? withVariables(value, context) : value));
  return compareSet(set, operator, expected, actual);
}

/** A condition as a sentence of a report: `aws:MultiFactorAuthPresent is "true"`. */
export function inWords({ operator, key, values }: Condition): string {
  const { set, name, ifExists } = operatorOf(operator);
  if (name === 'null') return String(values[0]).toLowerCase() === 'true' ? `${key} is absent` : `${key} is present`;
  const words = operators.get(name)?.words ?? operator;
  const alternatives = values.map((value) => JSON.stringify(String(value))).join(' or ');
  const which = set === 'all' ? `every value of ${key}` : set === 'any' ? `any value of ${key}` : key;
  return `${which} ${words} ${alternatives}${ifExists ? ', or is absent' : ''}`;
}

function compareSet(
  set: OperatorParts['set'],
  { compare, negated }: Operator,
  expected: readonly (AnyText | undefined)[],
  actual: readonly AnyText[],
) {
  const one = (value: AnyText): Truth => {
    const matched = some(expected, (pattern) => (pattern === undefined ? false : compare(pattern, value)));
    return negated ? not(matched) : matched;
  };
  // A key with several values and no set operator is compared as AWS advises against: any for "is", all for "is not".
  const all = set === 'all' || (set === undefined && negated);
  return all ? every(actual, one) : some(actual, one);
}

function needs(condition: Condition, unknown: Unknown): Unknown {
  const why = unknown.because === condition.key ? '' : `: ${unknown.because}`;
  return new Unknown(`whether ${inWords(condition)}${why}`);
}
