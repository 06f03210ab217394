import { ipv4Range, map, matching, object, optional, reference } from '../props';

/** A VPC that another module or stack made. */
export interface VpcRef {
  readonly vpcId: string;
  /**
   * The VPC's IPv6 range, which Amazon gives it: `2001:db8:1234:1a00::/56`. With it, what a security group opens to the internet is open to IPv6 too.
   * @default none: the network is IPv4 alone
   */
  readonly ipv6Cidr?: string;
}

/** The tiers of a network: what the internet may reach, what may reach the internet, and neither. */
export type Tier = 'public' | 'private' | 'data';

/** A network that another module or stack made. Subnets are keyed by tier, then by zone name: `subnetIds.data['eu-west-1a']`. */
export interface NetworkRef extends VpcRef {
  /** The VPC's IPv4 range. */
  readonly cidr: string;
  readonly subnetIds: Readonly<Record<Tier, Readonly<Record<string, string>>>>;
}

/** The same with what decides where its packets go: for what connects it with other networks. */
export interface RoutedNetworkRef extends NetworkRef {
  /** By tier, then by zone name, of all zones. */
  readonly routeTableIds: Readonly<Record<Tier, Readonly<Record<string, string>>>>;
  /** By tier. */
  readonly networkAclIds: Readonly<Record<Tier, string>>;
}

const vpcId = matching(/^vpc-[\w-]+$/, 'the id of a VPC, such as vpc-0a1b2c3d');
export const subnetId = matching(/^subnet-[\w-]+$/, 'the id of a subnet, such as subnet-0a1b2c3d');
const routeTableId = matching(/^rtb-[\w-]+$/, 'the id of a route table, such as rtb-0a1b2c3d');
const networkAclId = matching(/^acl-[\w-]+$/, 'the id of a network ACL, such as acl-0a1b2c3d');
export const zoneOfSubnet = matching(
  /^[a-z]{2}(-[a-z0-9]+)+[a-z]$/,
  'the name of an Availability Zone, such as eu-west-1a',
  {
    structure: true,
  },
);
const subnets = map('subnets', zoneOfSubnet, subnetId, { max: 16 });
const routeTables = map('route tables', zoneOfSubnet, routeTableId, { max: 16 });

const ipv6Cidr = optional(
  matching(/^[0-9a-f:]{2,39}\/\d{1,3}$/, 'the IPv6 range of a VPC, such as 2001:db8:1234:1a00::/56'),
  'none: the network is IPv4 alone',
);

export const vpcRef = reference<VpcRef>('a VPC', { vpcId, ipv6Cidr });

const network = {
  vpcId,
  ipv6Cidr,
  cidr: ipv4Range(16, 28),
  subnetIds: object<NetworkRef['subnetIds']>({ public: subnets, private: subnets, data: subnets }),
};

export const networkRef = reference<NetworkRef>('a network', network);

export const routedNetworkRef = reference<RoutedNetworkRef>('a network with its route tables and ACLs', {
  ...network,
  routeTableIds: object<RoutedNetworkRef['routeTableIds']>({
    public: routeTables,
    private: routeTables,
    data: routeTables,
  }),
  networkAclIds: object<RoutedNetworkRef['networkAclIds']>({
    public: networkAclId,
    private: networkAclId,
    data: networkAclId,
  }),
});
