import { memoized } from '../memoize';
import { asNumber, asText } from '../model/configuration/text';
import type { Graph } from '../model/graph';
import { Resource } from '../model/resource';
import { blocksOf, isMap, Unknown, type ValueMap } from '../model/value';
import { balancerTypes } from './load-balancers';
import type { Member } from './members';
import type { PortRange } from './views';

/** Ports at which Global Accelerator hands what comes from the internet to a member, which sees the client's address. */
export interface Acceleration {
  /** The endpoint group. */
  readonly by: Resource;
  readonly ports: readonly PortRange[];
  /** Why it is not known whether, or on which ports. */
  readonly unknown?: Unknown;
}

/** The accelerators of a member (docs.aws.amazon.com/global-accelerator/latest/dg/preserve-client-ip-address.html). */
export const accelerationsOf = memoized((graph: Graph, { resource, kind }: Member): readonly Acceleration[] => {
  const isPossible = kind === 'instance' || kind === 'load balancer';
  if (!isPossible) return [];
  return graph.all('aws_globalaccelerator_endpoint_group').flatMap((by): Acceleration[] =>
    blocksIn(by, 'endpoint_configuration').flatMap((block) => {
      const target =
        block instanceof Unknown
          ? block
          : graph.resolveFor(by, block.endpoint_id, 'aws_instance', 'aws_eip', ...balancerTypes);
      if (target !== resource && !(target instanceof Unknown)) return [];
      const ports = portsOf(graph, by);
      const isHidden = isMap(block) && asText(block.client_ip_preservation_enabled ?? true) === 'false';
      const unknown =
        target instanceof Unknown
          ? new Unknown(`whether ${by.address} has ${resource.address} as an endpoint`)
          : ports instanceof Unknown
            ? ports
            : isHidden && new Unknown(`the addresses of the accelerator of ${by.address}`);
      return [{ by, ports: ports instanceof Unknown ? everyPort : ports, ...(unknown && { unknown }) }];
    }),
  );
});

const everyPort: readonly PortRange[] = (['tcp', 'udp'] as const).map((protocol) => ({
  protocol,
  from: 0,
  to: 65_535,
}));

/** The ports of the endpoints: those of the listener, but for those that are overridden. */
function portsOf(graph: Graph, group: Resource): readonly PortRange[] | Unknown {
  const listener = graph.resolveFor(group, group.at('listener_arn'), 'aws_globalaccelerator_listener');
  if (!(listener instanceof Resource))
    return listener ?? new Unknown(`the listener of ${group.address} is not in the input`);
  const protocol = asText(listener.at('protocol') ?? 'TCP') === 'UDP' ? 'udp' : 'tcp';
  const ranges = blocksIn(listener, 'port_range').map((block) => rangeOf(protocol, block, 'from_port', 'to_port'));
  const overrides = blocksIn(group, 'port_override').map((block) =>
    rangeOf(protocol, block, 'endpoint_port', 'endpoint_port'),
  );
  const all = [...ranges, ...overrides];
  const unknown = all.find((one): one is Unknown => one instanceof Unknown);
  return unknown ?? all.filter((one): one is PortRange => !(one instanceof Unknown));
}

function rangeOf(protocol: 'tcp' | 'udp', block: ValueMap | Unknown, first: string, last: string): PortRange | Unknown {
  if (block instanceof Unknown) return block;
  const [from, to] = [asNumber(block[first]), asNumber(block[last])];
  return Number.isInteger(from) && Number.isInteger(to)
    ? { protocol, from, to }
    : new Unknown(`${first} of a listener`);
}

function blocksIn(resource: Resource, path: string): readonly (ValueMap | Unknown)[] {
  const blocks = blocksOf(resource.at(path));
  return blocks instanceof Unknown ? [blocks] : blocks;
}
