import { IamGroup } from '@cdktf/provider-aws/lib/iam-group';
import { IamGroupPolicy } from '@cdktf/provider-aws/lib/iam-group-policy';
import { IamGroupPolicyAttachment } from '@cdktf/provider-aws/lib/iam-group-policy-attachment';
import { Construct } from 'constructs';
import { checkProps, matching, type Description } from '../props';
import { policyDocument } from './policy-document';
import { policyRef, type PolicyRef } from './policy-ref';
import { roleRef, type RoleRef } from './role-ref';

export interface GroupProps {
  /** The group's name, unique in its account: `developers`. */
  readonly name: string;
  /** The one role that members may assume; what they may do is the role's. */
  readonly assumes: RoleRef;
  /** An `OwnMfaPolicy`: without it, members could neither enrol MFA nor be held to it. */
  readonly ownMfa: PolicyRef;
}

const groupProps: Description<GroupProps> = {
  name: matching(/^[\w+=,.@-]{1,128}$/, '1 to 128 letters, digits and _+=,.@-', {
    source: 'IAM API reference, CreateGroup, GroupName',
  }),
  assumes: roleRef,
  ownMfa: policyRef,
};

/** A group whose members may do two things: manage their own MFA and, with it, assume one role. Members are added by an administrator. */
export class Group extends Construct {
  static readonly props = groupProps;
  readonly groupName: string;
  readonly nodes: { readonly group: IamGroup };

  /** @throws PropsError for a name that AWS refuses. */
  constructor(scope: Construct, id: string, props: GroupProps) {
    super(scope, id);
    checkProps(this, groupProps, props);
    const group = new IamGroup(this, 'group', { name: props.name, path: '/people/' });
    this.nodes = { group };
    this.groupName = group.name;
    new IamGroupPolicyAttachment(this, 'own-mfa', { group: group.name, policyArn: props.ownMfa.policyArn });
    new IamGroupPolicy(this, 'assume-role', {
      name: 'assume-role',
      group: group.name,
      policy: policyDocument([
        {
          Sid: 'AssumesRoleWithMfa',
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Resource: props.assumes.roleArn,
          Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
        },
      ]),
    });
  }
}
