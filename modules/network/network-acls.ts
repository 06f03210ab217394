import { NetworkAcl } from '@cdktf/provider-aws/lib/network-acl';
import { NetworkAclRule } from '@cdktf/provider-aws/lib/network-acl-rule';
import { Construct } from 'constructs';
import { networkAclRules, secondaryAclRules, type NetworkAclRuleConfig } from './network-acl-rules';
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

  /** A network ACL for the private subnets of a secondary range, and its rules in those of all tiers. */
  addSecondaryRange(cidr: string, subnetIds: readonly string[]): void {
    for (const tier of ['public', 'private', 'data'] as const) {
      this.addRules(tier, this.nodes[tier], secondaryAclRules(tier, cidr));
    }
    const acl = this.made('secondary', 'private', subnetIds);
    // Its subnets have no range of IPv6.
    const rules = networkAclRules('private', { cidr: this.props.network.cidr }, []);
    this.addRules('secondary', acl, [...rules, ...secondaryAclRules('private', cidr)]);
  }

  private acl(tier: Tier): NetworkAcl {
    const { network, sshFromCidrs } = this.props;
    const acl = this.made(tier, tier, Object.values(network.subnetIds[tier]));
    this.addRules(tier, acl, networkAclRules(tier, network, sshFromCidrs));
    return acl;
  }

  private made(id: string, tier: Tier, subnetIds: readonly string[]): NetworkAcl {
    const { network, name } = this.props;
    const tags = { Name: `${name}-${id}`, tier };
    return new NetworkAcl(this, id, { vpcId: network.vpcId, subnetIds: [...subnetIds], tags });
  }

  private addRules(of: string, acl: NetworkAcl, rules: readonly NetworkAclRuleConfig[]): void {
    for (const { id, ...rule } of rules) {
      const direction = rule.egress ? 'egress' : 'ingress';
      new NetworkAclRule(this, `${of}-${direction}-${id}`, { ...rule, networkAclId: acl.id });
    }
  }
}
