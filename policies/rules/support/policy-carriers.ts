/**
 * What a policy is for: `identity` grants to the identity it is attached to; `resource` defines who may use the resource; `trust`, who may
 * assume a role; `boundary` and `endpoint` only limit what others grant.
 */
export type PolicyKind = 'identity' | 'resource' | 'trust' | 'boundary' | 'endpoint';

/** The attributes that hold a policy, by kind and type of resource. */
export const policyAttributes: Readonly<Record<Exclude<PolicyKind, 'boundary'>, Readonly<Record<string, string>>>> = {
  identity: {
    aws_iam_policy: 'policy',
    aws_iam_role_policy: 'policy',
    aws_iam_user_policy: 'policy',
    aws_iam_group_policy: 'policy',
    aws_iot_policy: 'policy',
    aws_ssoadmin_permission_set_inline_policy: 'inline_policy',
  },
  trust: { aws_iam_role: 'assume_role_policy' },
  endpoint: { aws_vpc_endpoint: 'policy', aws_vpc_endpoint_policy: 'policy' },
  resource: {
    aws_acmpca_policy: 'policy',
    aws_api_gateway_rest_api: 'policy',
    aws_api_gateway_rest_api_policy: 'policy',
    aws_backup_vault_policy: 'policy',
    aws_cloudwatch_event_bus_policy: 'policy',
    aws_cloudwatch_log_destination_policy: 'access_policy',
    aws_cloudwatch_log_resource_policy: 'policy_document',
    aws_codeartifact_domain_permissions_policy: 'policy_document',
    aws_codeartifact_repository_permissions_policy: 'policy_document',
    aws_codebuild_resource_policy: 'policy',
    aws_dynamodb_resource_policy: 'policy',
    aws_ecr_registry_policy: 'policy',
    aws_ecr_repository_policy: 'policy',
    aws_efs_file_system_policy: 'policy',
    aws_elasticsearch_domain: 'access_policies',
    aws_elasticsearch_domain_policy: 'access_policies',
    aws_glacier_vault: 'access_policy',
    aws_glacier_vault_lock: 'policy',
    aws_glue_resource_policy: 'policy',
    aws_kinesis_resource_policy: 'policy',
    aws_kms_external_key: 'policy',
    aws_kms_key: 'policy',
    aws_kms_key_policy: 'policy',
    aws_kms_replica_external_key: 'policy',
    aws_kms_replica_key: 'policy',
    aws_media_store_container_policy: 'policy',
    aws_networkfirewall_resource_policy: 'policy',
    aws_opensearch_domain: 'access_policies',
    aws_opensearch_domain_policy: 'access_policies',
    aws_redshift_resource_policy: 'policy',
    aws_s3_access_point: 'policy',
    aws_s3_bucket: 'policy',
    aws_s3_bucket_policy: 'policy',
    aws_s3control_access_point_policy: 'policy',
    aws_s3control_object_lambda_access_point_policy: 'policy',
    aws_schemas_registry_policy: 'policy',
    aws_secretsmanager_secret: 'policy',
    aws_secretsmanager_secret_policy: 'policy',
    aws_ses_identity_policy: 'policy',
    aws_sesv2_email_identity_policy: 'policy',
    aws_sns_topic: 'policy',
    aws_sns_topic_policy: 'policy',
    aws_sqs_queue: 'policy',
    aws_sqs_queue_policy: 'policy',
    aws_vpclattice_auth_policy: 'policy',
    aws_vpclattice_resource_policy: 'policy',
    aws_xray_resource_policy: 'policy_document',
  },
};

/** The types of resources that have a policy of some kinds. */
export function carriersOf(...kinds: readonly Exclude<PolicyKind, 'boundary'>[]): readonly string[] {
  const types = kinds.flatMap((kind) => Object.keys(policyAttributes[kind]));
  return [...new Set(kinds.includes('identity') ? [...types, 'aws_iam_role'] : types)];
}
