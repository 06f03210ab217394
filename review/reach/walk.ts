import type { Resource } from '../model/resource';
import type { Unknown } from '../model/value';
import type { Family } from '../network/cidr';
import { isSame, type Addresses } from './addresses';
import { labelOf } from './labels';
import {
  lastPort,
  narrow,
  type Packets,
  type By,
  type Filter,
  type Narrowed,
  type Protocol,
  type Side,
} from './traffic';

export type Layer =
  | 'security group'
  | 'network ACL'
  | 'route table'
  | 'internet gateway'
  | 'public address'
  | 'NAT gateway'
  | 'egress-only gateway'
  | 'peering'
  | 'transit gateway'
  | 'VPN'
  | 'block public access'
  | 'listener'
  | 'endpoint'
  | 'accelerator'
  | 'load balancer'
  | 'CloudFront'
  | 'API Gateway'
  | 'network';

/** One thing on the way that lets packets pass, or does not. */
export interface Step {
  readonly layer: Layer;
  readonly resource: Resource;
  readonly label?: string;
  readonly filter: Filter;
  readonly side: Side;
  /** Whether it is replies that pass: of TCP alone, which without them is no connection. */
  readonly isReply: boolean;
  /** The message if nothing passes: "has no route to the internet". */
  readonly stops: string;
  /** What would have to be there for it to pass. */
  readonly needs: string;
  /** What it lets pass instead: `only in from balancer`. */
  readonly instead?: () => string | undefined;
}

/** One thing on the way, as data. */
export interface Hop {
  readonly layer: Layer;
  /** `prod-network/aws_subnet.x` */
  readonly key: string;
  readonly label: string;
  /** `allows tcp 5432 in from bastion` */
  readonly text: string;
  /** The reason in the rule. */
  readonly note?: string;
  /** The rule, where it is a resource of its own. */
  readonly rule?: string;
  readonly isReply: boolean;
}

export interface Stop extends Hop {
  readonly needs: string;
  /** What it lets pass instead: `only in from balancer`. */
  readonly instead?: string;
}

export interface Walk {
  readonly protocol: Protocol;
  readonly family: Family;
  readonly hops: readonly Hop[];
  /** The steps that block it, in order; each would block it alone. */
  readonly stops: readonly Stop[];
  /** The missing information, in the order of the path. */
  readonly doubts: readonly { readonly hop: Hop; readonly because: string }[];
  /** How many steps it got before it was stopped. */
  readonly passed: number;
  readonly certain: readonly Packets[];
  readonly possible: readonly Packets[];
}

/** The start of a walk: address ranges, and those of which only one address belongs to the party. */
export interface Start {
  readonly protocol: Protocol;
  readonly family: Family;
  readonly from: number;
  readonly to: number;
  readonly sources: Addresses;
  readonly destinations: Addresses;
  /** If one address is meant that AWS assigns: "the address of web in 10.0.0.0/24". */
  readonly hidden: Readonly<Partial<Record<Side, Unknown>>>;
}

/** Follows packets through all steps. A step that blocks them is recorded, and the walk continues as if they had passed. */
export function walk(steps: readonly Step[], start: Start): Walk {
  const { protocol, family, from, to, sources, destinations, hidden } = start;
  // A client may choose any port; ports below 1024 are used only if no others are left.
  const beam: Packets = { from, to, clientFrom: 1024, clientTo: lastPort, sources, destinations };
  let certain: readonly Packets[] = [beam];
  let possible: readonly Packets[] = [beam];
  const [hops, stops, doubts]: [Hop[], Stop[], { hop: Hop; because: string }[]] = [[], [], []];
  let passed = 0;
  for (const step of steps) {
    const { filter, side, isReply } = step;
    const maybe = narrow(possible, filter.possible, side, isReply);
    if (maybe.beams.length === 0) {
      const instead = step.instead?.();
      stops.push({ ...hopOf(step, []), text: step.stops, needs: step.needs, ...(instead && { instead }) });
      continue;
    }
    const surely = whole(narrow(certain, filter.certain, side, isReply), start, side, hidden[side]);
    const by = surely.beams.length > 0 ? surely.by : maybe.by;
    if (stops.length === 0) {
      hops.push(hopOf(step, by));
      passed++;
    }
    possible = maybe.beams;
    if (surely.beams.length > 0) certain = surely.beams;
    else doubts.push({ hop: hopOf(step, maybe.by), because: because(maybe.by, filter.denies ?? hidden[side]) });
  }
  return { protocol, family, hops, stops, doubts, passed, certain, possible };
}

/** One unknown address in a range certainly passes only if the whole range does. */
function whole(narrowed: Narrowed, start: Start, side: Side, hidden: Unknown | undefined): Narrowed {
  if (!hidden) return narrowed;
  return { ...narrowed, beams: narrowed.beams.filter((beam) => isSame(beam[side], start[side])) };
}

function because(by: readonly By[], other: Unknown | undefined): string {
  const unknown = by.find((one) => one.unknown)?.unknown ?? other;
  return unknown?.because ?? 'what passes there';
}

function hopOf({ layer, resource, label, isReply }: Step, by: readonly By[]): Hop {
  const [first] = by;
  const more = by.length > 1 ? ` (and ${by.length - 1} more)` : '';
  const rule = first && first.resource !== resource ? first.resource.key : undefined;
  return {
    layer,
    key: resource.key,
    label: label ?? labelOf(resource),
    text: first ? `${first.text}${more}` : '',
    ...(first?.note && { note: first.note }),
    ...(rule && { rule }),
    isReply,
  };
}
