/**
 * Attributes that the provider hands to AWS as they are, by resource type and operation: `{ attribute: member of the request }`.
 * Left out are those of which the provider has values of its own, such as `Disabled` of a bucket's versioning.
 */
export const attributesByMember: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>> =
  {
    aws_accessanalyzer_analyzer: { 'accessanalyzer CreateAnalyzer': { analyzer_name: 'analyzerName', type: 'type' } },
    aws_acm_certificate: { 'acm RequestCertificate': { domain_name: 'DomainName', key_algorithm: 'KeyAlgorithm' } },
    aws_appautoscaling_policy: {
      'application-autoscaling PutScalingPolicy': { policy_type: 'PolicyType', name: 'PolicyName' },
    },
    aws_appautoscaling_target: {
      'application-autoscaling RegisterScalableTarget': {
        scalable_dimension: 'ScalableDimension',
        service_namespace: 'ServiceNamespace',
      },
    },
    aws_autoscaling_group: {
      'autoscaling CreateAutoScalingGroup': { name: 'AutoScalingGroupName', health_check_type: 'HealthCheckType' },
    },
    aws_budgets_budget: {
      'budgets CreateBudget': {
        budget_type: 'Budget.BudgetType',
        name: 'Budget.BudgetName',
        time_unit: 'Budget.TimeUnit',
      },
    },
    aws_cloudfront_distribution: {
      'cloudfront CreateDistribution': {
        'default_cache_behavior.allowed_methods': 'DistributionConfig.DefaultCacheBehavior.AllowedMethods.Items',
        'default_cache_behavior.viewer_protocol_policy': 'DistributionConfig.DefaultCacheBehavior.ViewerProtocolPolicy',
        http_version: 'DistributionConfig.HttpVersion',
        'ordered_cache_behavior.viewer_protocol_policy': 'DistributionConfig.CacheBehaviors.Items.ViewerProtocolPolicy',
        'origin.custom_origin_config.origin_protocol_policy':
          'DistributionConfig.Origins.Items.CustomOriginConfig.OriginProtocolPolicy',
        'origin.custom_origin_config.origin_ssl_protocols':
          'DistributionConfig.Origins.Items.CustomOriginConfig.OriginSslProtocols.Items',
        price_class: 'DistributionConfig.PriceClass',
        'restrictions.geo_restriction.restriction_type':
          'DistributionConfig.Restrictions.GeoRestriction.RestrictionType',
        'viewer_certificate.minimum_protocol_version': 'DistributionConfig.ViewerCertificate.MinimumProtocolVersion',
        'viewer_certificate.ssl_support_method': 'DistributionConfig.ViewerCertificate.SSLSupportMethod',
      },
    },
    aws_cloudfront_function: { 'cloudfront CreateFunction': { name: 'Name', runtime: 'FunctionConfig.Runtime' } },
    aws_cloudfront_origin_access_control: {
      'cloudfront CreateOriginAccessControl': {
        origin_access_control_origin_type: 'OriginAccessControlConfig.OriginAccessControlOriginType',
        signing_behavior: 'OriginAccessControlConfig.SigningBehavior',
        signing_protocol: 'OriginAccessControlConfig.SigningProtocol',
      },
    },
    aws_cloudwatch_log_group: { 'logs CreateLogGroup': { name: 'logGroupName', log_group_class: 'logGroupClass' } },
    aws_cloudwatch_log_metric_filter: { 'logs PutMetricFilter': { name: 'filterName', pattern: 'filterPattern' } },
    aws_cloudwatch_metric_alarm: {
      'cloudwatch PutMetricAlarm': {
        alarm_description: 'AlarmDescription',
        alarm_name: 'AlarmName',
        comparison_operator: 'ComparisonOperator',
        datapoints_to_alarm: 'DatapointsToAlarm',
        evaluation_periods: 'EvaluationPeriods',
        metric_name: 'MetricName',
        namespace: 'Namespace',
        period: 'Period',
        statistic: 'Statistic',
        treat_missing_data: 'TreatMissingData',
        unit: 'Unit',
      },
    },
    aws_dynamodb_table: {
      'dynamodb CreateTable': {
        billing_mode: 'BillingMode',
        name: 'TableName',
        stream_view_type: 'StreamSpecification.StreamViewType',
        table_class: 'TableClass',
      },
    },
    aws_ecr_repository: {
      'ecr CreateRepository': {
        'encryption_configuration.encryption_type': 'encryptionConfiguration.encryptionType',
        image_tag_mutability: 'imageTagMutability',
        name: 'repositoryName',
      },
    },
    aws_ecs_service: {
      'ecs CreateService': {
        availability_zone_rebalancing: 'availabilityZoneRebalancing',
        'deployment_controller.type': 'deploymentController.type',
        launch_type: 'launchType',
        propagate_tags: 'propagateTags',
        scheduling_strategy: 'schedulingStrategy',
      },
    },
    aws_ecs_task_definition: {
      'ecs RegisterTaskDefinition': {
        ipc_mode: 'ipcMode',
        network_mode: 'networkMode',
        pid_mode: 'pidMode',
        requires_compatibilities: 'requiresCompatibilities',
        'runtime_platform.cpu_architecture': 'runtimePlatform.cpuArchitecture',
        'runtime_platform.operating_system_family': 'runtimePlatform.operatingSystemFamily',
      },
    },
    aws_elasticache_replication_group: {
      'elasticache CreateReplicationGroup': {
        cluster_mode: 'ClusterMode',
        ip_discovery: 'IpDiscovery',
        'log_delivery_configuration.destination_type': 'LogDeliveryConfigurations.DestinationType',
        'log_delivery_configuration.log_format': 'LogDeliveryConfigurations.LogFormat',
        'log_delivery_configuration.log_type': 'LogDeliveryConfigurations.LogType',
        network_type: 'NetworkType',
        transit_encryption_mode: 'TransitEncryptionMode',
      },
    },
    aws_elasticache_user: { 'elasticache CreateUser': { user_id: 'UserId' } },
    aws_flow_log: { 'ec2 CreateFlowLogs': { log_destination_type: 'LogDestinationType', traffic_type: 'TrafficType' } },
    aws_iam_group: { 'iam CreateGroup': { name: 'GroupName' } },
    aws_iam_instance_profile: { 'iam CreateInstanceProfile': { name: 'InstanceProfileName' } },
    aws_iam_policy: { 'iam CreatePolicy': { description: 'Description', name: 'PolicyName', path: 'Path' } },
    aws_iam_role: {
      'iam CreateRole': {
        description: 'Description',
        max_session_duration: 'MaxSessionDuration',
        name: 'RoleName',
        path: 'Path',
      },
    },
    aws_iam_user: { 'iam CreateUser': { name: 'UserName', path: 'Path' } },
    aws_instance: {
      'ec2 RunInstances': {
        'metadata_options.http_endpoint': 'MetadataOptions.HttpEndpoint',
        'metadata_options.http_tokens': 'MetadataOptions.HttpTokens',
        'metadata_options.instance_metadata_tags': 'MetadataOptions.InstanceMetadataTags',
        tenancy: 'Placement.Tenancy',
      },
    },
    aws_kms_alias: { 'kms CreateAlias': { name: 'AliasName' } },
    aws_kms_key: {
      'kms CreateKey': { customer_master_key_spec: 'KeySpec', description: 'Description', key_usage: 'KeyUsage' },
      'kms EnableKeyRotation': { rotation_period_in_days: 'RotationPeriodInDays' },
    },
    aws_lambda_function: {
      'lambda CreateFunction': {
        architectures: 'Architectures',
        description: 'Description',
        memory_size: 'MemorySize',
        package_type: 'PackageType',
        runtime: 'Runtime',
        timeout: 'Timeout',
        'tracing_config.mode': 'TracingConfig.Mode',
      },
    },
    aws_launch_template: {
      'ec2 CreateLaunchTemplate': {
        'metadata_options.http_endpoint': 'LaunchTemplateData.MetadataOptions.HttpEndpoint',
        'metadata_options.http_tokens': 'LaunchTemplateData.MetadataOptions.HttpTokens',
        name: 'LaunchTemplateName',
        'placement.tenancy': 'LaunchTemplateData.Placement.Tenancy',
      },
    },
    aws_lb: { 'elbv2 CreateLoadBalancer': { ip_address_type: 'IpAddressType', load_balancer_type: 'Type' } },
    aws_lb_listener: {
      'elbv2 CreateListener': { 'default_action.type': 'DefaultActions.Type', port: 'Port', protocol: 'Protocol' },
    },
    aws_lb_listener_rule: { 'elbv2 CreateRule': { 'action.type': 'Actions.Type', priority: 'Priority' } },
    aws_lb_target_group: {
      'elbv2 CreateTargetGroup': {
        'health_check.healthy_threshold': 'HealthyThresholdCount',
        'health_check.interval': 'HealthCheckIntervalSeconds',
        'health_check.timeout': 'HealthCheckTimeoutSeconds',
        'health_check.unhealthy_threshold': 'UnhealthyThresholdCount',
        ip_address_type: 'IpAddressType',
        port: 'Port',
        protocol: 'Protocol',
        target_type: 'TargetType',
      },
    },
    aws_route53_health_check: {
      'route53 CreateHealthCheck': {
        failure_threshold: 'HealthCheckConfig.FailureThreshold',
        fqdn: 'HealthCheckConfig.FullyQualifiedDomainName',
        port: 'HealthCheckConfig.Port',
        request_interval: 'HealthCheckConfig.RequestInterval',
        resource_path: 'HealthCheckConfig.ResourcePath',
        type: 'HealthCheckConfig.Type',
      },
    },
    aws_route53_record: {
      'route53 ChangeResourceRecordSets': {
        'failover_routing_policy.type': 'ChangeBatch.Changes.ResourceRecordSet.Failover',
        'latency_routing_policy.region': 'ChangeBatch.Changes.ResourceRecordSet.Region',
        name: 'ChangeBatch.Changes.ResourceRecordSet.Name',
        set_identifier: 'ChangeBatch.Changes.ResourceRecordSet.SetIdentifier',
        ttl: 'ChangeBatch.Changes.ResourceRecordSet.TTL',
        type: 'ChangeBatch.Changes.ResourceRecordSet.Type',
        'weighted_routing_policy.weight': 'ChangeBatch.Changes.ResourceRecordSet.Weight',
      },
    },
    aws_route53_zone: { 'route53 CreateHostedZone': { comment: 'HostedZoneConfig.Comment', name: 'Name' } },
    aws_s3_bucket_lifecycle_configuration: {
      's3 PutBucketLifecycleConfiguration': {
        'rule.status': 'LifecycleConfiguration.Rules.Status',
        'rule.transition.storage_class': 'LifecycleConfiguration.Rules.Transitions.StorageClass',
      },
    },
    aws_s3_bucket_ownership_controls: {
      's3 PutBucketOwnershipControls': { 'rule.object_ownership': 'OwnershipControls.Rules.ObjectOwnership' },
    },
    aws_s3_bucket_server_side_encryption_configuration: {
      's3 PutBucketEncryption': {
        'rule.apply_server_side_encryption_by_default.sse_algorithm':
          'ServerSideEncryptionConfiguration.Rules.ApplyServerSideEncryptionByDefault.SSEAlgorithm',
      },
    },
    aws_secretsmanager_secret: { 'secretsmanager CreateSecret': { description: 'Description', name: 'Name' } },
    aws_ssm_parameter: { 'ssm PutParameter': { data_type: 'DataType', name: 'Name', tier: 'Tier', type: 'Type' } },
    aws_vpc: { 'ec2 CreateVpc': { instance_tenancy: 'InstanceTenancy' } },
    aws_vpc_endpoint: {
      'ec2 CreateVpcEndpoint': { ip_address_type: 'IpAddressType', vpc_endpoint_type: 'VpcEndpointType' },
    },
    aws_wafv2_web_acl: { 'wafv2 CreateWebACL': { description: 'Description', name: 'Name', scope: 'Scope' } },
  };
