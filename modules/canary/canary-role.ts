import type { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Construct } from 'constructs';
import { Role } from '../iam/role';
import type { CanaryProps } from './canary-props';

/**
 * The role that a canary's runs have (CloudWatch Synthetics API reference, CreateCanary, ExecutionRoleArn; CloudWatch user guide, Canaries and X-Ray tracing). It makes no
 * log group, though that page has it: the canary's own is there, encrypted. By its key's policy, who may write an object through S3 may encrypt it.
 */
export class CanaryRole extends Construct {
  readonly role: Role;
  /** A canary that starts before its role may do what it does has a run that fails. */
  readonly policies: readonly IamRolePolicy[];

  constructor(scope: Construct, id: string, { name, account, region, artifacts }: CanaryProps) {
    super(scope, id);
    const allow = { Effect: 'Allow' } as const;
    const functions = `arn:aws:logs:${region}:${account}:log-group:/aws/lambda/cwsyn-${name}-*`;
    this.role = new Role(this, 'role', {
      name: `${name}-canary`,
      description: `The canary ${name}`,
      trust: {
        service: 'lambda.amazonaws.com',
        sourceAccount: { off: true, reason: 'Lambda sends no source account when it assumes the role of a function' },
      },
    });
    this.policies = [
      this.role.addPolicy('artifacts', [
        {
          ...{ ...allow, Sid: 'WritesArtifacts', Action: 's3:PutObject' },
          Resource: `${artifacts.bucketArn}/${name}/*`,
        },
        { ...allow, Sid: 'FindsTheirBucket', Action: 's3:GetBucketLocation', Resource: artifacts.bucketArn },
        // It has no resource.
        { ...allow, Sid: 'ListsNamesOfBuckets', Action: 's3:ListAllMyBuckets', Resource: '*' },
      ]),
      this.role.addPolicy('logs', [
        { ...allow, Sid: 'WritesLogs', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: functions },
      ]),
      this.role.addPolicy('metrics', [
        {
          // It has no resource, but a namespace.
          ...{ ...allow, Sid: 'TellsOfRuns', Action: 'cloudwatch:PutMetricData', Resource: '*' },
          Condition: { StringEquals: { 'cloudwatch:namespace': 'CloudWatchSynthetics' } },
        },
      ]),
      // It has no resource.
      this.role.addPolicy('traces', [
        { ...allow, Sid: 'WritesTraces', Action: 'xray:PutTraceSegments', Resource: '*' },
      ]),
    ];
  }
}
