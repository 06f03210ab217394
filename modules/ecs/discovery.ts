import type { EcsServiceServiceConnectConfiguration } from '@cdktf/provider-aws/lib/ecs-service';
import { ServiceDiscoveryService } from '@cdktf/provider-aws/lib/service-discovery-service';
import type { Construct } from 'constructs';
import { namespaceRef, type NamespaceRef } from '../discovery/namespace-ref';
import { matching, object, oneOf, optional, wholeNumber } from '../props';
import { logConfiguration, portName, type Logs } from './task-definition';

export interface DiscoveryProps {
  readonly namespace: NamespaceRef;
  /** The name in the namespace: `web` is `web.services.prod.internal`. */
  readonly name: string;
  /**
   * Seconds that a resolver keeps the address of a task, 10 to 60.
   * @default 10
   */
  readonly ttlSeconds?: number;
  /**
   * Service Connect: a proxy in each task. It balances what a client sends to `http://web.services.prod.internal:8080`, retries twice, avoids tasks that
   * fail, and counts. It uses CPU and memory of the task's: AWS recommends 256 CPU units and 64 MiB more, 512 CPU units above 500 requests a second, and
   * 128 MiB above 100 services or 2000 tasks in the namespace (ECS developer guide, "Amazon ECS Service Connect components", Service Connect proxy).
   * @default none: the name has the addresses of tasks, and there is no proxy
   */
  readonly serviceConnect?: ServiceConnectProps;
}

export interface ServiceConnectProps {
  /**
   * A client calls services of the namespace; a client-server is called by them, too. What reaches its port comes through its proxy then, also from a
   * load balancer, and goes on to 127.0.0.1 in HTTP/1.1 or 2.
   */
  readonly role: 'client' | 'client-server';
  /**
   * Seconds that a whole answer of a client-server may take, 1 to 3600, before its proxy ends the request.
   * @default 60, as long as a load balancer waits for an answer
   */
  readonly requestTimeoutSeconds?: number;
}

export const discoveryProps = object<DiscoveryProps>({
  namespace: namespaceRef,
  name: matching(/^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/, '1 to 63 of a-z, 0-9 and hyphens, a letter first', {
    structure: true,
    source: 'Cloud Map API reference, CreateService, Name',
  }),
  ttlSeconds: optional(wholeNumber('seconds', 10, 60), '10'),
  serviceConnect: optional(
    object<ServiceConnectProps>({
      role: oneOf(['client', 'client-server']),
      requestTimeoutSeconds: optional(
        wholeNumber('seconds', 1, 3600),
        '60, as long as a load balancer waits for an answer',
      ),
    }),
    'none: the name has the addresses of tasks, and there is no proxy',
  ),
});

/** The domain name of a service: `web.services.prod.internal`. */
export function dnsNameOf({ name, namespace }: Pick<DiscoveryProps, 'name' | 'namespace'>): string {
  return `${name}.${namespace.namespaceName}`;
}

/**
 * A name with the addresses of up to eight tasks that ECS says are healthy. Health checks of Route 53 do not reach private addresses (Cloud Map API
 * reference, CreateService, HealthCheckConfig).
 */
export function registry(scope: Construct, { namespace, name, ttlSeconds = 10 }: DiscoveryProps) {
  return new ServiceDiscoveryService(scope, 'discovery', {
    name,
    description: `Tasks of ${name}`,
    dnsConfig: {
      namespaceId: namespace.namespaceId,
      routingPolicy: 'MULTIVALUE',
      dnsRecords: [{ type: 'A', ttl: ttlSeconds }],
    },
    // Always 1 for AWS; without it the provider leaves the block out (hashicorp/terraform-provider-aws, issue 44285).
    healthCheckCustomConfig: { failureThreshold: 1 },
    // A task that ECS did not deregister when its service was destroyed does not stop the destroy.
    forceDestroy: true,
  });
}

/**
 * The client alias is the name that Cloud Map answers for, too: a task that was started before what it calls had Service Connect cannot resolve the alias
 * (ECS developer guide, "Amazon ECS Service Connect components"). It reaches the tasks by DNS then.
 */
export function serviceConnect(
  discovery: DiscoveryProps,
  port: number,
  logs: Logs,
): EcsServiceServiceConnectConfiguration | undefined {
  if (!discovery.serviceConnect) return undefined;
  const { role, requestTimeoutSeconds = 60 } = discovery.serviceConnect;
  const server = {
    portName,
    // ECS makes a service of Cloud Map of this name, beside that of the registry, whose name has no underscore.
    discoveryName: `${discovery.name}_connect`,
    clientAlias: { dnsName: dnsNameOf(discovery), port },
    timeout: {
      // A connection that is idle for less ends a request that takes longer.
      idleTimeoutSeconds: Math.max(300, requestTimeoutSeconds),
      perRequestTimeoutSeconds: requestTimeoutSeconds,
    },
  };
  return {
    enabled: true,
    namespace: discovery.namespace.namespaceArn,
    logConfiguration: logConfiguration('service-connect', logs),
    ...(role === 'client-server' && { service: [server] }),
  };
}
