/** An event that somebody is told of, by the log metric filter of the CIS AWS Foundations Benchmark. */
export interface Watched {
  /** The filter pattern (CIS AWS Foundations Benchmark 3.0, 4.1 to 4.15; CIS 5.0 has the same). */
  readonly pattern: string;
  /** What happened and what to do first, in the alarm. */
  readonly description: string;
  /** How many of them within five minutes. @default 1 */
  readonly threshold?: number;
}

const any = (names: readonly string[]) => names.map((name) => `($.eventName=${name})`).join(' || ');
const of = (source: string, names: readonly string[]) => `{($.eventSource=${source}.amazonaws.com) && (${any(names)})}`;
const whoDid =
  'Read the event in the log group of the trail: userIdentity, sourceIPAddress. Where no apply or person explains it,';

/** By what happened. The organization's own are recorded where its management account is; in any other account the filter costs nothing. */
export const watched: Readonly<Record<string, Watched>> = {
  'unauthorized-calls': {
    pattern: '{($.errorCode="*UnauthorizedOperation") || ($.errorCode="AccessDenied*")}',
    threshold: 10,
    description: `Calls of AWS are denied, ten or more within five minutes: a role lacks a right, or somebody tries what stolen credentials can do. ${whoDid} end the sessions of the role.`,
  },
  'logins-without-mfa': {
    pattern:
      '{($.eventName="ConsoleLogin") && ($.additionalEventData.MFAUsed!="Yes") && ($.userIdentity.type="IAMUser") && ($.responseElements.ConsoleLogin="Success")}',
    description:
      'A user signed in to the console without MFA. Ask the person by another channel; if it was nobody, disable the password and the keys of the user.',
  },
  'root-use': {
    pattern: '{$.userIdentity.type="Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType!="AwsServiceEvent"}',
    description:
      'The root user was used. Nobody needs it from day to day: ask who has its MFA device; if it was nobody, change its password, remove its keys and call AWS Support.',
  },
  'iam-changes': {
    pattern: of('iam', [
      ...['DeleteGroupPolicy', 'DeleteRolePolicy', 'DeleteUserPolicy', 'PutGroupPolicy', 'PutRolePolicy'],
      ...['PutUserPolicy', 'CreatePolicy', 'DeletePolicy', 'CreatePolicyVersion', 'DeletePolicyVersion'],
      ...['AttachRolePolicy', 'DetachRolePolicy', 'AttachUserPolicy', 'DetachUserPolicy'],
      ...['AttachGroupPolicy', 'DetachGroupPolicy'],
    ]),
    description: `A policy of IAM was changed. ${whoDid} undo it, and end the sessions of who did it.`,
  },
  'trail-changes': {
    pattern: `{${any(['CreateTrail', 'UpdateTrail', 'DeleteTrail', 'StartLogging', 'StopLogging'])}}`,
    description: `A trail was stopped, deleted or changed: from then on nobody may be recorded. Run terrace plan for the audit stack and apply what it repairs. ${whoDid} treat it as an intrusion.`,
  },
  'failed-logins': {
    pattern: '{($.eventName=ConsoleLogin) && ($.errorMessage="Failed authentication")}',
    threshold: 3,
    description:
      'Sign-in to the console failed, three times or more within five minutes: somebody mistypes, or guesses. Ask the person; if it was nobody, block the address and change the password.',
  },
  'key-deletions': {
    pattern: of('kms', ['DisableKey', 'ScheduleKeyDeletion']),
    description: `A KMS key was disabled or its deletion scheduled: what it encrypts cannot be read. Enable it, or cancel the deletion while its window lasts. ${whoDid} end the sessions of who did it.`,
  },
  'bucket-policy-changes': {
    pattern: of('s3', [
      ...['PutBucketAcl', 'PutBucketPolicy', 'PutBucketCors', 'PutBucketLifecycle', 'PutBucketReplication'],
      ...['DeleteBucketPolicy', 'DeleteBucketCors', 'DeleteBucketLifecycle', 'DeleteBucketReplication'],
    ]),
    description: `Who may read a bucket, or how long it keeps objects, was changed. ${whoDid} run terrace plan, and apply what it repairs.`,
  },
  'config-changes': {
    pattern: of('config', [
      ...['StopConfigurationRecorder', 'DeleteDeliveryChannel'],
      ...['PutDeliveryChannel', 'PutConfigurationRecorder'],
    ]),
    description: `The recorder of AWS Config was stopped or changed. Run terrace plan for the audit stack and apply what it repairs. ${whoDid} treat it as an intrusion.`,
  },
  'security-group-changes': {
    pattern: `{${any([
      ...['AuthorizeSecurityGroupIngress', 'AuthorizeSecurityGroupEgress', 'RevokeSecurityGroupIngress'],
      ...['RevokeSecurityGroupEgress', 'CreateSecurityGroup', 'DeleteSecurityGroup'],
    ])}}`,
    description: `A security group was changed. ${whoDid} run terrace plan, and apply what it repairs.`,
  },
  'network-acl-changes': {
    pattern: `{${any([
      ...['CreateNetworkAcl', 'CreateNetworkAclEntry', 'DeleteNetworkAcl', 'DeleteNetworkAclEntry'],
      ...['ReplaceNetworkAclEntry', 'ReplaceNetworkAclAssociation'],
    ])}}`,
    description: `A network ACL was changed. ${whoDid} run terrace plan, and apply what it repairs.`,
  },
  'gateway-changes': {
    pattern: `{${any([
      ...['CreateCustomerGateway', 'DeleteCustomerGateway', 'AttachInternetGateway'],
      ...['CreateInternetGateway', 'DeleteInternetGateway', 'DetachInternetGateway'],
    ])}}`,
    description: `A gateway of a VPC was changed: the way to the internet or to another network. ${whoDid} run terrace plan, and apply what it repairs.`,
  },
  'route-changes': {
    pattern: of('ec2', [
      ...['CreateRoute', 'CreateRouteTable', 'ReplaceRoute', 'ReplaceRouteTableAssociation'],
      ...['DeleteRouteTable', 'DeleteRoute', 'DisassociateRouteTable'],
    ]),
    description: `A route of a VPC was changed: where its traffic goes. ${whoDid} run terrace plan, and apply what it repairs.`,
  },
  'vpc-changes': {
    pattern: `{${any([
      ...['CreateVpc', 'DeleteVpc', 'ModifyVpcAttribute', 'AcceptVpcPeeringConnection'],
      ...['CreateVpcPeeringConnection', 'DeleteVpcPeeringConnection', 'RejectVpcPeeringConnection'],
      ...['AttachClassicLinkVpc', 'DetachClassicLinkVpc', 'DisableVpcClassicLink', 'EnableVpcClassicLink'],
    ])}}`,
    description: `A VPC or its peering was changed. ${whoDid} run terrace plan, and apply what it repairs.`,
  },
  'organization-changes': {
    pattern: of('organizations', [
      ...['AcceptHandshake', 'AttachPolicy', 'CreateAccount', 'CreateOrganizationalUnit', 'CreatePolicy'],
      ...['DeclineHandshake', 'DeleteOrganization', 'DeleteOrganizationalUnit', 'DeletePolicy', 'DetachPolicy'],
      ...['DisablePolicyType', 'EnablePolicyType', 'InviteAccountToOrganization', 'LeaveOrganization'],
      ...['MoveAccount', 'RemoveAccountFromOrganization', 'UpdatePolicy', 'UpdateOrganizationalUnit'],
    ]),
    description: `The organization of the account was changed, or the account in it. ${whoDid} tell who administers the organization.`,
  },
};
