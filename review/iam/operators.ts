import { covers, parseCidr } from '../network/cidr';
import { join, split, type AnyText } from '../model/text';
import { equalsText, matchesText, unknownPart } from './text-matching';
import { every, type Truth } from './three-valued-logic';

/** Whether a value of a request matches one of a policy. */
export type Comparison = (expected: AnyText, actual: AnyText) => Truth;

export interface Operator {
  readonly compare: Comparison;
  /** `StringNotEquals` holds when no value of the policy matches. */
  readonly negated: boolean;
  /** `not like`: follows the key in a sentence. */
  readonly words: string;
}

const known =
  (compare: (expected: string, actual: string) => boolean): Comparison =>
  (expected, actual) =>
    unknownPart(expected) ?? unknownPart(actual) ?? compare(String(expected), String(actual));

const numbers = (compare: (actual: number, expected: number) => boolean) =>
  known((expected, actual) => compare(numberOf(actual), numberOf(expected)));
const dates = (compare: (actual: number, expected: number) => boolean) =>
  known((expected, actual) => compare(dateOf(actual), dateOf(expected)));

const positive = (words: string, compare: Comparison): Operator => ({ compare, negated: false, words });
const negative = (words: string, compare: Comparison): Operator => ({ compare, negated: true, words });
const ignoringCase: Comparison = (expected, actual) => equalsText(expected, actual, true);

/** The parts of an operator: `ForAnyValue:StringLikeIfExists`. */
export interface OperatorParts {
  /** In lower case, without prefix and suffix: `stringlike`. */
  readonly name: string;
  readonly set?: 'all' | 'any';
  readonly ifExists: boolean;
}

export function operatorOf(operator: string): OperatorParts {
  const [, set, name = '', ifExists] =
    /^(?:for(allvalues|anyvalue):)?(.*?)(ifexists)?$/s.exec(operator.toLowerCase()) ?? [];
  return { name, ...(set && { set: set === 'allvalues' ? 'all' : 'any' }), ifExists: ifExists !== undefined };
}

/** Every operator of a condition but `Null`, in lower case. `NaN` compares with nothing, so what is no number matches nothing. */
export const operators: ReadonlyMap<string, Operator> = new Map(
  Object.entries({
    StringEquals: positive('is', equalsText),
    StringNotEquals: negative('is not', equalsText),
    StringEqualsIgnoreCase: positive('is, in any case,', ignoringCase),
    StringNotEqualsIgnoreCase: negative('is not, in any case,', ignoringCase),
    StringLike: positive('is like', matchesText),
    StringNotLike: negative('is not like', matchesText),
    NumericEquals: positive(
      'is',
      numbers((actual, expected) => actual === expected),
    ),
    NumericNotEquals: negative(
      'is not',
      numbers((actual, expected) => actual === expected),
    ),
    NumericLessThan: positive(
      'is less than',
      numbers((actual, expected) => actual < expected),
    ),
    NumericLessThanEquals: positive(
      'is at most',
      numbers((actual, expected) => actual <= expected),
    ),
    NumericGreaterThan: positive(
      'is more than',
      numbers((actual, expected) => actual > expected),
    ),
    NumericGreaterThanEquals: positive(
      'is at least',
      numbers((actual, expected) => actual >= expected),
    ),
    DateEquals: positive(
      'is',
      dates((actual, expected) => actual === expected),
    ),
    DateNotEquals: negative(
      'is not',
      dates((actual, expected) => actual === expected),
    ),
    DateLessThan: positive(
      'is before',
      dates((actual, expected) => actual < expected),
    ),
    DateLessThanEquals: positive(
      'is at the latest',
      dates((actual, expected) => actual <= expected),
    ),
    DateGreaterThan: positive(
      'is after',
      dates((actual, expected) => actual > expected),
    ),
    DateGreaterThanEquals: positive(
      'is at the earliest',
      dates((actual, expected) => actual >= expected),
    ),
    Bool: positive('is', ignoringCase),
    BinaryEquals: positive('is', equalsText),
    IpAddress: positive('is in', known(isInRange)),
    NotIpAddress: negative('is not in', known(isInRange)),
    ArnEquals: positive('is like', isArnLike),
    ArnLike: positive('is like', isArnLike),
    ArnNotEquals: negative('is not like', isArnLike),
    ArnNotLike: negative('is not like', isArnLike),
  }).map(([name, operator]) => [name.toLowerCase(), operator]),
);

/** The six parts of an ARN are compared each on its own: a `*` does not reach into the next. */
function isArnLike(expected: AnyText, actual: AnyText): Truth {
  const [pattern, arn] = [partsOf(expected), partsOf(actual)];
  if (!pattern || !arn) return expected === '*' ? true : (unknownPart(expected) ?? unknownPart(actual) ?? false);
  return every(pattern, (part, index) => matchesText(part, arn[index] as AnyText));
}

function partsOf(arn: AnyText): AnyText[] | undefined {
  const parts = split(arn, ':');
  return parts.length < 6 ? undefined : [...parts.slice(0, 5), join(parts.slice(5), ':')];
}

function isInRange(range: string, address: string): boolean {
  const [wide, one] = [parseCidr(range), parseCidr(address)];
  return wide !== undefined && one !== undefined && covers([wide], one);
}

function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

/** Milliseconds, of an ISO 8601 date or of seconds since 1970. */
function dateOf(text: string): number {
  return /^\d+$/.test(text) && text.length > 4 ? Number(text) * 1000 : Date.parse(text);
}
