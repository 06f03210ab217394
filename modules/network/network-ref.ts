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
