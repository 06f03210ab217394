import { isKnown, list, map, matching, text, type Prop } from '../props';
import { read } from '../props/prop';

/** What one attribute may be: a value, or one of SNS's operators, such as `{ prefix: 'eu-' }`. */
export type FilterCondition = string | number | boolean | null | Readonly<Record<string, unknown>>;

/** The messages that a subscription is sent: of every attribute that is named, one of the conditions has to match. */
export type FilterPolicy = Readonly<Record<string, readonly FilterCondition[]>>;

const source = 'SNS developer guide, Filter policy constraints in Amazon SNS';

/** SNS developer guide, Filter policies, on the operators of strings, numbers and keys. */
const operators = [
  ...['prefix', 'suffix', 'equals-ignore-case', 'wildcard', 'anything-but', 'cidr', 'numeric', 'exists'],
];

const condition: Prop<FilterCondition> = {
  expected: `text, a number, true, false, null, or an object with one of ${operators.join(', ')}`,
  known: 'structure',
  source,
  problems(found, prop) {
    const { expected } = condition;
    return isCondition(found) ? [] : [{ prop, expected, found }];
  },
};

function isCondition(found: unknown): boolean {
  if (found === null || typeof found === 'boolean' || isText(found) || isNumber(found)) return true;
  if (!isPlain(found)) return false;
  const [operator, ...others] = Object.keys(found);
  return others.length === 0 && operators.includes(operator ?? '') && isValue(read(found, operator ?? ''), 3);
}

/** A value of an operator: SNS judges what is inside of it. */
function isValue(found: unknown, depth: number): boolean {
  if (found === null || typeof found === 'boolean' || isText(found) || isNumber(found)) return true;
  if (depth === 0 || !isKnown(found)) return false;
  if (Array.isArray(found)) return found.length > 0 && found.every((one) => isValue(one, depth - 1));
  return isPlain(found) && Object.keys(found).every((name) => isValue(read(found, name), depth - 1));
}

/** Also refused: a template of Terraform, and characters that nobody sees. */
const words = text('text', () => true, { structure: true });
function isText(found: unknown): found is string {
  return typeof found === 'string' && words.problems(found, '').length === 0;
}

/** SNS developer guide, Filter policy constraints: from -10^9 to 10^9. */
function isNumber(found: unknown): found is number {
  return typeof found === 'number' && isKnown(found) && Math.abs(found) <= 1e9;
}

function isPlain(found: unknown): found is Readonly<Record<string, unknown>> {
  if (typeof found !== 'object' || found === null || Array.isArray(found) || !isKnown(found)) return false;
  return Object.getPrototypeOf(found) === Object.prototype;
}

const keys = map(
  'attributes',
  matching(/^[\w.-]{1,256}$/, 'the name of an attribute: letters, digits, _ . and -', { structure: true }),
  list('conditions', condition, { min: 1, max: 150, source }),
  { min: 1, max: 5, source },
);

/** A filter policy within SNS's limits: five attributes, and 150 combinations of their conditions. */
export const filterPolicy: Prop<FilterPolicy> = {
  ...keys,
  problems(found, prop) {
    const problems = keys.problems(found, prop);
    if (problems.length > 0) return problems;
    const combinations = Object.values(found as FilterPolicy).reduce((product, { length }) => product * length, 1);
    const expected = 'at most 150 combinations of conditions';
    return combinations <= 150 ? [] : [{ prop, expected, found: combinations }];
  },
};
