/** The attributes of a resource, as planned: one that is known after apply only is absent. */
export type Attributes = Readonly<Record<string, unknown>>;

/** `{name}` stands for an attribute, `{a|b}` for the first of several that is set. */
type Template = string | ((attributes: Attributes) => string);

/** How an object in AWS that may exist already is identified before Terraform knows of it. */
export type Identity =
  /** Its import ID, from planned attributes. */
  | { readonly kind: 'attributes'; readonly id: Template }
  /** AWS gives it an ID, so its tags identify it; `arn` finds the import ID in its ARN. */
  | { readonly kind: 'tags'; readonly arn: RegExp }
  /** AWS gives it an ID, and a region has one, whoever made it: the data source of its type reads it. */
  | { readonly kind: 'only' }
  /** It is not known to be listed by tags; `command` lists it. */
  | { readonly kind: 'unlisted'; readonly command: string }
  /** Creating it a second time sets the same value again: there is nothing to import. */
  | { readonly kind: 'overwritten'; readonly why: string; readonly arn?: RegExp };

const named = (id: Template): Identity => ({ kind: 'attributes', id });
const tagged = (arn: RegExp): Identity => ({ kind: 'tags', arn });
const unlisted = (command: string): Identity => ({ kind: 'unlisted', command });
const overwritten = (why: string, arn?: RegExp): Identity => ({ kind: 'overwritten', why, arn });
const ec2Arn = (kind: string) => new RegExp(`:ec2:.*:${kind}/(.+)$`);
const ec2 = (kind: string) => tagged(ec2Arn(kind));

const serviceLinkedRoles: Readonly<Record<string, string>> = { 'config.amazonaws.com': 'AWSServiceRoleForConfig' };

/**
 * What each type of resource is imported by: the section "Import" of its page in the documentation of the AWS provider 5.100.
 * `{account}` and `{region}` are those of the provider that the resource has.
 */
export const identities: Readonly<Record<string, Identity>> = {
  aws_acm_certificate: tagged(/^(arn:[^:]*:acm:.*:certificate\/.+)$/),
  aws_acm_certificate_validation: overwritten('it waits for a certificate, and creates nothing'),
  aws_accessanalyzer_analyzer: named('{analyzer_name}'),
  aws_api_gateway_account: named('api-gateway-account'),
  aws_api_gateway_api_key: tagged(/:apigateway:.*:\/apikeys\/([^/]+)$/),
  aws_api_gateway_authorizer: unlisted('aws apigateway get-authorizers'),
  aws_api_gateway_base_path_mapping: named('{domain_name}/'),
  aws_api_gateway_client_certificate: tagged(/:apigateway:.*:\/clientcertificates\/([^/]+)$/),
  aws_api_gateway_deployment: unlisted('aws apigateway get-deployments'),
  aws_api_gateway_domain_name: named('{domain_name}'),
  aws_api_gateway_integration: named('{rest_api_id}/{resource_id}/{http_method}'),
  aws_api_gateway_method: named('{rest_api_id}/{resource_id}/{http_method}'),
  aws_api_gateway_method_settings: overwritten('it sets what the stage has'),
  aws_api_gateway_model: named('{rest_api_id}/{name}'),
  aws_api_gateway_request_validator: unlisted('aws apigateway get-request-validators'),
  aws_api_gateway_resource: unlisted('aws apigateway get-resources'),
  aws_api_gateway_rest_api: tagged(/:apigateway:.*:\/restapis\/([^/]+)$/),
  aws_api_gateway_rest_api_policy: overwritten('an API has one'),
  aws_api_gateway_stage: named('{rest_api_id}/{stage_name}'),
  aws_api_gateway_usage_plan: tagged(/:apigateway:.*:\/usageplans\/([^/]+)$/),
  aws_api_gateway_usage_plan_key: named('{usage_plan_id}/{key_id}'),
  aws_apigatewayv2_api: tagged(/:apigateway:.*:\/apis\/([^/]+)$/),
  aws_apigatewayv2_api_mapping: unlisted('aws apigatewayv2 get-api-mappings'),
  aws_apigatewayv2_authorizer: unlisted('aws apigatewayv2 get-authorizers'),
  aws_apigatewayv2_domain_name: named('{domain_name}'),
  aws_apigatewayv2_integration: unlisted('aws apigatewayv2 get-integrations'),
  aws_apigatewayv2_route: unlisted('aws apigatewayv2 get-routes'),
  aws_apigatewayv2_stage: named('{api_id}/{name}'),
  aws_apigatewayv2_vpc_link: tagged(/:apigateway:.*:\/vpclinks\/([^/]+)$/),
  aws_appautoscaling_policy: named('{service_namespace}/{resource_id}/{scalable_dimension}/{name}'),
  aws_appautoscaling_target: named('{service_namespace}/{resource_id}/{scalable_dimension}'),
  aws_autoscaling_group: named('{name}'),
  aws_autoscaling_policy: named('{autoscaling_group_name}/{name}'),
  aws_autoscaling_schedule: named('{autoscaling_group_name}/{scheduled_action_name}'),
  aws_backup_framework: named('{name}'),
  aws_backup_plan: tagged(/:backup:.*:backup-plan:(.+)$/),
  aws_backup_region_settings: named('{region}'),
  aws_backup_report_plan: named('{name}'),
  aws_backup_restore_testing_plan: named('{name}'),
  aws_backup_restore_testing_selection: named('{name}:{restore_testing_plan_name}'),
  aws_backup_selection: unlisted('aws backup list-backup-selections'),
  aws_backup_vault: named('{name}'),
  aws_backup_vault_lock_configuration: named('{backup_vault_name}'),
  aws_backup_vault_policy: named('{backup_vault_name}'),
  aws_budgets_budget: named('{account}:{name}'),
  aws_ce_anomaly_monitor: unlisted('aws ce get-anomaly-monitors'),
  aws_ce_anomaly_subscription: unlisted('aws ce get-anomaly-subscriptions'),
  aws_cloudfront_distribution: tagged(/:cloudfront:.*:distribution\/(.+)$/),
  aws_cloudfront_function: named('{name}'),
  aws_cloudfront_origin_access_control: unlisted('aws cloudfront list-origin-access-controls'),
  aws_cloudfront_response_headers_policy: unlisted('aws cloudfront list-response-headers-policies --type custom'),
  aws_cloudtrail: named('arn:aws:cloudtrail:{region}:{account}:trail/{name}'),
  aws_cloudwatch_composite_alarm: named('{alarm_name}'),
  aws_cloudwatch_dashboard: named('{dashboard_name}'),
  aws_cloudwatch_event_archive: named('{name}'),
  aws_cloudwatch_event_bus: named('{name}'),
  aws_cloudwatch_event_rule: named('{event_bus_name}/{name}'),
  aws_cloudwatch_event_target: named('{event_bus_name}/{rule}/{target_id}'),
  aws_cloudwatch_log_data_protection_policy: named('{log_group_name}'),
  aws_cloudwatch_log_delivery: unlisted('aws logs describe-deliveries'),
  aws_cloudwatch_log_delivery_destination: named('{name}'),
  aws_cloudwatch_log_delivery_source: named('{name}'),
  aws_cloudwatch_log_group: named('{name}'),
  aws_cloudwatch_log_metric_filter: named('{log_group_name}:{name}'),
  aws_cloudwatch_log_resource_policy: named('{policy_name}'),
  aws_cloudwatch_metric_alarm: named('{alarm_name}'),
  aws_cloudwatch_query_definition: unlisted('aws logs describe-query-definitions'),
  aws_cognito_risk_configuration: named('{user_pool_id}'),
  aws_cognito_user_pool: tagged(/:cognito-idp:.*:userpool\/(.+)$/),
  aws_cognito_user_pool_client: unlisted('aws cognito-idp list-user-pool-clients'),
  aws_cognito_user_pool_domain: named('{domain}'),
  aws_config_configuration_aggregator: named('{name}'),
  aws_config_configuration_recorder: named('{name}'),
  aws_config_configuration_recorder_status: named('{name}'),
  aws_config_delivery_channel: named('{name}'),
  aws_customer_gateway: ec2('customer-gateway'),
  aws_dax_cluster: named('{cluster_name}'),
  aws_dax_parameter_group: named('{name}'),
  aws_dax_subnet_group: named('{name}'),
  aws_db_event_subscription: named('{name}'),
  aws_db_instance: named('{identifier}'),
  aws_db_option_group: tagged(/:rds:.*:og:(.+)$/),
  aws_db_parameter_group: named('{name}'),
  aws_db_proxy: named('{name}'),
  aws_db_proxy_default_target_group: named('{db_proxy_name}'),
  aws_db_proxy_target: named(({ db_instance_identifier: instance }) => {
    const target = instance ? 'RDS_INSTANCE/{db_instance_identifier}' : 'TRACKED_CLUSTER/{db_cluster_identifier}';
    return `{db_proxy_name}/{target_group_name}/${target}`;
  }),
  aws_db_subnet_group: named('{name}'),
  aws_default_network_acl: overwritten('a VPC has one', ec2Arn('network-acl')),
  aws_default_route_table: overwritten('a VPC has one', ec2Arn('route-table')),
  aws_default_security_group: overwritten('a VPC has one', ec2Arn('security-group')),
  aws_dms_certificate: named('{certificate_id}'),
  aws_dms_endpoint: named('{endpoint_id}'),
  aws_dms_event_subscription: named('{name}'),
  aws_dms_replication_instance: named('{replication_instance_id}'),
  aws_dms_replication_subnet_group: named('{replication_subnet_group_id}'),
  aws_dms_replication_task: named('{replication_task_id}'),
  aws_dynamodb_contributor_insights: named(
    ({ index_name }) => `name:{table_name}/index:${typeof index_name === 'string' ? index_name : ''}/{account}`,
  ),
  aws_dynamodb_resource_policy: named('{resource_arn}'),
  aws_dynamodb_table: named('{name}'),
  // Its name and the region of the table that it is a replica of.
  aws_dynamodb_table_replica: named(({ global_table_arn }) => {
    const [, , , region, , table] = typeof global_table_arn === 'string' ? global_table_arn.split(':') : [];
    return table === undefined ? '{global_table_arn}' : `${table.replace(/^table\//, '')}:${region}`;
  }),
  aws_ebs_encryption_by_default: named('default'),
  aws_ebs_volume: ec2('volume'),
  aws_ec2_client_vpn_authorization_rule: unlisted('aws ec2 describe-client-vpn-authorization-rules'),
  aws_ec2_client_vpn_endpoint: ec2('client-vpn-endpoint'),
  aws_ec2_client_vpn_network_association: unlisted('aws ec2 describe-client-vpn-target-networks'),
  aws_ec2_client_vpn_route: unlisted('aws ec2 describe-client-vpn-routes'),
  aws_ec2_transit_gateway_vpc_attachment: ec2('transit-gateway-attachment'),
  aws_ecr_lifecycle_policy: named('{repository}'),
  aws_ecr_repository: named('{name}'),
  aws_ecs_capacity_provider: named('{name}'),
  aws_ecs_cluster: named('{name}'),
  aws_ecs_cluster_capacity_providers: named('{cluster_name}'),
  aws_ecs_service: named(
    ({ cluster }) => `${typeof cluster === 'string' ? cluster.split('/').at(-1) : '{cluster}'}/{name}`,
  ),
  aws_ecs_task_definition: overwritten('it becomes the next revision of its family', /:ecs:.*:task-definition\/(.+)$/),
  aws_egress_only_internet_gateway: ec2('egress-only-internet-gateway'),
  aws_efs_access_point: tagged(/:elasticfilesystem:.*:access-point\/(.+)$/),
  aws_efs_backup_policy: named('{file_system_id}'),
  aws_efs_file_system: tagged(/:elasticfilesystem:.*:file-system\/(.+)$/),
  aws_efs_file_system_policy: named('{file_system_id}'),
  aws_efs_mount_target: unlisted('aws efs describe-mount-targets'),
  aws_efs_replication_configuration: named('{source_file_system_id}'),
  aws_eip: ec2('elastic-ip'),
  aws_elasticache_global_replication_group: unlisted('aws elasticache describe-global-replication-groups'),
  aws_elasticache_parameter_group: named('{name}'),
  aws_elasticache_replication_group: named('{replication_group_id}'),
  aws_elasticache_serverless_cache: named('{name}'),
  aws_elasticache_subnet_group: named('{name}'),
  aws_elasticache_user: named('{user_id}'),
  aws_elasticache_user_group: named('{user_group_id}'),
  aws_flow_log: ec2('vpc-flow-log'),
  aws_guardduty_detector: { kind: 'only' },
  aws_guardduty_detector_feature: overwritten('it sets what the detector has'),
  aws_guardduty_publishing_destination: unlisted('aws guardduty list-publishing-destinations'),
  aws_iam_account_password_policy: named('iam-account-password-policy'),
  aws_iam_group: named('{name}'),
  aws_iam_group_policy: named('{group}:{name}'),
  aws_iam_group_policy_attachment: named('{group}/{policy_arn}'),
  aws_iam_instance_profile: named('{name}'),
  aws_iam_openid_connect_provider: named('arn:aws:iam::{account}:oidc-provider/{url}'),
  aws_iam_policy: named('arn:aws:iam::{account}:policy{path}{name}'),
  aws_iam_role: named('{name}'),
  aws_iam_role_policy: named('{role}:{name}'),
  aws_iam_role_policy_attachment: named('{role}/{policy_arn}'),
  aws_iam_saml_provider: named('arn:aws:iam::{account}:saml-provider/{name}'),
  // AWS names it, and the plan does not know the name.
  aws_iam_service_linked_role: named(
    ({ aws_service_name: service }) =>
      `arn:aws:iam::{account}:role/aws-service-role/{aws_service_name}/${serviceLinkedRoles[String(service)] ?? '{name}'}`,
  ),
  aws_inspector2_enabler: overwritten('it sets what Inspector scans'),
  aws_internet_gateway: ec2('internet-gateway'),
  aws_kms_alias: named('{name}'),
  aws_kms_key: tagged(/:kms:.*:key\/(.+)$/),
  aws_kms_replica_key: tagged(/:kms:.*:key\/(.+)$/),
  aws_lambda_alias: named('{function_name}/{name}'),
  aws_lambda_event_source_mapping: tagged(/:lambda:.*:event-source-mapping:(.+)$/),
  aws_lambda_function: named('{function_name}'),
  aws_lambda_function_event_invoke_config: named('{function_name}:{qualifier}'),
  aws_lambda_permission: unlisted('aws lambda get-policy'),
  aws_launch_template: ec2('launch-template'),
  aws_lb: tagged(/^(arn:[^:]*:elasticloadbalancing:.*:loadbalancer\/.+)$/),
  aws_lb_listener: tagged(/^(arn:[^:]*:elasticloadbalancing:.*:listener\/.+)$/),
  aws_lb_listener_rule: tagged(/^(arn:[^:]*:elasticloadbalancing:.*:listener-rule\/.+)$/),
  aws_lb_target_group: tagged(/^(arn:[^:]*:elasticloadbalancing:.*:targetgroup\/.+)$/),
  aws_macie2_account: named('{account}'),
  aws_nat_gateway: ec2('natgateway'),
  aws_network_acl: ec2('network-acl'),
  aws_network_acl_rule: named('{network_acl_id}:{rule_number}:{protocol}:{egress}'),
  aws_pipes_pipe: named('{name}'),
  aws_rds_cluster: named('{cluster_identifier}'),
  aws_rds_cluster_instance: named('{identifier}'),
  aws_rds_cluster_parameter_group: named('{name}'),
  aws_rds_global_cluster: named('{global_cluster_identifier}'),
  aws_route: named('{route_table_id}_{destination_cidr_block|destination_ipv6_cidr_block|destination_prefix_list_id}'),
  aws_route_table: ec2('route-table'),
  aws_route_table_association: named('{subnet_id|gateway_id}/{route_table_id}'),
  aws_route53_health_check: tagged(/:route53:::healthcheck\/(.+)$/),
  aws_route53_hosted_zone_dnssec: named('{hosted_zone_id}'),
  aws_route53_key_signing_key: named('{hosted_zone_id},{name}'),
  aws_route53_query_log: unlisted('aws route53 list-query-logging-configs'),
  aws_route53_record: named(({ set_identifier }) =>
    set_identifier ? '{zone_id}_{name}_{type}_{set_identifier}' : '{zone_id}_{name}_{type}',
  ),
  aws_route53_resolver_query_log_config: tagged(/:route53resolver:.*:resolver-query-log-config\/(.+)$/),
  aws_route53_resolver_query_log_config_association: unlisted(
    'aws route53resolver list-resolver-query-log-config-associations',
  ),
  aws_route53_zone: tagged(/:route53:::hostedzone\/(.+)$/),
  aws_s3_account_public_access_block: named('{account}'),
  aws_s3_bucket: named('{bucket}'),
  aws_s3_bucket_cors_configuration: named('{bucket}'),
  aws_s3_bucket_lifecycle_configuration: named('{bucket}'),
  aws_s3_bucket_logging: named('{bucket}'),
  aws_s3_bucket_notification: named('{bucket}'),
  aws_s3_bucket_object_lock_configuration: named('{bucket}'),
  aws_s3_bucket_ownership_controls: named('{bucket}'),
  aws_s3_bucket_policy: named('{bucket}'),
  aws_s3_bucket_public_access_block: named('{bucket}'),
  aws_s3_bucket_replication_configuration: named('{bucket}'),
  aws_s3_bucket_server_side_encryption_configuration: named('{bucket}'),
  aws_s3_bucket_versioning: named('{bucket}'),
  aws_scheduler_schedule: named('{group_name}/{name}'),
  aws_scheduler_schedule_group: named('{name}'),
  aws_secretsmanager_secret: tagged(/^(arn:[^:]*:secretsmanager:.*:secret:.+)$/),
  aws_secretsmanager_secret_policy: named('{secret_arn}'),
  aws_secretsmanager_secret_version: overwritten('it becomes the current version'),
  aws_security_group: ec2('security-group'),
  aws_securityhub_account: named('{account}'),
  aws_securityhub_finding_aggregator: unlisted('aws securityhub list-finding-aggregators'),
  aws_securityhub_standards_control_association: overwritten('it sets what Security Hub has'),
  aws_securityhub_standards_subscription: named(({ standards_arn }) => {
    const [arn, standard] = typeof standards_arn === 'string' ? standards_arn.split('::standards/') : [];
    return standard === undefined ? '{standards_arn}' : `${arn}:{account}:subscription/${standard}`;
  }),
  aws_service_discovery_private_dns_namespace: unlisted('aws servicediscovery list-namespaces'),
  aws_service_discovery_service: unlisted('aws servicediscovery list-services'),
  aws_sesv2_configuration_set: named('{configuration_set_name}'),
  aws_sesv2_configuration_set_event_destination: named('{configuration_set_name}|{event_destination_name}'),
  aws_sesv2_email_identity: named('{email_identity}'),
  aws_sesv2_email_identity_mail_from_attributes: overwritten(
    'it sets the MAIL FROM domain of an identity',
    /:ses:.*:identity\/(.+)$/,
  ),
  aws_sesv2_email_identity_policy: named('{email_identity}|{policy_name}'),
  aws_sns_topic: named('arn:aws:sns:{region}:{account}:{name}'),
  aws_sns_topic_policy: named('{arn}'),
  aws_sns_topic_subscription: overwritten('Subscribe returns the subscription that the endpoint has'),
  aws_sqs_queue: named('https://sqs.{region}.amazonaws.com/{account}/{name}'),
  aws_sqs_queue_policy: named('{queue_url}'),
  aws_sqs_queue_redrive_allow_policy: named('{queue_url}'),
  aws_ssm_document: named('{name}'),
  aws_ssm_parameter: named('{name}'),
  aws_subnet: ec2('subnet'),
  aws_synthetics_canary: named('{name}'),
  aws_vpc: ec2('vpc'),
  aws_vpc_endpoint: ec2('vpc-endpoint'),
  aws_vpc_ipv4_cidr_block_association: unlisted('aws ec2 describe-vpcs'),
  aws_vpc_peering_connection: ec2('vpc-peering-connection'),
  aws_vpc_peering_connection_accepter: named('{vpc_peering_connection_id}'),
  aws_vpc_peering_connection_options: named('{vpc_peering_connection_id}'),
  aws_vpc_security_group_egress_rule: ec2('security-group-rule'),
  aws_vpc_security_group_ingress_rule: ec2('security-group-rule'),
  aws_vpn_connection: ec2('vpn-connection'),
  aws_vpn_connection_route: unlisted('aws ec2 describe-vpn-connections'),
  aws_vpn_gateway: ec2('vpn-gateway'),
  aws_wafv2_web_acl: unlisted('aws wafv2 list-web-acls'),
  aws_wafv2_web_acl_association: named('{web_acl_arn},{resource_arn}'),
  aws_wafv2_web_acl_logging_configuration: named('{resource_arn}'),
  aws_xray_encryption_config: named('{region}'),
  aws_xray_group: unlisted('aws xray get-groups'),
  aws_xray_sampling_rule: named('{rule_name}'),
  terraform_data: overwritten('it is a value of the state, and nothing in AWS'),
};

/**
 * The import ID that the planned attributes give.
 *
 * @returns undefined while an attribute is not known.
 */
export function importId(template: Template, attributes: Attributes): string | undefined {
  let isKnown = true;
  const id = (typeof template === 'string' ? template : template(attributes)).replace(
    /\{([\w|]+)\}/g,
    (_, names: string) => {
      const value = names.split('|').flatMap((name) => attributes[name] ?? [])[0];
      if (value === undefined || value === '') isKnown = false;
      // The ARN of an OpenID Connect provider has its URL without the scheme.
      return names === 'url' ? String(value).replace(/^https:\/\//, '') : String(value);
    },
  );
  return isKnown ? id : undefined;
}

/** An ID as text of Terraform, in which nothing is replaced. */
export function asLiteral(id: string): string {
  return id.replace(/([$%])\{/g, '$1$1{');
}
