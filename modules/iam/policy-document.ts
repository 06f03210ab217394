import { matching, PropsError } from '../props';
import { policyStatements, type PolicyStatement } from './policy-statement';

/**
 * An IAM policy document as the JSON string that every `policy` argument takes.
 *
 * Plain JSON, not a data source or `jsonencode`: what a reviewer reads in the synthesized file is the policy. References to
 * other resources are interpolated by Terraform. Write an IAM policy variable as `iamVariable('aws:username')`.
 *
 * @throws PropsError for what is no statement of IAM, a Sid that is there twice, and a list that is known only after apply:
 * inside a JSON string Terraform cannot write it.
 */
export function policyDocument(statements: readonly PolicyStatement[]): string {
  const problems = policyStatements.problems(statements, 'Statement');
  if (problems.length > 0) throw new PropsError('policy document', problems);
  const sids = statements.map((statement) => statement.Sid);
  const repeated = sids.findIndex((sid, index) => sids.indexOf(sid) !== index);
  if (repeated >= 0) {
    const found = sids[repeated];
    throw new PropsError('policy document', [
      { prop: `Statement[${repeated}].Sid`, expected: 'a Sid of its own', found },
    ]);
  }
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

/** A name as part of a Sid, which takes letters and digits only: `dev-bastion` as `DevBastion`. */
export function sidOf(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/);
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

const variable = matching(/^[\w-]+([:/.][\w/.-]+)+$/, 'a condition key, such as aws:username', { structure: true });

/** An IAM policy variable such as `${aws:username}`, escaped so that Terraform leaves it for IAM. @throws PropsError for what is no condition key */
export function iamVariable(name: string): string {
  const problems = variable.problems(name, 'name');
  if (problems.length > 0) throw new PropsError('IAM policy variable', problems);
  return `$\${${name}}`;
}
