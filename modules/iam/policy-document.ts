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
  return documentText(statements);
}

/** The same, of statements that were checked. */
export function documentText(statements: readonly PolicyStatement[]): string {
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
