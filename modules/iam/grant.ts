import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import type { Construct } from 'constructs';
import { checkProps, matching } from '../props';
import { documentText } from './policy-document';
import { policyStatements, type PolicyStatement } from './policy-statement';
import { roleRef, type RoleRef } from './role-ref';

const grantProps = {
  id: matching(/^[\w+=,.@-]{1,128}$/, '1 to 128 letters, digits and _+=,.@-, known at synthesis', {
    structure: true,
    source: 'IAM API reference, PutRolePolicy, PolicyName',
  }),
  role: roleRef,
  statements: policyStatements,
};

/**
 * Gives `role` the statements, as an inline policy of its own.
 *
 * The policy belongs to the module that grants (`scope`), not to the role, so a grant works from a stack above the
 * role's and goes away with what it gave access to.
 *
 * @throws PropsError for a role or a statement that IAM does not know, and for an id known only after apply.
 * @param id what is granted and to whom, in the module's words: `grant-connect-app`. Also the policy's name.
 */
export function grant(
  scope: Construct,
  id: string,
  role: RoleRef,
  statements: readonly PolicyStatement[],
): IamRolePolicy {
  checkProps(scope, grantProps, { id, role, statements });
  return new IamRolePolicy(scope, id, { name: id, role: role.roleName, policy: documentText(statements) });
}
