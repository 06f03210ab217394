import { adding, replacing, together, within, type FlawInApplication } from '../flaw';

const outsideVpc = replacing(
  `  vpc_options {
    subnet_ids         = [aws_subnet.data_a.id, aws_subnet.data_b.id]
    security_group_ids = [aws_security_group.database.id]
  }
`,
  '',
);
const noAccessControl = within('aws_opensearch_domain.catalogue', 'enabled = true', 'enabled = false');

const notebook = 'aws_sagemaker_notebook_instance.main';
const named = '{ AWS = aws_iam_role.task.arn }';

export const serviceFlaws: readonly FlawInApplication[] = [
  { rule: 'opensearch/in-vpc', put: outsideVpc },
  { rule: 'opensearch/access-control', put: noAccessControl },
  {
    // It takes all three: an open policy, no VPC and nobody who asks for a user.
    rule: 'opensearch/not-public',
    put: together(outsideVpc, noAccessControl, within('aws_opensearch_domain.catalogue', named, '"*"')),
    also: ['opensearch/in-vpc', 'opensearch/access-control'],
  },
  {
    rule: 'eks/endpoint-not-public',
    put: within('aws_eks_cluster.main', 'endpoint_public_access  = false', 'endpoint_public_access  = true'),
  },
  { rule: 'eks/supported-version', put: within('aws_eks_cluster.main', '"1.34"', '"1.27"') },
  { rule: 'appsync/no-api-key', put: within('aws_appsync_graphql_api.main', '"AWS_IAM"', '"API_KEY"') },
  {
    rule: 'redshift/not-public',
    put: within('aws_redshift_cluster.main', 'accessible       = false', 'accessible = true'),
  },
  { rule: 'msk/not-public', put: within('aws_msk_cluster.main', '"DISABLED"', '"SERVICE_PROVIDED_EIPS"') },
  { rule: 'mq/not-public', put: within('aws_mq_broker.main', 'accessible = false', 'accessible = true') },
  {
    rule: 'dms/not-public',
    put: within('aws_dms_replication_instance.main', 'accessible         = false', 'accessible = true'),
  },
  {
    rule: 'sagemaker/no-direct-internet',
    put: within(notebook, 'direct_internet_access = "Disabled"', 'direct_internet_access = "Enabled"'),
  },
  { rule: 'sagemaker/no-root', put: within(notebook, 'root_access            = "Disabled"', '') },
  { rule: 'sagemaker/in-vpc', put: within(notebook, 'subnet_id              = aws_subnet.private_a.id', '') },
  { rule: 'resource-policy/data-not-public', put: within('aws_glacier_vault.archive', named, '"*"') },
  { rule: 'resource-policy/not-public', put: within('aws_efs_file_system_policy.media', named, '{ AWS = "*" }') },
  { rule: 'event-bridge/not-public', put: within('aws_cloudwatch_event_permission.partner', '"222233334444"', '"*"') },
  {
    rule: 'module/is-read',
    put: adding(`
module "mail" {
  source  = "example.com/mail/aws"
  version = "1.2.0"
  domain  = "example.com"
}`),
  },
  ...(
    [
      ['module/no-public-arguments', 'publicly_accessible = true'],
      ['module/encrypted', 'storage_encrypted = false'],
      ['module/no-literal-secret', 'password = "hunter2hunter2"'],
    ] as const
  ).map(([rule, argument]) => ({
    rule,
    put: adding(`
module "database" {
  source  = "terraform-aws-modules/rds/aws"
  version = "6.10.0"
  ${argument}
}`),
    // Whatever its arguments say, the module was not read.
    also: ['module/is-read'],
  })),
];
