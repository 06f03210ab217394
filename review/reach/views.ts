import type { Place } from '../model/resource';

/*
 * What a page shows of an environment's network: plain data, no resource of the graph in it. Every list is in a stable
 * order: zones and subnets by name, the rest by key.
 */

/** A resource as a page names it. */
export interface Named {
  /** Unique: `prod-network/aws_subnet.x`. Views refer to each other's things by it. */
  readonly key: string;
  readonly type: string;
  readonly address: string;
  readonly constructPath?: string;
  /** Short, for a picture: `database-main/source`. */
  readonly label: string;
  /** The TypeScript or HCL that makes it. */
  readonly place: Place;
}

/**
 * How far a subnet's addresses get by its routes: `public` has the internet gateway, `private` a NAT gateway or an
 * egress-only gateway, `isolated` neither, `unknown` a route that the input does not tell.
 */
export type Exposure = 'public' | 'private' | 'isolated' | 'unknown';

export interface NetworkView {
  readonly environment: string;
  readonly vpcs: readonly VpcView[];
  /** CloudFront, which stands before all VPCs. */
  readonly distributions?: readonly DistributionView[];
  /** What joins VPCs, of this environment or others, and other networks. */
  readonly links: readonly LinkView[];
}

/** A CloudFront distribution, and what it asks. */
export interface DistributionView extends Named {
  /** `prod-shop` */
  readonly name: string;
  readonly aliases: readonly string[];
  /** Whether the internet reaches it: not one that is not enabled. */
  readonly verdict: ReachVerdict;
  /** By its name, or `not known`; absent where there is none. */
  readonly webAcl?: string;
  /** Load balancers and instances, whether it reaches them, on which port; and buckets. */
  readonly origins: readonly (Named & { readonly traffic: string; readonly verdict: ReachVerdict })[];
}

export interface VpcView extends Named {
  readonly cidrs: readonly string[];
  readonly region?: string;
  /** Availability zones by name; a subnet whose zone is not known is in none. */
  readonly zones: readonly string[];
  /** In the order public, private, isolated, and within that by name. */
  readonly tiers: readonly TierView[];
  readonly subnets: readonly SubnetView[];
  readonly gateways: readonly GatewayView[];
  readonly endpoints: readonly ServiceEndpointView[];
  readonly acls: readonly AclView[];
  readonly routeTables: readonly RouteTableView[];
  readonly members: readonly MemberView[];
}

/** Subnets that are alike in several zones. */
export interface TierView {
  /** The `tier` tag, else the exposure. */
  readonly name: string;
  readonly exposure: Exposure;
  /** Keys of `subnets`. */
  readonly subnets: readonly string[];
}

export interface SubnetView extends Named {
  /** IPv4 and IPv6. */
  readonly cidrs: readonly string[];
  readonly zone?: string;
  readonly tier: string;
  readonly exposure: Exposure;
  /** Why it is that: "0.0.0.0/0 goes to internet-gateway", "no route leaves the VPC". */
  readonly because: string;
  /** Key of `routeTables`; absent where it is not known. */
  readonly routeTable?: string;
  /** Key of `acls`; absent for the default network ACL, which allows all traffic. */
  readonly acl?: string;
}

export interface GatewayView extends Named {
  readonly kind: 'internet' | 'nat' | 'egress-only' | 'vpn' | 'transit' | 'peering';
  /** Of a NAT gateway: the key of the subnet that it is in. */
  readonly subnet?: string;
}

export interface ServiceEndpointView extends Named {
  readonly kind: 'gateway' | 'interface' | 'load-balancer';
  /** `s3`, else the whole service name. */
  readonly service: string;
  /** Of an interface endpoint. */
  readonly subnets: readonly string[];
  /** Of a gateway endpoint: the route tables that it is in. */
  readonly routeTables: readonly string[];
}

export interface AclView extends Named {
  readonly isDefault: boolean;
  readonly subnets: readonly string[];
  /** In the order in which AWS tries them. The implicit last deny is not listed. */
  readonly rules: readonly AclRuleView[];
}

export interface AclRuleView {
  readonly number: number | 'unknown';
  readonly direction: 'ingress' | 'egress';
  readonly action: 'allow' | 'deny' | 'unknown';
  /** `tcp 443`, `tcp 1024-65535`, `all traffic`. */
  readonly traffic: string;
  /** The source of ingress, the destination of egress. */
  readonly cidr: string;
}

export interface RouteTableView extends Named {
  readonly isMain: boolean;
  readonly subnets: readonly string[];
  readonly routes: readonly { readonly destination: string; readonly target: string; readonly targetKey?: string }[];
}

/** A thing with addresses in the VPC. */
export interface MemberView extends Named {
  /** `database`, `instance`, `load balancer`: in words. */
  readonly kind: string;
  /** Whether it keeps data, or is in subnets whose `tier` tag is `data`. */
  readonly isDataTier: boolean;
  /** Keys of `subnets`. */
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  /** Why it has, or has not, an address on the internet. */
  readonly publicAddress: { readonly has: 'yes' | 'no' | 'unknown'; readonly because: string };
  /** The port that it listens on, where its resource says. */
  readonly port?: number;
  /** Of a load balancer: its web ACL by name, or `not known`; absent where there is none. */
  readonly webAcl?: string;
}

/** A way between VPCs, or to another network. */
export interface LinkView extends Named {
  readonly kind: 'peering' | 'transit gateway' | 'VPN';
  /** Keys of VPCs, of any environment; a peer that is not of the input has its id, or the address of its VPN device. */
  readonly vpcs: readonly string[];
}

export type ReachVerdict = 'reachable' | 'blocked' | 'unknown';

/** One way in from the internet. */
export interface WayView {
  readonly verdict: ReachVerdict;
  /** `internet reaches web on tcp 443 through CloudFront prod-shop, behind web ACL prod-edge, and load balancer prod; web listens on tcp 8080` */
  readonly text: string;
  /** What it passes, in order, and last what stops it. */
  readonly evidence: readonly Named[];
}

/** Ports of one protocol: `from` to `to`, both included. Of `icmp` and `all` the ports mean nothing. */
export interface PortRange {
  readonly protocol: 'tcp' | 'udp' | 'icmp' | 'all';
  readonly from: number;
  readonly to: number;
}

/** Who can talk to whom: groups of members to which the same rules apply, and `internet`. */
export interface MatrixView {
  readonly environment: string;
  readonly groups: readonly GroupView[];
  /**
   * One for each ordered pair of different groups, and for each group with itself when it has several members. Of many
   * groups only those that are not blocked.
   */
  readonly cells: readonly CellView[];
  /** All ordered pairs by their verdict; those that were not judged are in no cell. */
  readonly pairs: Readonly<Record<ReachVerdict | 'notJudged', number>>;
  /** Addresses of resources in these subnets that are of no group: their type is not modelled. */
  readonly notModelled: readonly string[];
  /** Modules that were not read: what they hold is in no group. */
  readonly notRead: readonly string[];
}

export interface GroupView {
  /** `internet`, or the key of its first member. */
  readonly id: string;
  readonly label: string;
  readonly kind: string;
  readonly isDataTier: boolean;
  /** Keys of members; none of the internet. */
  readonly members: readonly string[];
}

export interface CellView {
  /** `id` of groups. */
  readonly from: string;
  readonly to: string;
  readonly verdict: ReachVerdict;
  /** What is open; of `unknown`, what may be. */
  readonly ports: readonly PortRange[];
  /** `tcp 5432`; `nothing` where blocked. */
  readonly traffic: string;
  /** Whether other things of the picture stand between the two, such as a load balancer. */
  readonly isHanded?: boolean;
  /** The first step that blocks it, the missing information, or the path, in one sentence. */
  readonly because: string;
}

/** A rule of a security group as what it lets flow. */
export interface FlowView {
  /** The resource that holds the rule: the group, or the rule of its own. */
  readonly rule: Named;
  /** Where in it, when it is one of several: `ingress.0`. */
  readonly attribute?: string;
  readonly group: { readonly key: string; readonly label: string };
  readonly direction: 'ingress' | 'egress';
  /** The other side: a group's label, a CIDR, a prefix list, `itself`, or what is not known. */
  readonly peer: string;
  /** Where the peer is a security group of the input. */
  readonly peerKey?: string;
  /** `tcp 5432` */
  readonly traffic: string;
  /** The reason, as it is written in the rule. */
  readonly description?: string;
  /** Labels of the members that have the group. */
  readonly members: readonly string[];
}
