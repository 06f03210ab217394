import { Route53Zone } from '@cdktf/provider-aws/lib/route53-zone';
import { Construct } from 'constructs';
import type { RoleRef } from '../iam/role-ref';
import { vpcRef, type VpcRef } from '../network/network-ref';
import { checkProps, type Description } from '../props';
import { domainName } from './domain-name';
import { grantRecords } from './grant-records';
import type { ZoneRef } from './zone-ref';

export interface PrivateZoneProps {
  /** The domain, one that the internet does not know: `prod.internal`. */
  readonly name: string;
  /** The network whose resolver answers for the domain. */
  readonly network: VpcRef;
}

const privateZoneProps: Description<PrivateZoneProps> = { name: domainName, network: vpcRef };

/**
 * A domain that exists in one network alone. For whoever asks from there it hides a public domain of the same name, and all below it.
 *
 * The network is part of the zone, and no other joins it: a zone with `aws_route53_zone_association` beside it would lose the other at each apply.
 * Its queries are the network's (`ResolverQueryLogs`).
 */
export class PrivateZone extends Construct implements ZoneRef {
  static readonly props = privateZoneProps;
  readonly zoneId: string;
  readonly zoneName: string;
  readonly nodes: { readonly zone: Route53Zone };

  /** @throws PropsError for a domain that is none. */
  constructor(scope: Construct, id: string, props: PrivateZoneProps) {
    super(scope, id);
    checkProps(this, privateZoneProps, props);
    const { name, network } = props;
    const zone = new Route53Zone(this, 'zone', {
      name,
      comment: `Private names of ${name}`,
      forceDestroy: false,
      vpc: [{ vpcId: network.vpcId }],
    });
    this.nodes = { zone };
    this.zoneId = zone.zoneId;
    this.zoneName = name;
  }

  /**
   * Lets `role` write the records of these names, and no other. `name` says which role.
   *
   * @throws PropsError for a name outside the zone.
   */
  grantRecords(name: string, role: RoleRef, names: readonly string[]): void {
    grantRecords(this, { zoneName: this.zoneName, zoneArn: this.nodes.zone.arn }, name, role, names);
  }
}
