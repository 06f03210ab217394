import { ipv4Range, map, matching, object, reference } from '../props';

/** A VPC that another module or stack made. */
export interface VpcRef {
  readonly vpcId: string;
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

export const vpcRef = reference<VpcRef>('a VPC', { vpcId });

const network = {
  vpcId,
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
