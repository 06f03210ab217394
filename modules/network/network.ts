import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { Construct } from 'constructs';
import { LastApplied } from '../last-applied';
import type { LogGroup } from '../log-group/log-group';
import { assertProp, checkProps } from '../props';
import type { SecurityGroup } from '../security-group/security-group';
import { subnetCidrs } from './address-plan';
import { AdoptedDefaults } from './adopted-defaults';
import { EgressOnlyGateway } from './egress-only-gateway';
import { FlowLogs } from './flow-logs';
import { GatewayEndpoints } from './gateway-endpoints';
import { endpointOf, type InterfaceEndpoint } from './interface-endpoint';
import { InterfaceEndpoints } from './interface-endpoints';
import { ipv6Parts } from './ipv6';
import { InternetGateway } from './internet-gateway';
import { NatGateways } from './nat-gateways';
import { NetworkAcls } from './network-acls';
import { checkNetwork, networkProps, type NetworkProps } from './network-props';
import type { NetworkRef, RoutedNetworkRef, Tier } from './network-ref';
import { SecondaryRange, secondaryCidr } from './secondary-range';
import { TierSubnets } from './tier-subnets';
import { stayingZones, zoneNames } from './zone';

/**
 * A VPC of three tiers in each zone: public, which the internet reaches; private, which reaches the internet; data, which
 * knows only the VPC.
 *
 * Subnets, route tables, gateways and alarms are keyed by zone name, and addresses follow from it (`subnetCidrs`), so the
 * order of `zones` decides only the zone of a single NAT gateway, and a zone added later replaces nothing.
 */
export class Network extends Construct implements RoutedNetworkRef {
  static readonly props = networkProps;
  readonly vpcId: string;
  readonly cidr: string;
  /** The VPC's IPv6 range, known after apply, while its subnets have ranges of it. */
  readonly ipv6Cidr?: string;
  /** By tier, then by zone name, without zones that retire: where things are placed. */
  readonly subnetIds: NetworkRef['subnetIds'];
  /** By tier, then by zone name, of all zones. */
  readonly routeTableIds: RoutedNetworkRef['routeTableIds'];
  readonly networkAclIds: RoutedNetworkRef['networkAclIds'];
  /** S3's addresses, for a security group: `connections.allowTo({ name: 's3', prefixListId }, 443, …)`. */
  readonly s3PrefixListId: string;
  /** DynamoDB's addresses, likewise. */
  readonly dynamodbPrefixListId: string;
  /** The interface endpoints' security group, to connect to; undefined without any. It lets the whole VPC in, on 443 and on what its services answer on beside. */
  readonly endpoints?: SecurityGroup;
  /** The services that have an interface endpoint, by short name. */
  readonly interfaceEndpoints: readonly string[];
  /** Its flow logs in CloudWatch Logs; undefined where they are separate. */
  readonly flowLogs?: LogGroup;
  readonly nodes: {
    readonly vpc: Vpc;
    readonly tiers: Readonly<Record<Tier, TierSubnets['nodes']>>;
    readonly defaults: AdoptedDefaults['nodes'];
    readonly internetGateway: InternetGateway['nodes']['internetGateway'];
    /** Of IPv6, where the private tier has a way to the internet. */
    readonly egressOnlyGateway: EgressOnlyGateway['nodes']['egressOnlyInternetGateway'] | undefined;
    readonly natGateways: NatGateways['nodes'];
    readonly networkAcls: NetworkAcls['nodes'];
    readonly flowLogs?: FlowLogs['nodes'];
    readonly gatewayEndpoints: GatewayEndpoints['nodes'];
    readonly interfaceEndpoints: InterfaceEndpoints['nodes']['endpoints'];
  };

  private readonly networkAcls: NetworkAcls;
  private readonly ownEndpoints?: InterfaceEndpoints;

  /** @throws PropsError for a range, zone or endpoint that the network cannot be built from. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: NetworkProps,
  ) {
    super(scope, id);
    checkNetwork(this, props);
    const { name, cidr, natGateways: choice, topic, interfaceEndpoints = [], sshFromCidrs = [] } = props;

    const vpc = this.vpc(props);
    this.vpcId = vpc.id;
    this.cidr = cidr;
    const { subnetRanges: isDualStack } = ipv6Parts(props.ipv6);
    if (isDualStack) this.ipv6Cidr = vpc.ipv6CidrBlock;
    const defaults = new AdoptedDefaults(this, 'defaults', { vpc, name });

    const tiers = {
      public: this.tier('public', props),
      private: this.tier('private', props),
      data: this.tier('data', props),
    };
    const zones = stayingZones(props.zones);
    this.subnetIds = eachTier(tiers, ({ subnetIds }) => inZones(subnetIds, zones));
    this.routeTableIds = eachTier(tiers, (tier) => tier.routeTableIds);

    const ways = { network: this, name, publicTier: tiers.public, privateTier: tiers.private };
    const internetGateway = new InternetGateway(this, 'internet-gateway', { ...ways, isDualStack });
    const natGateways = new NatGateways(this, 'nat-gateways', { ...ways, internetGateway, choice, zones, topic });
    const egressOnlyGateway =
      isDualStack && choice !== 'none' ? new EgressOnlyGateway(this, 'egress-only-gateway', ways) : undefined;
    this.networkAcls = new NetworkAcls(this, 'network-acls', {
      network: { ...refOf(this), subnetIds: eachTier(tiers, (tier) => tier.subnetIds) },
      name,
      sshFromCidrs,
    });
    this.networkAclIds = eachTier(this.networkAcls.nodes, ({ id }) => id);

    const gatewayEndpoints = new GatewayEndpoints(this, 'gateway-endpoints', {
      ...props,
      network: this,
      routeTableIds: [tiers.public, tiers.private].flatMap((tier) => Object.values(tier.routeTableIds)),
    });
    this.s3PrefixListId = gatewayEndpoints.nodes.s3.prefixListId;
    this.dynamodbPrefixListId = gatewayEndpoints.nodes.dynamodb.prefixListId;
    const ownEndpoints = interfaceEndpoints.map(endpointOf);
    this.ownEndpoints = this.addInterfaceEndpoints(ownEndpoints, props);
    this.endpoints = this.ownEndpoints?.securityGroup;
    this.interfaceEndpoints = ownEndpoints.map(({ service }) => service);

    const logs = props.flowLogs;
    const flowLogs =
      logs === 'separate' ? undefined : new FlowLogs(this, 'flow-logs', { ...props, network: this, logs });
    this.flowLogs = flowLogs?.logGroup;
    this.nodes = {
      vpc,
      tiers: eachTier(tiers, (tier) => tier.nodes),
      defaults: defaults.nodes,
      internetGateway: internetGateway.nodes.internetGateway,
      egressOnlyGateway: egressOnlyGateway?.nodes.egressOnlyInternetGateway,
      natGateways: natGateways.nodes,
      networkAcls: this.networkAcls.nodes,
      ...(flowLogs && { flowLogs: flowLogs.nodes }),
      gatewayEndpoints: gatewayEndpoints.nodes,
      interfaceEndpoints: this.ownEndpoints?.nodes.endpoints ?? {},
    };
  }

  /**
   * Adds a range of 100.64.0.0/10 to the VPC, with a private subnet in each zone: addresses for tasks and pods without those of the primary range. The network ACLs
   * and the interface endpoints let it in. Another range later replaces the subnets, which AWS refuses while they are in use.
   *
   * @param cidr from /16 to /25: `100.64.0.0/16`.
   * @throws PropsError for another range, and for a second one
   */
  addSecondaryRange(cidr: string): SecondaryRange {
    checkProps(this, { cidr: secondaryCidr }, { cidr });
    const isFirst = this.node.tryFindChild('secondary-range') === undefined;
    assertProp(this, 'cidr', isFirst, 'one secondary range', cidr);
    const { name, zones } = this.props;
    this.ownEndpoints?.allowFrom('secondary', cidr);
    return new SecondaryRange(this, 'secondary-range', {
      ...{ name, cidr, zones, network: this, networkAcls: this.networkAcls },
      routeTableIds: this.routeTableIds.private,
    });
  }

  private vpc({ name, cidr, ipv6 }: NetworkProps): Vpc {
    const last = new LastApplied(this, 'cidr', { value: cidr, mayChange: false });
    const errorMessage = `Network ${name}: AWS changes the range of no VPC, and would have to delete everything in it. Expected ${last.applied}, found ${cidr}. Add an environment of the other range.`;
    return new Vpc(this, 'vpc', {
      cidrBlock: cidr,
      ...(ipv6Parts(ipv6).vpcRange && { assignGeneratedIpv6CidrBlock: true }),
      // Private DNS of the endpoints needs both.
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: { Name: name },
      lifecycle: { precondition: [{ condition: last.isAsked, errorMessage }] },
    });
  }

  private tier(tier: Tier, { name, cidr, zones, ipv6, natGateways }: NetworkProps): TierSubnets {
    const cidrs = Object.fromEntries([...zoneNames(zones)].sort().map((zone) => [zone, subnetCidrs(cidr, zone)[tier]]));
    const { ipv6Cidr: vpcCidr } = this;
    // In the private tier, whose addresses nobody reaches from outside. In the public tier an interface asks for its address.
    const newAddresses = tier === 'private' && natGateways !== 'none' && ipv6Parts(ipv6).newAddresses;
    return new TierSubnets(this, tier, {
      ...{ network: this, name, tier, cidrs, staying: stayingZones(zones) },
      ...(vpcCidr !== undefined && { ipv6: { vpcCidr, newAddresses } }),
    });
  }

  private addInterfaceEndpoints(endpoints: readonly InterfaceEndpoint[], props: NetworkProps) {
    if (endpoints.length === 0) return undefined;
    const subnetIds = this.subnetIds.private;
    return new InterfaceEndpoints(this, 'interface-endpoints', { ...props, network: this, endpoints, subnetIds });
  }
}

/** As other modules see the VPC. */
function refOf({ vpcId, cidr, ipv6Cidr }: Network) {
  return { vpcId, cidr, ...(ipv6Cidr !== undefined && { ipv6Cidr }) };
}

function eachTier<A, B>(tiers: Readonly<Record<Tier, A>>, map: (tier: A) => B): Readonly<Record<Tier, B>> {
  return { public: map(tiers.public), private: map(tiers.private), data: map(tiers.data) };
}

function inZones(byZone: Readonly<Record<string, string>>, zones: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(byZone).filter(([zone]) => zones.includes(zone)));
}
