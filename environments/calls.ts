import type { Environment } from './schema';

type Services = Environment['services'];

/**
 * The domain that the services of an environment have their names in. It does not depend on the private zone: with another name, Cloud Map makes another
 * namespace, and each service another name.
 */
export function serviceDomain(environment: string): string {
  return `services.${environment}.internal`;
}

/** Whether a service is called, or calls: each of its tasks has a proxy then. */
export function callRole(services: Services, service: string): 'client' | 'client-server' | undefined {
  if (Object.values(services).some(({ calls }) => calls?.includes(service))) return 'client-server';
  return services[service]?.calls?.length ? 'client' : undefined;
}

/**
 * The services that exist before `service`: those that it calls, other than one that calls it in turn, directly or through others. Of these, nothing can be
 * first.
 */
export function calledBefore(services: Services, service: string): string[] {
  return (services[service]?.calls ?? []).filter((called) => !reaches(services, called, service));
}

function reaches(services: Services, from: string, to: string): boolean {
  const found = new Set([from]);
  for (const service of found) for (const called of services[service]?.calls ?? []) found.add(called);
  return found.has(to);
}
