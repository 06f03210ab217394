import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import type { Construct } from 'constructs';
import { policyDocument, type PolicyStatement } from './policy-document';
import type { RoleRef } from './role-ref';

/**
 * Gives `role` the statements, as an inline policy of its own.
 *
 * The policy belongs to the module that grants (`scope`), not to the role, so a grant works from a stack above the
 * role's and goes away with what it gave access to.
 *
 * @param id what is granted and to whom, in the module's words: `grant-connect-app`. Also the policy's name.
 */
export function grant(
  scope: Construct,
  id: string,
  role: RoleRef,
  statements: readonly PolicyStatement[],
): IamRolePolicy {
  return new IamRolePolicy(scope, id, { name: id, role: role.roleName, policy: policyDocument(statements) });
}
