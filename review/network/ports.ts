import { isAbsent, Reference, Unknown, type Value } from '../model/value';

/** `tcp`, `udp`, `icmp`, `icmpv6`, `all`, or a number as text: `50`. */
export type Protocol = string | Unknown;

/** From and to, both open. Of ICMP, which has none, all. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}
export type Ports = PortRange | Unknown;

export const allPorts: PortRange = { from: 0, to: 65535 };

const names: Readonly<Record<string, string>> = {
  '-1': 'all',
  all: 'all',
  '1': 'icmp',
  '6': 'tcp',
  '17': 'udp',
  '58': 'icmpv6',
};

/** A protocol by one name for each: `-1` and `all`, `6` and `TCP`, are the same to AWS. */
export function protocolOf(value: Value | undefined): Protocol {
  if (value instanceof Unknown) return value;
  if (value instanceof Reference) return new Unknown(`${value.toString()} is known after apply`);
  if (isAbsent(value)) return 'all';
  if (typeof value !== 'string' && typeof value !== 'number') return new Unknown('the protocol is not a string');
  const text = String(value).trim().toLowerCase();
  return Object.hasOwn(names, text) ? (names[text] as string) : text;
}

/** Whether a protocol has ports: all that have not are open or shut as a whole. */
export function hasPorts(protocol: string): boolean {
  return protocol === 'tcp' || protocol === 'udp';
}

const isIcmp = (protocol: Protocol): boolean => protocol === 'icmp' || protocol === 'icmpv6';

/** Of ICMP, the type and code that a rule is limited to. */
export interface IcmpLimits {
  readonly type: Value | undefined;
  readonly code: Value | undefined;
}

/** What a rule of ICMP is limited to; nothing for other protocols. */
export function icmpOf(protocol: Protocol, type: Value | undefined, code: Value | undefined): IcmpLimits | undefined {
  return isIcmp(protocol) ? { type, code } : undefined;
}

/**
 * Whether what a rule lets pass gives access. Of ICMP only echo requests do (RFC 792, RFC 4443): an answer, or an error such as
 * "fragmentation needed", gives none.
 */
export function givesAccess(protocol: Protocol, icmp: IcmpLimits | undefined): boolean | Unknown {
  const type = icmp?.type;
  if (type instanceof Unknown) return type;
  if (type instanceof Reference) return new Unknown(`${type.toString()} is known after apply`);
  return isAbsent(type) || ['-1', protocol === 'icmpv6' ? '128' : '8'].includes(String(type));
}

/** ` type 3 code 4`; nothing where a rule is of all types, or of another protocol. */
export function icmpText(icmp: IcmpLimits | undefined): string {
  const { type, code } = icmp ?? {};
  const isKnown = (value: Value | undefined) => typeof value === 'number' || typeof value === 'string';
  const isAll = (value: Value | undefined) => isAbsent(value) || String(value) === '-1';
  if (isAll(type)) return '';
  if (!isKnown(type)) return ' of a type that is not known';
  return isAll(code)
    ? ` type ${String(type)}`
    : ` type ${String(type)} code ${isKnown(code) ? String(code) : 'not known'}`;
}

/** The ports of a rule. Missing ports mean all; for a protocol without ports the numbers have another meaning. */
export function portsOf(protocol: Protocol, from: Value | undefined, to: Value | undefined): Ports {
  if (!(protocol instanceof Unknown) && !hasPorts(protocol)) return allPorts;
  const numbers = [from, to].map((value) => (isAbsent(value) ? undefined : numberOf(value)));
  for (const number of numbers) if (number instanceof Unknown) return number;
  const [first, last] = numbers as (number | undefined)[];
  if (first === undefined && last === undefined) return allPorts;
  // Only a rule for every protocol is written so.
  if (protocol instanceof Unknown && first === 0 && last === 0) return allPorts;
  // -1 is how ICMP, and some who copied from it, say all.
  if (first === -1 || last === -1) return allPorts;
  return { from: first ?? (last as number), to: last ?? (first as number) };
}

/**
 * Whether a rule opens a port of a protocol. Not known where its protocol or ports are not.
 *
 * @param rule of TCP and UDP, 0 to 0 is port 0 to AWS
 */
export function opens(rule: { protocol: Protocol; ports: Ports }, protocol: string, port: number): boolean | Unknown {
  const { ports } = rule;
  if (!(ports instanceof Unknown) && (port < ports.from || port > ports.to)) return false;
  if (rule.protocol instanceof Unknown) return rule.protocol;
  if (rule.protocol === 'all') return true;
  if (rule.protocol !== protocol) return false;
  return ports instanceof Unknown ? ports : true;
}

/** `443`, `8000-8080`, `all`. */
export function portsText(protocol: Protocol, ports: Ports): string {
  if (ports instanceof Unknown) return 'ports not known';
  if (ports.from === allPorts.from && ports.to === allPorts.to) return protocol === 'all' ? 'everything' : 'all ports';
  return ports.from === ports.to ? `port ${ports.from}` : `ports ${ports.from}-${ports.to}`;
}

function numberOf(value: Value): number | Unknown {
  if (value instanceof Unknown) return value;
  const number = typeof value === 'number' || typeof value === 'string' ? Number(value) : NaN;
  if (!Number.isInteger(number) || value === '') return new Unknown('a port is not a number');
  return number;
}
