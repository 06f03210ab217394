import type { PolicyStatement } from '../iam/policy-statement';

/**
 * Denies the value to all roles but those that read it, whatever their own policies say. A session of a role has the ARN of the role as `aws:PrincipalArn` (IAM user guide,
 * AWS global condition context keys). `BatchGetSecretValue` needs `GetSecretValue` of each secret (Secrets Manager API reference, BatchGetSecretValue).
 *
 * The one who may change this policy may let themselves in, which CloudTrail records; so nobody locks everybody out.
 */
export function readersOnly(secretArn: string, readerArns: readonly string[]): PolicyStatement {
  return {
    ...{ Sid: 'ReadersOnly', Effect: 'Deny', Principal: '*', Action: 'secretsmanager:GetSecretValue' },
    Resource: secretArn,
    ...(readerArns.length > 0 && { Condition: { ArnNotEquals: { 'aws:PrincipalArn': readerArns } } }),
  };
}
