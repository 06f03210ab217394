import { NetworkAcl } from '@cdktf/provider-aws/lib/network-acl';
import { NetworkAclRule } from '@cdktf/provider-aws/lib/network-acl-rule';
import { Construct } from 'constructs';
import { networkAclRules } from './network-acl-rules';
import type { NetworkRef, Tier } from './network-ref';

export interface NetworkAclsProps {
  readonly network: NetworkRef;
  readonly name: string;
  readonly sshFromCidrs: readonly string[];
}

/** A network ACL for each tier, over its subnets in every zone. `networkAclRules` says what they hold. */
export class NetworkAcls extends Construct {
  readonly nodes: Readonly<Record<Tier, NetworkAcl>>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: NetworkAclsProps,
  ) {
    super(scope, id);
    this.nodes = { public: this.acl('public'), private: this.acl('private'), data: this.acl('data') };
  }

  private acl(tier: Tier): NetworkAcl {
    const { network, name, sshFromCidrs } = this.props;
    const { ipv6Cidr } = network;
    const acl = new NetworkAcl(this, tier, {
      vpcId: network.vpcId,
      subnetIds: Object.values(network.subnetIds[tier]),
      tags: { Name: `${name}-${tier}`, tier },
    });
    const vpc = { cidr: network.cidr, ...(ipv6Cidr !== undefined && { ipv6Cidr }) };
    for (const { id, ...rule } of networkAclRules(tier, vpc, sshFromCidrs)) {
      new NetworkAclRule(this, `${tier}-${rule.egress ? 'egress' : 'ingress'}-${id}`, {
        ...rule,
        networkAclId: acl.id,
      });
    }
    return acl;
  }
}
