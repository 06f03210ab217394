import { failing, notKnown, pass, type Verdict } from '../engine/verdict';
import type { Graph } from '../model/graph';
import { distinctParties } from './distinct-parties';
import { mergedPorts, portsText, servesClients, type Answer } from './answer';
import { commonLabel, labelOf } from './labels';
import { partyOf, type Party } from './party';
import { isDataTier, topologyOf, type Topology } from './topology';
import type { Hop } from './walk';

/** Members of an environment to which the same rules apply; one represents all. */
export interface MemberGroup {
  /** What they are called together. */
  readonly label: string;
  readonly labels: readonly string[];
  readonly party: Party;
}

/** The members of an environment, alike ones once. */
export function membersIn(graph: Graph, environment: string, tier: 'data' | 'all'): MemberGroup[] {
  const topology = topologyOf(graph);
  const members = topology.members.filter(
    (member) => member.resource.environment === environment && (tier === 'all' || isDataTier(member)),
  );
  return memberGroupsOf(topology, members.map(partyOf));
}

export function memberGroupsOf(topology: Topology, parties: readonly Party[]): MemberGroup[] {
  return distinctParties(topology, parties).map(({ party, others }) => {
    const labels = [party, ...others].map(({ resource, label }) => (resource ? labelOf(resource) : label));
    return { party, labels, label: commonLabel(labels) };
  });
}

/** The reachability of members that must not be reachable. */
export interface MemberAnswer {
  readonly who: MemberGroup;
  readonly answer: Answer;
}

/**
 * The verdicts on connections that must be blocked. One cause gives one verdict, such as a rule that allows all ports,
 * or a security group of many members.
 */
export function expectBlocked(expected: string, asked: readonly MemberAnswer[]): Verdict[] {
  const causes = new Map<string, MemberAnswer[]>();
  for (const one of asked) {
    if (one.answer.verdict === 'blocked') continue;
    const cause = causeOf(one.answer);
    causes.set(cause, [...(causes.get(cause) ?? []), one]);
  }
  const verdicts = [...causes.values()].map((some) => verdictOn(expected, some));
  return verdicts.length > 0 ? verdicts : [pass];
}

function causeOf(answer: Answer): string {
  if (answer.verdict === 'unknown') return `unknown ${answer.because ?? ''}`;
  const hop = decidingHop(answer);
  return JSON.stringify([hop?.key, hop?.rule, hop?.text]);
}

function verdictOn(expected: string, asked: readonly MemberAnswer[]): Verdict {
  const [first] = asked;
  const labels = [...new Set(asked.flatMap(({ who }) => who.labels))];
  const subject = commonLabel(labels);
  const names = labels.length > 1 ? ` (${namesText(labels)})` : '';
  if (!first || first.answer.verdict === 'unknown') {
    return notKnown(subject, expected, `${first?.answer.because ?? 'what is on the path'}${names}`);
  }
  const ports = portsText(mergedPorts(asked.flatMap(({ answer }) => answer.ports)));
  return failing(subject, expected, `${ports} ${decidingRuleText(first.answer)}${names}`);
}

const namesText = (labels: readonly string[]) =>
  labels.length > 20 ? `${labels.slice(0, 20).join(', ')} and ${labels.length - 20} more` : labels.join(', ');

/** `by security group web, which allows tcp 22 in from 0.0.0.0/0`: the last rule that would have stopped it. */
export function decidingRuleText(answer: Answer): string {
  const last = decidingHop(answer);
  return last ? `by ${last.layer} ${last.label}, which ${last.text}` : '';
}

function decidingHop({ path }: Answer): Hop | undefined {
  const hops = path.filter((hop) => !hop.isReply && hop.text !== '');
  return hops.filter(({ layer }) => layer === 'security group').at(-1) ?? hops.at(-1);
}

/** The verdict on a connection that must be possible. */
export function expectReachable(subject: string, expected: string, answer: Answer): Verdict {
  const { verdict, stop, because } = answer;
  if (verdict === 'unknown') return notKnown(subject, expected, because ?? 'what is on the path');
  if (verdict === 'blocked')
    return failing(subject, expected, stop ? `${stop.layer} ${stop.label} ${stop.text}` : 'no path');
  return servesClients(answer.clientPorts)
    ? pass
    : failing(subject, expected, `replies only to client ports ${portsText(answer.clientPorts)}`);
}
