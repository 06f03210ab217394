import { imageArchitecture } from '../../modules/server-group/architecture';
import type { Finding } from '../load/problem';
import { eachNamed, eachOf, type Part } from './each';
import { zonesThatStay } from './network';

interface Servers {
  readonly instanceTypes?: readonly (string | undefined)[];
  readonly minServers?: number;
  readonly maxServers?: number;
  readonly onDemandServers?: number;
  readonly spotPercent?: number;
}

/** What `law` finds in each group of servers, whether a service's own or of the cluster. */
function eachGroup(part: Part, law: (group: Servers, path: string[]) => Finding[]): Finding[] {
  return [...eachOf(part, ['instances'], law), ...eachNamed(part, 'clusterInstances', law)];
}

/** There are as many servers at most as at least, at any time, and no more of them on demand than there can be. */
export function serversInOrder(part: Part): Finding[] {
  return [
    ...eachGroup(part, ({ minServers, maxServers, onDemandServers }, path) => [
      ...notBelow([...path, 'maxServers'], maxServers, minServers, 'minServers'),
      ...(onDemandServers !== undefined && maxServers !== undefined && onDemandServers > maxServers
        ? [{ path: [...path, 'onDemandServers'], expected: `maxServers, ${maxServers}, or less` }]
        : []),
    ]),
    ...eachOf(part, ['instances'], ({ schedules = {} }, path) =>
      Object.entries(schedules).flatMap(([name, schedule]) =>
        notBelow([...path, 'schedules', name, 'max'], schedule?.max, schedule?.min, 'min'),
      ),
    ),
  ];
}

function notBelow(path: string[], value: number | undefined, least: number | undefined, name: string): Finding[] {
  if (value === undefined || least === undefined || value >= least) return [];
  return [{ path, expected: `${name}, ${least}, or more` }];
}

/** Spot Instances are of several types. Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-best-practices.html */
export function typesForSpot(part: Part): Finding[] {
  return eachGroup(part, ({ instanceTypes, spotPercent = 0 }, path) => {
    if (!instanceTypes || spotPercent === 0 || instanceTypes.length >= 3) return [];
    const expected = 'three types or more, since spotPercent is not 0: of one type, all are taken back at once';
    return [{ path: [...path, 'instanceTypes'], expected }];
  });
}

/** The servers have the processor that the images are built for. */
export function typesOfArchitecture(part: Part): Finding[] {
  return [
    ...eachOf(part, ['instances'], ({ architecture: wanted, instanceTypes = [] }, path) =>
      instanceTypes.flatMap((type, index) => ofArchitecture(wanted, type, [...path, 'instanceTypes', index])),
    ),
    ...eachOf(part, ['server'], ({ architecture: wanted, instanceType }, path) =>
      ofArchitecture(wanted, instanceType, [...path, 'instanceType']),
    ),
  ];
}

function ofArchitecture(wanted: string | undefined, type: string | undefined, path: (string | number)[]): Finding[] {
  if (type === undefined || wanted === undefined || imageArchitecture(type) === wanted) return [];
  return [{ path, expected: `a type of architecture ${wanted}` }];
}

/** User data of an instance has 16 KB. Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html */
export function roomForVariables(part: Part): Finding[] {
  const most = 6 * 1024;
  return eachOf(part, ['instances', 'server'], ({ environment = {} }, path) => {
    const bytes = Buffer.byteLength(Object.entries(environment).join('\n'));
    if (bytes <= most) return [];
    const expected = `variables of ${most} bytes together or less, for user data of 16 KB`;
    return [{ path: [...path, 'environment'], expected, found: `${bytes} bytes` }];
  });
}

/** One server is what runs where an outage hurts little, or where somebody says why. */
export function reasonForOneServer(part: Part): Finding[] {
  const { criticality } = part;
  if (criticality !== 'high' && criticality !== 'critical') return [];
  return eachOf(part, ['server'], ({ reason }, path) =>
    reason === 'none'
      ? [{ path: [...path, 'reason'], expected: `why one server is enough, since criticality is ${criticality}` }]
      : [],
  );
}

/** A server is in a zone of the network. */
export function zoneOfServer(part: Part): Finding[] {
  const zones = zonesThatStay(part);
  if (!zones || zones.includes(undefined)) return [];
  return eachOf(part, ['server'], ({ zone }, path) =>
    zone === undefined || zones.includes(zone)
      ? []
      : [{ path: [...path, 'zone'], expected: `a zone of network.zones: ${zones.join(', ')}` }],
  );
}

/** A server has a public address, and goes to AWS with it. */
export function wayOutOfServer(part: Part): Finding[] {
  return eachOf(part, ['server'], ({ outbound }, path) =>
    outbound === 'endpoints'
      ? [{ path: [...path, 'outbound'], expected: '"internet", since a single server has a public address' }]
      : [],
  );
}

/** What a server answers for: whole hosts of the public zone, for each of which it asks for a certificate, and which nothing else answers for. */
export function hostsOfServer(part: Part): Finding[] {
  const { dns } = part;
  const zone = typeof dns === 'object' ? dns.publicZone : undefined;
  const others = answeredElsewhere(part);
  return eachOf(part, ['server'], ({ hosts }, path, service) => {
    if (!hosts) return [];
    const names = Object.keys(hosts);
    if (names.length === 0) return [{ path: [...path, 'hosts'], expected: 'a host or more: it answers the internet' }];
    if (dns === 'none')
      return [{ path: ['dns'], expected: `a public zone, since services.${service} answers for ${names[0]}` }];
    return names.flatMap((host) => {
      const [place, found] = [[...path, 'hosts', host], { found: host }];
      const other = others.find((one) => one.host === host && one.service !== service);
      return [
        ...(host.includes('*')
          ? [{ path: place, expected: 'a host without a wildcard, as its certificate is', ...found }]
          : []),
        ...(zone === undefined || host === zone || host.endsWith(`.${zone}`)
          ? []
          : [{ path: place, expected: `${zone} or a name below it`, ...found }]),
        ...(other ? [{ path: place, expected: `a host that ${other.by} does not answer for`, ...found }] : []),
        ...(hosts[host] === undefined || hosts[host] === '/*'
          ? []
          : [{ path: place, expected: '"/*": a single server answers for the whole host' }]),
      ];
    });
  });
}

/** Who answers for a host: the distribution, services behind the balancer, and other servers. */
function answeredElsewhere(part: Part): { host: string; by: string; service?: string }[] {
  const { edge, services = {} } = part;
  const edgeHosts = typeof edge === 'object' ? (edge.hosts ?? []) : [];
  return [
    ...edgeHosts.flatMap((host) => (host === undefined ? [] : { host, by: 'edge' })),
    ...Object.entries(services).flatMap(([service, decided]) =>
      Object.keys(decided?.hosts ?? {}).map((host) => ({ host, by: `services.${service}`, service })),
    ),
  ];
}
