import { FlowLog } from '@cdktf/provider-aws/lib/flow-log';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { Construct } from 'constructs';
import { grant } from '../iam/grant';
import { policyDocument } from '../iam/policy-document';
import { LogGroup } from '../log-group/log-group';
import { logFormat } from './flow-log-format';
import type { NetworkFlowLogs, NetworkProps } from './network-props';
import type { VpcRef } from './network-ref';

export interface FlowLogsProps extends Pick<NetworkProps, 'name' | 'account' | 'region'> {
  readonly network: VpcRef;
  readonly logs: NetworkFlowLogs;
}

/** Every connection of a VPC, accepted or rejected, within a minute, in an encrypted log group. */
export class FlowLogs extends Construct {
  readonly logGroup: LogGroup;
  readonly nodes: { readonly flowLog: FlowLog; readonly role: IamRole; readonly logGroup: LogGroup };

  constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);
    const { network, name, logs } = props;
    const { key, retentionDays, fields } = logs;
    this.logGroup = new LogGroup(this, 'logs', { name: `/${name}/flow-logs`, key, retentionDays });
    const role = new IamRole(this, 'role', {
      name: `${name}-flow-logs`,
      description: `Writes the flow logs of ${name}`,
      assumeRolePolicy: assumedByFlowLogs(props),
    });
    const policy = grant(this, 'grant-write', { roleName: role.name, roleArn: role.arn }, [
      {
        Sid: 'WriteFlowLogs',
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
        Resource: `${this.logGroup.logGroupArn}:*`,
      },
    ]);
    const flowLog = new FlowLog(this, 'flow-log', {
      vpcId: network.vpcId,
      trafficType: 'ALL',
      logDestinationType: 'cloud-watch-logs',
      logDestination: this.logGroup.logGroupArn,
      iamRoleArn: role.arn,
      maxAggregationInterval: 60,
      ...(fields && { logFormat: logFormat(fields) }),
      tags: { Name: name },
      dependsOn: [policy],
    });
    this.nodes = { flowLog, role, logGroup: this.logGroup };
  }
}

/** Flow logs of this account and region only, so that the service cannot be made to write for another's. */
function assumedByFlowLogs({ account, region }: FlowLogsProps): string {
  return policyDocument([
    {
      Sid: 'FlowLogsAssume',
      Effect: 'Allow',
      Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
      Action: 'sts:AssumeRole',
      Condition: {
        StringEquals: { 'aws:SourceAccount': account },
        ArnLike: { 'aws:SourceArn': `arn:aws:ec2:${region}:${account}:vpc-flow-log/*` },
      },
    },
  ]);
}
