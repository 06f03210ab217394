import { lasts } from './windows';

/** What AWS's documentation restricts of a value and its service model does not. */
export interface DocumentedValue {
  /** `rds CreateDBInstance DBInstanceIdentifier` */
  readonly member: string;
  /** Follows "expected". */
  readonly expected: string;
  readonly accepts: (value: string) => boolean;
  /** AWS's page that says so. */
  readonly page: string;
}

export const matching = (member: string, expected: string, pattern: RegExp, page: string): DocumentedValue => ({
  member,
  expected,
  accepts: (value) => pattern.test(value),
  page,
});

/** Names of RDS and ElastiCache. */
export const identifier = (member: string, most: number, page: string) =>
  matching(
    member,
    `1 to ${most} letters, digits or single hyphens, a letter first and no hyphen last`,
    new RegExp(`^(?=.{1,${most}}$)[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*$`),
    page,
  );

export const range = (member: string, least: number, most: number, page: string, unit = ''): DocumentedValue => ({
  member,
  expected: `${least} to ${most}${unit && ` ${unit}`}`,
  accepts: (value) => isWithin(value, least, most),
  page,
});

export const oneOf = (member: string, values: readonly number[], page: string): DocumentedValue => ({
  member,
  expected: `one of ${values.join(', ')}`,
  accepts: (value) => values.includes(Number(value)),
  page,
});

export const window = (member: string, of: 'day' | 'week', least: number, page: string): DocumentedValue => ({
  member,
  expected: `${of === 'day' ? 'hh24:mi-hh24:mi' : 'ddd:hh24:mi-ddd:hh24:mi'} of at least ${least} minutes`,
  accepts: (value) => lasts(value, of, least),
  page,
});

export function isWithin(value: string, least: number, most: number): boolean {
  return /^-?\d+$/.test(value) && Number(value) >= least && Number(value) <= most;
}
