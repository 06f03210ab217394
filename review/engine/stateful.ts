import type { Resource } from '../model/resource';

/**
 * Types that keep what cannot be made again by an apply, each with the arguments whose change replaces it (the AWS
 * provider's `ForceNew`, 5.100.0): a plan says so itself, two syntheses only show that they differ.
 */
export const statefulTypes: Readonly<Record<string, readonly string[]>> = {
  aws_backup_vault: ['name', 'kms_key_arn'],
  aws_db_instance: [
    ...['availability_zone', 'character_set_name', 'custom_iam_instance_profile', 'db_name'],
    ...[
      'engine',
      'kms_key_id',
      'nchar_character_set_name',
      'snapshot_identifier',
      'storage_encrypted',
      'timezone',
      'username',
    ],
  ],
  aws_docdb_cluster: ['cluster_identifier', 'kms_key_id', 'master_username', 'storage_encrypted'],
  aws_dynamodb_table: ['hash_key', 'local_secondary_index', 'name', 'range_key'],
  aws_ebs_volume: ['availability_zone', 'encrypted', 'kms_key_id', 'snapshot_id'],
  aws_ecr_repository: ['encryption_configuration', 'name'],
  aws_efs_file_system: ['availability_zone_name', 'creation_token', 'encrypted', 'kms_key_id', 'performance_mode'],
  aws_elasticache_replication_group: [
    ...['at_rest_encryption_enabled', 'kms_key_id', 'port', 'replication_group_id', 'subnet_group_name'],
  ],
  aws_kms_key: ['customer_master_key_spec', 'key_usage', 'multi_region'],
  aws_cloudwatch_event_archive: ['event_source_arn', 'name'],
  aws_cloudwatch_log_group: ['name', 'log_group_class'],
  aws_rds_cluster: [
    'cluster_identifier',
    'database_name',
    'engine',
    'kms_key_id',
    'master_username',
    'storage_encrypted',
  ],
  aws_s3_bucket: ['bucket', 'object_lock_enabled'],
  aws_secretsmanager_secret: ['name'],
  aws_sqs_queue: ['fifo_queue', 'name'],
  ...planOnly([
    ...['aws_cognito_user_pool', 'aws_db_snapshot', 'aws_dsql_cluster', 'aws_ebs_snapshot'],
    ...['aws_elasticache_serverless_cache', 'aws_fsx_lustre_file_system', 'aws_fsx_ontap_file_system'],
    ...['aws_fsx_openzfs_file_system', 'aws_fsx_windows_file_system', 'aws_rds_global_cluster'],
    ...['aws_redshiftserverless_namespace', 'aws_timestreamwrite_table'],
  ]),
  aws_dynamodb_global_table: ['name'],
  aws_elasticache_cluster: ['cluster_id', 'engine', 'node_type', 'port', 'subnet_group_name'],
  aws_kinesis_stream: ['name'],
  aws_memorydb_cluster: ['kms_key_arn', 'name', 'port', 'subnet_group_name', 'tls_enabled'],
  aws_msk_cluster: ['cluster_name'],
  aws_neptune_cluster: ['cluster_identifier', 'kms_key_arn', 'storage_encrypted'],
  // Holds no data; but all that does is in it, and goes with it.
  aws_vpc: ['cidr_block', 'instance_tenancy', 'ipv4_ipam_pool_id'],
  aws_opensearch_domain: ['domain_name', 'encrypt_at_rest'],
  aws_redshift_cluster: ['cluster_identifier', 'database_name', 'kms_key_id', 'master_username'],
};

export function isStateful({ mode, type }: Pick<Resource, 'mode' | 'type'>): boolean {
  return mode === 'managed' && Object.hasOwn(statefulTypes, type);
}

/** Resources of which a plan says why they are replaced; two syntheses only show that they are gone. */
function planOnly(types: readonly string[]): Record<string, readonly string[]> {
  return Object.fromEntries(types.map((type) => [type, []]));
}
