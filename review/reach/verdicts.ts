import { failing, notKnown, pass, type Verdict } from '../engine/verdict';
import type { Graph } from '../model/graph';
import { distinct } from './alike';
import { portsText, servesClients, type Answer } from './answer';
import { commonLabel, labelOf } from './labels';
import { partyOf, type Party } from './party';
import { isDataTier, topologyOf, type Topology } from './topology';
import type { Hop } from './walk';

/** Members of an environment that no rule tells apart, of which one answers for all. */
export interface Alike {
  /** What they are called together. */
  readonly label: string;
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
    const resources = [party, ...others].flatMap(({ resource }) => resource ?? []);
    return { party, label: resources.length > 0 ? commonLabel(resources.map(labelOf)) : party.label };
  });
}

/** What an answer means where nothing may get through. */
export function blocked(subject: string, expected: string, answer: Answer): Verdict {
  if (answer.verdict === 'blocked') return pass;
  if (answer.verdict === 'unknown') return notKnown(subject, expected, answer.because ?? 'what is on the way');
  return failing(subject, expected, `${portsText(answer.ports)} ${wayText(answer)}`);
}

/** `by security group web, which allows tcp 22 in from 0.0.0.0/0`: the last rule that would have stopped it. */
export function wayText({ path }: Answer): string {
  const decides = (hop: Hop) => !hop.isReply && hop.text !== '';
  const hops = path.filter(decides);
  const last = hops.filter(({ layer }) => layer === 'security group').at(-1) ?? hops.at(-1);
  return last ? `by ${last.layer} ${last.label}, which ${last.text}` : '';
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
