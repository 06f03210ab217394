import { worldsOf } from '../model/worlds';
import type { Answer, PortQuery } from './answer';
import { partyIn, type Party } from './party';
import { reach } from './reach';
import { topologyOf, type Topology } from './topology';

/**
 * As `reach`, where resources may be absent since their `count` or `for_each` is not known: what depends on whether they
 * are there is not known.
 */
export function reachInEveryWorld(topology: Topology, from: Party, to: Party, expected: PortQuery = {}): Answer {
  const answer = reach(topology, from, to, expected);
  for (const { graph, because } of worldsOf(topology.graph)) {
    const other = topologyOf(graph);
    const [source, target] = [partyIn(other, from), partyIn(other, to)];
    if (!source || !target) continue;
    const without = reach(other, source, target, expected);
    if (without.verdict === answer.verdict) continue;
    const { stop: _, ...open } = answer.verdict === 'blocked' ? without : answer;
    return {
      ...open,
      verdict: 'unknown',
      because: answer.verdict === 'unknown' ? (answer.because ?? because) : because,
    };
  }
  return answer;
}
