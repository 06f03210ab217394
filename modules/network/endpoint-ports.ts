import type { Construct } from 'constructs';
import { portRange, type Port } from '../security-group/port';
import { morePortsOf } from './endpoint-services';
import { endpointOf, type InterfaceEndpoint } from './interface-endpoint';

interface OpenPort {
  readonly port: Port;
  /** Who answers there, for the description of a rule. */
  readonly reason: string;
}

/** What endpoints answer on beside 443, each once: the endpoints of a network share a group, and services may share a port. */
export function portsBeside443(scope: Construct, endpoints: readonly InterfaceEndpoint[]): readonly OpenPort[] {
  const open = new Map<string, { readonly port: Port; readonly services: readonly string[] }>();
  for (const { service, ports } of endpoints) {
    const known = morePortsOf(service);
    const name = known.protocol ? `${service} (${known.protocol})` : service;
    for (const port of ports ?? known.ports) {
      const { key } = portRange(scope, port);
      open.set(key, { port, services: [...(open.get(key)?.services ?? []), name] });
    }
  }
  return [...open.values()].map(({ port, services }) => ({
    port,
    reason: `${services.join(', ')} for every host of the VPC`,
  }));
}

/** The ports beside 443 that a client of these endpoints connects to. */
export function portsOfEndpoints(
  scope: Construct,
  endpoints: readonly (string | InterfaceEndpoint)[],
): readonly Port[] {
  return portsBeside443(scope, endpoints.map(endpointOf)).map(({ port }) => port);
}
