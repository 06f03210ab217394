import { DefaultNetworkAcl } from '@cdktf/provider-aws/lib/default-network-acl';
import { DefaultRouteTable } from '@cdktf/provider-aws/lib/default-route-table';
import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
import type { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { Construct } from 'constructs';

export interface AdoptedDefaultsProps {
  readonly vpc: Vpc;
  readonly name: string;
}

/**
 * What AWS creates with every VPC and nothing may rely on: its default security group, network ACL and route table, taken over and
 * emptied. What falls back on them reaches nothing.
 */
export class AdoptedDefaults extends Construct {
  readonly nodes: {
    readonly securityGroup: DefaultSecurityGroup;
    readonly networkAcl: DefaultNetworkAcl;
    readonly routeTable: DefaultRouteTable;
  };

  constructor(scope: Construct, id: string, { vpc, name }: AdoptedDefaultsProps) {
    super(scope, id);
    const tags = { Name: `${name}-default-unused` };
    // Lists written out empty, since with an absent one, a rule added by hand stays unnoticed.
    this.nodes = {
      securityGroup: new DefaultSecurityGroup(this, 'security-group', { vpcId: vpc.id, ingress: [], egress: [], tags }),
      networkAcl: new DefaultNetworkAcl(this, 'network-acl', {
        defaultNetworkAclId: vpc.defaultNetworkAclId,
        ingress: [],
        egress: [],
        tags,
        // A new subnet passes through here on its way to its tier's ACL.
        lifecycle: { ignoreChanges: ['subnet_ids'] },
      }),
      routeTable: new DefaultRouteTable(this, 'route-table', {
        defaultRouteTableId: vpc.defaultRouteTableId,
        route: [],
        tags,
      }),
    };
  }
}
