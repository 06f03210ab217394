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

/** A row about the text of one member, with values of it as examples. */
export function text(
  row: Omit<Row, 'accepts' | 'accepted' | 'refused'>,
  pattern: RegExp,
  examples: { readonly accepted: readonly string[]; readonly refused: readonly string[] },
): Row {
  const asked = (value: string) => ({ [row.member]: value });
  return {
    ...row,
    accepts: (parameters) => parameters[row.member] === undefined || pattern.test(String(parameters[row.member])),
    accepted: examples.accepted.map(asked),
    refused: examples.refused.map(asked),
  };
}

/** Letters, digits and single hyphens that begin with a letter and do not end with a hyphen: RDS's and ElastiCache's names. */
export function identifier(row: Omit<Row, 'accepts' | 'accepted' | 'refused' | 'expected'>, most: number): Row {
  const expected = `1 to ${most} letters, digits or single hyphens, a letter first and no hyphen last`;
  return text({ ...row, expected }, new RegExp(`^(?=.{1,${most}}$)[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*$`), {
    accepted: ['main', 'prod-main-2', 'a'.repeat(most)],
    refused: ['', '2-main', 'main-', 'main--2', 'main_2', 'a'.repeat(most + 1)],
  });
}

/** Whether a whole number, which may be a text, is in a range; one that is absent is. */
export function within(value: unknown, least: number, most: number): boolean {
  return value === undefined || (Number(value) >= least && Number(value) <= most && Number.isInteger(Number(value)));
}
