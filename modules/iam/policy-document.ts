import { Token } from 'cdktf';

/** One statement of an IAM policy, in IAM's own words. A list of one is written as a list. */
export interface PolicyStatement {
  /** Says what the statement is for; letters and digits only, as IAM requires. */
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  /** Only in resource and trust policies. */
  readonly Principal?: '*' | Readonly<Partial<Record<'AWS' | 'Service' | 'Federated', string | readonly string[]>>>;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/**
 * An IAM policy document as the JSON string that every `policy` argument takes.
 *
 * Plain JSON, not a data source or `jsonencode`: what a reviewer reads in the synthesized file is the policy. References to
 * other resources are interpolated by Terraform. Write an IAM policy variable as `iamVariable('aws:username')`.
 *
 * @throws Error for a list token, which cannot stand inside a JSON string: name the elements instead.
 */
export function policyDocument(statements: readonly PolicyStatement[]): string {
  const sids = statements.map((statement) => statement.Sid);
  const repeated = sids.find((sid, index) => sids.indexOf(sid) !== index);
  if (repeated) throw new Error(`policy document: Sid: expected each once, found "${repeated}" twice`);
  const bad = sids.find((sid) => !/^[A-Za-z0-9]+$/.test(sid));
  if (bad !== undefined) throw new Error(`policy document: Sid: expected letters and digits, found "${bad}"`);
  return JSON.stringify({ Version: '2012-10-17', Statement: statements }, refuseListToken);
}

/** A name as part of a Sid, which takes letters and digits only: `dev-bastion` as `DevBastion`. */
export function sidOf(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/);
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

/** An IAM policy variable such as `${aws:username}`, escaped so that Terraform leaves it for IAM. */
export function iamVariable(name: string): string {
  return `$\${${name}}`;
}

function refuseListToken(key: string, value: unknown): unknown {
  if (Array.isArray(value) && Token.isUnresolved(value)) {
    throw new Error(`policy document: ${key}: expected a list written out, found a list known only after apply`);
  }
  return value;
}
