import type { Port } from '../security-group/port';

/**
 * AWS services reached through an interface endpoint, by the short name in `com.amazonaws.<region>.<name>`. A selection
 * of what applications here call; a service that AWS offers and this list lacks is a word away. All answer on 443, and
 * those of `morePorts` on others too.
 *
 * `s3` and `dynamodb` are absent: every network has their gateway endpoints, which cost nothing. `email` is the API of SES, for roles; `email-smtp` takes
 * passwords of IAM users.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html, names as recorded
 * in moto 5.2 and aws-cdk's InterfaceVpcEndpointAwsService (May 2026).
 */
export const endpointServices: readonly string[] = `
  access-analyzer account acm-pca appconfig appconfigdata application-autoscaling appsync-api aps aps-workspaces athena
  autoscaling backup batch bedrock bedrock-agent bedrock-agent-runtime bedrock-runtime cassandra cloudcontrolapi
  cloudformation cloudhsmv2 cloudtrail codeartifact.api codeartifact.repositories codebuild codecommit codedeploy
  codepipeline comprehend config data-servicediscovery datasync dms ds dynamodb-streams ebs ec2 ec2messages ecr.api
  ecr.dkr ecs ecs-agent ecs-telemetry eks eks-auth elasticache elasticbeanstalk elasticbeanstalk-health
  elasticfilesystem elasticloadbalancing elasticmapreduce email email-smtp events execute-api fis fsx glue grafana
  guardduty-data imagebuilder inspector2 kendra kinesis-firehose kinesis-streams kms lakeformation lambda
  license-manager logs macie2 memory-db monitoring organizations pinpoint polly rds rds-data redshift redshift-data
  rekognition rolesanywhere sagemaker.api sagemaker.featurestore-runtime sagemaker.runtime scheduler secretsmanager
  securityhub servicecatalog servicediscovery sns sqs ssm ssm-contacts ssm-incidents ssmmessages states storagegateway
  sts sync-states synthetics textract transcribe transfer transfer.server translate verifiedpermissions vpc-lattice
  workspaces xray
`
  .trim()
  .split(/\s+/);

interface MorePorts {
  /** Beside 443. */
  readonly ports: readonly Port[];
  /** What speaks there, in the description of the rules. */
  readonly protocol: string;
}

/**
 * The ports that an endpoint answers on beside 443. Its private DNS name takes the place of the public one, so a port that is
 * closed here is cut off, even where NAT carried it before.
 *
 * | service | AWS |
 * |---|---|
 * | athena | Athena user guide, JDBC driver, "Open port 444": results are streamed there, through PrivateLink too |
 * | cassandra | Keyspaces developer guide, Using Amazon Keyspaces with interface VPC endpoints: 9142 |
 * | datasync | DataSync user guide, Network requirements, VPC service endpoints: 1024 to 1064 |
 * | email-smtp | SES developer guide, Setting up VPC endpoints, and Connecting to an SMTP endpoint |
 * | storagegateway | Storage Gateway user guide, Network and firewall requirements, VPC endpoints |
 * | transfer.server | Transfer Family user guide, Create a server in a VPC: SFTP 22; FTP and FTPS 21, data 8192 to 8200 |
 */
const morePorts: Readonly<Record<string, MorePorts>> = {
  athena: { ports: [444], protocol: 'streamed results' },
  cassandra: { ports: [9142], protocol: 'CQL' },
  datasync: { ports: [{ from: 1024, to: 1064 }], protocol: 'control of agents' },
  'email-smtp': { ports: [25, 465, 587, 2465, 2587], protocol: 'SMTP' },
  storagegateway: { ports: [{ from: 1026, to: 1028 }, 1031, 2222], protocol: 'gateways' },
  'transfer.server': { ports: [21, 22, { from: 8192, to: 8200 }], protocol: 'SFTP, FTPS and FTP' },
};

/** A FIPS endpoint answers as the service does: `cassandra-fips`. */
const base = (service: string) => service.replace(/-fips$/, '');

/** Whether the ports of a service's endpoint are known here. */
export function hasKnownPorts(service: string): boolean {
  return endpointServices.includes(base(service));
}

/** The ports beside 443 of a service's endpoint, and what speaks there. */
export function morePortsOf(service: string): MorePorts {
  return morePorts[base(service)] ?? { ports: [], protocol: '' };
}
