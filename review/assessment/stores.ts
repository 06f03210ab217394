import { asText } from '../model/configuration/text';
import type { Graph } from '../model/graph';
import type { Resource } from '../model/resource';
import { isAbsent, Unknown, type Value } from '../model/value';

/** A data store, as a reviewer asks about it. */
export interface StoreView {
  /** `database`, `cache`, `bucket` */
  readonly kind: string;
  readonly name: string;
  readonly address: string;
  readonly constructPath?: string;
  /** `postgres 17`, `replica of prod-main` */
  readonly what: string;
  /** `encrypted by prod-data`, `not encrypted`; what is not known says so. */
  readonly encryption: string;
}

interface Kind {
  readonly kind: string;
  readonly name: string;
  readonly what: (resource: Resource) => string;
  /** The attributes that decide whether a store is encrypted, and with which key. */
  readonly encrypted?: string;
  readonly key?: string;
}

const kinds: Readonly<Record<string, Kind>> = {
  aws_db_instance: {
    kind: 'database',
    name: 'identifier',
    what: (db) => (isAbsent(db.at('replicate_source_db')) ? engine(db) : 'replica'),
    encrypted: 'storage_encrypted',
    key: 'kms_key_id',
  },
  aws_rds_cluster: {
    kind: 'database',
    name: 'cluster_identifier',
    what: engine,
    encrypted: 'storage_encrypted',
    key: 'kms_key_id',
  },
  aws_elasticache_replication_group: {
    kind: 'cache',
    name: 'replication_group_id',
    what: engine,
    encrypted: 'at_rest_encryption_enabled',
    key: 'kms_key_id',
  },
  aws_elasticache_serverless_cache: {
    kind: 'cache',
    name: 'name',
    what: (cache) => `serverless ${engine(cache)}`,
  },
  aws_s3_bucket: { kind: 'bucket', name: 'bucket', what: () => 'S3' },
  aws_dynamodb_table: { kind: 'table', name: 'name', what: () => 'DynamoDB' },
  aws_sqs_queue: { kind: 'queue', name: 'name', what: () => 'SQS' },
  aws_efs_file_system: {
    kind: 'file system',
    name: 'creation_token',
    what: () => 'EFS',
    encrypted: 'encrypted',
    key: 'kms_key_id',
  },
  aws_opensearch_domain: { kind: 'search', name: 'domain_name', what: engine },
  aws_redshift_cluster: {
    kind: 'warehouse',
    name: 'cluster_identifier',
    what: () => 'Redshift',
    encrypted: 'encrypted',
    key: 'kms_key_id',
  },
};

/** The stores of an environment, by type and in the order of the input. */
export function storesOf(graph: Graph, environment: string): readonly StoreView[] {
  return Object.entries(kinds).flatMap(([type, kind]) =>
    graph
      .all(type)
      .filter((resource) => resource.environment === environment)
      .map((resource) => ({
        kind: kind.kind,
        name: text(resource.at(kind.name)) ?? resource.address,
        address: resource.address,
        ...(resource.constructPath && { constructPath: resource.constructPath }),
        what: kind.what(resource),
        encryption: encryptionOf(resource, kind, graph),
      })),
  );
}

function encryptionOf(resource: Resource, { encrypted, key }: Kind, graph: Graph): string {
  if (resource.type === 'aws_s3_bucket') return bucketEncryption(resource, graph);
  if (resource.type === 'aws_dynamodb_table')
    return byKey(resource, resource.at('server_side_encryption.kms_key_arn'), graph);
  // A serverless cache is always encrypted.
  if (resource.type === 'aws_elasticache_serverless_cache') return byKey(resource, resource.at('kms_key_id'), graph);
  if (resource.type === 'aws_sqs_queue') return queueEncryption(resource, graph);
  if (!encrypted || !key) return '';
  // A replica in the region of its source has its encryption.
  if (!isAbsent(resource.at('replicate_source_db')) && isAbsent(resource.at(key))) return 'as its source';
  const is = resource.at(encrypted);
  if (is instanceof Unknown) return `not known: ${is.because}`;
  return asText(is ?? null) === 'true' ? byKey(resource, resource.at(key), graph) : 'not encrypted';
}

function bucketEncryption(bucket: Resource, graph: Graph): string {
  const { found } = graph.children(bucket, 'aws_s3_bucket_server_side_encryption_configuration', 'bucket');
  const key = found[0]?.at('rule.apply_server_side_encryption_by_default.kms_master_key_id');
  return byKey(found[0] ?? bucket, key, graph);
}

/** Without a key, a queue is encrypted unless that is off: SQS API reference, CreateQueue, SqsManagedSseEnabled. */
function queueEncryption(queue: Resource, graph: Graph): string {
  const key = queue.at('kms_master_key_id');
  const managed = queue.at('sqs_managed_sse_enabled');
  const isOff = isAbsent(key) && asText(managed ?? null) === 'false';
  return isOff ? 'not encrypted' : byKey(queue, key, graph);
}

function byKey(store: Resource, value: Value | undefined, graph: Graph): string {
  if (isAbsent(value)) return "encrypted by AWS's key";
  const key = graph.resolveFor(store, value, 'aws_kms_key', 'aws_kms_replica_key', 'aws_kms_alias');
  if (key instanceof Unknown) return `encrypted, by which key is not known: ${key.because}`;
  return `encrypted by ${key ? nameOfKey(key, graph) : text(value)}`;
}

function nameOfKey(key: Resource, graph: Graph): string {
  const alias = key.type === 'aws_kms_alias' ? key : graph.children(key, 'aws_kms_alias', 'target_key_id').found[0];
  return text(alias?.at('name')) ?? key.constructPath ?? key.address;
}

function engine(resource: Resource): string {
  const version = resource.at('engine_version') ?? resource.at('major_engine_version');
  return [resource.at('engine'), version].flatMap((value) => text(value) ?? []).join(' ');
}

function text(value: Value | undefined): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
