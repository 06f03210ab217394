import { groupBy } from '../group-by';
import { memoized } from '../memoize';
import { Graph } from './graph';
import type { Resource } from './resource';
import { isList, isMap, Reference, Text, Unknown, type Value } from './value';

/** A graph as it would be if unknown conditions were decided in one way. */
export interface GraphVariant {
  readonly graph: Graph;
  /** The resources that it does not have. */
  readonly absent: ReadonlySet<Resource>;
  /**
   * Why an answer is not known: names the absent resource that alone changes the answer, since many may depend on one condition.
   *
   * @param isOtherwise whether the answer differs in a graph without one of the absent resources
   * @param about what the answer is about: resources that refer to it are tried first
   */
  readonly because: (isOtherwise: (without: Graph) => boolean, about?: readonly (Resource | undefined)[]) => string;
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

/** Why it is not known what is true of a resource that exists: it is otherwise where something that may be absent is absent. */
export function reasonsInVariants(
  graph: Graph,
  resource: Resource,
  isOtherwise: (without: Graph) => boolean,
): readonly string[] {
  const variants = variantsOf(graph).filter((one) => !one.absent.has(resource) && isOtherwise(one.graph));
  return [...new Set(variants.map(({ because }) => because(isOtherwise, [resource])))];
}

function variantOf(graph: Graph, open: readonly Resource[], isFalse: ReadonlySet<string>): GraphVariant {
  const holds = (condition: string) => isFalse.has(positive(condition)) === condition.startsWith('!');
  const absent = new Set(open.filter(({ conditions }) => !conditions.every(holds)));
  const all = [...absent];
  return {
    graph: without(graph, absent),
    absent,
    because: (isOtherwise, about = []) => {
      const [near, far] = [true, false].map((isNear) => all.filter((one) => refers(one.attributes, about) === isNear));
      const tried = [...(near ?? []), ...(far ?? [])].slice(0, mostTried);
      const deciding = all.length > 1 ? tried.find((one) => isOtherwise(withoutOne(graph, one))) : all[0];
      if (deciding) return `${deciding.address} may be absent: ${deciding.existence?.because}`;
      const [first] = tried;
      return `${first?.address} and ${all.length - 1} more may be absent: ${first?.existence?.because}`;
    },
  };
}

/** Whether a value holds a reference to one of the resources. */
function refers(value: Value | undefined, to: readonly (Resource | undefined)[]): boolean {
  if (value instanceof Reference) return to.includes(value.resource);
  const text = value instanceof Unknown ? value.text : value;
  if (text instanceof Text) return text.holes.some((hole) => hole instanceof Reference && refers(hole, to));
  if (isList(value)) return value.some((one) => refers(one, to));
  return isMap(value) && Object.values(value).some((one) => refers(one, to));
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
