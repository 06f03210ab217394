import { either, object, type Description } from '../props';
import { zoneName } from './address-plan';

/** An Availability Zone of a network by name, `eu-west-1a`; or one that is about to go. */
export type Zone = string | RetiringZone;

/**
 * A zone that is about to go. Its subnets and route tables stay, and nothing is placed there any more: the network's `subnetIds` leave it out, and
 * so do endpoints and NAT gateways. What runs there moves away with the next apply of the stacks above; then the zone can be taken from the list. One that is
 * taken away at once cannot go: AWS does not delete a subnet in use, and RDS and ElastiCache hold those of their subnet groups.
 */
export interface RetiringZone {
  /** `eu-west-1c`. */
  readonly retiring: string;
}

export const zone = either<string, RetiringZone>(
  zoneName,
  object<RetiringZone>({ retiring: zoneName } satisfies Description<RetiringZone>),
);

/** The names of all zones, those that retire among them, in the order given. */
export function zoneNames(zones: readonly Zone[]): readonly string[] {
  return zones.map((zone) => (typeof zone === 'string' ? zone : zone.retiring));
}

/** The names of the zones that things are placed in. */
export function stayingZones(zones: readonly Zone[]): readonly string[] {
  return zones.filter((zone) => typeof zone === 'string');
}
