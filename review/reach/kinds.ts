import { asText } from '../model/configuration/text';
import type { Resource } from '../model/resource';
import { host, isAttached } from './hosts';
import { at, inSubnets, publicly, type Kind } from './kind';
import { inBlocks } from './elements';
import { stores } from './stores';

const isNetwork = (lb: Resource) =>
  lb.at('load_balancer_type') === 'network' || lb.at('load_balancer_type') === 'gateway';

const balancer = (type: string): Kind => ({
  type,
  kind: 'load balancer',
  subnets: (lb) => lb.at('subnets') ?? inBlocks(lb, 'subnet_mapping', 'subnet_id'),
  where: 'subnets',
  groups: at('security_groups'),
  unguarded: isNetwork,
  address: { attribute: 'internal', default: false, publicIs: false },
});
/** Every type with addresses in a VPC. */
export const kinds: readonly Kind[] = [
  { type: 'aws_instance', kind: 'instance', ...host, where: 'subnet_id' },
  { type: 'aws_autoscaling_group', kind: 'instances', ...host, where: 'vpc_zone_identifier' },
  {
    type: 'aws_network_interface',
    kind: 'network interface',
    exists: (one, graph) => !isAttached(one, graph),
    subnets: at('subnet_id'),
    groups: at('security_groups'),
    address: 'host',
  },
  balancer('aws_lb'),
  balancer('aws_alb'),
  { ...balancer('aws_elb'), unguarded: () => false },
  ...stores,
  {
    type: 'aws_lambda_function',
    kind: 'function',
    listens: false,
    exists: (one) => one.at('vpc_config.subnet_ids') !== undefined,
    subnets: at('vpc_config.subnet_ids'),
    groups: at('vpc_config.security_group_ids'),
  },
  {
    type: 'aws_ecs_service',
    kind: 'service',
    exists: (service) => service.at('network_configuration') !== undefined,
    subnets: at('network_configuration.subnets'),
    groups: at('network_configuration.security_groups'),
    address: publicly('network_configuration.assign_public_ip'),
  },
  {
    type: 'aws_eks_cluster',
    kind: 'control plane',
    subnets: at('vpc_config.subnet_ids'),
    groups: at('vpc_config.security_group_ids'),
    port: () => 443,
  },
  {
    type: 'aws_vpc_endpoint',
    kind: 'interface endpoint',
    exists: (endpoint) => /^Interface$|^GatewayLoadBalancer$/.test(asText(endpoint.at('vpc_endpoint_type') ?? '')),
    ...inSubnets,
    groups: at('security_group_ids'),
    port: () => 443,
  },
];
