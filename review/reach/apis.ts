import { asNumber, asText } from '../model/configuration/text';
import type { Graph } from '../model/graph';
import { Resource } from '../model/resource';
import { isAbsent, Unknown } from '../model/value';
import { functionOf } from './integrations';
import { balancerTypes } from './load-balancers';
import type { Member } from './members';
import { partyOf, unseen, type Party } from './party';
import type { Relay } from './relay';
import { anyClient, type Sender } from './requests';
import type { Topology } from './topology';

type Relayed = readonly [target: Member | undefined, relay: Relay];

const apiType = 'aws_apigatewayv2_api';
const integrationType = 'aws_apigatewayv2_integration';

/** What HTTP APIs hand on: to load balancers by VPC links, and to functions, which AWS invokes. Routes that lead the same way are one. */
export function apiRelays(topology: Topology): Relayed[] {
  const ways = new Map<string, Relayed>();
  for (const by of topology.graph.all(integrationType)) {
    const relayed = by.at('connection_type') === 'VPC_LINK' ? byLink(topology, by) : byInvocation(topology, by);
    for (const [target, relay] of relayed) {
      const { front, as, targetPort, sender, unknown } = relay;
      const hosts = sender?.requests?.map((one) => one.hosts);
      const way = [
        front.resource?.key,
        as?.resource?.key,
        String(targetPort),
        hosts,
        unknown?.because,
        target?.resource.key,
      ];
      const key = JSON.stringify(way);
      if (!ways.has(key)) ways.set(key, [target, relay]);
    }
  }
  return [...ways.values()];
}

function byInvocation(topology: Topology, by: Resource): Relayed[] {
  const invoked = functionOf(topology.graph, by);
  const target = invoked && topology.byResource.get(invoked);
  if (!target) return [];
  const relay = { protocol: 'tcp', port: 443, targetPort: 443, keepsClient: false, by } as const;
  return [[target, { ...relay, ...frontOf(topology, by), isPrivateLink: true }]];
}

/** Whether an API hands requests on to what is known, and to nothing else. */
export function isKnownApi(graph: Graph, api: Resource): boolean {
  if (api.type !== apiType) return false;
  const { found, unknown } = graph.children(api, integrationType, 'api_id');
  return !unknown && found.length > 0 && found.every((by) => leadsTo(graph, by));
}

function leadsTo(graph: Graph, by: Resource): boolean {
  if (by.at('connection_type') !== 'VPC_LINK') return functionOf(graph, by) !== undefined;
  const { found, unknown } = graph.resolveAllFor(by, by.at('integration_uri'), ...balancerTypes, 'aws_lb_listener');
  return !unknown && found.length > 0;
}

/** Of the private network it is the interfaces of the link that open connections. */
function byLink(topology: Topology, by: Resource): Relayed[] {
  const { graph, byResource } = topology;
  const link = graph.resolveFor(by, by.at('connection_id'), 'aws_apigatewayv2_vpc_link');
  const as = link instanceof Resource ? byResource.get(link) : undefined;
  const front = frontOf(topology, by);
  const unknown = front.unknown ?? (as ? undefined : new Unknown(`the VPC link of ${by.address}`));
  return graph
    .resolveAllFor(by, by.at('integration_uri'), ...balancerTypes, 'aws_lb_listener')
    .found.map((named): Relayed => {
      const isListener = named.type === 'aws_lb_listener';
      const balancer = isListener ? graph.resolveFor(named, named.at('load_balancer_arn'), ...balancerTypes) : named;
      const port = isListener ? asNumber(named.at('port')) : undefined;
      return [
        balancer instanceof Resource ? byResource.get(balancer) : undefined,
        {
          ...{ protocol: 'tcp', port: 443, keepsClient: false, by, sender: senderOf(by, front.front) },
          ...(Number.isInteger(port) && { targetPort: port as number }),
          ...front,
          ...(as ? { as: partyOf(as) } : { isPrivateLink: true }),
          ...(unknown && { unknown }),
        },
      ];
    });
}

function frontOf({ graph, byResource }: Topology, by: Resource): { readonly front: Party; readonly unknown?: Unknown } {
  const api = graph.resolveFor(by, by.at('api_id'), apiType);
  const member = api instanceof Resource ? byResource.get(api) : undefined;
  if (member) return { front: partyOf(member) };
  const unknown = new Unknown(`who can reach the API of ${by.address}`);
  return { front: unseen(by, unknown), unknown };
}

/** It asks for the host that the integration names; a path is the client's choice. */
function senderOf(by: Resource, { label: api }: Party): Sender {
  const label = `API ${api}`;
  const parameters = by.at('request_parameters');
  const values = parameters !== undefined && !(parameters instanceof Unknown) ? Object.entries(parameters ?? {}) : [];
  const host = values.find(([name]) => name.toLowerCase() === 'overwrite:header.host')?.[1];
  if (isAbsent(host) || host instanceof Unknown || !/^[^$]+$/.test(String(asText(host))))
    return { ...anyClient, label };
  return { ...anyClient, label, requests: [{ hosts: [host], paths: ['*'] }] };
}
