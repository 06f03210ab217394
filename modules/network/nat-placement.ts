import type { Construct } from 'constructs';
import { assertProp, either, map, matching, object, oneOf, type Prop } from '../props';
import { zoneLetters, zoneName } from './address-plan';

export type NatGatewayChoice = 'none' | 'single' | 'per-zone';

/** NAT gateways with Elastic IP addresses that exist already and stay when the network goes, such as those on the allow lists of partners. */
export interface NatGatewaysWithAddresses {
  readonly placement: 'single' | 'per-zone';
  /** The allocation id of each gateway's address by the name of its zone: `{ 'eu-west-1a': 'eipalloc-0a1b2c3d' }`. */
  readonly addresses: Readonly<Record<string, string>>;
}

export const natGateways: Prop<NatGatewayChoice | NatGatewaysWithAddresses> = either(
  oneOf(['none', 'single', 'per-zone']),
  object<NatGatewaysWithAddresses>({
    placement: oneOf(['single', 'per-zone']),
    addresses: map(
      'addresses',
      zoneName,
      matching(/^eipalloc-[0-9a-f]{8,17}$/, 'the allocation id of an Elastic IP address, such as eipalloc-0a1b2c3d'),
      { min: 1, max: zoneLetters.length },
    ),
  }),
);

interface Placement {
  readonly placement: NatGatewayChoice;
  /** Allocation ids by zone; none where the stack allocates the addresses. */
  readonly addresses?: Readonly<Record<string, string>>;
}

/** A choice of NAT gateways, written either way. */
export function placementOf(choice: NatGatewayChoice | NatGatewaysWithAddresses): Placement {
  return typeof choice === 'string' ? { placement: choice } : choice;
}

/** The zones that a gateway stands in. @param zones those that stay, in the order of the network */
export function zonesWithGateway(placement: NatGatewayChoice, zones: readonly string[]): readonly string[] {
  return { none: [], single: zones.slice(0, 1), 'per-zone': zones }[placement];
}

/** Each gateway has an address of its own, and no address is without a gateway. */
export function checkAddresses(
  scope: Construct,
  choice: NatGatewayChoice | NatGatewaysWithAddresses,
  zones: readonly string[],
): void {
  const { placement, addresses } = placementOf(choice);
  if (!addresses) return;
  const prop = 'natGateways.addresses';
  const own = Object.keys(addresses);
  const withGateway = zonesWithGateway(placement, zones);
  const without = withGateway.filter((zone) => !own.includes(zone));
  assertProp(
    scope,
    prop,
    without.length === 0,
    `an address for each NAT gateway, also in ${without.join(', ')}`,
    addresses,
  );
  const elsewhere = own.find((zone) => !withGateway.includes(zone));
  assertProp(scope, prop, elsewhere === undefined, `zones with a NAT gateway: ${withGateway.join(', ')}`, elsewhere);
  const ids = Object.values(addresses);
  const repeated = ids.find((id, index) => ids.indexOf(id) < index);
  assertProp(scope, prop, repeated === undefined, 'each address once', repeated);
}
