import { regions } from '../aws/regions';
import type { Finding } from '../load/problem';
import type { Environment } from '../schema';
import { minutes } from '../schema/window';
import { isInVpc } from '../store-users';
import type { Sound } from './sound';

type Part = Sound<Environment>;

/** Every zone is one of the region. */
export function zonesInRegion({ region, network }: Part): Finding[] {
  const known = regions.get(region ?? '');
  if (!known) return [];
  return (network?.zones ?? []).flatMap((entry, index) => {
    const zone = zoneOf(entry);
    if (zone === undefined || known.includes(zone)) return [];
    return { path: ['network', 'zones', index], expected: `a zone of ${region}: ${known.join(', ')}` };
  });
}

/** What spans zones has two to span: every database and cluster does, since its subnet group must, and every balancer, every group of instances of the cluster and every service but a single server and a function outside of the network; so does a cache with replicas, and an accelerator of several nodes. */
export function zonesToSpan(part: Part): Finding[] {
  const { network, databases = {}, clusters = {}, caches = {}, accelerators = {} } = part;
  const { balancer, clusterInstances = {}, services = {} } = part;
  const zones = zonesThatStay(part);
  if (!zones || zones.length >= 2) return [];
  const needs = [
    ...Object.entries(databases).map(([name, database]) =>
      database?.multiAz ? `databases.${name} is Multi-AZ` : `the subnet group of databases.${name} spans two`,
    ),
    ...Object.keys(clusters).map((name) => `the subnet group of clusters.${name} spans two`),
    ...Object.entries(caches).flatMap(([name, cache]) => {
      if (cache?.deployment === 'serverless') return `caches.${name} is serverless`;
      const replicated = cache?.deployment === 'nodes' && (cache.replicasPerShard ?? 0) > 0;
      return replicated ? `caches.${name} has replicas` : [];
    }),
    ...Object.entries(accelerators).flatMap(([name, accelerator]) =>
      (accelerator?.nodes ?? 1) > 1 ? `accelerators.${name} has replicas` : [],
    ),
    ...(typeof balancer === 'object' ? ['balancer spans two'] : []),
    ...Object.keys(clusterInstances).map((name) => `clusterInstances.${name} spans two`),
    ...Object.entries(services).flatMap(([name, service]) =>
      service?.runtime === 'server' || isOutside(service) ? [] : `services.${name} spans two`,
    ),
  ];
  if (needs.length === 0) return [];
  const stay = network?.zones?.length === zones.length ? '' : ' that stay';
  return [{ path: ['network', 'zones'], expected: `two zones or more${stay}, since ${needs.join(' and ')}` }];
}

function isOutside(service: NonNullable<Part['services']>[string]): boolean {
  return service?.runtime === 'function' && !isInVpc(service);
}

type Zone = NonNullable<NonNullable<Part['network']>['zones']>[number];

function zoneOf(entry: Zone): string | undefined {
  return typeof entry === 'object' ? entry.retiring : entry;
}

/** The zones that things are placed in: those that do not retire. */
export function zonesThatStay({ network }: Part): readonly (string | undefined)[] | undefined {
  return network?.zones?.flatMap((entry) => (typeof entry === 'object' ? [] : [entry]));
}

/** A zone is there once, whether it retires or not, and one stays at least. */
export function zonesRetire(part: Part): Finding[] {
  const zones = part.network?.zones ?? [];
  const names = zones.map(zoneOf);
  const twice = names.flatMap((name, index): Finding[] => {
    const first = names.indexOf(name);
    // Two that are written alike are named by the schema.
    const retires = typeof zones[index] === 'object' || typeof zones[first] === 'object';
    return name !== undefined && first < index && retires
      ? [{ path: ['network', 'zones', index], expected: `each zone once: ${name}` }]
      : [];
  });
  if (zones.length === 0 || zonesThatStay(part)?.length !== 0) return twice;
  return [...twice, { path: ['network', 'zones'], expected: 'one zone or more that stays' }];
}

/** Each NAT gateway has an address, and no address is without a gateway. */
export function addressesOfGateways(part: Part): Finding[] {
  const { natGateways, natAddresses } = part.network ?? {};
  const zones = zonesThatStay(part);
  if (typeof natAddresses !== 'object' || natGateways === undefined || !zones || zones.includes(undefined)) return [];
  const path = ['network', 'natAddresses'];
  if (natGateways === 'none') return [{ path, expected: '"allocated", since natGateways is "none"' }];
  const withGateway = (natGateways === 'single' ? zones.slice(0, 1) : zones) as readonly string[];
  const without = withGateway.filter((zone) => !Object.hasOwn(natAddresses, zone));
  const gateways = `the zones with a NAT gateway: ${withGateway.join(', ')}`;
  return [
    ...(without.length > 0 ? [{ path, expected: `an address in each of ${gateways}` }] : []),
    ...Object.entries(natAddresses)
      .filter(([zone, id]) => id !== undefined && !withGateway.includes(zone))
      .map(([zone]) => ({ path: [...path, zone], expected: `nothing, or a NAT gateway there; ${gateways}` })),
  ];
}

/** The services that have an interface endpoint, whether alone or with zones of their own. */
export function servicesWithEndpoint({ network }: Part): readonly string[] | undefined {
  return network?.interfaceEndpoints?.flatMap((endpoint) => serviceOf(endpoint) ?? []);
}

type Endpoint = NonNullable<NonNullable<Part['network']>['interfaceEndpoints']>[number];

function serviceOf(endpoint: Endpoint): string | undefined {
  return typeof endpoint === 'object' ? endpoint.service : endpoint;
}

/** A service has one endpoint, in zones of the network. */
export function endpointsInZones(part: Part): Finding[] {
  const { interfaceEndpoints = [] } = part.network ?? {};
  const zones = zonesThatStay(part);
  const services = interfaceEndpoints.map(serviceOf);
  return interfaceEndpoints.flatMap((endpoint, index): Finding[] => {
    const path = ['network', 'interfaceEndpoints', index];
    const service = services[index];
    // Two that are written alike are named by the schema.
    const first = services.indexOf(service);
    const written = typeof endpoint === 'object' || typeof interfaceEndpoints[first] === 'object';
    if (service !== undefined && first < index && written) return [{ path, expected: `each service once: ${service}` }];
    if (typeof endpoint !== 'object' || !zones) return [];
    return (endpoint.zones ?? []).flatMap((zone, at) =>
      zone === undefined || zones.includes(zone)
        ? []
        : { path: [...path, 'zones', at], expected: `a zone of network.zones that stays: ${zones.join(', ')}` },
    );
  });
}

/** Session Manager reaches a bastion that has no way to the internet through endpoints. */
export function wayToBastion(part: Part): Finding[] {
  const { network, bastion } = part;
  const endpoints = servicesWithEndpoint(part);
  if (!endpoints || network?.natGateways !== 'none' || bastion?.sshFromCidrs?.length !== 0) return [];
  const missing = ['kms', 'logs', 'ssm', 'ssmmessages'].filter((service) => !endpoints.includes(service));
  if (missing.length === 0) return [];
  const expected = `also ${missing.join(', ')}, since natGateways "none" leaves the bastion no other way to Session Manager`;
  return [{ path: ['network', 'interfaceEndpoints'], expected }];
}

/** A bastion stops after it starts, on the same day. */
export function hoursInOrder({ bastion }: Part): Finding[] {
  const hours = bastion?.hours;
  if (typeof hours !== 'object' || hours.start === undefined || hours.stop === undefined) return [];
  if (minutes(hours.start) < minutes(hours.stop)) return [];
  return [{ path: ['bastion', 'hours', 'stop'], expected: `a time after start, ${hours.start}` }];
}
