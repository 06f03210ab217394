import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { Construct } from 'constructs';
import { policyDocument } from '../iam/policy-document';

/** The role with which RDS writes enhanced monitoring to CloudWatch Logs, for the named instances and no other; a name may end in `*`. */
export class MonitoringRole extends Construct {
  readonly roleArn: string;
  readonly nodes: { readonly role: IamRole; readonly attachment: IamRolePolicyAttachment };

  constructor(
    scope: Construct,
    id: string,
    props: { name: string; account: string; region: string; identifiers: readonly string[] },
  ) {
    super(scope, id);
    const { account, region, identifiers } = props;
    const arns = identifiers.map((identifier) => `arn:aws:rds:${region}:${account}:db:${identifier}`);
    const patterns = identifiers.some((identifier) => identifier.includes('*'));
    const role = new IamRole(this, 'role', {
      name: props.name,
      description: 'Enhanced monitoring of RDS instances',
      assumeRolePolicy: policyDocument([
        {
          Sid: 'EnhancedMonitoring',
          Effect: 'Allow',
          Principal: { Service: 'monitoring.rds.amazonaws.com' },
          Action: 'sts:AssumeRole',
          // RDS user guide, "Preventing cross-service confused deputy problems".
          Condition: patterns
            ? { StringEquals: { 'aws:SourceAccount': account }, ArnLike: { 'aws:SourceArn': arns } }
            : { StringEquals: { 'aws:SourceAccount': account, 'aws:SourceArn': arns } },
        },
      ]),
    });
    const attachment = new IamRolePolicyAttachment(this, 'attachment', {
      role: role.name,
      policyArn: 'arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole',
    });
    this.nodes = { role, attachment };
    this.roleArn = role.arn;
  }
}
