import type { Graph } from '../model/graph';
import { isAbsent, isList, Unknown, type Value } from '../model/value';

/** The availability zones of the subnets that a value names, and why there may be more. */
export function zonesOf(graph: Graph, subnets: Value | undefined): { zones: ReadonlySet<string>; unknown?: Unknown } {
  const zones = new Set<string>();
  let unknown: Unknown | undefined;
  for (const value of isList(subnets) ? subnets : [subnets]) {
    if (isAbsent(value)) continue;
    const subnet = graph.resolve(value, 'aws_subnet', 'aws_default_subnet');
    const zone =
      subnet instanceof Unknown ? subnet : (subnet?.at('availability_zone') ?? subnet?.at('availability_zone_id'));
    if (typeof zone === 'string') zones.add(zone);
    else unknown ??= zone instanceof Unknown ? zone : new Unknown('the zone of a subnet is not in the input');
  }
  return unknown ? { zones, unknown } : { zones };
}
