import type { IConstruct } from 'constructs';
import { object, oneOf, optional, wholeNumber, type Prop } from '../props';
import { read } from '../props/prop';
import { portProp, portRange, type Port } from './port';

/** ICMP messages of one type. Peers are IPv4, and so are these. */
export interface Icmp {
  readonly protocol: 'icmp';
  /** The type's number at IANA: 8 is an echo request, which `ping` sends. The answer needs no rule: a group keeps track of what it let through. */
  readonly type: number;
  /** @default all codes of the type */
  readonly code?: number;
}

/** Every protocol, on every port. */
export interface AllTraffic {
  readonly protocol: 'all';
}

/** What a connection carries: a port or a range of TCP or UDP, a type of ICMP, or everything. */
export type Traffic = Port | Icmp | AllTraffic;

export interface RuleTraffic {
  readonly ipProtocol: 'tcp' | 'udp' | 'icmp' | '-1';
  readonly fromPort?: number;
  readonly toPort?: number;
  /** Stable in construct ids, one for what is one rule to EC2: `tcp-5432`, `udp-33434-33523`, `icmp-8-0`, `all`. */
  readonly key: string;
}

const byte = (unit: string) => wholeNumber(unit, 0, 255, { structure: true, source: 'RFC 792' });
const icmp = object<Icmp>({
  protocol: oneOf(['icmp']),
  type: byte('(a type of ICMP)'),
  code: optional(byte('(a code of the type)'), 'all codes of the type'),
});
const all = object<AllTraffic>({ protocol: oneOf(['all']) });

export const trafficProp: Prop<Traffic> = {
  expected: `${portProp.expected}; or protocol icmp with type, code; or protocol all`,
  known: 'structure',
  ...(portProp.members && { members: portProp.members }),
  problems: (found, prop) => kindOf(found).problems(found, prop),
};

function kindOf(found: unknown): Prop<Traffic> {
  const protocol = typeof found === 'object' && found !== null ? read(found, 'protocol') : undefined;
  if (protocol === 'icmp') return icmp;
  return protocol === 'all' ? all : portProp;
}

/**
 * Reads a `Traffic` that `trafficProp` describes, as EC2 writes it: of ICMP the ports are type and code, -1 for all; all
 * protocols have none (EC2 API reference, IpPermission).
 *
 * @throws PropsError for a range that ends before it starts
 */
export function ruleTraffic(scope: IConstruct, traffic: Traffic): RuleTraffic {
  if (typeof traffic === 'object' && traffic.protocol === 'all') return { ipProtocol: '-1', key: 'all' };
  if (typeof traffic === 'object' && traffic.protocol === 'icmp') {
    const { type, code } = traffic;
    const key = code === undefined ? `icmp-${type}` : `icmp-${type}-${code}`;
    return { ipProtocol: 'icmp', fromPort: type, toPort: code ?? -1, key };
  }
  const { from, to, protocol, key } = portRange(scope, traffic);
  return { ipProtocol: protocol, fromPort: from, toPort: to, key };
}
