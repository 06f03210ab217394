import type { Control, WithoutRule } from '../../review/engine/framework';
import { construction, notCovered, manual, type Framework } from './framework';

/** Numbers by service, of AWS's list of the standard. */
const numbers: Readonly<Record<string, string>> = {
  Account: '1',
  ACM: '1 2',
  APIGateway: '1 2 3 4 5 8 9',
  AppSync: '1 2 5 6',
  Athena: '4',
  AutoScaling: '1 2 3 5 6 9',
  Backup: '1',
  CloudFront: '1 3 4 5 6 7 8 9 10 12 13 15 16',
  CloudTrail: '1 2 4 5',
  CodeBuild: '1 2 3 4 7',
  Cognito: '2 3',
  Config: '1',
  Connect: '2',
  DataFirehose: '1',
  DataSync: '1',
  DMS: '1 6 7 8 9 10 11 12 13',
  DocumentDB: '1 2 3 4 5 6',
  DynamoDB: '1 2 3 6 7',
  EC2: '1 2 3 4 6 7 8 9 10 15 16 17 18 19 20 21 23 24 25 51 55 56 57 58 60 170 171 172 173 180 181',
  ECR: '1 2 3',
  ECS: '1 2 3 4 5 8 9 10 12 16',
  EFS: '1 2 3 4 6 7 8',
  EKS: '1 2 3 8',
  ElastiCache: '1 2 3 4 5 6 7',
  ElasticBeanstalk: '1 2 3',
  ELB: '1 2 3 4 5 6 7 8 9 10 12 13 14 17 18',
  EMR: '1 2 3 4',
  ES: '1 2 3 4 5 6 7 8',
  EventBridge: '3',
  FSx: '1 2 3 4 5',
  Glue: '3 4',
  GuardDuty: '1 5 6 7 8 9 10 11 12 13',
  IAM: '1 2 3 4 5 6 7 8 21',
  Inspector: '1 2 3 4',
  Kinesis: '1 3',
  KMS: '1 2 3 5',
  Lambda: '1 2 5',
  Macie: '1 2',
  MQ: '2 3',
  MSK: '1 3 4 5 6',
  Neptune: '1 2 3 4 5 6 7 8',
  NetworkFirewall: '2 3 4 5 6 9 10',
  Opensearch: '1 2 3 4 5 6 7 8 10',
  PCA: '1',
  Route53: '2',
  RDS: '1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 19 20 21 22 23 24 25 27 34 35 36 37 40 41 42 43 44 45 46 47 48',
  Redshift: '1 2 3 4 6 7 8 10 15 18',
  RedshiftServerless: '1 2 3 5 6',
  S3: '1 2 3 5 6 8 9 12 13 19 24 25',
  SageMaker: '1 2 3 4 5 8',
  SecretsManager: '1 2 3 4',
  ServiceCatalog: '1',
  SNS: '4',
  SQS: '1 3',
  SSM: '1 2 3 4 6 7',
  StepFunctions: '1',
  Transfer: '2 3',
  WAF: '1 2 3 4 6 7 8 10 12',
  WorkSpaces: '1 2',
};

const events = construction('rds/Database subscribes to failure, failover, deletion and configuration changes');
const noClassicLoadBalancer = construction('modules create no classic load balancer');
const noWafClassic = construction('modules create no WAF Classic resource');
const running = manual('depends on runtime state, which is not in a configuration');
const account = manual('no Terraform resource covers the root user and the contacts of an account');

/** Controls without a rule, of services that Terrace uses: how each is met, or why it cannot be checked. */
const elsewhere: Readonly<Record<string, WithoutRule>> = {
  'Account.1': account,
  'ACM.1': manual('AWS renews the certificates that it issued; imported certificates are renewed by their owner'),
  'EC2.4': running,
  'EC2.17': construction('modules give no instance a second network interface'),
  'EC2.20': running,
  'EC2.24': construction('modules use no paravirtual instance type'),
  'ELB.2': noClassicLoadBalancer,
  'ELB.3': noClassicLoadBalancer,
  'ELB.7': noClassicLoadBalancer,
  'ELB.8': noClassicLoadBalancer,
  'ELB.9': noClassicLoadBalancer,
  'ELB.10': noClassicLoadBalancer,
  'ELB.14': noClassicLoadBalancer,
  'IAM.3': construction('modules create no user and no access key'),
  'IAM.5': construction('iam/OwnMfaPolicy denies everything except setting up MFA until the session has MFA'),
  'IAM.6': account,
  'IAM.8': manual('how people use the account is in IAM credential reports'),
  'Inspector.3': notCovered('no rule asks for the scan of the code of functions'),
  'RDS.4': construction('a snapshot is encrypted as its database is, which rds/storage-encrypted checks'),
  'RDS.19': events,
  'RDS.20': events,
  'RDS.21': events,
  'RDS.22': construction('modules create no aws_db_security_group'),
  'SecretsManager.2': running,
  'SecretsManager.3': running,
  'SSM.1': construction('bastion/Bastion gives its role AmazonSSMManagedInstanceCore'),
  'SSM.2': running,
  'SSM.3': running,
  'WAF.1': noWafClassic,
  'WAF.2': noWafClassic,
  'WAF.3': noWafClassic,
  'WAF.4': noWafClassic,
  'WAF.6': noWafClassic,
  'WAF.7': noWafClassic,
  'WAF.8': noWafClassic,
};

/** Services of which some rule looks at a resource. */
const judged = new Set(
  (
    'Account ACM APIGateway AppSync AutoScaling Backup CloudFront CloudTrail CodeBuild Cognito Config DMS DocumentDB ' +
    'DynamoDB EC2 ECR ECS EFS EKS ElastiCache ELB ES GuardDuty IAM Inspector Kinesis KMS Lambda MQ MSK Neptune Opensearch ' +
    'Redshift RedshiftServerless Route53 RDS S3 SageMaker SecretsManager SNS SQS SSM Transfer WAF'
  ).split(' '),
);

/** The controls of the standard, each by its consolidated id. AWS's page on a service describes them. */
export const fsbp: Framework = {
  id: 'fsbp',
  title: 'AWS Foundational Security Best Practices 1.0.0',
  source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html',
  field: 'securityHub',
  controls: Object.entries(numbers).flatMap(([service, list]) =>
    list.split(' ').map((number): Control => {
      const id = `${service}.${number}`;
      const otherwise =
        elsewhere[id] ?? (judged.has(service) ? undefined : notCovered(`no rule covers ${service} yet`));
      return otherwise ? { id, elsewhere: otherwise } : { id };
    }),
  ),
};
