import type { Resource } from '../../../review/model/resource';
import { isAbsent, Unknown } from '../../../review/model/value';

const policies = [
  'cidr_routing_policy',
  'failover_routing_policy',
  'geolocation_routing_policy',
  'geoproximity_routing_policy',
  'latency_routing_policy',
  'weighted_routing_policy',
];

/** Whether Route 53 chooses between a record and others of its name by a policy; nothing where the input does not tell. */
export function isRouted(record: Resource): boolean | undefined {
  const blocks = policies.map((policy) => record.at(policy));
  if (blocks.some((block) => !isAbsent(block) && !(block instanceof Unknown))) return true;
  return blocks.some((block) => block instanceof Unknown) ? undefined : false;
}
