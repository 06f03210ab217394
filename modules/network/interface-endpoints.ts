import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { Construct } from 'constructs';
import { policyDocument } from '../iam/policy-document';
import type { PolicyStatement } from '../iam/policy-statement';
import { SecurityGroup } from '../security-group/security-group';
import { portsBeside443 } from './endpoint-ports';
import type { InterfaceEndpoint } from './interface-endpoint';
import type { NetworkProps } from './network-props';
import type { VpcRef } from './network-ref';

export interface InterfaceEndpointsProps extends Pick<NetworkProps, 'name' | 'account' | 'region' | 'cidr'> {
  readonly network: VpcRef;
  readonly endpoints: readonly InterfaceEndpoint[];
  /** The subnets that endpoints have addresses in, by zone name. */
  readonly subnetIds: Readonly<Record<string, string>>;
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
    const { network, name, cidr } = props;
    this.securityGroup = new SecurityGroup(this, 'security-group', {
      network,
      name: `${name}-endpoints`,
      description: 'Interface endpoints of AWS services',
    });
    this.allowFrom('vpc', cidr);
    this.nodes = { endpoints: Object.fromEntries(props.endpoints.map((one) => [one.service, this.endpoint(one)])) };
  }

  /** Lets every host of a range of the VPC in. */
  allowFrom(name: string, cidr: string): void {
    const { connections } = this.securityGroup;
    connections.allowFrom({ name, cidr }, 443, 'AWS APIs for every host of the VPC');
    for (const { port, reason } of portsBeside443(this, this.props.endpoints)) {
      connections.allowFrom({ name, cidr }, port, reason);
    }
  }

  private endpoint({ service, zones, policy }: InterfaceEndpoint): VpcEndpoint {
    const { network, name, account, region, subnetIds } = this.props;
    return new VpcEndpoint(this, service, {
      vpcId: network.vpcId,
      serviceName: `com.amazonaws.${region}.${service}`,
      vpcEndpointType: 'Interface',
      privateDnsEnabled: true,
      subnetIds: Object.entries(subnetIds).flatMap(([zone, id]) => (zones?.includes(zone) === false ? [] : id)),
      securityGroupIds: [this.securityGroup.securityGroupId],
      policy: policyDocument(policy ?? ownPrincipals(account)),
      tags: { Name: `${name}-${service}` },
    });
  }
}

/** A ceiling, not a grant: whatever the one service behind an endpoint offers, to this account alone. */
function ownPrincipals(account: string): readonly PolicyStatement[] {
  return [
    {
      Sid: 'OwnPrincipals',
      Effect: 'Allow',
      Principal: '*',
      Action: '*',
      Resource: '*',
      Condition: { StringEquals: { 'aws:PrincipalAccount': account } },
    },
  ];
}
