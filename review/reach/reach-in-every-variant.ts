import type { Graph } from '../model/graph';
import { Unknown } from '../model/value';
import { variantsOf } from '../model/graph-variants';
import type { Answer, PortQuery } from './answer';
import { partyIn, type Party } from './party';
import { reach } from './reach';
import { topologyOf, type Topology } from './topology';

/**
 * As `reach`, where resources may be absent since their `count` or `for_each` is not known: what depends on whether they
 * are there is not known.
 */
export function reachInEveryVariant(topology: Topology, from: Party, to: Party, expected: PortQuery = {}): Answer {
  const answer = reach(topology, from, to, expected);
  for (const { graph, because } of variantsOf(topology.graph)) {
    const without = reachIn(graph, from, to, expected);
    if (!without || without.verdict === answer.verdict) continue;
    const { stop: _, ways: __, ...open } = answer.verdict === 'blocked' ? without : answer;
    const about = [from, to].flatMap(({ resource, member }) => [
      resource,
      ...(member?.groups ?? []).flatMap((group) => (group instanceof Unknown ? [] : [group])),
    ]);
    const isOtherwise = (one: Graph) => (reachIn(one, from, to, expected) ?? answer).verdict !== answer.verdict;
    const isKnown = answer.verdict === 'unknown' && answer.because !== undefined;
    return { ...open, verdict: 'unknown', because: isKnown ? answer.because : because(isOtherwise, about) };
  }
  return answer;
}

function reachIn(graph: Graph, from: Party, to: Party, expected: PortQuery): Answer | undefined {
  const topology = topologyOf(graph);
  const [source, target] = [partyIn(topology, from), partyIn(topology, to)];
  return source && target && reach(topology, source, target, expected);
}
