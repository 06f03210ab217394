import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { VpcIpv4CidrBlockAssociation } from '@cdktf/provider-aws/lib/vpc-ipv4-cidr-block-association';
import { Construct } from 'constructs';
import { Address4 } from 'ip-address';
import { text } from '../props';
import { zoneLetters } from './address-plan';
import type { NetworkAcls } from './network-acls';
import type { NetworkRef } from './network-ref';
import { stayingZones, type Zone } from './zone';

const shared = new Address4('100.64.0.0/10');

/**
 * A part of 100.64.0.0/10, the one range that AWS associates beside every primary range that a network may have here (VPC user guide, VPC CIDR blocks, "IPv4 CIDR
 * block association restrictions"). A /25 is the smallest, since each of eight zones has a subnet and a /28 is the smallest of those.
 */
export const secondaryCidr = text(
  'an IPv4 range from /16 to /25 in 100.64.0.0/10',
  (value) => {
    if (!/^[\d.]{7,15}\/\d{1,2}$/.test(value) || !Address4.isValid(value)) return false;
    const range = new Address4(value);
    const fits = range.networkForm() === value && range.subnetMask >= 16 && range.subnetMask <= 25;
    return fits && range.isInSubnet(shared);
  },
  { structure: true, source: 'VPC user guide, VPC CIDR blocks' },
);

export interface SecondaryRangeProps {
  readonly name: string;
  readonly cidr: string;
  readonly network: NetworkRef;
  readonly zones: readonly Zone[];
  /** Those of the private tier, by zone. */
  readonly routeTableIds: Readonly<Record<string, string>>;
  readonly networkAcls: NetworkAcls;
}

/**
 * A second range of a VPC, with a private subnet in each zone: addresses for tasks and pods, of which there are many, without those of the primary range, which
 * are scarce where networks are connected. The subnets share the private tier's route tables, so its NAT gateways and gateway endpoints.
 *
 * A subnet depends on the range and its zone's letter alone: an eighth of the range for each letter.
 */
export class SecondaryRange extends Construct {
  readonly cidr: string;
  /** By zone name, without zones that retire. */
  readonly subnetIds: Readonly<Record<string, string>>;
  /** The network with these subnets in place of those of the private tier, to place something there. */
  readonly network: NetworkRef;
  readonly nodes: {
    readonly association: VpcIpv4CidrBlockAssociation;
    /** By zone name. */
    readonly subnets: Readonly<Record<string, Subnet>>;
  };

  constructor(
    scope: Construct,
    id: string,
    private readonly props: SecondaryRangeProps,
  ) {
    super(scope, id);
    const { cidr, network, zones, networkAcls } = props;
    const association = new VpcIpv4CidrBlockAssociation(this, 'association', {
      vpcId: network.vpcId,
      cidrBlock: cidr,
    });
    const byZone = Object.entries(props.routeTableIds).sort();
    const subnets = Object.fromEntries(
      byZone.map(([zone, routeTableId]) => [zone, this.subnetIn(zone, routeTableId, association)]),
    );
    networkAcls.addSecondaryRange(
      cidr,
      Object.values(subnets).map((subnet) => subnet.id),
    );
    this.nodes = { association, subnets };
    this.cidr = cidr;
    const staying = Object.entries(subnets).filter(([zone]) => stayingZones(zones).includes(zone));
    this.subnetIds = Object.fromEntries(staying.map(([zone, subnet]) => [zone, subnet.id]));
    const { vpcId, cidr: primary, subnetIds } = network;
    this.network = { vpcId, cidr: primary, subnetIds: { ...subnetIds, private: this.subnetIds } };
  }

  private subnetIn(zone: string, routeTableId: string, association: VpcIpv4CidrBlockAssociation): Subnet {
    const { name, cidr, network, zones } = this.props;
    const inZone = new Construct(this, zone);
    const tags = { Name: `${name}-secondary-${zone}`, tier: 'private' };
    const subnet = new Subnet(inZone, 'subnet', {
      vpcId: network.vpcId,
      availabilityZone: zone,
      cidrBlock: eighthOf(cidr, zone),
      mapPublicIpOnLaunch: false,
      tags: stayingZones(zones).includes(zone) ? tags : { ...tags, retiring: 'true' },
      dependsOn: [association],
    });
    new RouteTableAssociation(inZone, 'route-table-association', { subnetId: subnet.id, routeTableId });
    return subnet;
  }
}

function eighthOf(cidr: string, zone: string): string {
  const range = new Address4(cidr);
  const prefix = range.subnetMask + 3;
  const start = range.startAddress().offset(zoneLetters.indexOf(zone.slice(-1)) * 2 ** (32 - prefix));
  return `${start.correctForm()}/${prefix}`;
}
