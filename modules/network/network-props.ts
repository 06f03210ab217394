import type { Construct } from 'constructs';
import { keyRef, type KeyRef } from '../kms/key-ref';
import { logRetention } from '../log-group/log-group';
import { topicRef, type TopicRef } from '../notifications/topic-ref';
import {
  accountId,
  checkProps,
  either,
  ipv4Range,
  list,
  matching,
  object,
  oneOf,
  optional,
  regionName,
  assertProp,
  type Description,
} from '../props';
import { vpcRange, zoneLetters } from './address-plan';
import { hasKnownPorts } from './endpoint-services';
import { fieldsOfRecord } from './flow-log-format';
import { endpointOf, interfaceEndpoint, type InterfaceEndpoint } from './interface-endpoint';
import { ipv6, type Ipv6 } from './ipv6';
import { checkAddresses, natGateways, type NatGatewayChoice, type NatGatewaysWithAddresses } from './nat-placement';
import { stayingZones, zone, zoneNames, type Zone } from './zone';

/** The addresses of a network. */
export interface NetworkAddresses {
  /** The VPC's IPv4 range: /16 to /22, private (RFC 1918). It cannot change later. */
  readonly cidr: string;
  /**
   * Availability zones by name, `eu-west-1a`; letters a to h have an address slot (see `subnetCidrs`). Zones may be
   * added at any time. One that is to go is `{ retiring: 'eu-west-1c' }` first: see `RetiringZone`.
   */
  readonly zones: readonly Zone[];
  /**
   * Whether it has IPv6 beside IPv4. Off again it goes in steps: see `Ipv6`.
   * @default 'off'
   */
  readonly ipv6?: Ipv6;
}

export interface NetworkProps extends NetworkAddresses {
  /** What names and `Name` tags start with: `prod` gives `prod-data-eu-west-1a`. */
  readonly name: string;
  /** The account that owns the network: 12 digits. Endpoints serve its principals only. */
  readonly account: string;
  /** `eu-west-1`. */
  readonly region: string;
  /**
   * The private tier's way to the internet: none, one gateway for all zones, or one in each. The single one stands in
   * the first of `zones` that stays, so list later zones after it. Their addresses are allocated with them, or are one's own: see
   * `NatGatewaysWithAddresses`. With none, IPv6 has no way out either.
   */
  readonly natGateways: NatGatewayChoice | NatGatewaysWithAddresses;
  /**
   * AWS services to reach over private addresses, by the last part of the endpoint's name: `ssm`, `kms`, `ecr.api`; or with
   * zones, ports and a policy of their own. S3 and DynamoDB have gateway endpoints anyway.
   * @default none
   */
  readonly interfaceEndpoints?: readonly (string | InterfaceEndpoint)[];
  /**
   * Who may open SSH to the public tier; ten ranges or fewer, none wider than /8. The network ACL lets them through:
   * a security group must too.
   * @default none
   */
  readonly sshFromCidrs?: readonly string[];
  /** Its flow logs in CloudWatch Logs; or `separate`, where a `BucketFlowLogs` of this VPC delivers them to S3 instead. */
  readonly flowLogs: NetworkFlowLogs | 'separate';
  /** Told when a NAT gateway runs out of ports or drops packets. */
  readonly topic: TopicRef;
}

export interface NetworkFlowLogs {
  /** Encrypts the log group. A `Key` is opened to CloudWatch Logs; one that is only referred to must admit it. */
  readonly key: KeyRef;
  readonly retentionDays: number;
  /**
   * The fields of a record, in their order; one or more of `flowLogFields`.
   * @default AWS's default format, which is the fields of version 2
   */
  readonly fields?: readonly string[];
}

export const networkProps: Description<NetworkProps> = {
  name: matching(/^[a-z][a-z0-9-]{0,39}$/, 'up to 40 lower-case letters, digits and hyphens, a letter first'),
  account: accountId,
  region: regionName,
  cidr: vpcRange,
  ipv6: optional(ipv6, "'off'"),
  zones: list('zones', zone, { min: 1, max: zoneLetters.length }),
  natGateways,
  interfaceEndpoints: optional(
    list('services', interfaceEndpoint, { max: 50, source: 'VPC user guide, Amazon VPC quotas' }),
    'none',
  ),
  sshFromCidrs: optional(list('IPv4 ranges', ipv4Range(8, 32, { structure: true }), { max: 10 }), 'none'),
  flowLogs: either<'separate', NetworkFlowLogs>(
    oneOf(['separate']),
    object<NetworkFlowLogs>({
      key: keyRef,
      retentionDays: logRetention,
      fields: optional(fieldsOfRecord, "AWS's default format"),
    }),
  ),
  topic: topicRef,
};

/** Throws a PropsError for props that the network cannot be built from. */
export function checkNetwork(scope: Construct, props: NetworkProps): void {
  checkProps(scope, networkProps, props);
  const { region } = props;
  const zones = zoneNames(props.zones);
  const repeated = zones.find((zone, index) => zones.indexOf(zone) < index);
  assertProp(scope, 'zones', repeated === undefined, 'each zone once', repeated);
  // Local and Wavelength Zones (`us-west-2-lax-1a`) are refused with the rest: NAT gateways and most services are missing there.
  const elsewhere = zones.find((zone) => zone.slice(0, -1) !== region);
  const expected = `availability zones from ${region}a to ${region}h`;
  assertProp(scope, 'zones', elsewhere === undefined, expected, elsewhere);
  assertProp(scope, 'zones', stayingZones(props.zones).length > 0, 'one zone or more that stays', props.zones);
  checkAddresses(scope, props.natGateways, stayingZones(props.zones));
  checkEndpoints(scope, props);
}

/** Each service once, in zones of the network, on ports that somebody knows. */
function checkEndpoints(scope: Construct, props: NetworkProps): void {
  const { interfaceEndpoints = [] } = props;
  const zones = stayingZones(props.zones);
  const services = interfaceEndpoints.map((endpoint) => endpointOf(endpoint).service);
  interfaceEndpoints.map(endpointOf).forEach(({ service, ports, zones: own = [] }, index) => {
    const prop = `interfaceEndpoints[${index}]`;
    assertProp(scope, prop, services.indexOf(service) === index, 'each service once', service);
    const elsewhere = own.find((zone) => !zones.includes(zone));
    assertProp(
      scope,
      `${prop}.zones`,
      elsewhere === undefined,
      `zones that stay in the network: ${zones.join(', ')}`,
      elsewhere,
    );
    const known = ports !== undefined || hasKnownPorts(service);
    const expected = `the ports of ${service} beside 443, since modules/network/endpoint-services.ts does not have it`;
    assertProp(scope, `${prop}.ports`, known, expected, ports);
  });
}
