import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { Construct } from 'constructs';
import { policyDocument } from '../iam/policy-document';
import { SecurityGroup } from '../security-group/security-group';
import type { NetworkProps } from './network-props';
import type { VpcRef } from './network-ref';

export interface InterfaceEndpointsProps extends Pick<NetworkProps, 'name' | 'account' | 'region' | 'cidr'> {
  readonly network: VpcRef;
  /** `ssm`, `ecr.api`. */
  readonly services: readonly string[];
  readonly subnetIds: readonly string[];
}

/** AWS services on addresses of the VPC, under their usual names, for principals of this account. */
export class InterfaceEndpoints extends Construct {
  /** One for all endpoints. */
  readonly securityGroup: SecurityGroup;
  /** By service. */
  readonly nodes: { readonly endpoints: Readonly<Record<string, VpcEndpoint>> };

  constructor(
    scope: Construct,
    id: string,
    private readonly props: InterfaceEndpointsProps,
  ) {
    super(scope, id);
    const { network, name, cidr, services } = props;
    this.securityGroup = new SecurityGroup(this, 'security-group', {
      network,
      name: `${name}-endpoints`,
      description: 'Interface endpoints of AWS services',
    });
    this.securityGroup.connections.allowFrom({ name: 'vpc', cidr }, 443, 'AWS APIs for every host of the VPC');
    this.nodes = { endpoints: Object.fromEntries(services.map((service) => [service, this.endpoint(service)])) };
  }

  private endpoint(service: string): VpcEndpoint {
    const { network, name, account, region, subnetIds } = this.props;
    return new VpcEndpoint(this, service, {
      vpcId: network.vpcId,
      serviceName: `com.amazonaws.${region}.${service}`,
      vpcEndpointType: 'Interface',
      privateDnsEnabled: true,
      subnetIds: [...subnetIds],
      securityGroupIds: [this.securityGroup.securityGroupId],
      policy: policyDocument([
        {
          // A ceiling, not a grant: whatever the one service behind this endpoint offers, to this account alone.
          Sid: 'OwnPrincipals',
          Effect: 'Allow',
          Principal: '*',
          Action: '*',
          Resource: '*',
          Condition: { StringEquals: { 'aws:PrincipalAccount': account } },
        },
      ]),
      tags: { Name: `${name}-${service}` },
    });
  }
}
