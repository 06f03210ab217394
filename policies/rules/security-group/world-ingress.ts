import { all, failing, notKnown, type Verdict } from '../../../review/engine/verdict';
import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';

import { openingsWrittenIn, type Opening } from '../../../review/network/openings';
import { portsText } from '../../../review/network/ports';
import { rulesWrittenIn, ruleTypes, type Direction } from '../../../review/network/security-group-rules';

/** A port, its protocol and the service: `[22, 'tcp', 'SSH']`. */
export type Service = readonly [port: number, protocol: 'tcp' | 'udp', name: string];

/** Whether an opening contains a port. Ports 0 to 0 mean all ports only without a protocol. */
export function holds({ protocol, ports }: Opening, [port, expected]: Service): boolean {
  if (protocol !== 'all' && protocol !== expected) return false;
  return (ports.from === 0 && ports.to === 0) || (ports.from <= port && port <= ports.to);
}

/**
 * The verdict on what a resource opens to the internet.
 *
 * @param expected words that follow "expected"
 * @param isAtFault whether an opening fails; a string is added to the message
 */
export function worldVerdict(
  graph: Graph,
  resource: Resource,
  direction: Direction,
  expected: string,
  isAtFault: (opening: Opening) => boolean | string,
): readonly Verdict[] {
  // A rule resource of the other direction does not apply; a group without rules passes.
  const isRule = resource.type === 'aws_security_group_rule';
  if (isRule && !rulesWrittenIn(graph, resource).some((rule) => rule.direction === direction)) return [];
  const verdicts = new Map<string, Verdict>();
  for (const opening of openingsWrittenIn(graph, resource, direction)) {
    const { attribute, unknown } = opening;
    const before = verdicts.get(attribute);
    // The first known opening is enough for a finding.
    if (before?.status === 'fail' || (before && unknown)) continue;
    const fault = isAtFault(opening);
    if (fault === false) continue;
    const found = typeof fault === 'string' ? `${gotOf(opening)}: ${fault}` : gotOf(opening);
    verdicts.set(attribute, unknown ? notKnown(attribute, expected, unknown) : failing(attribute, expected, found));
  }
  return all([...verdicts.values()]);
}

/** The types that write ingress rules. */
export const ingressTypes: readonly string[] = ruleTypes.ingress;
/** The types that write egress rules. */
export const egressTypes: readonly string[] = ruleTypes.egress;

/** `"0.0.0.0/1" and "128.0.0.0/1" on ports 20-30`. */
function gotOf({ cidrs, rule, protocol, ports }: Opening): string {
  const texts = [...new Set(cidrs.slice(0, 20).map(({ text }) => JSON.stringify(text)))];
  const more = cidrs.length > 20 || texts.length > 4;
  const shown = more ? [...texts.slice(0, 3), 'more'] : texts;
  const what = protocol === 'all' || /^(tcp|udp)$/.test(protocol) ? portsText(protocol, ports) : `protocol ${protocol}`;
  const isPart = cidrs.some((cidr) => !rule.peers.some((peer) => peer.kind === 'cidr' && peer.cidr === cidr));
  return `${shown.join(' and ')} on ${what}${isPart ? ', with other rules of the group' : ''}`;
}
