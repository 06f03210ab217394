import { asNumber, asText } from '../model/configuration/text';
import type { Graph } from '../model/graph';
import { type Resource } from '../model/resource';
import { isAbsent, Reference, Unknown, type Value } from '../model/value';
import type { Family } from '../network/cidr';
import { invokedByApis } from './integrations';
import { dataStoreTypes } from './data-store-types';
import { listeningOn } from './load-balancers';
import { at, everyone, flagOf, inBlocks, isEqual, tcp, type MemberType } from './member-type';
import { publicServiceTypes } from './public-service-types';
import { isAttached } from './network-interfaces';

const nothing = () => undefined;
const host = { subnets: nothing, groups: nothing, address: 'host' } as const;

const isNetwork = (lb: Resource) =>
  lb.at('load_balancer_type') === 'network' || lb.at('load_balancer_type') === 'gateway';

/** IPv4 unless `ip_address_type` says otherwise. */
function familiesOfBalancer(lb: Resource): readonly Family[] | Unknown {
  const written = lb.at('ip_address_type') ?? 'ipv4';
  if (written instanceof Unknown) return written;
  if (written === 'dualstack-without-public-ipv4') return [6];
  return written === 'dualstack' ? [4, 6] : [4];
}

/** IPv4, and IPv6 too where an attribute says so. */
function familiesWhere(written: Value, ...dual: readonly string[]): readonly Family[] | Unknown {
  if (written instanceof Unknown) return written;
  return dual.includes(String(asText(written))) ? [4, 6] : [4];
}

const balancer = (type: string): MemberType => ({
  type,
  kind: 'load balancer',
  subnets: (lb) => lb.at('subnets') ?? present(inBlocks(lb, 'subnet_mapping', 'subnet_id')),
  where: 'subnets',
  groups: at('security_groups'),
  isUnguarded: isNetwork,
  address: { attribute: 'internal', default: false, publicIs: false },
  listens: listeningOn,
  families: familiesOfBalancer,
});

const present = (value: Value) => (Array.isArray(value) && value.length === 0 ? undefined : value);

/** What is in subnets and only opens connections. */
const client = (type: string, kind: string, subnets: string, groups: string): MemberType => ({
  type,
  kind,
  listens: () => [],
  exists: (one) => one.at(subnets) !== undefined,
  subnets: at(subnets),
  groups: at(groups),
});

const isInVpc = (lambda: Resource) => lambda.at('vpc_config.subnet_ids') !== undefined;

const associationsOf = (endpoint: Resource, graph: Graph) =>
  graph.children(endpoint, 'aws_ec2_client_vpn_network_association', 'client_vpn_endpoint_id');

/**
 * Its clients have addresses of its interfaces in the associated subnets, and its groups: source NAT
 * (docs.aws.amazon.com/vpn/latest/clientvpn-admin/how-it-works.html).
 */
const clientVpnEndpoint: MemberType = {
  type: 'aws_ec2_client_vpn_endpoint',
  kind: 'client VPN endpoint',
  listens: () => [],
  isInVpc: (endpoint, graph) => {
    const { found, unknown } = associationsOf(endpoint, graph);
    return found.length > 0 || unknown !== undefined;
  },
  subnets: (endpoint, graph) => {
    const { found, unknown } = associationsOf(endpoint, graph);
    return [...found.flatMap((one): Value[] => [one.at('subnet_id') ?? []]), ...(unknown ? [unknown] : [])];
  },
  where: 'the associated subnets',
  groups: (endpoint) => endpoint.at('security_group_ids'),
  publicEndpoint: (endpoint) => {
    const [protocol, port] = [endpoint.at('transport_protocol') ?? 'udp', endpoint.at('vpn_port') ?? 443];
    const unknown = [protocol, port].find((one): one is Unknown => one instanceof Unknown);
    const from = unknown ? 0 : (asNumber(port) ?? 443);
    const ports = [
      { protocol: asText(protocol) === 'tcp' ? 'tcp' : 'udp', from, to: unknown ? 65_535 : from } as const,
    ];
    return {
      isOn: true,
      openings: [{ ports, sources: everyone, ...(unknown && { unknown }) }],
      text: 'has a public endpoint for its clients',
      setting: 'an endpoint',
    };
  },
};

/** Every type with addresses in a VPC, or with a public endpoint. */
export const memberTypes: readonly MemberType[] = [
  { type: 'aws_instance', kind: 'instance', ...host, where: 'subnet_id', inDefaultVpc: true },
  { type: 'aws_spot_instance_request', kind: 'instance', ...host, where: 'subnet_id', inDefaultVpc: true },
  { type: 'aws_autoscaling_group', kind: 'instances', ...host, where: 'vpc_zone_identifier', inDefaultVpc: true },
  { type: 'aws_spot_fleet_request', kind: 'instances', ...host, where: 'subnet_id', inDefaultVpc: true },
  { type: 'aws_ec2_fleet', kind: 'instances', ...host, where: 'subnet_id', inDefaultVpc: true },
  { type: 'aws_eks_node_group', kind: 'instances', ...host, where: 'subnet_ids' },
  {
    type: 'aws_network_interface',
    kind: 'network interface',
    ...host,
    exists: (one, graph) => !isAttached(one, graph),
    where: 'subnet_id',
  },
  balancer('aws_lb'),
  balancer('aws_alb'),
  { ...balancer('aws_elb'), isUnguarded: () => false, families: () => [4], inDefaultVpc: true },
  ...dataStoreTypes,
  {
    ...client('aws_lambda_function', 'function', 'vpc_config.subnet_ids', 'vpc_config.security_group_ids'),
    exists: (lambda, graph) => isInVpc(lambda) || invokedByApis(graph).has(lambda),
    isInVpc,
    // IPv4 alone, also in subnets that have both, unless it is allowed (AWS Lambda developer guide, "IPv6 support").
    families: (lambda) => familiesWhere(lambda.at('vpc_config.ipv6_allowed_for_dual_stack') ?? false, 'true'),
  },
  client('aws_codebuild_project', 'build', 'vpc_config.subnets', 'vpc_config.security_group_ids'),
  client('aws_apprunner_vpc_connector', 'connector', 'subnets', 'security_groups'),
  client('aws_apigatewayv2_vpc_link', 'VPC link', 'subnet_ids', 'security_group_ids'),
  client('aws_ec2_instance_connect_endpoint', 'instance connect endpoint', 'subnet_id', 'security_group_ids'),
  {
    type: 'aws_ecs_service',
    kind: 'service',
    exists: (service) => service.at('network_configuration') !== undefined,
    subnets: at('network_configuration.subnets'),
    groups: at('network_configuration.security_groups'),
    address: 'task',
  },
  {
    type: 'aws_batch_compute_environment',
    kind: 'instances',
    address: 'as its subnets',
    exists: (one) => one.at('compute_resources') !== undefined,
    subnets: at('compute_resources.subnets'),
    where: 'compute_resources.subnets',
    groups: at('compute_resources.security_group_ids'),
  },
  {
    type: 'aws_eks_cluster',
    kind: 'control plane',
    subnets: at('vpc_config.subnet_ids'),
    where: 'vpc_config.subnet_ids',
    // AWS makes a group of its own beside those that are named.
    groups: (cluster) => [new Reference(cluster, 'id'), ...listOf(cluster.at('vpc_config.security_group_ids'))],
    listens: () => tcp(443),
    publicEndpoint: (cluster) => ({
      isOn: flagOf(cluster.at('vpc_config.endpoint_public_access') ?? true),
      openings: [{ ports: tcp(443), sources: cluster.at('vpc_config.public_access_cidrs') ?? everyone }],
      // On by default, and open to everyone (docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html).
      text: 'has a public endpoint (endpoint_public_access)',
      setting: 'endpoint_public_access',
    }),
  },
  {
    type: 'aws_vpc_endpoint',
    kind: 'interface endpoint',
    exists: (endpoint) => /^Interface$|^GatewayLoadBalancer$/.test(String(asText(endpoint.at('vpc_endpoint_type')))),
    subnets: (endpoint, graph) => [
      ...listOf(endpoint.at('subnet_ids')),
      ...graph
        .children(endpoint, 'aws_vpc_endpoint_subnet_association', 'vpc_endpoint_id')
        .found.flatMap((one) => one.at('subnet_id') ?? []),
    ],
    where: 'subnet_ids',
    groups: (endpoint, graph) => {
      const { found } = graph.children(endpoint, 'aws_vpc_endpoint_security_group_association', 'vpc_endpoint_id');
      return [
        ...listOf(endpoint.at('security_group_ids')),
        ...found.flatMap((one) => one.at('security_group_id') ?? []),
      ];
    },
    families: (endpoint) => familiesWhere(endpoint.at('ip_address_type') ?? 'ipv4', 'dualstack', 'ipv6'),
    listens: (endpoint) => listensOnHttps(String(asText(endpoint.at('service_name')))),
  },
  {
    type: 'aws_route53_resolver_endpoint',
    kind: 'DNS resolver',
    subnets: (endpoint) => inBlocks(endpoint, 'ip_address', 'subnet_id'),
    where: 'ip_address',
    groups: at('security_group_ids'),
    listens: (endpoint) =>
      endpoint.at('direction') === 'OUTBOUND' ? [] : [...tcp(53), { protocol: 'udp', from: 53, to: 53 }],
  },
  {
    type: 'aws_mwaa_environment',
    kind: 'workflow environment',
    subnets: at('network_configuration.subnet_ids'),
    groups: at('network_configuration.security_group_ids'),
    listens: () => tcp(443),
    publicEndpoint: (environment) => ({
      isOn: isEqual(environment.at('webserver_access_mode') ?? 'PRIVATE_ONLY', 'PUBLIC_ONLY'),
      openings: [{ ports: tcp(443), sources: everyone }],
      text: 'has a public web server (webserver_access_mode)',
      setting: 'webserver_access_mode = "PUBLIC_ONLY"',
    }),
  },
  {
    type: 'aws_emr_cluster',
    kind: 'instances',
    address: 'as its subnets',
    inDefaultVpc: true,
    subnets: (emr) => emr.at('ec2_attributes.subnet_id') ?? emr.at('ec2_attributes.subnet_ids'),
    where: 'ec2_attributes.subnet_id',
    groups: (emr) => [
      ...emrGroups.flatMap((name) => emr.at(`ec2_attributes.${name}`) ?? []),
      ...['additional_master_security_groups', 'additional_slave_security_groups'].flatMap((name) =>
        separated(emr.at(`ec2_attributes.${name}`)),
      ),
      // docs.aws.amazon.com/emr/latest/ManagementGuide/emr-man-sec-groups.html
      new Unknown(`the rules that EMR adds to the managed security groups of ${emr.address}`),
    ],
  },
  clientVpnEndpoint,
  ...publicServiceTypes,
];

const emrGroups = ['emr_managed_master_security_group', 'emr_managed_slave_security_group'];

/** Groups that EMR takes as one text: `sg-1,sg-2`. */
const separated = (value: Value | undefined): readonly Value[] =>
  isAbsent(value) ? [] : typeof value === 'string' ? value.split(',').map((one) => one.trim()) : [value];

/** AWS services do, except SES SMTP; an endpoint service of a team listens where its load balancer does. */
const listensOnHttps = (service: string) =>
  /^com\.amazonaws\./.test(service) && !/email-smtp|vpce-svc/.test(service) ? tcp(443) : undefined;

function listOf(value: Value | undefined): readonly Value[] {
  return isAbsent(value) ? [] : Array.isArray(value) ? (value as readonly Value[]) : [value as Value];
}
