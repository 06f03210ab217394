import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { Construct } from 'constructs';
import { policyDocument } from '../iam/policy-document';
import type { PolicyStatement } from '../iam/policy-statement';
import type { NetworkProps } from './network-props';
import type { VpcRef } from './network-ref';

export interface GatewayEndpointsProps extends Pick<NetworkProps, 'name' | 'account' | 'region'> {
  readonly network: VpcRef;
  readonly routeTableIds: readonly string[];
}

/**
 * S3 and DynamoDB without NAT and without charge, and only for this account: its principals write to its own buckets and
 * tables and nowhere else, so that neither credentials nor buckets of other accounts carry data out.
 */
export class GatewayEndpoints extends Construct {
  readonly nodes: { readonly s3: VpcEndpoint; readonly dynamodb: VpcEndpoint };

  constructor(
    scope: Construct,
    id: string,
    private readonly props: GatewayEndpointsProps,
  ) {
    super(scope, id);
    this.nodes = {
      s3: this.endpoint('s3', s3Policy(props)),
      dynamodb: this.endpoint('dynamodb', [own('dynamodb:*', props.account)]),
    };
  }

  private endpoint(service: 's3' | 'dynamodb', policy: readonly PolicyStatement[]): VpcEndpoint {
    const { network, name, region, routeTableIds } = this.props;
    return new VpcEndpoint(this, service, {
      vpcId: network.vpcId,
      serviceName: `com.amazonaws.${region}.${service}`,
      vpcEndpointType: 'Gateway',
      routeTableIds: [...routeTableIds],
      policy: policyDocument(policy),
      tags: { Name: `${name}-${service}` },
    });
  }
}

const everyone = { Effect: 'Allow', Principal: '*' } as const;

/** An endpoint policy is a ceiling, not a grant: inside the account, IAM decides which action on which resource. */
function own(action: string, account: string): PolicyStatement {
  return {
    ...everyone,
    Sid: 'OwnPrincipalsOnOwnResources',
    Action: action,
    Resource: '*',
    Condition: { StringEquals: { 'aws:PrincipalAccount': account, 'aws:ResourceAccount': account } },
  };
}

function s3Policy({ account, region }: GatewayEndpointsProps): readonly PolicyStatement[] {
  return [
    own('s3:*', account),
    {
      ...everyone,
      Sid: 'OwnPrincipalsReadElsewhere',
      Action: ['s3:GetBucketLocation', 's3:GetObject', 's3:GetObjectVersion', 's3:ListBucket'],
      // Buckets of partners and of AWS: their own policies say which, and these actions bring data in only.
      Resource: '*',
      Condition: { StringEquals: { 'aws:PrincipalAccount': account } },
    },
    {
      ...everyone,
      Sid: 'AnyoneReadsAwsDownloads',
      Action: 's3:GetObject',
      Resource: awsDownloads(region).map((bucket) => `arn:aws:s3:::${bucket}/*`),
    },
  ];
}

/** Buckets of AWS that hosts read unsigned, or signed by AWS (github.com/aws-samples/data-perimeter-policy-examples). */
function awsDownloads(region: string): readonly string[] {
  return [
    // dnf on Amazon Linux 2023.
    `al2023-repos-${region}-de612dc2`,
    // Layers of the images in ECR.
    `prod-${region}-starport-layer-bucket`,
    // SSM Agent: its updates and its plugins.
    `amazon-ssm-${region}`,
    `aws-ssm-${region}`,
  ];
}
