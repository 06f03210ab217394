import { Unknown } from '../model/value';
import { actionOf } from './actions';
import type { Document, Statement } from './document';

/**
 * AWS's own policies that are met most, as the AWS managed policy reference has them (November 2026). AWS may change them at
 * any time, which is why only few, small and slow ones are here. Of others the text is not known.
 */
const documents: Readonly<Record<string, readonly Statement[]>> = {
  AdministratorAccess: [allow(['*'])],
  PowerUserAccess: [
    { effect: 'Allow', notActions: ['iam:*', 'organizations:*', 'account:*'], resources: ['*'], conditions: [] },
    allow([
      'account:GetAccountInformation',
      'account:GetGovCloudAccountInformation',
      'account:GetPrimaryEmail',
      'account:ListRegions',
      'iam:CreateServiceLinkedRole',
      'iam:DeleteServiceLinkedRole',
      'iam:ListRoles',
      'organizations:DescribeEffectivePolicy',
      'organizations:DescribeOrganization',
    ]),
  ],
  IAMFullAccess: [
    allow([
      'iam:*',
      'organizations:DescribeAccount',
      'organizations:DescribeOrganization',
      'organizations:DescribeOrganizationalUnit',
      'organizations:DescribePolicy',
      'organizations:ListChildren',
      'organizations:ListParents',
      'organizations:ListPoliciesForTarget',
      'organizations:ListRoots',
      'organizations:ListPolicies',
      'organizations:ListTargetsForPolicy',
    ]),
  ],
  AmazonS3FullAccess: [allow(['s3:*', 's3-object-lambda:*'])],
  AmazonS3ReadOnlyAccess: [
    allow(['s3:Get*', 's3:List*', 's3:Describe*', 's3-object-lambda:Get*', 's3-object-lambda:List*']),
  ],
  AmazonSQSFullAccess: [allow(['sqs:*'])],
  AmazonEC2ContainerRegistryReadOnly: [
    allow([
      'ecr:GetAuthorizationToken',
      'ecr:BatchCheckLayerAvailability',
      'ecr:GetDownloadUrlForLayer',
      'ecr:GetRepositoryPolicy',
      'ecr:DescribeRepositories',
      'ecr:ListImages',
      'ecr:DescribeImages',
      'ecr:BatchGetImage',
      'ecr:GetLifecyclePolicy',
      'ecr:GetLifecyclePolicyPreview',
      'ecr:ListTagsForResource',
      'ecr:DescribeImageScanFindings',
    ]),
  ],
  AmazonSSMManagedInstanceCore: [
    allow([
      'ssm:DescribeAssociation',
      'ssm:GetDeployablePatchSnapshotForInstance',
      'ssm:GetDocument',
      'ssm:DescribeDocument',
      'ssm:GetManifest',
      'ssm:GetParameter',
      'ssm:GetParameters',
      'ssm:ListAssociations',
      'ssm:ListInstanceAssociations',
      'ssm:PutInventory',
      'ssm:PutComplianceItems',
      'ssm:PutConfigurePackageResult',
      'ssm:UpdateAssociationStatus',
      'ssm:UpdateInstanceAssociationStatus',
      'ssm:UpdateInstanceInformation',
      'ssmmessages:CreateControlChannel',
      'ssmmessages:CreateDataChannel',
      'ssmmessages:OpenControlChannel',
      'ssmmessages:OpenDataChannel',
      'ec2messages:AcknowledgeMessage',
      'ec2messages:DeleteMessage',
      'ec2messages:FailMessage',
      'ec2messages:GetEndpoint',
      'ec2messages:GetMessages',
      'ec2messages:SendReply',
    ]),
  ],
  'service-role/AmazonRDSEnhancedMonitoringRole': [
    allow(['logs:CreateLogGroup', 'logs:PutRetentionPolicy'], 'arn:aws:logs:*:*:log-group:RDS*'),
    allow(
      ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams', 'logs:GetLogEvents'],
      'arn:aws:logs:*:*:log-group:RDS*:log-stream:*',
    ),
  ],
  'service-role/AWSLambdaBasicExecutionRole': [
    allow(['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents']),
  ],
  'service-role/AmazonECSTaskExecutionRolePolicy': [
    allow([
      'ecr:GetAuthorizationToken',
      'ecr:BatchCheckLayerAvailability',
      'ecr:GetDownloadUrlForLayer',
      'ecr:BatchGetImage',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
    ]),
  ],
  AWSXRayDaemonWriteAccess: [
    allow([
      'xray:PutTraceSegments',
      'xray:PutTelemetryRecords',
      'xray:GetSamplingRules',
      'xray:GetSamplingTargets',
      'xray:GetSamplingStatisticSummaries',
    ]),
  ],
};

/** Long ones that change often: what each allows at most. Whether it allows a certain action of these is not known. */
const limits: Readonly<Record<string, (action: string) => boolean>> = {
  ReadOnlyAccess: isReading,
  SecurityAudit: isReading,
  CloudWatchReadOnlyAccess: isReading,
  AmazonEC2ReadOnlyAccess: isReading,
  AWSSupportAccess: (action) => /^support(app|plans)?:/i.test(action),
  'job-function/ViewOnlyAccess': isReading,
  'job-function/Billing': (action) => billing.test(action),
};

const billing =
  /^(account|aws-portal|bcm-[a-z-]+|billing|billingconductor|budgets|ce|consolidatedbilling|cur|freetier|invoicing|mapcredits|payments|pricing|purchase-orders|support|sustainability|tax):/i;

/** One of AWS's policies, as far as it is known. */
export interface AwsManagedPolicy {
  /** `AdministratorAccess` */
  readonly name: string;
  readonly document: Document | Unknown;
  readonly atMost?: (action: string) => boolean;
}

/** The policy of an ARN such as `arn:aws:iam::aws:policy/AdministratorAccess`; nothing when it is none of AWS's. */
export function awsManagedPolicy(arn: string): AwsManagedPolicy | undefined {
  const path = /^arn:[\w-]+:iam::aws:policy\/(.+)$/.exec(arn)?.[1];
  if (path === undefined) return undefined;
  const name = path.split('/').at(-1) as string;
  const statements = Object.hasOwn(documents, path) ? documents[path] : undefined;
  if (statements) return { name, document: { version: '2012-10-17', statements } };
  const atMost = Object.hasOwn(limits, path) ? limits[path] : undefined;
  return { name, document: new Unknown(`the text of ${arn}, which is AWS's`), ...(atMost && { atMost }) };
}

function allow(actions: readonly string[], resource = '*'): Statement {
  return { effect: 'Allow', actions, resources: [resource], conditions: [] };
}

function isReading(action: string): boolean {
  const level = actionOf(action)?.accessLevel;
  return level === undefined || level === 'List' || level === 'Read';
}
