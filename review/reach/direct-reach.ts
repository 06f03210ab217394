import { memoized } from '../memoize';
import type { Family } from '../network/cidr';
import { answerOf, type Answer, type PortQuery } from './answer';
import { nowhere, type Party, type Place } from './party';
import { pathsOf } from './paths';
import { groupStep, type Question } from './steps';
import type { Topology } from './topology';
import { lastPort, protocols } from './traffic';
import type { PortRange } from './views';
import { walk, type Walk } from './walk';

const families: readonly Family[] = [4, 6];

/** Whether `from` reaches `to` by itself: over every pair of their subnets, both families, and all that joins them. */
export function reachDirectly(topology: Topology, from: Party, to: Party, expected: PortQuery = {}): Answer {
  const walks = rangesAsked(to, expected).flatMap((range) =>
    families.flatMap((family) => walksOf({ topology, family, ...range }, from, to)),
  );
  return answerOf(from, to, walks);
}

type Range = Pick<Question, 'protocol' | 'from' | 'to'>;

/** If no port is given, the range of ports that the other side listens on. */
function rangesAsked({ listens }: Party, { protocol, port }: PortQuery): readonly Range[] {
  const asked = protocol ? [protocol] : port === undefined ? protocols : (['tcp'] as const);
  if (port !== undefined) return asked.map((one) => ({ protocol: one, from: port, to: port }));
  const ranges = Array.isArray(listens) ? (listens as readonly PortRange[]) : [];
  const known = asked.flatMap((one): Range[] => {
    const its = ranges.filter((range) => range.protocol === one);
    if (its.length === 0) return [];
    const [from, to] = [Math.min(...its.map((range) => range.from)), Math.max(...its.map((range) => range.to))];
    return [{ protocol: one, from, to }];
  });
  return known.length > 0 ? known : asked.map((one) => ({ protocol: one, from: 0, to: lastPort }));
}

function walksOf(question: Question, from: Party, to: Party): Walk[] {
  const { protocol, family } = question;
  const sources = sidesOf(from, family);
  const targets = sidesOf(to, family);
  return sources.flatMap((source) =>
    targets.flatMap((target) => {
      // Security groups block in all subnets alike: one pair of subnets shows the rest of the path.
      const isShut = areGroupsShut(question, source, target);
      const [here, there] = isShut ? [onePlace(source), onePlace(target)] : [source, target];
      return pathsOf(question, here, there).flatMap((path) => {
        const [starts, ends] = [path.sources[family], path.destinations[family]];
        if (starts.length === 0 || ends.length === 0) return [];
        const start = { protocol, family, from: question.from, to: question.to, sources: starts, destinations: ends };
        return [walk(path.steps, { ...start, hidden: path.hidden })];
      });
    }),
  );
}

/** A party once for each list of groups before it, with its places in a family. */
const sidesOf = memoized((party: Party, family: Family): readonly Party[] => {
  const places = party.places.filter(({ ranges }) => ranges[family].length > 0);
  const byGroups = new Map<Place['groups'], Place[]>();
  for (const place of places) byGroups.set(place.groups, [...(byGroups.get(place.groups) ?? []), place]);
  if (byGroups.size === 0) return [{ ...party, places: [] }];
  // What is on the internet is there once.
  return [...byGroups.values()].map((some, index): Party => {
    return { ...party, places: some, ...(index > 0 && { internetRanges: nowhere }) };
  });
});

const onePlace = memoized((party: Party): Party => {
  return party.places.length > 1 ? { ...party, places: party.places.slice(0, 1) } : party;
});

function areGroupsShut(question: Question, from: Party, to: Party): boolean {
  const { from: first, to: last } = question;
  const [source, target] = [endOf(from), endOf(to)];
  const steps = [...groupStep(question, source, 'egress', target), ...groupStep(question, target, 'ingress', source)];
  return steps.some(({ filter }) => !filter.possible.some((slice) => slice.from <= last && first <= slice.to));
}

function endOf(party: Party) {
  const [place] = party.places;
  return place ? { party, place } : { party };
}
