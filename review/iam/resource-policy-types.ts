/** Where a policy of a resource is written, and whose it is. */
export interface ResourcePolicyType {
  /** The attribute with the policy. */
  readonly policy: string;
  /** The prefix of the actions that it decides. */
  readonly service: string;
  /** The attribute that names the resource, and its types; absent where it is the resource itself. */
  readonly of?: readonly [attribute: string, ...types: string[]];
}

/** Types of the provider that hold a resource policy, as its documentation lists their arguments. */
export const resourcePolicyTypes: Readonly<Record<string, ResourcePolicyType>> = {
  aws_acmpca_policy: { policy: 'policy', service: 'acm-pca' },
  aws_api_gateway_rest_api: { policy: 'policy', service: 'execute-api' },
  aws_api_gateway_rest_api_policy: {
    ...{ policy: 'policy', service: 'execute-api', of: ['rest_api_id', 'aws_api_gateway_rest_api'] },
  },
  aws_backup_vault_policy: {
    ...{ policy: 'policy', service: 'backup', of: ['backup_vault_name', 'aws_backup_vault'] },
  },
  aws_cloudwatch_event_bus_policy: {
    ...{ policy: 'policy', service: 'events', of: ['event_bus_name', 'aws_cloudwatch_event_bus'] },
  },
  aws_cloudwatch_log_destination_policy: { policy: 'access_policy', service: 'logs' },
  aws_cloudwatch_log_resource_policy: { policy: 'policy_document', service: 'logs' },
  aws_codeartifact_domain_permissions_policy: { policy: 'policy_document', service: 'codeartifact' },
  aws_codeartifact_repository_permissions_policy: { policy: 'policy_document', service: 'codeartifact' },
  aws_codebuild_resource_policy: { policy: 'policy', service: 'codebuild' },
  aws_dynamodb_resource_policy: {
    ...{ policy: 'policy', service: 'dynamodb', of: ['resource_arn', 'aws_dynamodb_table'] },
  },
  aws_ecr_registry_policy: { policy: 'policy', service: 'ecr' },
  aws_ecr_repository_policy: { policy: 'policy', service: 'ecr', of: ['repository', 'aws_ecr_repository'] },
  aws_ecrpublic_repository_policy: { policy: 'policy', service: 'ecr-public' },
  aws_efs_file_system_policy: {
    ...{ policy: 'policy', service: 'elasticfilesystem', of: ['file_system_id', 'aws_efs_file_system'] },
  },
  aws_elasticsearch_domain: { policy: 'access_policies', service: 'es' },
  aws_elasticsearch_domain_policy: {
    ...{ policy: 'access_policies', service: 'es', of: ['domain_name', 'aws_elasticsearch_domain'] },
  },
  aws_glacier_vault: { policy: 'access_policy', service: 'glacier' },
  aws_glacier_vault_lock: { policy: 'policy', service: 'glacier', of: ['vault_name', 'aws_glacier_vault'] },
  aws_glue_resource_policy: { policy: 'policy', service: 'glue' },
  aws_iam_role: { policy: 'assume_role_policy', service: 'sts' },
  aws_kinesis_resource_policy: {
    ...{ policy: 'policy', service: 'kinesis', of: ['resource_arn', 'aws_kinesis_stream'] },
  },
  aws_kms_external_key: { policy: 'policy', service: 'kms' },
  aws_kms_key: { policy: 'policy', service: 'kms' },
  aws_kms_key_policy: { policy: 'policy', service: 'kms', of: ['key_id', 'aws_kms_key'] },
  aws_kms_replica_external_key: { policy: 'policy', service: 'kms' },
  aws_kms_replica_key: { policy: 'policy', service: 'kms' },
  aws_media_store_container_policy: { policy: 'policy', service: 'mediastore' },
  aws_msk_cluster_policy: { policy: 'policy', service: 'kafka', of: ['cluster_arn', 'aws_msk_cluster'] },
  aws_networkfirewall_resource_policy: { policy: 'policy', service: 'network-firewall' },
  aws_opensearch_domain: { policy: 'access_policies', service: 'es' },
  aws_opensearch_domain_policy: {
    ...{ policy: 'access_policies', service: 'es', of: ['domain_name', 'aws_opensearch_domain'] },
  },
  aws_redshift_resource_policy: { policy: 'policy', service: 'redshift' },
  aws_redshiftserverless_resource_policy: { policy: 'policy', service: 'redshift-serverless' },
  aws_s3_access_point: { policy: 'policy', service: 's3', of: ['bucket', 'aws_s3_bucket'] },
  aws_s3_bucket: { policy: 'policy', service: 's3' },
  aws_s3_bucket_policy: { policy: 'policy', service: 's3', of: ['bucket', 'aws_s3_bucket'] },
  aws_s3control_access_point_policy: { policy: 'policy', service: 's3' },
  aws_s3control_object_lambda_access_point_policy: { policy: 'policy', service: 's3-object-lambda' },
  aws_s3tables_table_bucket_policy: { policy: 'resource_policy', service: 's3tables' },
  aws_s3tables_table_policy: { policy: 'resource_policy', service: 's3tables' },
  aws_schemas_registry_policy: { policy: 'policy', service: 'schemas' },
  aws_secretsmanager_secret: { policy: 'policy', service: 'secretsmanager' },
  aws_secretsmanager_secret_policy: {
    ...{ policy: 'policy', service: 'secretsmanager', of: ['secret_arn', 'aws_secretsmanager_secret'] },
  },
  aws_ses_identity_policy: { policy: 'policy', service: 'ses' },
  aws_sesv2_email_identity_policy: {
    ...{ policy: 'policy', service: 'ses', of: ['email_identity', 'aws_sesv2_email_identity'] },
  },
  aws_sns_topic: { policy: 'policy', service: 'sns' },
  aws_sns_topic_policy: { policy: 'policy', service: 'sns', of: ['arn', 'aws_sns_topic'] },
  aws_sqs_queue: { policy: 'policy', service: 'sqs' },
  aws_sqs_queue_policy: { policy: 'policy', service: 'sqs', of: ['queue_url', 'aws_sqs_queue'] },
  aws_vpclattice_auth_policy: { policy: 'policy', service: 'vpc-lattice-svcs' },
  aws_vpclattice_resource_policy: { policy: 'policy', service: 'vpc-lattice' },
  aws_xray_resource_policy: { policy: 'policy_document', service: 'xray' },
};
