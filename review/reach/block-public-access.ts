import { memoized } from '../memoize';
import { asText } from '../model/configuration/text';
import type { Graph } from '../model/graph';
import { mayMeet } from '../model/names';
import { type Resource } from '../model/resource';
import { Unknown } from '../model/value';
import type { Subnet } from './vpcs';

export type Gateway = 'internet-gateway' | 'nat-gateway' | 'egress-only-gateway';

/** VPC Block Public Access of a Region: the deciding resource, and whether traffic passes. */
export interface PublicAccess {
  readonly by: Resource;
  readonly passes: boolean | Unknown;
}

/**
 * Whether VPC Block Public Access allows the traffic of a subnet; undefined if no resource enables it. `block-ingress`
 * still allows NAT and egress-only gateways; an exclusion exempts a VPC or a subnet
 * (docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html).
 */
export const publicAccessOf = memoized(
  (graph: Graph, subnet: Subnet, direction: 'ingress' | 'egress', gateway: Gateway): PublicAccess | undefined => {
    for (const by of graph.all('aws_vpc_block_public_access_options')) {
      const isHere = appliesTo(by, subnet.resource);
      if (isHere === false) continue;
      const mode = by.at('internet_gateway_block_mode');
      if (mode === 'off') continue;
      if (mode === 'block-ingress' && gateway !== 'internet-gateway') continue;
      const freed = exclusionOf(graph, subnet, direction);
      if (freed === true) continue;
      const unknown = [mode, isHere, freed].find((one) => one instanceof Unknown);
      return { by, passes: unknown instanceof Unknown ? unknown : false };
    }
    return undefined;
  },
);

/** It is a setting of an account in a region. */
function appliesTo(options: Resource, one: Resource): boolean | Unknown {
  if (options.root === one.root && options.provider.name === one.provider.name) return true;
  const [here, there] = [options.provider, one.provider];
  if (here.region !== undefined && there.region !== undefined && here.region !== there.region) return false;
  if (here.account !== undefined && there.account !== undefined) return here.account === there.account;
  return mayMeet(options.root, one.root) && new Unknown(`whether ${options.address} is of the same account and region`);
}

function exclusionOf(graph: Graph, { resource, vpc }: Subnet, direction: 'ingress' | 'egress'): boolean | Unknown {
  const exclusions = graph.all('aws_vpc_block_public_access_exclusion').map((one) => {
    const named = [one.at('vpc_id'), one.at('subnet_id')].map((value) =>
      graph.resolveFor(one, value, vpc.resource.type, resource.type),
    );
    const mode = one.at('internet_gateway_exclusion_mode');
    const unknown = named.find((each): each is Unknown => each instanceof Unknown);
    const isMeant = named.includes(resource) || named.includes(vpc.resource);
    if (!isMeant) return unknown && mayMeet(one.root, resource.root) ? unknown : false;
    if (mode instanceof Unknown) return mode;
    return asText(mode ?? null) === 'allow-bidirectional' || direction === 'egress';
  });
  return exclusions.includes(true) || (exclusions.find((one): one is Unknown => one instanceof Unknown) ?? false);
}
