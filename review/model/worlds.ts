import { groupBy } from '../group-by';
import { memoized } from '../memoize';
import { Graph } from './graph';
import type { Resource } from './resource';

/** A graph as it is if something is decided one way that the input leaves open. */
export interface World {
  readonly graph: Graph;
  /** What is not there then. */
  readonly absent: ReadonlySet<Resource>;
  /**
   * Why it is not known: of the resource without which alone it is otherwise, since many may depend on one condition.
   *
   * @param isOtherwise whether the answer is another one in a graph without one of what is absent
   */
  readonly because: (isOtherwise: (without: Graph) => boolean) => string;
}

/** More than these are not tried one by one. */
const mostTried = 12;

/** More than this are looked at together, several decisions in one world. */
const mostWorlds = 12;

/**
 * The possible variants of a graph in which `count` or `for_each` of some resources is unknown: one without all
 * uncertain resources, and for each condition one without those that depend on it. The graph itself has all of them. A
 * protection counts only if it exists in every variant.
 */
export const worldsOf = memoized((graph: Graph): readonly World[] => {
  const open = graph.resources.filter(({ existence }) => existence !== undefined);
  if (open.length === 0) return [];
  const variables = [...new Set(open.flatMap(({ conditions }) => conditions.map(positive)))];
  const groups = groupBy(variables, (variable) => variables.indexOf(variable) % mostWorlds);
  const isNegated = open.some(({ conditions }) => conditions.some((one) => one.startsWith('!')));
  const decisions = [
    new Set(variables),
    ...(variables.length > 1 ? [...groups.values()].map((group) => new Set(group)) : []),
    ...(isNegated ? [new Set<string>()] : []),
  ];
  return decisions.map((isFalse) => worldOf(graph, open, isFalse));
});

function worldOf(graph: Graph, open: readonly Resource[], isFalse: ReadonlySet<string>): World {
  const holds = (condition: string) => isFalse.has(positive(condition)) === condition.startsWith('!');
  const absent = new Set(open.filter(({ conditions }) => !conditions.every(holds)));
  const all = [...absent];
  return {
    graph: without(graph, absent),
    absent,
    because: (isOtherwise) => {
      const tried = all.length > 1 ? all.slice(0, mostTried) : [];
      const deciding = tried.find((one) => isOtherwise(withoutOne(graph, one))) ?? all[0];
      return deciding ? `${deciding.address} may be absent: ${deciding.existence?.because}` : '';
    },
  };
}

const withoutOne = memoized((graph: Graph, resource: Resource) => without(graph, new Set([resource])));

function without(graph: Graph, absent: ReadonlySet<Resource>): Graph {
  return new Graph(
    graph.resources.filter((one) => !absent.has(one)),
    { deleted: graph.deleted },
  );
}

function positive(condition: string): string {
  return condition.replace(/^!/, '');
}
