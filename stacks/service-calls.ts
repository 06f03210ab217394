import type { Construct } from 'constructs';
import { calledBefore, callRole, serviceDomain } from '../environments/calls';
import type { Environment } from '../environments/schema';
import { Namespace } from '../modules/discovery';
import type { DiscoveryProps, Service } from '../modules/ecs';
import type { NetworkRef } from '../modules/network';
import { variable } from './variable';

/** The names by which the services of an environment find each other, and the calls between them. */
export class ServiceCalls {
  private readonly namespace: Namespace;
  private readonly services: Environment['services'];

  constructor(scope: Construct, { name, services }: Environment, network: NetworkRef) {
    this.namespace = new Namespace(scope, 'namespace', { name: serviceDomain(name), network });
    this.services = services;
  }

  /** Each service has a name; those that call or are called have a proxy in each task, too. */
  discoveryOf(service: string): DiscoveryProps {
    const role = callRole(this.services, service);
    return { namespace: this.namespace, name: service, ...(role && { serviceConnect: { role } }) };
  }

  /** How a container reaches the services that it calls: `SERVICE_API_URL`. */
  variablesOf(service: string): Record<string, string> {
    const { namespaceName } = this.namespace;
    const urls = this.callsOf(service).map(([called, { port }]) => [
      variable(`SERVICE_${called}_URL`),
      `http://${called}.${namespaceName}:${port}`,
    ]);
    return Object.fromEntries(urls);
  }

  /** Opens the connections, and creates what is called before what calls it. */
  connect(tasks: Readonly<Record<string, Service>>): void {
    for (const [service, caller] of Object.entries(tasks)) {
      const before = calledBefore(this.services, service);
      for (const [called] of this.callsOf(service)) {
        const server = tasks[called];
        if (!server) continue;
        caller.connections.allowTo(server, server.port, `Service ${service}, to service ${called}`);
        // Tasks that are started earlier cannot resolve what it has in Service Connect, and reach it by DNS.
        if (before.includes(called)) caller.waitFor(server.nodes.service);
      }
    }
  }

  private callsOf(service: string) {
    const { calls = [] } = this.services[service] ?? {};
    return Object.entries(this.services).filter(([name]) => calls.includes(name));
  }
}
