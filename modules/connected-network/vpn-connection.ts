import { CustomerGateway } from '@cdktf/provider-aws/lib/customer-gateway';
import { VpnConnection as AwsVpnConnection } from '@cdktf/provider-aws/lib/vpn-connection';
import { VpnConnectionRoute } from '@cdktf/provider-aws/lib/vpn-connection-route';
import { Construct } from 'constructs';
import { topicRef, type TopicRef } from '../notifications/topic-ref';
import {
  assertProp,
  checkProps,
  either,
  ipv4Range,
  list,
  matching,
  object,
  oneOf,
  satisfying,
  text,
  wholeNumber,
  type Description,
} from '../props';
import { amazonSideAsn } from './amazon-side-asn';
import { isPublicAddress } from './public-address';
import { rangeKey } from './route-target';
import { addTunnelAlarms } from './tunnel-alarms';
import { tunnelOptions } from './tunnel-options';
import { VpnGateway } from './vpn-gateway';

export interface VpnConnectionProps {
  /** The start of its names and alarms, unique in its account and region: `prod-office`. */
  readonly name: string;
  /** Where it ends in the network. */
  readonly gateway: VpnGateway;
  /** The public IPv4 address of the customer gateway device, which is static. */
  readonly ipAddress: string;
  /** The ASN of the customer gateway device in BGP: 1 to 2147483647. Of a device without BGP any, such as 65000. */
  readonly bgpAsn: number;
  /** How AWS's side learns what is behind the device: `bgp`, the device announces it; or these static routes, 1 to 20 of them. */
  readonly routing: 'bgp' | StaticRouting;
  /** Told when a tunnel is down, and when both are. */
  readonly topic: TopicRef;
}

export interface StaticRouting {
  /** Private IPv4 ranges (RFC 1918), /8 to /32. */
  readonly staticRoutes: readonly string[];
}

const vpnConnectionProps: Description<VpnConnectionProps> = {
  name: matching(/^[a-z][a-z0-9-]{0,79}$/, 'up to 80 lower-case letters, digits and hyphens, a letter first'),
  gateway: satisfying<VpnGateway>('a VpnGateway', (found) => found instanceof VpnGateway),
  ipAddress: text('a public IPv4 address', isPublicAddress),
  bgpAsn: wholeNumber('(an ASN)', 1, 2_147_483_647, {
    structure: true,
    source: 'EC2 API reference, CreateCustomerGateway, BgpAsn',
  }),
  routing: either<'bgp', StaticRouting>(
    oneOf(['bgp']),
    object<StaticRouting>({
      staticRoutes: list('IPv4 ranges', ipv4Range(8, 32, { private: true, structure: true }), { min: 1, max: 20 }),
    }),
  ),
  topic: topicRef,
};

/**
 * A Site-to-Site VPN connection of two tunnels to a customer gateway device. AWS makes the pre-shared keys and keeps them in Secrets Manager, so that neither
 * the code nor the state has them; it starts the tunnels, over IKEv2 with algorithms of today, and logs each to the gateway's log.
 */
export class VpnConnection extends Construct {
  static readonly props = vpnConnectionProps;
  /** For whoever configures the device: `vpn-…`. */
  readonly vpnConnectionId: string;
  /** The public addresses of AWS's side. */
  readonly tunnelAddresses: { readonly tunnel1: string; readonly tunnel2: string };
  readonly nodes: { readonly connection: AwsVpnConnection; readonly customerGateway: CustomerGateway };

  /** @throws PropsError for an address that is not public, and with BGP for the ASN of AWS's side. */
  constructor(scope: Construct, id: string, props: VpnConnectionProps) {
    super(scope, id);
    checkProps(this, vpnConnectionProps, props);
    const { name, gateway, ipAddress, bgpAsn, routing, topic } = props;
    const isDistinct = routing !== 'bgp' || bgpAsn !== amazonSideAsn;
    assertProp(this, 'bgpAsn', isDistinct, `another ASN than ${amazonSideAsn}, which is of AWS's side`, bgpAsn);

    const customerGateway = new CustomerGateway(this, 'customer-gateway', {
      ...{ type: 'ipsec.1', ipAddress, bgpAsn: String(bgpAsn), tags: { Name: name } },
      // A new address is another customer gateway, which the connection moves to before the old one goes.
      lifecycle: { createBeforeDestroy: true },
    });
    const connection = new AwsVpnConnection(this, 'connection', {
      vpnGatewayId: gateway.vpnGatewayId,
      customerGatewayId: customerGateway.id,
      type: 'ipsec.1',
      staticRoutesOnly: routing !== 'bgp',
      presharedKeyStorage: 'SecretsManager',
      ...tunnelOptions(gateway.nodes.logGroup.logGroupArn),
      tags: { Name: name },
      // Else EC2 writes a policy of its own for the log.
      dependsOn: [gateway.nodes.logPolicy],
    });
    for (const range of routing === 'bgp' ? [] : routing.staticRoutes) {
      new VpnConnectionRoute(this, `route-${rangeKey(range)}`, {
        vpnConnectionId: connection.id,
        destinationCidrBlock: range,
      });
    }
    addTunnelAlarms(this, { name, vpnConnectionId: connection.id, topic });
    this.nodes = { connection, customerGateway };
    this.vpnConnectionId = connection.id;
    this.tunnelAddresses = { tunnel1: connection.tunnel1Address, tunnel2: connection.tunnel2Address };
  }
}
