import type { Construct } from 'constructs';
import { Address4 } from 'ip-address';
import type { KeyRef } from '../kms/key-ref';
import type { TopicRef } from '../notifications/topic-ref';
import { isKnown, assertProp, assertAccount, assertBetween, assertCidr, assertMatch, assertOneOf } from '../props';
import { zoneLetters } from './address-plan';

export interface NetworkProps {
  /** What names and `Name` tags start with: `prod` gives `prod-data-eu-west-1a`. */
  readonly name: string;
  /** The account that owns the network: 12 digits. Endpoints serve its principals only. */
  readonly account: string;
  /** `eu-west-1`. */
  readonly region: string;
  /** The VPC's IPv4 range: /16 to /22, private (RFC 1918). It cannot change later. */
  readonly cidr: string;
  /**
   * Availability zones by name, `eu-west-1a`; letters a to h have an address slot (see `subnetCidrs`). Zones may be
   * added at any time.
   */
  readonly zones: readonly string[];
  /**
   * The private tier's way to the internet: none, one gateway for all zones, or one in each. The single one stands in
   * the first of `zones`, so list later zones after it.
   */
  readonly natGateways: NatGatewayChoice;
  /**
   * AWS services to reach over private addresses, by the last part of the endpoint's name: `ssm`, `kms`, `ecr.api`. S3 and
   * DynamoDB have gateway endpoints anyway.
   * @default none
   */
  readonly interfaceEndpoints?: readonly string[];
  /**
   * Who may open SSH to the public tier; ten ranges or fewer, none wider than /8. The network ACL lets them through:
   * a security group must too.
   * @default none
   */
  readonly sshFromCidrs?: readonly string[];
  /** Where the flow logs' encryption (the key must `allowLogs(region)`) and their retention come from. */
  readonly flowLogs: { readonly key: KeyRef; readonly retentionDays: number };
  /** Told when a NAT gateway runs out of ports or drops packets. */
  readonly topic: TopicRef;
}

export type NatGatewayChoice = 'none' | 'single' | 'per-zone';

/** @throws PropsError for the first prop that the network cannot be built from. */
export function checkNetworkProps(scope: Construct, props: NetworkProps): void {
  const { region, cidr, zones, interfaceEndpoints = [], sshFromCidrs = [] } = props;
  assertMatch(scope, 'name', props.name, /^[a-z][a-z0-9-]{0,39}$/, 'up to 40 lower-case letters, digits and hyphens');
  assertAccount(scope, 'account', props.account);
  assertMatch(scope, 'region', region, /^[a-z]{2}(-[a-z]+)+-\d$/, 'the name of a region, such as eu-west-1');
  assertCidr(scope, 'cidr', cidr, 16, 22);
  assertProp(scope, 'cidr', !isKnown(cidr) || new Address4(cidr).isPrivate(), 'a private range (RFC 1918)', cidr);

  assertProp(scope, 'zones', zones.length > 0, 'one zone or more', zones);
  assertDistinct(scope, 'zones', zones);
  for (const zone of zones) assertZone(scope, zone, region);
  assertOneOf(scope, 'natGateways', props.natGateways, ['none', 'single', 'per-zone']);

  assertDistinct(scope, 'interfaceEndpoints', interfaceEndpoints);
  for (const service of interfaceEndpoints) assertInterfaceService(scope, service);
  assertDistinct(scope, 'sshFromCidrs', sshFromCidrs);
  assertBetween(scope, 'sshFromCidrs.length', sshFromCidrs.length, 0, 10);
  for (const range of sshFromCidrs) assertCidr(scope, 'sshFromCidrs', range, 8, 32);
}

/** Local and Wavelength zones (`us-west-2-lax-1a`) are refused with the rest: NAT gateways and most services are missing there. */
function assertZone(scope: Construct, zone: string, region: string): void {
  const ok = zone.length === region.length + 1 && zone.startsWith(region) && zoneLetters.includes(zone.slice(-1));
  assertProp(scope, 'zones', ok, `availability zones from ${region}a to ${region}h`, zone);
}

function assertInterfaceService(scope: Construct, service: string): void {
  const expected = "the last part of an endpoint service's name, such as ssm or ecr.api";
  assertMatch(scope, 'interfaceEndpoints', service, /^(?!com\.)[a-z][a-z0-9.-]*$/, expected);
  const gateway = service === 's3' || service === 'dynamodb';
  assertProp(
    scope,
    'interfaceEndpoints',
    !gateway,
    'services other than s3 and dynamodb, which have gateways',
    service,
  );
}

function assertDistinct(scope: Construct, prop: string, values: readonly string[]): void {
  const repeated = values.find((value, index) => values.indexOf(value) !== index);
  assertProp(scope, prop, repeated === undefined, 'each value once', repeated);
}
