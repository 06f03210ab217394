import { Eip } from '@cdktf/provider-aws/lib/eip';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import { Construct } from 'constructs';
import { MetricAlarm } from '../alarm/metric-alarm';
import type { TopicRef } from '../notifications/topic-ref';
import type { InternetGateway } from './internet-gateway';
import { placementOf, zonesWithGateway } from './nat-placement';
import type { NetworkProps } from './network-props';
import type { TierSubnets } from './tier-subnets';

export interface NatGatewaysProps {
  readonly name: string;
  readonly choice: NetworkProps['natGateways'];
  /** A single gateway is in the first zone. */
  readonly zones: readonly string[];
  readonly publicTier: TierSubnets;
  readonly privateTier: TierSubnets;
  readonly internetGateway: InternetGateway;
  readonly topic: TopicRef;
}

/** The private tier's way to the internet, which is none, shared or each zone's own, with alarms on what it cannot carry. */
export class NatGateways extends Construct {
  /** By the name of the gateway's zone. */
  readonly nodes: {
    readonly natGateways: Readonly<Record<string, NatGateway>>;
    /** Those that are allocated with their gateways. */
    readonly addresses: Readonly<Record<string, Eip>>;
  };

  constructor(
    scope: Construct,
    id: string,
    private readonly props: NatGatewaysProps,
  ) {
    super(scope, id);
    const natGateways: Record<string, NatGateway> = {};
    const addresses: Record<string, Eip> = {};
    const { placement, addresses: own } = placementOf(props.choice);
    const withGateway = zonesWithGateway(placement, props.zones);
    for (const [zone, subnetId] of Object.entries(props.publicTier.subnetIds)) {
      if (!withGateway.includes(zone)) continue;
      const address = own ? undefined : this.addressIn(zone);
      const natGateway = this.gatewayIn(zone, subnetId, own?.[zone] ?? address?.allocationId);
      this.alarm(zone, natGateway, portAllocation);
      this.alarm(zone, natGateway, droppedPackets);
      natGateways[zone] = natGateway;
      if (address) addresses[zone] = address;
    }
    this.nodes = { natGateways, addresses };
    this.route();
  }

  private addressIn(zone: string): Eip {
    return new Eip(this, `address-${zone}`, { domain: 'vpc', ...this.shared(zone) });
  }

  private gatewayIn(zone: string, subnetId: string, allocationId: string | undefined): NatGateway {
    return new NatGateway(this, `nat-gateway-${zone}`, {
      allocationId,
      subnetId,
      connectivityType: 'public',
      ...this.shared(zone),
    });
  }

  /** Both need the door open: an address is reachable, and a gateway comes up, only behind an internet gateway. */
  private shared(zone: string) {
    const { name, internetGateway } = this.props;
    return { tags: { Name: `${name}-nat-${zone}` }, dependsOn: [internetGateway.nodes.internetGateway] };
  }

  /** Each zone goes through its own gateway; through the only one where it has none. */
  private route(): void {
    const gateways = this.nodes.natGateways;
    const [only] = Object.values(gateways);
    for (const [zone, routeTableId] of Object.entries(this.props.privateTier.routeTableIds)) {
      const gateway = gateways[zone] ?? only;
      if (!gateway) continue;
      new Route(this, `route-${zone}`, {
        routeTableId,
        destinationCidrBlock: '0.0.0.0/0',
        natGatewayId: gateway.id,
      });
    }
  }

  private alarm(zone: string, natGateway: NatGateway, { id, metricName, description }: NatAlarm): void {
    new MetricAlarm(this, `${id}-${zone}`, {
      name: `${this.props.name}-nat-${zone}-${id}`,
      description,
      metric: {
        namespace: 'AWS/NATGateway',
        metricName,
        dimensions: { NatGatewayId: natGateway.id },
        statistic: 'Sum',
        periodSeconds: 60,
      },
      threshold: 0,
      comparisonOperator: 'GreaterThanThreshold',
      // The gateway reports each minute; five in a row are no passing burst.
      evaluationPeriods: 5,
      topic: this.props.topic,
    });
  }
}

interface NatAlarm {
  readonly id: string;
  readonly metricName: string;
  readonly description: string;
}

const portAllocation: NatAlarm = {
  id: 'port-allocation-errors',
  metricName: 'ErrorPortAllocation',
  description:
    'The NAT gateway has no free port towards a destination, so new connections fail. Find the destination in the flow ' +
    'logs; reuse connections, reach AWS services through endpoints, or give the gateway more addresses.',
};

const droppedPackets: NatAlarm = {
  id: 'dropped-packets',
  metricName: 'PacketsDropCount',
  description:
    'The NAT gateway drops packets. Compare with PacketsOutToDestination: over 0.01 % of the traffic, look at the AWS ' +
    'Health Dashboard for this zone; below it, watch.',
};
