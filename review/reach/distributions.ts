import { asNumber, asText } from '../model/configuration/text';
import type { Graph } from '../model/graph';
import { Resource } from '../model/resource';
import { blocksOf, isAbsent, isList, Unknown, UnknownAttribute, type Value, type ValueMap } from '../model/value';
import { nameOf } from './labels';
import { balancerTypes } from './load-balancers';
import { elements } from './member-type';
import { cloudFront, partyOf, unseen } from './party';
import type { Relay } from './relay';
import { hostOf, type Sender } from './requests';
import type { Topology } from './topology';

/** A way from a distribution to an origin, which is a load balancer, an instance, or not known. */
export interface DistributionRelay {
  readonly to: Resource | Unknown;
  readonly relay: Relay;
}

/** What distributions hand on to origins in VPCs: by their public DNS names, or as VPC origins. */
export function distributionRelays(topology: Topology): DistributionRelay[] {
  const { graph } = topology;
  const distributions = graph.all('aws_cloudfront_distribution');
  const relays = distributions.flatMap((one) => relaysOf(topology, one));
  const named = new Set(distributions.flatMap((one) => vpcOriginsNamedBy(graph, one)));
  const unnamed = graph.all('aws_cloudfront_vpc_origin').filter((by) => !named.has(by));
  return [...relays, ...unnamed.map((by) => ({ to: vpcOriginOf(graph, by), relay: ofNobody(by) }))];
}

function vpcOriginsNamedBy(graph: Graph, by: Resource): readonly unknown[] {
  const configs = inBlocks(by.at('origin')).flatMap((origin) => inBlocks(origin.vpc_origin_config));
  return configs.map(({ vpc_origin_id: id }) => graph.resolveFor(by, id, 'aws_cloudfront_vpc_origin'));
}

/** A VPC origin of distributions that the input does not have. */
function ofNobody(by: Resource): Relay {
  const unknown = new Unknown(`who can reach the distribution of ${by.address}`);
  return { front: unseen(by, unknown), protocol: 'tcp', keepsClient: false, isPrivateLink: true, by, unknown };
}

function relaysOf({ graph, byResource }: Topology, by: Resource): DistributionRelay[] {
  const member = byResource.get(by);
  if (!member) return [];
  const { behaviours, unknown } = behavioursOf(by);
  const shared = { front: partyOf(member), protocol: 'tcp', keepsClient: false, by, as: cloudFront } as const;
  return blocks(by.at('origin')).flatMap((origin): DistributionRelay[] => {
    if (origin instanceof Unknown) return [{ to: origin, relay: { ...shared, targetPort: origin } }];
    const id = asText(origin.origin_id);
    const own = behaviours.filter(({ origins }) => origins === undefined || origins.some((one) => asText(one) === id));
    const to = originOf(graph, by, origin);
    const isUsed = own.length > 0 || unknown !== undefined;
    if (!to || !isUsed) return [];
    const doubt = own.length > 0 ? undefined : unknown;
    const isPrivate = blocks(origin.vpc_origin_config).length > 0;
    return portsOf(graph, by, origin, own).map(([port, targetPort]) => ({
      to,
      relay: {
        ...{
          ...shared,
          port,
          targetPort,
          sender: { ...senderOf(graph, by, origin, own), ...(unknown && { moreRequests: unknown }) },
        },
        ...(isPrivate && { isPrivateLink: true }),
        ...(doubt && { unknown: doubt }),
      },
    }));
  });
}

/** What answers for a path, of which origin. */
interface Behaviour {
  readonly block: ValueMap;
  readonly path: string;
  /** Ids; a group stands for its members. Absent: not known. */
  readonly origins?: readonly Value[];
}

function behavioursOf(distribution: Resource): { behaviours: readonly Behaviour[]; unknown?: Unknown } {
  const groups = new Map(
    inBlocks(distribution.at('origin_group')).map(
      (group) =>
        [String(asText(group.origin_id)), inBlocks(group.member).map(({ origin_id }) => origin_id ?? null)] as const,
    ),
  );
  const behaviour = (block: ValueMap, path: string): Behaviour => {
    const target = block.target_origin_id;
    if (isAbsent(target) || target instanceof Unknown) return { block, path };
    return { block, path, origins: groups.get(String(asText(target))) ?? [target] };
  };
  const ordered = blocks(distribution.at('ordered_cache_behavior'));
  const unknown = unknownOf([...ordered, ...blocks(distribution.at('origin_group'))]);
  const behaviours = [
    ...known(ordered).map((block) => {
      const path = String(asText(block.path_pattern ?? '*'));
      return behaviour(block, /^[/*]/.test(path) ? path : `/${path}`);
    }),
    ...inBlocks(distribution.at('default_cache_behavior')).map((block) => behaviour(block, '*')),
  ];
  return { behaviours, ...(unknown && { unknown }) };
}

/** The load balancer or instance behind an origin's name; undefined for a bucket and what is not in the input. */
function originOf(graph: Graph, by: Resource, origin: ValueMap): Resource | Unknown | undefined {
  const [inVpc] = blocks(origin.vpc_origin_config);
  if (inVpc instanceof Unknown) return inVpc;
  if (inVpc) {
    const found = graph.resolveFor(by, inVpc.vpc_origin_id, 'aws_cloudfront_vpc_origin');
    return found instanceof Resource
      ? vpcOriginOf(graph, found)
      : (found ?? new Unknown(`a VPC origin of ${by.address}`));
  }
  // Without it, the origin is a bucket, with an origin access control or open.
  if (blocks(origin.custom_origin_config).length === 0) return undefined;
  return hostNamed(graph, by, origin.domain_name, 0);
}

function vpcOriginOf(graph: Graph, by: Resource): Resource | Unknown {
  const arn = by.at('vpc_origin_endpoint_config.arn');
  const found = graph.resolveFor(by, arn, ...balancerTypes, 'aws_instance');
  return found ?? new Unknown(`the origin of ${by.address}`);
}

const instance = ['aws_instance', 'public_dns'] as const;

/** By the name that AWS gave it, or by a record that points to that. */
function hostNamed(graph: Graph, by: Resource, name: Value | undefined, depth: number): Resource | Unknown | undefined {
  const named = name instanceof UnknownAttribute ? name.reference.resource : undefined;
  if (named && named.type !== 'aws_route53_record') return named;
  for (const [type, attribute] of [...balancerTypes.map((one) => [one, 'dns_name'] as const), instance]) {
    const found = graph.resolveBy(by, name, type, attribute);
    if (found instanceof Resource && found.type !== 'aws_route53_record') return found;
  }
  if (depth > 3) return undefined;
  const record =
    graph.resolveBy(by, name, 'aws_route53_record', 'fqdn') ?? graph.resolveBy(by, name, 'aws_route53_record', 'name');
  if (!(record instanceof Resource)) return name instanceof Unknown ? name : undefined;
  const [target] = [...inBlocks(record.at('alias')).map((alias) => alias.name), ...elements(record.at('records'))];
  return hostNamed(graph, record, target, depth + 1);
}

type Ports = readonly [viewer: number, origin: number | Unknown];

/** Which port of the origin what comes to 443 goes to, and what comes to 80 unless it is redirected or refused. */
function portsOf(graph: Graph, by: Resource, origin: ValueMap, behaviours: readonly Behaviour[]): readonly Ports[] {
  const [written] = blocks(origin.custom_origin_config);
  const inVpc = blocks(origin.vpc_origin_config)[0];
  const vpcOrigin =
    inVpc && !(inVpc instanceof Unknown)
      ? graph.resolveFor(by, inVpc.vpc_origin_id, 'aws_cloudfront_vpc_origin')
      : undefined;
  const [inEndpoint] = vpcOrigin instanceof Resource ? inBlocks(vpcOrigin.at('vpc_origin_endpoint_config')) : [];
  const config = inEndpoint ?? written;
  if (!config || config instanceof Unknown) {
    const unknown = config ?? new Unknown(`custom_origin_config of ${by.address}`);
    return [[443, unknown]];
  }
  const [http, https] = [portIn(config.http_port, 80), portIn(config.https_port, 443)];
  const policy = config.origin_protocol_policy ?? 'match-viewer';
  if (policy instanceof Unknown) return [[443, policy]];
  const behind443 = policy === 'http-only' ? http : https;
  const behind80 = policy === 'https-only' ? https : http;
  const takesHttp = behaviours.some(({ block }) => block.viewer_protocol_policy === 'allow-all');
  return [[443, behind443], ...(takesHttp ? [[80, behind80] as const] : [])];
}

function portIn(value: Value | undefined, otherwise: number): number | Unknown {
  if (value instanceof Unknown) return value;
  const port = asNumber(value ?? otherwise);
  return Number.isInteger(port) ? port : new Unknown('a port of an origin');
}

function senderOf(graph: Graph, by: Resource, origin: ValueMap, behaviours: readonly Behaviour[]): Sender {
  const written = blocks(origin.custom_header);
  const moreHeaders = unknownOf(written);
  const headers = known(written).map(({ name, value }) => [String(asText(name)).toLowerCase(), value ?? null] as const);
  const ownHosts = [hostOf(origin.domain_name ?? null)];
  const start = typeof origin.origin_path === 'string' ? origin.origin_path : '';
  const requests = behaviours.map(({ block, path }) => ({
    hosts: passesHost(graph, by, block) ? elements(by.at('aliases')) : ownHosts,
    paths: [start + (start && path === '*' ? '/*' : path)],
  }));
  const doubtful = behaviours.some(({ block }) => passesHost(graph, by, block) === undefined);
  const either = doubtful
    ? [...requests, ...requests.map(({ paths }) => ({ hosts: elements(by.at('aliases')), paths }))]
    : requests;
  return {
    label: `distribution ${nameOf(by)}`,
    headers: new Map(headers),
    ...(moreHeaders && { moreHeaders }),
    requests: either,
  };
}

/**
 * AWS's own policies that pass the viewer's host on, by id (CloudFront developer guide, Use managed origin request policies: AllViewer,
 * AllViewerAndCloudFrontHeaders-2022-06, HostHeaderOnly; Use managed cache policies: UseOriginCacheControlHeaders, and -QueryStrings).
 */
const policiesWithHost = new Set([
  '216adef6-5c7f-47e4-b989-5492eafa07d3',
  '33f36d7e-f396-46d9-90e0-52428a34d9dc',
  'bf0718e1-ba1e-49d1-88b1-f726733018ae',
  '83da9c7e-98b4-4e11-a168-04f0df8e2c65',
  '4cc15a8a-d715-48a4-82b8-cc0b614638fe',
]);

/** Whether the origin gets the host that the viewer named, and not its own; undefined where a policy is not known. */
function passesHost(graph: Graph, by: Resource, block: ValueMap): boolean | undefined {
  const legacy = inBlocks(block.forwarded_values).flatMap(({ headers }) => elements(headers));
  if (legacy.some((header) => /^(\*|host)$/i.test(String(asText(header))))) return true;
  const policies = [
    [block.origin_request_policy_id, 'origin_request_policy', 'headers_config'],
    [block.cache_policy_id, 'cache_policy', 'parameters_in_cache_key_and_forwarded_to_origin.headers_config'],
  ] as const;
  const answers = policies.map(([id, type, path]): boolean | undefined => {
    if (!isWritten(id)) return false;
    const types = [`aws_cloudfront_${type}`, `data.aws_cloudfront_${type}`];
    const policy = graph.resolveFor(by, id, ...types);
    if (policy instanceof Unknown) return undefined;
    if (!policy) return typeof id === 'string' ? policiesWithHost.has(id) : undefined;
    if (policy.mode === 'data') return managedPassesHost(String(asText(policy.at('name'))));
    const behaviour = policy.at(`${path}.header_behavior`);
    const named = elements(policy.at(`${path}.headers.items`)).some((one) => /^host$/i.test(String(asText(one))));
    if (behaviour === 'allViewer' || behaviour === 'allViewerAndWhitelistCloudFront') return true;
    return behaviour === 'allExcept' ? !named : named;
  });
  return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
}

function managedPassesHost(name: string): boolean | undefined {
  if (!name.startsWith('Managed-')) return undefined;
  return /^Managed-(AllViewer(AndCloudFrontHeaders-2022-06)?|HostHeaderOnly|UseOriginCacheControlHeaders(-QueryStrings)?)$/.test(
    name,
  );
}

/** A plan has an empty text for what is not written. */
const isWritten = (value: Value | undefined) => !isAbsent(value) && value !== '';

/** Blocks, and why some are not known: those of a `dynamic` block without a value. */
function blocks(value: Value | undefined): readonly (ValueMap | Unknown)[] {
  if (isList(value)) return value.flatMap(blocks);
  const found = blocksOf(value);
  return found instanceof Unknown ? [found] : found;
}

const known = (found: readonly (ValueMap | Unknown)[]): readonly ValueMap[] =>
  found.filter((one): one is ValueMap => !(one instanceof Unknown));
const unknownOf = (found: readonly unknown[]): Unknown | undefined =>
  found.find((one): one is Unknown => one instanceof Unknown);
const inBlocks = (value: Value | undefined): readonly ValueMap[] => known(blocks(value));
