import type { DocumentedValue } from '../../../../policies/rules/aws/documented-value';

/** The parameters of a request, by the names of AWS's model. */
export type Parameters = Readonly<Record<string, any>>;

/** A value that AWS's documentation restricts and its service model does not. */
export interface Row {
  /** `rds CreateDBInstance` */
  readonly operations: readonly string[];
  readonly member: string;
  /** `1 to 63 letters, digits or hyphens`: follows "expected". */
  readonly expected: string;
  /** What the service answers: `InvalidParameterValue`. */
  readonly code: string;
  /** AWS's page that says so. */
  readonly page: string;
  readonly accepts: (parameters: Parameters) => boolean;
  /** Requests of the first operation, each of which a test judges. */
  readonly accepted: readonly Parameters[];
  readonly refused: readonly Parameters[];
}

/** A value that `terrace check` judges too, by the attribute that it comes from. */
export function documented(
  { member, expected, page, accepts }: DocumentedValue,
  row: { readonly code: string; readonly also?: readonly string[] },
  examples: { readonly accepted: readonly (string | number)[]; readonly refused: readonly (string | number)[] },
): Row {
  const [service, operation, path = ''] = member.split(' ');
  const [name = '', key] = path.split('.');
  const asked = (value: string | number) => (key ? { [name]: { [key]: String(value) } } : { [name]: value });
  return {
    operations: [`${service} ${operation}`, ...(row.also ?? [])],
    member: name,
    expected: key ? `${key} ${expected}` : expected,
    code: row.code,
    page,
    accepts: (parameters) => {
      const value = key ? parameters[name]?.[key] : parameters[name];
      return value === undefined || accepts(String(value));
    },
    accepted: examples.accepted.map(asked),
    refused: examples.refused.map(asked),
  };
}

/** Examples of the names of RDS and ElastiCache. */
export function identifiers(most: number) {
  return {
    accepted: ['main', 'prod-main-2', 'a'.repeat(most)],
    refused: ['', '2-main', 'main-', 'main--2', 'main_2', 'a'.repeat(most + 1)],
  };
}

/** Whether a whole number, which may be a text, is in a range; one that is absent is. */
export function within(value: unknown, least: number, most: number): boolean {
  return value === undefined || (Number(value) >= least && Number(value) <= most && Number.isInteger(Number(value)));
}
