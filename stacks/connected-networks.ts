import type { TerraformStack } from 'cdktf';
import type { Environment } from '../environments/schema';
import {
  ConnectedNetwork,
  TransitGatewayAttachment,
  TransitGatewaySubnets,
  VpcPeering,
  VpcPeeringAccepter,
  VpnConnection,
  VpnGateway,
  type RouteTarget,
} from '../modules/connected-network';
import { cachePort } from '../modules/elasticache/cache-engine';
import type { Key } from '../modules/kms';
import type { Network } from '../modules/network';
import type { TopicRef } from '../modules/notifications';
import { engines } from '../modules/rds/engine';
import { mapValues } from './map-values';

type Decided = Environment['network']['connectedNetworks'][string];
type Through<Type extends Decided['through']['type']> = Extract<Decided['through'], { readonly type: Type }>;

export interface ConnectedNetworksProps {
  readonly network: Network;
  /** Encrypts the logs of VPN tunnels; it is made where there are any. */
  readonly key: () => Key;
  readonly alarms: TopicRef;
}

/** What the other side is told: the id of what it accepts, or the addresses that its device connects to. */
export interface ConnectedNetworkOutputs {
  readonly attachmentId?: string;
  readonly vpcPeeringConnectionId?: string;
  readonly vpnConnectionId?: string;
  readonly tunnelAddresses?: { readonly tunnel1: string; readonly tunnel2: string };
}

interface Way {
  readonly routeTarget: RouteTarget;
  readonly outputs: ConnectedNetworkOutputs;
}

/** Connects the VPC with the networks that its environment names. */
export function addConnectedNetworks(
  scope: TerraformStack,
  environment: Environment,
  props: ConnectedNetworksProps,
): Record<string, ConnectedNetworkOutputs> {
  const ways = new Ways(scope, environment, props);
  return mapValues(environment.network.connectedNetworks, ({ ranges, through, tiers }, name) => {
    const { routeTarget, outputs } = ways.of(name, through, ranges);
    const dataPorts = dataPortsOf(environment, tiers.data);
    new ConnectedNetwork(scope, `connected-${name}`, {
      ...{ network: props.network, ranges, routeTarget },
      tiers: { private: tiers.private, ...(dataPorts.length > 0 && { dataPorts }) },
    });
    return outputs;
  });
}

function dataPortsOf({ databases }: Environment, data: Decided['tiers']['data']): number[] {
  if (data === 'none') return [];
  const ofDatabases = data.databases.flatMap((name) => {
    const database = databases[name];
    return database ? [engines[database.engine].port] : [];
  });
  return [...new Set([...ofDatabases, ...(data.caches.length > 0 ? [cachePort] : [])])];
}

/** What leads to the networks: an attachment for each transit gateway, and one virtual private gateway for all VPN connections. */
class Ways {
  private readonly attachments = new Map<string, TransitGatewayAttachment>();
  private subnets: TransitGatewaySubnets | undefined;
  private gateway: VpnGateway | undefined;

  constructor(
    private readonly scope: TerraformStack,
    private readonly environment: Environment,
    private readonly props: ConnectedNetworksProps,
  ) {}

  of(name: string, through: Decided['through'], ranges: readonly string[]): Way {
    if (through.type === 'transit-gateway') return this.transitGateway(through);
    return through.type === 'vpn' ? this.vpn(name, through, ranges) : this.peering(name, through);
  }

  private transitGateway({ transitGatewayId, dnsSupport, applianceMode }: Through<'transit-gateway'>): Way {
    const { network } = this.props;
    this.subnets ??= new TransitGatewaySubnets(this.scope, 'transit-gateway-subnets', {
      name: this.environment.name,
      network,
    });
    const { subnetIds } = this.subnets;
    const attachment =
      this.attachments.get(transitGatewayId) ??
      new TransitGatewayAttachment(this.scope, `transit-gateway-${transitGatewayId}`, {
        ...{ name: this.environment.name, network, subnetIds, transitGatewayId, dnsSupport, applianceMode },
      });
    this.attachments.set(transitGatewayId, attachment);
    return { routeTarget: attachment.routeTarget, outputs: { attachmentId: attachment.attachmentId } };
  }

  private peering(name: string, through: Through<'peering-requester' | 'peering-accepter'>): Way {
    const peering =
      through.type === 'peering-requester'
        ? new VpcPeering(this.scope, `peering-${name}`, {
            ...{ name: `${this.environment.name}-${name}`, network: this.props.network },
            ...withoutType(through),
          })
        : new VpcPeeringAccepter(this.scope, `peering-${name}`, {
            name: `${this.environment.name}-${name}`,
            ...withoutType(through),
          });
    const { routeTarget, vpcPeeringConnectionId } = peering;
    return { routeTarget, outputs: { vpcPeeringConnectionId } };
  }

  private vpn(name: string, through: Through<'vpn'>, ranges: readonly string[]): Way {
    const { name: environment, account, region, logRetentionDays } = this.environment;
    const { network, key, alarms: topic } = this.props;
    this.gateway ??= new VpnGateway(this.scope, 'vpn-gateway', {
      ...{ name: environment, account, region, network },
      logs: { key: key(), retentionDays: logRetentionDays },
    });
    const { ipAddress, bgpAsn, staticRoutesOnly } = through;
    const { vpnConnectionId, tunnelAddresses } = new VpnConnection(this.scope, `vpn-${name}`, {
      ...{ name: `${environment}-${name}`, gateway: this.gateway, ipAddress, bgpAsn, topic },
      routing: staticRoutesOnly ? { staticRoutes: ranges } : 'bgp',
    });
    return { routeTarget: this.gateway.routeTarget, outputs: { vpnConnectionId, tunnelAddresses } };
  }
}

function withoutType<Whole extends { readonly type: string }>({ type: _, ...rest }: Whole): Omit<Whole, 'type'> {
  return rest;
}
