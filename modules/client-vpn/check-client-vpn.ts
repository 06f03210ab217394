import type { Construct } from 'constructs';
import { Address4 } from 'ip-address';
import { assertProp, isKnown } from '../props';
import type { ClientVpnAccess, ClientVpnProps } from './client-vpn-props';

/** @throws PropsError for ranges that overlap, groups where there are none, and one group twice. */
export function checkClientVpn(scope: Construct, props: ClientVpnProps): void {
  const { network, clientCidr, authentication, access } = props;
  const zones = Object.keys(network.subnetIds.private);
  assertProp(scope, 'network', zones.length > 0, 'a network with private subnets', zones);
  const isFree = (range: string) => !overlap(range, clientCidr);
  const isClear = !isKnown(network.cidr) || isFree(network.cidr);
  assertProp(scope, 'clientCidr', isClear, `a range that does not overlap the network, ${network.cidr}`, clientCidr);
  const named = Object.entries(access);
  named.forEach(([name, one], index) => {
    const prop = `access.${name}`;
    const hasGroups = 'saml' in authentication || 'everybody' in one;
    assertProp(scope, prop, hasGroups, 'everybody, since certificates have no groups', one);
    for (const range of one.ranges) {
      assertProp(scope, `${prop}.ranges`, isFree(range), `a range that does not overlap ${clientCidr}`, range);
    }
    for (const earlier of named.slice(0, index)) assertFits(scope, [prop, one], earlier);
    assertDistinct(scope, `${prop}.ranges`, one.ranges);
  });
}

type Named = readonly [name: string, access: ClientVpnAccess];

/**
 * Of two authorization rules the one with the longer prefix decides (Client VPN administrator guide, "Authorization rules"), and whom it does not name is refused
 * there: a range within that of another group would take it from that group.
 */
function assertFits(scope: Construct, [prop, one]: Named, [name, earlier]: Named): void {
  assertProp(scope, prop, groupOf(one) !== groupOf(earlier), `another group than that of ${name}`, groupOf(one));
  for (const range of one.ranges) {
    const cut = earlier.ranges.find((other) => other !== range && overlap(range, other));
    const expected = `${cut ?? ''}, as ${name} has it, or a range that does not overlap it: of two rules the longer prefix decides`;
    assertProp(scope, `${prop}.ranges`, cut === undefined, expected, range);
  }
}

function assertDistinct(scope: Construct, prop: string, ranges: readonly string[]): void {
  ranges.forEach((range, index) => {
    const taken = ranges.slice(0, index).find((other) => overlap(range, other));
    assertProp(scope, prop, taken === undefined, `a range that does not overlap ${taken ?? ''}`, range);
  });
}

/** The group that an authorization rule names; undefined for everybody. */
export function groupOf(access: ClientVpnAccess): string | undefined {
  return 'group' in access ? access.group : undefined;
}

export function overlap(one: string, other: string): boolean {
  const [a, b] = [new Address4(one), new Address4(other)];
  return a.isInSubnet(b) || b.isInSubnet(a);
}
