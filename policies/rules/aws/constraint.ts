import { isAbsent, isList, isMap, type Value } from '../../../review/model/value';
import { expressionOf } from './expression';
import file from './values.json';

/** What AWS's service model restricts of a value that a Terraform attribute hands on as it is. */
export interface Constraint {
  /** `elbv2 CreateLoadBalancer Type` */
  readonly member: string;
  readonly isNumber?: true;
  /** Of a number, or the length of a text. */
  readonly min?: number;
  readonly max?: number;
  readonly oneOf?: readonly string[];
  /** Java's. */
  readonly pattern?: string;
}

/** By resource type and attribute: `default_action.type`. */
export const constraints: ReadonlyMap<string, ReadonlyMap<string, Constraint>> = new Map(
  Object.entries(file.values as Record<string, Record<string, Constraint>>).map(([type, attributes]) => [
    type,
    new Map(Object.entries(attributes)),
  ]),
);

/** Where the constraints come from: `botocore 1.43.11, 2026-11-28`. */
export const source = `${file.source}, ${file.asOf}`;

/** What AWS expects of a value, if it refuses this one. */
export function refused(constraint: Constraint, value: string): string | undefined {
  const { member, oneOf } = constraint;
  const expected = oneOf && !oneOf.includes(value) ? oneOfText(oneOf) : outOfRange(constraint, value);
  return expected && `${expected} (${member})`;
}

function outOfRange({ isNumber, min, max, pattern }: Constraint, value: string): string | undefined {
  const measure = isNumber ? Number(value) : [...value].length;
  const unit = isNumber ? '' : ' characters';
  if (Number.isNaN(measure)) return 'a number';
  if (min !== undefined && measure < min) return `at least ${min}${unit}`;
  if (max !== undefined && measure > max) return `at most ${max}${unit}`;
  return pattern && !expressionOf(pattern).test(value) ? `a match of ${pattern}` : undefined;
}

/** The texts, numbers and truths of an attribute, of every block, each with its path: `rule.1.status`. */
export function valuesAt(value: Value | undefined, names: readonly string[], path: string): [string, Value][] {
  if (isList(value)) {
    return value.flatMap((one, index) =>
      valuesAt(one, names, value.length === 1 && isMap(one) ? path : `${path}.${index}`),
    );
  }
  const [name, ...rest] = names;
  if (name === undefined) return value !== undefined && isText(value) ? [[path, value]] : [];
  if (!isMap(value) || !Object.hasOwn(value, name)) return [];
  return valuesAt(value[name], rest, path ? `${path}.${name}` : name);
}

/** An empty text is how modules leave an argument out. */
function isText(value: Value | undefined): boolean {
  return !isAbsent(value) && value !== '' && ['string', 'number', 'boolean'].includes(typeof value);
}

function oneOfText(oneOf: readonly string[]): string {
  const shown = oneOf.slice(0, 12).map((one) => JSON.stringify(one));
  return `${shown.join(' or ')}${oneOf.length > shown.length ? ` or ${oneOf.length - shown.length} more` : ''}`;
}
