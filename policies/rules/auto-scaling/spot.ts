import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { isAbsent, Unknown } from '../../../review/model/value';
import { templateOf } from '../ec2/launch-templates';

const share = 'mixed_instances_policy.instances_distribution.on_demand_percentage_above_base_capacity';

/** Whether an Auto Scaling group launches Spot Instances, by its mixed instances policy or by its launch template. */
export function usesSpot(graph: Graph, group: Resource): boolean | Unknown {
  const policy = group.at('mixed_instances_policy');
  if (policy instanceof Unknown) return policy;
  if (!isAbsent(policy)) {
    // On demand alone is the default.
    const onDemand = group.at(share) ?? 100;
    return onDemand instanceof Unknown ? onDemand : Number(onDemand) < 100;
  }
  const template = templateOf(graph, group);
  if (template instanceof Unknown) return template;
  if (template === undefined) return false;
  const market = template.at('instance_market_options.market_type');
  return market instanceof Unknown ? market : market === 'spot';
}
