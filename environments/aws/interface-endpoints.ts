/**
 * AWS services reached through an interface endpoint, by the short name in `com.amazonaws.<region>.<name>`. A selection
 * of what applications here call; a service that AWS offers and this list lacks is a word away.
 *
 * `s3` and `dynamodb` are absent: every network has their gateway endpoints, which cost nothing.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html, names as recorded
 * in moto 5.2 and aws-cdk's InterfaceVpcEndpointAwsService (May 2026).
 */
export const interfaceEndpoints = `
  access-analyzer account acm-pca appconfig appconfigdata application-autoscaling appsync-api aps aps-workspaces athena
  autoscaling backup batch bedrock bedrock-agent bedrock-agent-runtime bedrock-runtime cassandra cloudcontrolapi
  cloudformation cloudhsmv2 cloudtrail codeartifact.api codeartifact.repositories codebuild codecommit codedeploy
  codepipeline comprehend config data-servicediscovery datasync dms ds dynamodb-streams ebs ec2 ec2messages ecr.api
  ecr.dkr ecs ecs-agent ecs-telemetry eks eks-auth elasticache elasticbeanstalk elasticbeanstalk-health
  elasticfilesystem elasticloadbalancing elasticmapreduce email-smtp events execute-api fis fsx glue grafana
  guardduty-data imagebuilder inspector2 kendra kinesis-firehose kinesis-streams kms lakeformation lambda
  license-manager logs macie2 memory-db monitoring organizations pinpoint polly rds rds-data redshift redshift-data
  rekognition rolesanywhere sagemaker.api sagemaker.featurestore-runtime sagemaker.runtime scheduler secretsmanager
  securityhub servicecatalog servicediscovery sns sqs ssm ssm-contacts ssm-incidents ssmmessages states storagegateway
  sts sync-states synthetics textract transcribe transfer transfer.server translate verifiedpermissions vpc-lattice
  workspaces xray
`
  .trim()
  .split(/\s+/);
