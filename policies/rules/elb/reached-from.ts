import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { type Unknown } from '../../../review/model/value';
import { openingsWrittenIn, type Opening } from '../../../review/network/openings';
import { groupTypes, rulesOfGroup, type GroupRule } from '../../../review/network/security-group-rules';

/** Who the security groups of a load balancer admit. */
export interface Admitted {
  /** The rules that admit a prefix list: the addresses of CloudFront, or of offices. */
  readonly lists: readonly GroupRule[];
  /** What is open to the internet, or may be. */
  readonly world: readonly Opening[];
  /** Why there may be more. */
  readonly unknown?: Unknown;
}

const isList = (attribute = '') => attribute.includes('prefix_list');

export function admittedTo(graph: Graph, balancer: Resource): Admitted {
  const groups = graph.resolveAllFor(balancer, balancer.at('security_groups'), ...groupTypes);
  const ofGroups = groups.found.map((group) => rulesOfGroup(graph, group));
  const rules = ofGroups.flatMap((group) => group.rules).filter(({ direction }) => direction === 'ingress');
  const unknown = groups.unknown ?? ofGroups.find((group) => group.unknown)?.unknown;
  return {
    lists: rules.filter(({ peers }) => peers.some(({ attribute }) => isList(attribute))),
    // What a list contains is seldom in the input; it is not the internet.
    world: rules.flatMap((rule) =>
      openingsWrittenIn(graph, rule.resource, 'ingress').filter(
        (opening) => opening.rule === rule && !(opening.unknown && isList(opening.attribute)),
      ),
    ),
    ...(unknown && { unknown }),
  };
}
