import { Route } from '@cdktf/provider-aws/lib/route';
import { Address4 } from 'ip-address';
import { Construct } from 'constructs';
import { routedNetworkRef, type RoutedNetworkRef } from '../network/network-ref';
import {
  assertProp,
  checkProps,
  flag,
  ipv4Range,
  isKnown,
  list,
  object,
  optional,
  wholeNumber,
  type Description,
} from '../props';
import { DataTierRules } from './data-tier-rules';
import { rangeKey, routeTarget, targetArgument, type RouteTarget } from './route-target';

export interface ConnectedNetworkProps {
  readonly network: RoutedNetworkRef;
  /** The ranges of the other network that are reached, and no others: private IPv4 (RFC 1918), /8 to /32, 1 to 20 of them. */
  readonly ranges: readonly string[];
  /** What leads there: of a `TransitGatewayAttachment`, a `VpcPeering`, a `VpcPeeringAccepter` or a `VpnGateway`. */
  readonly routeTarget: RouteTarget;
  /** The tiers of `network` that are connected: one or both. The public tier never is. */
  readonly tiers: ConnectedTiers;
}

export interface ConnectedTiers {
  /**
   * Whether the private tier has routes there.
   * @default false
   */
  readonly private?: boolean;
  /**
   * The TCP ports of the data tier that the other network opens connections to, 1 to 10 of them. The data tier opens none.
   * @default none: the data tier has no routes there, and its network ACL stays as it is
   */
  readonly dataPorts?: readonly number[];
}

const connectedNetworkProps: Description<ConnectedNetworkProps> = {
  network: routedNetworkRef,
  ranges: list('IPv4 ranges', ipv4Range(8, 32, { private: true, structure: true }), { min: 1, max: 20 }),
  routeTarget,
  tiers: object<ConnectedTiers>({
    private: optional(flag(), 'false'),
    dataPorts: optional(
      list('ports', wholeNumber('(a port)', 1, 65_535, { structure: true }), { min: 1, max: 10 }),
      'none: the data tier has no routes there, and its network ACL stays as it is',
    ),
  }),
};

/**
 * The way of a network to another one, for exactly its ranges: routes in the tables of each connected tier and, for the data tier, rules of its network ACL.
 * Security groups say who talks to whom, as within the network: `database.connections.allowFrom({ name: 'office', cidr }, 5432, …)`.
 *
 * Routes are written and never propagated: a table has the ranges that were decided, whatever the other side announces.
 */
export class ConnectedNetwork extends Construct {
  static readonly props = connectedNetworkProps;
  readonly ranges: readonly string[];
  /** By the id of the route table, then by range. */
  readonly nodes: { readonly routes: readonly Route[] };

  /** @throws PropsError for ranges that overlap with each other or with the network, and where no tier is connected. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ConnectedNetworkProps,
  ) {
    super(scope, id);
    checkProps(this, connectedNetworkProps, props);
    const { network, ranges, tiers } = props;
    const { private: isPrivate = false, dataPorts = [] } = tiers;
    assertProp(this, 'tiers', isPrivate || dataPorts.length > 0, 'private: true, or dataPorts, or both', tiers);
    this.assertDistinct();
    this.ranges = ranges;
    this.nodes = {
      routes: [...(isPrivate ? this.routes('private') : []), ...(dataPorts.length > 0 ? this.routes('data') : [])],
    };
    if (dataPorts.length > 0) {
      new DataTierRules(this, 'data-tier', { networkAclId: network.networkAclIds.data, ranges, ports: dataPorts });
    }
  }

  /** Of two routes that overlap the longer prefix wins, and what stays in the VPC wins over both: one of them would not be followed. */
  private assertDistinct(): void {
    const { network, ranges } = this.props;
    const others = isKnown(network.cidr) ? [network.cidr] : [];
    ranges.forEach((range, index) => {
      const taken = [...others, ...ranges.slice(0, index)].find((other) => overlap(range, other));
      assertProp(this, `ranges[${index}]`, taken === undefined, `a range that does not overlap ${taken ?? ''}`, range);
    });
  }

  private routes(tier: 'private' | 'data'): Route[] {
    const { network, ranges, routeTarget: target } = this.props;
    return Object.entries(network.routeTableIds[tier]).flatMap(([zone, routeTableId]) =>
      ranges.map(
        (range) =>
          new Route(this, `route-${tier}-${zone}-${rangeKey(range)}`, {
            routeTableId,
            destinationCidrBlock: range,
            ...targetArgument(target),
          }),
      ),
    );
  }
}

function overlap(one: string, other: string): boolean {
  const [a, b] = [new Address4(one), new Address4(other)];
  return a.isInSubnet(b) || b.isInSubnet(a);
}
