import type { Graph } from '../model/graph';
import type { Resource } from '../model/resource';
import { Unknown, type Value } from '../model/value';
import {
  at,
  elements,
  everyone,
  flagOf,
  isEqual,
  tcp,
  type MemberType,
  type Opening,
  type PublicEndpoint,
  type Read,
} from './member-type';
import type { PortRange } from './views';

const nothing = () => undefined;

/** Services outside of VPCs with an endpoint on the internet. Their authorization decides who can call them. */
const onInternet = (
  type: string,
  kind: string,
  ports: readonly PortRange[],
  { isOn = () => true, setting = 'a public endpoint' }: { isOn?: Read<boolean | Unknown>; setting?: string } = {},
): MemberType => ({
  type,
  kind,
  isInVpc: () => false,
  ...{ subnets: nothing, groups: nothing, listens: () => ports },
  publicEndpoint: (resource, graph) => ({
    isOn: isOn(resource, graph),
    openings: [{ ports, sources: everyone }],
    text: 'has a public endpoint',
    setting,
  }),
});

const not = (value: boolean | Unknown) => (value instanceof Unknown ? value : !value);

/** A custom domain name may stand for an API whose own endpoint is off. */
const ofApi = (api: Resource): boolean | Unknown => {
  const isOff = flagOf(api.at('disable_execute_api_endpoint') ?? false);
  return isOff === true ? new Unknown(`which custom domain names ${api.address} has`) : not(isOff);
};

/** A mapping joins an API to a domain name, which is on the internet. */
const mappedBy =
  (mapping: string) =>
  (api: Resource, graph: Graph): boolean | Unknown =>
    graph.children(api, mapping, 'api_id').found.length > 0 || ofApi(api);

const ofHttpApi = mappedBy('aws_apigatewayv2_api_mapping');
const ofRestApi = mappedBy('aws_api_gateway_base_path_mapping');

function isRegional(api: Resource): boolean | Unknown {
  const types = elements(api.at('endpoint_configuration.types'));
  return types.find((one): one is Unknown => one instanceof Unknown) ?? !types.includes('PRIVATE');
}

/** The ports of each protocol: docs.aws.amazon.com/transfer/latest/userguide/create-server-in-vpc.html. */
const transferPorts: Readonly<Record<string, readonly PortRange[]>> = {
  SFTP: tcp(22),
  FTP: [...tcp(21), { protocol: 'tcp', from: 8192, to: 8200 }],
  FTPS: [...tcp(21), { protocol: 'tcp', from: 8192, to: 8200 }],
  AS2: tcp(5080),
};

function transferListens(server: Resource): readonly PortRange[] | Unknown {
  const protocols = elements(server.at('protocols') ?? ['SFTP']);
  const unknown = protocols.find((one): one is Unknown => one instanceof Unknown);
  return unknown ?? protocols.flatMap((one) => transferPorts[String(one)] ?? []);
}

const every: readonly PortRange[] = [{ protocol: 'tcp', from: 0, to: 65_535 }];

function transferEndpoint(server: Resource): PublicEndpoint {
  const ports = transferListens(server);
  const openings: Opening[] =
    ports instanceof Unknown ? [{ ports: every, sources: everyone, unknown: ports }] : [{ ports, sources: everyone }];
  const isOn = isEqual(server.at('endpoint_type') ?? 'PUBLIC', 'PUBLIC');
  return { isOn, openings, text: 'has a public endpoint (endpoint_type)', setting: 'endpoint_type = "PUBLIC"' };
}

/**
 * The firewall of a Lightsail instance: its resource, else SSH or RDP and HTTP, and the ports that its blueprint opens
 * (docs.aws.amazon.com/lightsail/latest/userguide/understanding-firewall-and-port-mappings-in-amazon-lightsail.html).
 */
function lightsailOpenings(instance: Resource, graph: Graph): readonly Opening[] {
  const { found, unknown } = graph.children(instance, 'aws_lightsail_instance_public_ports', 'instance_name', 'name');
  if (found.length === 0) {
    const isWindows = /windows/.test(String(instance.at('blueprint_id')));
    const more = unknown ?? new Unknown(`the ports that the blueprint of ${instance.address} opens`);
    return [
      { ports: isWindows ? tcp(80, 3389) : tcp(22, 80), sources: everyone },
      { ports: every, sources: everyone, unknown: more },
    ];
  }
  return found.flatMap((one): Opening[] => {
    const blocks = one.blocks('port_info');
    if (blocks instanceof Unknown) return [{ ports: every, sources: everyone, unknown: blocks }];
    return blocks.map((block) => openingOf(block));
  });
}

function openingOf(block: Readonly<Record<string, Value>>): Opening {
  const { protocol, from_port: from, to_port: to, cidrs, ipv6_cidrs: v6 } = block;
  const sources = elements(cidrs).length > 0 || elements(v6).length > 0 ? (cidrs ?? []) : everyone;
  const unknown = [protocol, from, to].find((one): one is Unknown => one instanceof Unknown);
  if (unknown) return { ports: every, sources, unknown };
  const known = ['tcp', 'udp', 'icmp'].includes(String(protocol)) ? (protocol as PortRange['protocol']) : 'all';
  return { ports: [{ protocol: known, from: Number(from), to: Number(to) }], sources };
}

function databasePort(database: Resource): readonly PortRange[] {
  return tcp(/^postgres/.test(String(database.at('blueprint_id'))) ? 5432 : 3306);
}

/** Every type with an endpoint on the internet and, unless it is put into one, no addresses in a VPC. */
export const publicServiceTypes: readonly MemberType[] = [
  onInternet('aws_lambda_function_url', 'function URL', tcp(443)),
  onInternet('aws_apprunner_service', 'service', tcp(443), {
    isOn: (one) => flagOf(one.at('network_configuration.ingress_configuration.is_publicly_accessible') ?? true),
    setting: 'is_publicly_accessible',
  }),
  onInternet('aws_amplify_app', 'web app', tcp(80, 443)),
  onInternet('aws_appsync_graphql_api', 'GraphQL API', tcp(443), {
    isOn: (api) => not(isEqual(api.at('visibility') ?? 'GLOBAL', 'PRIVATE')),
    setting: 'visibility = "GLOBAL"',
  }),
  onInternet('aws_appsync_api', 'event API', tcp(443)),
  onInternet('aws_api_gateway_rest_api', 'API', tcp(443), {
    isOn: (api, graph) => {
      const isPublic = isRegional(api);
      return isPublic === true ? ofRestApi(api, graph) : isPublic;
    },
    setting: 'an endpoint type other than PRIVATE',
  }),
  onInternet('aws_apigatewayv2_api', 'API', tcp(443), { isOn: ofHttpApi }),
  onInternet('aws_cloudfront_distribution', 'distribution', tcp(80, 443), {
    isOn: (one) => flagOf(one.at('enabled') ?? true),
    setting: 'enabled',
  }),
  ...['aws_opensearch_domain', 'aws_elasticsearch_domain'].map((type) => ({
    ...onInternet(type, 'search', tcp(80, 443)),
    exists: (domain: Resource) => domain.at('vpc_options') === undefined,
  })),
  {
    type: 'aws_transfer_server',
    kind: 'file transfer server',
    isInVpc: (server) => isEqual(server.at('endpoint_type') ?? 'PUBLIC', 'PUBLIC') !== true,
    subnets: at('endpoint_details.subnet_ids'),
    where: 'endpoint_details.subnet_ids',
    groups: at('endpoint_details.security_group_ids'),
    address: { attribute: 'endpoint_details.address_allocation_ids', default: false },
    families: () => [4],
    listens: transferListens,
    publicEndpoint: transferEndpoint,
  },
  {
    ...onInternet('aws_lightsail_instance', 'instance', every),
    listens: nothing,
    publicEndpoint: (instance, graph) => ({
      isOn: true,
      openings: lightsailOpenings(instance, graph),
      text: 'has a public address',
      setting: 'a port_info of aws_lightsail_instance_public_ports',
    }),
  },
  onInternet('aws_lightsail_lb', 'load balancer', tcp(80, 443)),
  onInternet('aws_lightsail_container_service', 'service', tcp(443), {
    isOn: (one) => not(flagOf(one.at('is_disabled') ?? false)),
    setting: 'is_disabled = false',
  }),
  onInternet('aws_lightsail_distribution', 'distribution', tcp(80, 443), {
    isOn: (one) => flagOf(one.at('is_enabled') ?? true),
    setting: 'is_enabled',
  }),
  {
    ...onInternet('aws_lightsail_database', 'database', every),
    keepsData: true,
    listens: databasePort,
    publicEndpoint: (database) => ({
      isOn: flagOf(database.at('publicly_accessible') ?? false),
      openings: [{ ports: databasePort(database), sources: everyone }],
      text: 'has a public endpoint (publicly_accessible)',
      setting: 'publicly_accessible',
    }),
  },
];
