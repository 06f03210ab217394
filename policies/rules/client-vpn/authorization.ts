import { failing, notKnown, type Verdict } from '../../../review/engine/verdict';
import type { Graph } from '../../../review/model/graph';
import { Resource } from '../../../review/model/resource';
import { Unknown } from '../../../review/model/value';
import { covers, isWorld } from '../../../review/network/cidr';
import { peersOf } from '../../../review/network/peers';
import { cidrsOfVpc } from '../../../review/network/vpcs';

const attribute = 'target_network_cidr';

/** The endpoint of an authorization rule. */
export function endpointOf(graph: Graph, rule: Resource): Resource | Unknown | undefined {
  return graph.resolveFor(rule, rule.at('client_vpn_endpoint_id'), 'aws_ec2_client_vpn_endpoint');
}

/** The VPC that an endpoint is of: by itself, or by a subnet that it is associated with. */
function vpcOf(graph: Graph, endpoint: Resource): Resource | Unknown | undefined {
  const own = endpoint.at('vpc_id');
  if (own !== undefined) return graph.resolveFor(endpoint, own, 'aws_vpc');
  const { found, unknown } = graph.children(
    endpoint,
    'aws_ec2_client_vpn_network_association',
    'client_vpn_endpoint_id',
  );
  const subnets = found.map((one) => graph.resolveFor(one, one.at('subnet_id'), 'aws_subnet'));
  const subnet = subnets.find((one) => one instanceof Resource) ?? subnets[0] ?? unknown;
  return subnet instanceof Resource ? graph.resolveFor(subnet, subnet.at('vpc_id'), 'aws_vpc') : subnet;
}

/** Whether what a rule authorizes for is the world. */
export function isForWorld(graph: Graph, rule: Resource): boolean | Unknown {
  const [peer] = peersOf(graph, attribute, rule.at(attribute));
  if (!peer) return new Unknown(`${attribute} is not set`);
  if (peer.kind === 'unknown') return peer.unknown;
  return peer.kind === 'cidr' && isWorld([peer.cidr], peer.cidr.family);
}

/** Whether a rule authorizes for the network of its endpoint at the most, or for another network. */
export function judgeTarget(graph: Graph, rule: Resource, expected: string): Verdict | undefined {
  const [peer] = peersOf(graph, attribute, rule.at(attribute));
  if (!peer) return notKnown(attribute, expected, `${attribute} is not set`);
  if (peer.kind === 'unknown') return notKnown(attribute, expected, peer.unknown);
  if (peer.kind !== 'cidr') return undefined;
  const { cidr } = peer;
  if (isWorld([cidr], cidr.family)) return failing(attribute, expected, `"${cidr.text}"`);
  const endpoint = endpointOf(graph, rule);
  const vpc = endpoint instanceof Resource ? vpcOf(graph, endpoint) : endpoint;
  if (!(vpc instanceof Resource)) return notKnown(attribute, expected, vpc ?? 'the VPC is not in the input');
  const { cidrs, unknown } = cidrsOfVpc(graph, vpc);
  const wider = cidrs.find((range) => covers([cidr], range) && !covers(cidrs, cidr));
  if (wider) return failing(attribute, expected, `"${cidr.text}", around ${wider.text} of ${vpc.address}`);
  return unknown && notKnown(attribute, expected, unknown);
}
