import type { Graph } from '../../../review/model/graph';
import { accountOf, arnOf, regionOf } from '../../../review/model/identity';
import { Resource } from '../../../review/model/resource';
import { isAbsent, isList, isMap, type Value } from '../../../review/model/value';
import type { ContextValues } from '../../../review/iam/context';
import type { ServiceRequest } from '../support/service-access';

/** A key that a service has to use under its own name. */
export interface KeyUse {
  /** The attribute that makes the service do so: `alarm_actions`. */
  readonly attribute: string;
  /** The topic or queue that is encrypted with the key, where it is not the resource itself. */
  readonly through?: Resource;
  readonly key: Value | undefined;
  readonly request: ServiceRequest;
}

interface Sender {
  readonly service: string;
  /** The attributes that name topics or queues. */
  readonly targets: readonly string[];
  /** Whether it says for which account and resource it acts. */
  readonly sendsSource: boolean;
}

const alarm: Sender = {
  service: 'cloudwatch.amazonaws.com',
  targets: ['alarm_actions', 'ok_actions', 'insufficient_data_actions'],
  sendsSource: true,
};

const events = { service: 'events.amazonaws.com', sendsSource: false };

/**
 * Who sends to topics and queues under its own name: SNS developer guide, "Enable compatibility between event sources from
 * AWS services and encrypted topics"; SQS developer guide, "Key management". EventBridge does not send `aws:SourceAccount`
 * and `aws:SourceArn` for encrypted topics and queues.
 */
const senders: Readonly<Record<string, Sender>> = {
  aws_cloudwatch_composite_alarm: alarm,
  aws_cloudwatch_metric_alarm: alarm,
  aws_cloudwatch_event_bus: { ...events, targets: ['dead_letter_config.arn'] },
  aws_cloudwatch_event_target: { ...events, targets: ['arn', 'dead_letter_config.arn'] },
  aws_db_event_subscription: { service: 'events.rds.amazonaws.com', targets: ['sns_topic'], sendsSource: true },
  aws_s3_bucket_notification: {
    service: 's3.amazonaws.com',
    targets: ['topic.topic_arn', 'queue.queue_arn'],
    sendsSource: true,
  },
  aws_sns_topic_subscription: { service: 'sns.amazonaws.com', targets: ['endpoint'], sendsSource: true },
};

/** The types that make a service use a key. */
export const usingTypes: readonly string[] = [
  'aws_cloudtrail',
  'aws_cloudwatch_log_group',
  'aws_route53_key_signing_key',
  ...Object.keys(senders),
];

/** The keys that a service has to use for a resource. */
export function keyUsesOf(resource: Resource, graph: Graph): readonly KeyUse[] {
  if (resource.type === 'aws_cloudwatch_log_group') return logGroupUse(resource);
  if (resource.type === 'aws_cloudtrail') return trailUses(resource);
  if (resource.type === 'aws_route53_key_signing_key') return [signingUse(resource)];
  const own = resource.type === 'aws_cloudwatch_event_bus' ? [busUse(resource)] : [];
  const sender = senders[resource.type];
  if (!sender) return own;
  const sent = sender.targets.flatMap((attribute) =>
    valuesAt(resource, attribute).flatMap((value) => {
      const target = graph.resolveFor(resource, value, 'aws_sns_topic', 'aws_sqs_queue');
      if (!(target instanceof Resource)) return [];
      const key = target.at('kms_master_key_id');
      return [{ attribute, through: target, key, request: sending(resource, sender) }];
    }),
  );
  return [...own, ...sent];
}

/** EventBridge user guide, Authorizing EventBridge to use a customer managed key. */
function busUse(bus: Resource): KeyUse {
  return {
    attribute: 'kms_key_identifier',
    key: bus.at('kms_key_identifier'),
    request: {
      service: 'events.amazonaws.com',
      actions: ['kms:DescribeKey', 'kms:Decrypt', 'kms:GenerateDataKey'],
      context: sourceAccount(bus),
    },
  };
}

/** Where the provider does not tell the region or the account, a policy for any of them is taken to be for the right one. */
function logGroupUse(group: Resource): readonly KeyUse[] {
  const [region, account] = [regionOf(group.provider), accountOf(group.provider)];
  const isKnown = typeof region === 'string' && typeof account === 'string';
  return [
    {
      attribute: 'kms_key_id',
      key: group.at('kms_key_id'),
      request: {
        service: `logs.${typeof region === 'string' ? region : '*'}.amazonaws.com`,
        actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey'],
        context: isKnown ? { 'kms:EncryptionContext:aws:logs:arn': arnOf(group) } : {},
      },
    },
  ];
}

/** CloudTrail user guide, Configure AWS KMS key policies for CloudTrail: it names the trail in the encryption context of what it encrypts. */
function trailUses(trail: Resource): readonly KeyUse[] {
  const source = { ...sourceAccount(trail), 'aws:SourceArn': arnOf(trail) };
  const shared = { attribute: 'kms_key_id', key: trail.at('kms_key_id') };
  const context = 'kms:EncryptionContext:aws:cloudtrail:arn';
  const request = (action: string, named: ContextValues) => ({
    ...{ service: 'cloudtrail.amazonaws.com', actions: [action] },
    context: { ...source, ...named },
  });
  return [
    { ...shared, request: request('kms:GenerateDataKey', { [context]: arnOf(trail) }) },
    { ...shared, request: request('kms:DescribeKey', { [context]: null }) },
  ];
}

/** Route 53 API reference, CreateKeySigningKey, KeyManagementServiceArn. */
function signingUse(signingKey: Resource): KeyUse {
  return {
    attribute: 'key_management_service_arn',
    key: signingKey.at('key_management_service_arn'),
    request: {
      service: 'dnssec-route53.amazonaws.com',
      actions: ['kms:DescribeKey', 'kms:GetPublicKey', 'kms:Sign'],
      context: sourceAccount(signingKey),
    },
  };
}

function sending(resource: Resource, { service, sendsSource }: Sender): ServiceRequest {
  const notSent: ContextValues = { 'aws:SourceAccount': null, 'aws:SourceArn': null };
  const context = sendsSource ? sourceAccount(resource) : notSent;
  return { service, actions: ['kms:Decrypt', 'kms:GenerateDataKey'], context };
}

function sourceAccount({ provider }: Resource): ContextValues {
  const account = accountOf(provider);
  return typeof account === 'string' ? { 'aws:SourceAccount': account } : {};
}

function valuesAt(resource: Resource, attribute: string): readonly Value[] {
  const [block = '', inner] = attribute.split('.');
  const value = resource.at(block);
  const values = isAbsent(value) ? [] : isList(value) ? value : [value];
  return inner === undefined ? values : values.flatMap((one) => (isMap(one) ? (one[inner] ?? []) : []));
}

/** The key of the input that an attribute names, also by its alias. */
export function keyNamed(graph: Graph, asking: Resource, value: Value | undefined): Resource | undefined {
  const found = graph.resolveFor(asking, value, 'aws_kms_key', 'aws_kms_replica_key', 'aws_kms_alias');
  if (!(found instanceof Resource) || found.mode !== 'managed') return undefined;
  if (found.type === 'aws_kms_key' || found.type === 'aws_kms_replica_key') return found;
  if (found.type !== 'aws_kms_alias') return undefined;
  return keyNamed(graph, found, found.at('target_key_id'));
}
