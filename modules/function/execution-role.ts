import type { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Construct } from 'constructs';
import type { PolicyStatement } from '../iam/policy-statement';
import { Role } from '../iam/role';

interface ExecutionRoleProps {
  /** Of the function. */
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly logGroupArn: string;
  readonly failureQueueArn: string;
  readonly isInVpc: boolean;
}

/** The role that a function runs as: it writes its logs and traces, and sends what failed. What else it may is granted to it. */
export class ExecutionRole extends Construct {
  readonly role: Role;
  /** Lambda refuses a function in a VPC, and a destination, that the role may not use: they are made after these. */
  readonly policies: readonly IamRolePolicy[];

  constructor(scope: Construct, id: string, props: ExecutionRoleProps) {
    super(scope, id);
    const { name, logGroupArn, failureQueueArn, isInVpc } = props;
    this.role = new Role(this, 'role', {
      name: `${name}-function`,
      description: `The function ${name}`,
      trust: {
        service: 'lambda.amazonaws.com',
        sourceAccount: { off: true, reason: 'Lambda sends no source account when it assumes the role of a function' },
      },
    });
    this.policies = [
      this.role.addPolicy('logs', [
        {
          ...{ Sid: 'WritesLogs', Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'] },
          Resource: `${logGroupArn}:*`,
        },
      ]),
      this.role.addPolicy('traces', [
        {
          // Service Authorization Reference, AWS X-Ray: neither has a resource.
          ...{ Sid: 'WritesTraces', Effect: 'Allow', Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'] },
          Resource: '*',
        },
      ]),
      this.role.addPolicy('failures', [
        { Sid: 'SendsWhatFailed', Effect: 'Allow', Action: 'sqs:SendMessage', Resource: failureQueueArn },
      ]),
      ...(isInVpc ? [this.role.addPolicy('network', networkInterfaces(props))] : []),
    ];
  }
}

/**
 * Lambda developer guide, Giving Lambda functions access to resources in an Amazon VPC: what Lambda needs, and what the function's own code should be denied.
 * DeleteNetworkInterface needs all resource IDs.
 */
function networkInterfaces({ name, account, region }: ExecutionRoleProps): PolicyStatement[] {
  const ec2 = (...actions: readonly string[]) => actions.map((action) => `ec2:${action}`);
  const addresses = ['AssignPrivateIpAddresses', 'UnassignPrivateIpAddresses'];
  const changes = ec2('CreateNetworkInterface', 'DeleteNetworkInterface', ...addresses);
  const reads = ec2('DescribeNetworkInterfaces', 'DescribeSubnets');
  const sourceFunction = { 'lambda:SourceFunctionArn': `arn:aws:lambda:${region}:${account}:function:${name}` };
  return [
    {
      ...{ Sid: 'LambdaHasNetworkInterfaces', Effect: 'Allow', Action: changes },
      Resource: `arn:aws:ec2:${region}:${account}:*/*`,
    },
    // Neither has a resource.
    { Sid: 'LambdaFindsThem', Effect: 'Allow', Action: reads, Resource: '*' },
    {
      ...{ Sid: 'TheCodeDoesNot', Effect: 'Deny', Action: [...changes, ...reads], Resource: '*' },
      Condition: { ArnEquals: sourceFunction },
    },
  ];
}
