import { groupBy } from '../group-by';
import { memoized } from '../memoize';
import { Graph } from './graph';
import type { Resource } from './resource';

/** A graph as it would be if unknown conditions were decided in one way. */
export interface GraphVariant {
  readonly graph: Graph;
  /** The resources that it does not have. */
  readonly absent: ReadonlySet<Resource>;
  /**
   * Why an answer is not known: names the absent resource that alone changes the answer, since many may depend on one condition.
   *
   * @param isOtherwise whether the answer differs in a graph without one of the absent resources
   */
  readonly because: (isOtherwise: (without: Graph) => boolean) => string;
}

/** The most absent resources that are tried one by one. */
const mostTried = 12;

/** The most variants; with more conditions, several are decided together in one variant. */
const mostVariants = 12;

/**
 * The possible variants of a graph in which `count` or `for_each` of some resources is unknown: one without all
 * uncertain resources, and for each condition one without those that depend on it. The graph itself has all of them. A
 * protection counts only if it exists in every variant.
 */
export const variantsOf = memoized((graph: Graph): readonly GraphVariant[] => {
  const open = graph.resources.filter(({ existence }) => existence !== undefined);
  if (open.length === 0) return [];
  const variables = [...new Set(open.flatMap(({ conditions }) => conditions.map(positive)))];
  const groups = groupBy(variables, (variable) => variables.indexOf(variable) % mostVariants);
  const isNegated = open.some(({ conditions }) => conditions.some((one) => one.startsWith('!')));
  const decisions = [
    new Set(variables),
    ...(variables.length > 1 ? [...groups.values()].map((group) => new Set(group)) : []),
    ...(isNegated ? [new Set<string>()] : []),
  ];
  return decisions.map((isFalse) => variantOf(graph, open, isFalse));
});

function variantOf(graph: Graph, open: readonly Resource[], isFalse: ReadonlySet<string>): GraphVariant {
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
