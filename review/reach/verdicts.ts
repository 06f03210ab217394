import { failing, notKnown, pass, type Verdict } from '../engine/verdict';
import type { Graph } from '../model/graph';
import { distinct } from './alike';
import { mergedPorts, portsText, servesClients, type Answer } from './answer';
import { commonLabel, labelOf } from './labels';
import { partyOf, type Party } from './party';
import { isDataTier, topologyOf, type Topology } from './topology';
import type { Hop } from './walk';

/** Members of an environment to which the same rules apply, of which one answers for all. */
export interface Alike {
  /** What they are called together. */
  readonly label: string;
  readonly labels: readonly string[];
  readonly party: Party;
}

/** The members of an environment, alike ones once. */
export function membersIn(graph: Graph, environment: string, tier: 'data' | 'all'): Alike[] {
  const topology = topologyOf(graph);
  const members = topology.members.filter(
    (member) => member.resource.environment === environment && (tier === 'all' || isDataTier(member)),
  );
  return alike(topology, members.map(partyOf));
}

export function alike(topology: Topology, parties: readonly Party[]): Alike[] {
  return distinct(topology, parties).map(({ party, others }) => {
    const labels = [party, ...others].map(({ resource, label }) => (resource ? labelOf(resource) : label));
    return { party, labels, label: commonLabel(labels) };
  });
}

/** An answer about members that nothing may reach, or that may reach nothing. */
export interface Asked {
  readonly who: Alike;
  readonly answer: Answer;
}

/**
 * What answers mean where nothing may get through. One cause is one verdict: a rule that lets all ports in, or a group
 * that many members have, is one that names them.
 */
export function blocked(expected: string, asked: readonly Asked[]): Verdict[] {
  const causes = new Map<string, Asked[]>();
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

function verdictOn(expected: string, asked: readonly Asked[]): Verdict {
  const [first] = asked;
  const labels = [...new Set(asked.flatMap(({ who }) => who.labels))];
  const subject = commonLabel(labels);
  const names = labels.length > 1 ? ` (${namesText(labels)})` : '';
  if (!first || first.answer.verdict === 'unknown') {
    return notKnown(subject, expected, `${first?.answer.because ?? 'what is on the way'}${names}`);
  }
  const ports = portsText(mergedPorts(asked.flatMap(({ answer }) => answer.ports)));
  return failing(subject, expected, `${ports} ${wayText(first.answer)}${names}`);
}

const namesText = (labels: readonly string[]) =>
  labels.length > 20 ? `${labels.slice(0, 20).join(', ')} and ${labels.length - 20} more` : labels.join(', ');

/** `by security group web, which allows tcp 22 in from 0.0.0.0/0`: the last rule that would have stopped it. */
export function wayText(answer: Answer): string {
  const last = decidingHop(answer);
  return last ? `by ${last.layer} ${last.label}, which ${last.text}` : '';
}

function decidingHop({ path }: Answer): Hop | undefined {
  const hops = path.filter((hop) => !hop.isReply && hop.text !== '');
  return hops.filter(({ layer }) => layer === 'security group').at(-1) ?? hops.at(-1);
}

/** What an answer means where something has to get through. */
export function open(subject: string, expected: string, answer: Answer): Verdict {
  const { verdict, stop, because } = answer;
  if (verdict === 'unknown') return notKnown(subject, expected, because ?? 'what is on the way');
  if (verdict === 'blocked')
    return failing(subject, expected, stop ? `${stop.layer} ${stop.label} ${stop.text}` : 'no way');
  return servesClients(answer.clientPorts)
    ? pass
    : failing(subject, expected, `replies only to client ports ${portsText(answer.clientPorts)}`);
}
