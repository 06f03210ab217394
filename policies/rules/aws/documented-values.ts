import { identifier, isWithin, matching, oneOf, range, window, type DocumentedValue } from './documented-value';

const rds = 'https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/';
const cache = 'https://docs.aws.amazon.com/AmazonElastiCache/latest/';
const ec2 = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/';
const elb = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/';
const kms = 'https://docs.aws.amazon.com/kms/latest/APIReference/';
const sqs = 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/';
const secrets = 'https://docs.aws.amazon.com/secretsmanager/latest/apireference/';

const instance = `${rds}API_CreateDBInstance.html`;
const group = `${cache}APIReference/API_CreateReplicationGroup.html`;
const groupText = 'at most 255 letters, digits, spaces or ._-:/()#,@[]+=&;{}!$*';
const groupCharacters = '[a-zA-Z0-9 ._\\-:/()#,@[\\]+=&;{}!$*]{1,255}$';
const ofGroup = (member: string, page: string) =>
  matching(`ec2 ${member}`, groupText, new RegExp(`^${groupCharacters}`), `${ec2}${page}`);
const queue = (attribute: string, least: number, most: number) =>
  range(`sqs CreateQueue Attributes.${attribute}`, least, most, `${sqs}API_SetQueueAttributes.html`);
const keyDeletion = range(
  'kms ScheduleKeyDeletion PendingWindowInDays',
  7,
  30,
  `${kms}API_ScheduleKeyDeletion.html`,
  'days',
);
const block = (call: string, page: string): DocumentedValue => ({
  member: `ec2 ${call} CidrBlock`,
  expected: 'a block between /16 and /28',
  accepts: (value) => isWithin(value.split('/')[1] ?? '', 16, 28),
  page: `https://docs.aws.amazon.com/vpc/latest/userguide/${page}`,
});

export const documentedValues = {
  aws_cloudwatch_log_group: {
    retention_in_days: oneOf(
      'logs PutRetentionPolicy retentionInDays',
      [
        ...[0 /* never */, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731],
        ...[1096, 1827, 2192, 2557, 2922, 3288, 3653],
      ],
      'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html',
    ),
  },
  aws_cloudwatch_metric_alarm: {
    period: {
      member: 'cloudwatch PutMetricAlarm Period',
      expected: '10, 20, 30 or a multiple of 60',
      accepts: (value) => /^\d+$/.test(value) && (['10', '20', '30'].includes(value) || Number(value) % 60 === 0),
      page: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',
    },
  },
  aws_db_instance: {
    backup_retention_period: range('rds CreateDBInstance BackupRetentionPeriod', 0, 35, instance, 'days'),
    backup_window: window('rds CreateDBInstance PreferredBackupWindow', 'day', 30, instance),
    identifier: identifier('rds CreateDBInstance DBInstanceIdentifier', 63, instance),
    maintenance_window: window('rds CreateDBInstance PreferredMaintenanceWindow', 'week', 30, instance),
    monitoring_interval: oneOf('rds CreateDBInstance MonitoringInterval', [0, 1, 5, 10, 15, 30, 60], instance),
    performance_insights_retention_period: {
      member: 'rds CreateDBInstance PerformanceInsightsRetentionPeriod',
      expected: '7, 731, or a multiple of 31 days up to 713',
      accepts: (value) => ['7', '731'].includes(value) || (isWithin(value, 31, 713) && Number(value) % 31 === 0),
      page: instance,
    },
    username: matching(
      'rds CreateDBInstance MasterUsername',
      '1 to 63 letters, digits or underscores, a letter first',
      /^[A-Za-z]\w{0,62}$/,
      instance,
    ),
  },
  aws_db_option_group: {
    name: identifier('rds CreateOptionGroup OptionGroupName', 255, `${rds}API_CreateOptionGroup.html`),
  },
  aws_db_parameter_group: {
    name: identifier('rds CreateDBParameterGroup DBParameterGroupName', 255, `${rds}API_CreateDBParameterGroup.html`),
  },
  aws_db_subnet_group: {
    name: matching(
      'rds CreateDBSubnetGroup DBSubnetGroupName',
      'at most 255 letters, digits, periods, underscores, spaces or hyphens, a letter first, and not "default"',
      /^(?!default$)[A-Za-z][\w. -]{0,254}$/i,
      `${rds}API_CreateDBSubnetGroup.html`,
    ),
  },
  aws_elasticache_parameter_group: {
    name: identifier(
      'elasticache CreateCacheParameterGroup CacheParameterGroupName',
      255,
      `${cache}dg/ParameterGroups.Creating.html`,
    ),
  },
  aws_elasticache_replication_group: {
    maintenance_window: window('elasticache CreateReplicationGroup PreferredMaintenanceWindow', 'week', 60, group),
    replicas_per_node_group: range('elasticache CreateReplicationGroup ReplicasPerNodeGroup', 0, 5, group, 'replicas'),
    replication_group_id: identifier('elasticache CreateReplicationGroup ReplicationGroupId', 40, group),
    snapshot_retention_limit: range(
      'elasticache CreateReplicationGroup SnapshotRetentionLimit',
      0,
      35,
      `${cache}dg/backups-automatic.html`,
      'days',
    ),
    snapshot_window: window(
      'elasticache CreateReplicationGroup SnapshotWindow',
      'day',
      60,
      `${cache}dg/backups-automatic.html`,
    ),
  },
  aws_elasticache_subnet_group: {
    name: matching(
      'elasticache CreateCacheSubnetGroup CacheSubnetGroupName',
      'at most 255 letters, digits or hyphens',
      /^[A-Za-z0-9-]{1,255}$/,
      `${cache}APIReference/API_CreateCacheSubnetGroup.html`,
    ),
  },
  aws_kms_alias: {
    name: matching(
      'kms CreateAlias AliasName',
      'alias/ first, and not alias/aws/',
      /^alias\/(?!aws\/)./,
      `${kms}API_CreateAlias.html`,
    ),
  },
  aws_kms_key: { deletion_window_in_days: keyDeletion },
  aws_kms_replica_key: { deletion_window_in_days: keyDeletion },
  aws_lb: {
    name: matching(
      'elbv2 CreateLoadBalancer Name',
      '1 to 32 letters, digits or hyphens, no hyphen first or last, and not internal- first',
      /^(?!internal-)(?=.{1,32}$)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$/,
      `${elb}API_CreateLoadBalancer.html`,
    ),
  },
  aws_lb_target_group: {
    name: matching(
      'elbv2 CreateTargetGroup Name',
      '1 to 32 letters, digits or hyphens, no hyphen first or last',
      /^(?=.{1,32}$)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$/,
      `${elb}API_CreateTargetGroup.html`,
    ),
  },
  aws_s3_bucket: {
    bucket: matching(
      's3 CreateBucket Bucket',
      '3 to 63 lower-case letters, digits, periods or hyphens, a letter or digit first and last, no IP address and no reserved prefix or suffix',
      /^(?!xn--|sthree-|amzn-s3-demo-|\d+\.\d+\.\d+\.\d+$)(?!.*(\.\.|-s3alias$|--ol-s3$|\.mrap$|--x-s3$|--table-s3$))[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html',
    ),
  },
  aws_secretsmanager_secret: {
    name: matching(
      'secretsmanager CreateSecret Name',
      '1 to 512 letters, digits or /_+=.@-',
      /^[\w/+=.@-]{1,512}$/,
      `${secrets}API_CreateSecret.html`,
    ),
  },
  aws_security_group: {
    description: ofGroup('CreateSecurityGroup Description', 'API_CreateSecurityGroup.html'),
    name: matching(
      'ec2 CreateSecurityGroup GroupName',
      `${groupText}, and not sg- first`,
      new RegExp(`^(?!sg-)${groupCharacters}`),
      `${ec2}API_CreateSecurityGroup.html`,
    ),
  },
  aws_sns_topic: {
    name: matching(
      'sns CreateTopic Name',
      '1 to 256 letters, digits, hyphens or underscores, and .fifo last for a FIFO topic',
      /^(?=.{1,256}$)[\w-]+(\.fifo)?$/,
      'https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html',
    ),
  },
  aws_sqs_queue: {
    delay_seconds: queue('DelaySeconds', 0, 900),
    kms_data_key_reuse_period_seconds: queue('KmsDataKeyReusePeriodSeconds', 60, 86_400),
    max_message_size: queue('MaximumMessageSize', 1_024, 1_048_576),
    message_retention_seconds: queue('MessageRetentionPeriod', 60, 1_209_600),
    name: matching(
      'sqs CreateQueue QueueName',
      'at most 80 letters, digits, hyphens or underscores, and .fifo last for a FIFO queue',
      /^(?=.{1,80}$)[\w-]+(\.fifo)?$/,
      `${sqs}API_CreateQueue.html`,
    ),
    receive_wait_time_seconds: queue('ReceiveMessageWaitTimeSeconds', 0, 20),
    visibility_timeout_seconds: queue('VisibilityTimeout', 0, 43_200),
  },
  aws_subnet: { cidr_block: block('CreateSubnet', 'subnet-sizing.html') },
  aws_vpc: { cidr_block: block('CreateVpc', 'vpc-cidr-blocks.html') },
  aws_vpc_security_group_egress_rule: {
    description: ofGroup('AuthorizeSecurityGroupEgress IpPermissions', 'API_IpRange.html'),
  },
  aws_vpc_security_group_ingress_rule: {
    description: ofGroup('AuthorizeSecurityGroupIngress IpPermissions', 'API_IpRange.html'),
  },
} satisfies Readonly<Record<string, Readonly<Record<string, DocumentedValue>>>>;
