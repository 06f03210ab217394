import type { PolicyStatement } from '../iam/policy-statement';
import { Key } from './key';
import type { KeyRef } from './key-ref';
import { ReplicaKey } from './replica-key';

const names = {
  dms: 'Dms',
  dynamodb: 'DynamoDb',
  elasticfilesystem: 'ElasticFileSystem',
  ecr: 'Ecr',
  lambda: 'Lambda',
  rds: 'Rds',
  scheduler: 'Scheduler',
  secretsmanager: 'SecretsManager',
  elasticache: 'ElastiCache',
  s3: 'S3',
  sns: 'Sns',
  sqs: 'Sqs',
  ssm: 'Ssm',
  xray: 'XRay',
};

/** Opens a key to CloudWatch Logs. The policy of a key that another stack or module made is not ours to change: it must admit the service. */
export function openToLogs(key: KeyRef): void {
  if (isOwn(key)) key.allowLogs();
}

/** Opens a key to services that use it for the account's principals, likewise. @param services by the name in their endpoint */
export function openToServices(key: KeyRef, ...services: readonly (keyof typeof names)[]): void {
  if (isOwn(key)) for (const service of services) key.allowViaService(names[service], service);
}

/** Opens a key to the account's CloudFront distributions, likewise. */
export function openToCloudFront(key: KeyRef): void {
  if (isOwn(key)) key.allowCloudFront();
}

/** Opens a key to CloudTrail for one trail, likewise. */
export function openToTrail(key: KeyRef, trailArn: string): void {
  if (isOwn(key)) key.allowTrail(trailArn);
}

/** Opens a key to GuardDuty for what the account's detectors export, likewise (GuardDuty user guide, Exporting generated GuardDuty findings to Amazon S3 buckets). */
export function openToFindings(key: KeyRef, account: string): void {
  if (isOwn(key)) key.allowService('GuardDuty', 'guardduty.amazonaws.com', detectors(account));
}

/** Detectors of an account, of all regions: each has an id that AWS gives. */
export function detectors(account: string): NonNullable<PolicyStatement['Condition']> {
  return {
    StringEquals: { 'aws:SourceAccount': account },
    ArnLike: { 'aws:SourceArn': `arn:aws:guardduty:*:${account}:detector/*` },
  };
}

function isOwn(key: KeyRef): key is Key | ReplicaKey {
  return key instanceof Key || key instanceof ReplicaKey;
}

/** A service that sends to queues under its own name, by its principal without `.amazonaws.com`. */
export type QueueSender = 's3' | 'sns' | 'events';

const senders = { s3: 'S3Notifications', sns: 'SnsDeliveries', events: 'EventBridgeDeliveries' };

/**
 * Opens a key to a service that sends to the account's queues, likewise (SQS developer guide, Configure KMS permissions for AWS services).
 *
 * EventBridge tells no source account for an encrypted target (SNS developer guide, Managing encryption keys and costs). SQS names the queue in the encryption context
 * of its calls of KMS, which binds EventBridge to the account's queues.
 */
export function openToQueueSender(
  key: KeyRef,
  sender: QueueSender,
  { account, region }: { readonly account: string; readonly region: string },
): void {
  if (!isOwn(key)) return;
  const ofQueues = { ArnLike: { 'kms:EncryptionContext:aws:sqs:arn': `arn:aws:sqs:${region}:${account}:*` } };
  const ofAccount = { StringEquals: { 'aws:SourceAccount': account } };
  key.allowService(senders[sender], `${sender}.amazonaws.com`, sender === 'events' ? ofQueues : ofAccount);
}

/**
 * Opens a key to a service that publishes to the account's topics under its own name, likewise (SNS developer guide, Managing encryption keys and costs). EventBridge
 * tells no source account; SNS names the topic in the encryption context. SES: SES developer guide, Configuring Amazon SNS notifications for Amazon SES.
 */
export function openToTopicPublisher(
  key: KeyRef,
  publisher: 's3' | 'events' | 'ses',
  { account, region }: { readonly account: string; readonly region: string },
): void {
  if (!(key instanceof Key)) return;
  if (publisher === 's3') return openToQueueSender(key, 's3', { account, region });
  if (publisher === 'ses') {
    return key.allowService('SesEvents', 'ses.amazonaws.com', { StringEquals: { 'aws:SourceAccount': account } });
  }
  key.allowService('EventBridgePublications', 'events.amazonaws.com', {
    ArnLike: { 'kms:EncryptionContext:aws:sns:topicArn': `arn:aws:sns:${region}:${account}:*` },
  });
}

/** Opens a key to the event buses of the account, likewise (EventBridge user guide, Authorizing EventBridge to use a customer managed key). */
export function openToEventBus(key: KeyRef): void {
  if (isOwn(key)) key.allowService('EventBridgeBuses', 'events.amazonaws.com');
}

/**
 * Opens a key to the schedules of the account, likewise: who makes one encrypts its message through Scheduler, and its role decrypts it. Both name the schedule in the
 * encryption context (EventBridge Scheduler user guide, Using identity-based policies, CreateSchedule).
 */
export function openToSchedules(
  key: KeyRef,
  { account, region }: { readonly account: string; readonly region: string },
): void {
  if (!isOwn(key)) return;
  openToServices(key, 'scheduler');
  const schedules = `arn:aws:scheduler:${region}:${account}:schedule/*`;
  key.allowEncryptionContext('Schedules', 'aws:scheduler:schedule:arn', schedules);
}

/**
 * Opens a key to the roles of the account's pipes, likewise (EventBridge user guide, Encrypting EventBridge Pipes data with AWS KMS keys: the page calls the key of the
 * encryption context `aws:pipes:arn` in its text and `aws:pipe:arn` in its policy).
 */
export function openToPipes(
  key: KeyRef,
  { account, region }: { readonly account: string; readonly region: string },
): void {
  if (!isOwn(key)) return;
  const pipes = `arn:aws:pipes:${region}:${account}:pipe/*`;
  key.allowEncryptionContext('Pipes', 'aws:pipe:arn', pipes);
  key.allowEncryptionContext('PipesByText', 'aws:pipes:arn', pipes);
}
