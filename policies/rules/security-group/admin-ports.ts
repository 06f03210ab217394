import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import type { Verdict } from '../../../review/engine/verdict';
import type { Family } from '../../../review/network/cidr';
import { holds, worldVerdict, type Service } from './world-ingress';

/** How hosts are administered: SSH, and RDP over both of its transports. */
const admin: readonly Service[] = [
  [22, 'tcp', 'SSH'],
  [3389, 'tcp', 'RDP'],
  [3389, 'udp', 'RDP'],
];

/** No SSH or RDP from the internet, for IPv4 or IPv6. */
export function noAdminPorts(graph: Graph, resource: Resource, family: Family): readonly Verdict[] {
  const expected = `no SSH (22) or RDP (3389) from the IPv${family} internet`;
  return worldVerdict(
    graph,
    resource,
    'ingress',
    expected,
    (opening) => opening.family === family && admin.some((service) => holds(opening, service)),
  );
}
