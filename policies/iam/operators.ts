import { covers, parseCidr } from '../network/cidr';
import { equalsText, matchesText, unknownPart } from './text';
import { every, type Truth } from './truth';

/** Whether a value of a request matches one of a policy. */
export type Comparison = (wanted: string, came: string) => Truth;

export interface Operator {
  readonly compare: Comparison;
  /** `StringNotEquals` holds when no value of the policy matches. */
  readonly negated: boolean;
  /** `not like`: follows the key in a sentence. */
  readonly words: string;
}

const known =
  (compare: (wanted: string, came: string) => boolean): Comparison =>
  (wanted, came) =>
    unknownPart(wanted) ?? unknownPart(came) ?? compare(wanted, came);

const numbers = (compare: (came: number, wanted: number) => boolean) =>
  known((wanted, came) => compare(numberOf(came), numberOf(wanted)));
const dates = (compare: (came: number, wanted: number) => boolean) =>
  known((wanted, came) => compare(dateOf(came), dateOf(wanted)));

const positive = (words: string, compare: Comparison): Operator => ({ compare, negated: false, words });
const negative = (words: string, compare: Comparison): Operator => ({ compare, negated: true, words });
const ignoringCase: Comparison = (wanted, came) => equalsText(wanted, came, true);

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
      numbers((came, wanted) => came === wanted),
    ),
    NumericNotEquals: negative(
      'is not',
      numbers((came, wanted) => came === wanted),
    ),
    NumericLessThan: positive(
      'is less than',
      numbers((came, wanted) => came < wanted),
    ),
    NumericLessThanEquals: positive(
      'is at most',
      numbers((came, wanted) => came <= wanted),
    ),
    NumericGreaterThan: positive(
      'is more than',
      numbers((came, wanted) => came > wanted),
    ),
    NumericGreaterThanEquals: positive(
      'is at least',
      numbers((came, wanted) => came >= wanted),
    ),
    DateEquals: positive(
      'is',
      dates((came, wanted) => came === wanted),
    ),
    DateNotEquals: negative(
      'is not',
      dates((came, wanted) => came === wanted),
    ),
    DateLessThan: positive(
      'is before',
      dates((came, wanted) => came < wanted),
    ),
    DateLessThanEquals: positive(
      'is at the latest',
      dates((came, wanted) => came <= wanted),
    ),
    DateGreaterThan: positive(
      'is after',
      dates((came, wanted) => came > wanted),
    ),
    DateGreaterThanEquals: positive(
      'is at the earliest',
      dates((came, wanted) => came >= wanted),
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
function isArnLike(wanted: string, came: string): Truth {
  const [pattern, arn] = [partsOf(wanted), partsOf(came)];
  if (!pattern || !arn) return wanted === '*' ? true : (unknownPart(wanted) ?? unknownPart(came) ?? false);
  return every(pattern, (part, index) => matchesText(part, arn[index] as string));
}

function partsOf(arn: string): string[] | undefined {
  const parts = arn.split(':');
  return parts.length < 6 ? undefined : [...parts.slice(0, 5), parts.slice(5).join(':')];
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
