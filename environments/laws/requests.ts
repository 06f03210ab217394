import { bands, priorityOf } from '../../modules/load-balancer/rule-priority';
import { cloudfrontPrefixLists } from '../aws/cloudfront-prefix-lists';
import type { Finding } from '../load/problem';
import { compareRoutes, generalRoutes, routesOf, type Route } from '../routes';
import type { Environment } from '../schema';
import { nearest } from '../schema/field';
import type { Sound } from './sound';

type Part = Sound<Environment>;
type User = 'balancer' | 'distribution';

const balancerOf = ({ balancer }: Part) => (typeof balancer === 'object' ? balancer : undefined);
const edgeOf = ({ edge }: Part) => (typeof edge === 'object' ? edge : undefined);
const pathOf = ({ service, host }: Route) => ['services', service, 'hosts', host];

/** What a balancer or a distribution shows is a certificate for it. */
export function certificatesExist(part: Part): Finding[] {
  return [
    ...certificateExists(part, balancerOf(part)?.certificate, 'balancer', ['balancer', 'certificate']),
    ...certificateExists(part, edgeOf(part)?.certificate, 'distribution', ['edge', 'certificate']),
  ];
}

export function certificateExists(part: Part, name: string | undefined, user: User, path: string[]): Finding[] {
  const { dns } = part;
  const certificates = dns === 'none' ? {} : dns?.certificates;
  if (name === undefined || !certificates) return [];
  const fitting = Object.entries(certificates).flatMap(([name, certificate]) => {
    const { usedBy } = certificate ?? {};
    return !usedBy || usedBy.includes(undefined) || usedBy.includes(user) ? name : [];
  });
  if (fitting.includes(name)) return [];
  const expected = `a certificate of dns.certificates that is usedBy "${user}"${nearest(name, fitting)}`;
  return [{ path, expected }];
}

/** No host is answered for with a certificate of another name, which browsers refuse. */
export function hostsHaveCertificate(part: Part): Finding[] {
  const ofBalancer = namesOf(part, balancerOf(part)?.certificate);
  const ofEdge = namesOf(part, edgeOf(part)?.certificate);
  const routes = routesOf(part.services ?? {});
  return [
    ...routes.flatMap((route) => uncovered(route.host, ofBalancer, 'balancer.certificate', pathOf(route), route.host)),
    ...(edgeOf(part)?.hosts ?? []).flatMap((host, index) =>
      host === undefined ? [] : uncovered(host, ofEdge, 'edge.certificate', ['edge', 'hosts', index]),
    ),
  ];
}

function namesOf({ dns }: Part, certificate: string | undefined): readonly (string | undefined)[] | undefined {
  if (certificate === undefined || typeof dns !== 'object') return undefined;
  return dns.certificates?.[certificate]?.names;
}

/** A wildcard stands for one label (RFC 6125, 6.4.3). */
export function uncovered(
  host: string,
  names: readonly (string | undefined)[] | undefined,
  field: string,
  path: (string | number)[],
  found?: string,
): Finding[] {
  if (!names || names.includes(undefined)) return [];
  if (names.includes(host) || names.includes(`*.${host.split('.').slice(1).join('.')}`)) return [];
  const expected = `a host that ${field} is for: ${names.join(', ')}`;
  return [{ path, expected, ...(found !== undefined && { found }) }];
}

/** What a service answers for reaches it by a balancer. */
export function hostsHaveBalancer(part: Part): Finding[] {
  if (part.balancer !== 'none') return [];
  const [route] = routesOf(part.services ?? {});
  if (!route) return [];
  return [
    { path: ['balancer'], expected: `a load balancer, since services.${route.service} answers for ${route.host}` },
  ];
}

/** A balancer has IPv6 addresses in a network that gives them, for clients of its own: a distribution asks it over IPv4. */
export function ipv6OfBalancer(part: Part): Finding[] {
  const { reachedFrom, ipAddressType } = balancerOf(part) ?? {};
  if (ipAddressType !== 'dualstack') return [];
  const path = ['balancer', 'ipAddressType'];
  const ipv6 = part.network?.ipv6;
  const isRetiring = typeof ipv6 === 'object';
  return [
    ...(ipv6 === 'off' || isRetiring
      ? [{ path, expected: `"ipv4", since network.ipv6 ${isRetiring ? 'retires' : 'is "off"'}` }]
      : []),
    ...(reachedFrom === 'cloudfront'
      ? [{ path, expected: '"ipv4", since it is reached from "cloudfront": the distribution asks it over IPv4' }]
      : []),
  ];
}

/** What the internet reaches has a web ACL; behind a distribution, that has one. */
export function firewallInFront(part: Part): Finding[] {
  const { reachedFrom, firewall } = balancerOf(part) ?? {};
  if (reachedFrom !== 'internet' || firewall !== 'none') return [];
  const expected = 'an object of blocking, requestsPer5Minutes, since the internet reaches the balancer';
  return [{ path: ['balancer', 'firewall'], expected }];
}

/** A balancer that answers to the distribution alone is behind one that asks it; and one that a distribution asks answers to nobody else. */
export function distributionAsksBalancer(part: Part): Finding[] {
  const { balancer, edge, region } = part;
  const { reachedFrom } = balancerOf(part) ?? {};
  const asks = asksBalancer(part);
  const from = (expected: string): Finding[] => [{ path: ['balancer', 'reachedFrom'], expected }];
  if (reachedFrom === 'internet') return asks ? from('"cloudfront", since the distribution of edge asks it') : [];
  if (reachedFrom === 'cloudfront') {
    if (edge === 'none') return from('"internet", since edge is "none"');
    if (region !== undefined && !cloudfrontPrefixLists.has(region)) {
      return from(`"internet", until environments/aws/cloudfront-prefix-lists.ts has ${region}`);
    }
    const expected = 'the paths that the balancer answers, since it answers to the distribution alone';
    return asks === false ? [{ path: ['edge', 'site', 'dynamicPaths'], expected }] : [];
  }
  if (balancer !== 'none' || !asks) return [];
  return [{ path: ['balancer'], expected: 'a load balancer, since the distribution of edge asks one' }];
}

/** Whether the distribution asks the balancer for anything, as far as that is decided. */
function asksBalancer(part: Part): boolean | undefined {
  if (part.edge === 'none') return false;
  const { site } = edgeOf(part) ?? {};
  if (site === 'none') return true;
  return site?.dynamicPaths && site.dynamicPaths.length > 0;
}

/** A balancer behind the distribution answers for hosts of the distribution, and for each of them. */
export function hostsOfDistribution(part: Part): Finding[] {
  const hosts = edgeOf(part)?.hosts;
  if (!hosts || hosts.includes(undefined) || balancerOf(part)?.reachedFrom !== 'cloudfront') return [];
  const routes = routesOf(part.services ?? {});
  const elsewhere = routes.filter(({ host }) => !hosts.includes(host));
  // What a service that is wrong answers for is not known; a function answers for no host.
  const areKnown = Object.values(part.services ?? {}).every(
    (service) => service?.runtime === 'function' || service?.hosts !== undefined,
  );
  const unanswered =
    areKnown && routes.length > 0 && asksBalancer(part)
      ? hosts.filter((host) => !routes.some((route) => route.host === host))
      : [];
  return [
    ...elsewhere.map((route) => ({
      path: pathOf(route),
      expected: `a host of edge.hosts: ${hosts.join(', ')}`,
      found: route.host,
    })),
    ...unanswered.map((host) => ({
      path: ['edge', 'hosts', hosts.indexOf(host)],
      expected: 'a host that a service answers for, since the distribution asks the balancer',
    })),
  ];
}

/** Of two services that answer for the same requests, the file tells which does. */
export function routesAreApart(part: Part): Finding[] {
  const routes = routesOf(part.services ?? {});
  return routes.flatMap((route) => {
    const other = generalRoutes(routes, route).find((one) => compareRoutes(one, route) === 0);
    if (!other) return [];
    const expected = `a path that shares no request with ${other.host}${other.path} of services.${other.service}, or a longer one`;
    return [{ path: pathOf(route), expected }];
  });
}

/** Each rule of the balancer has a priority of its own, which comes from its name. */
export function prioritiesAreApart(part: Part): Finding[] {
  const routes = routesOf(part.services ?? {});
  const depths = new Map<Route, number>();
  const taken = new Map<number, Route>();
  return routes.flatMap((route) => {
    const depth = Math.max(-1, ...generalRoutes(routes, route).map((one) => depths.get(one) ?? 0)) + 1;
    depths.set(route, depth);
    if (depth >= bands) {
      return [
        {
          path: pathOf(route),
          expected: `a host and path that share requests with fewer than ${bands} more general ones`,
        },
      ];
    }
    const priority = priorityOf(route.name, depth);
    const other = taken.get(priority);
    taken.set(priority, route);
    if (!other) return [];
    const expected = `another name for services.${route.service}: the priority of its rule, ${priority}, is that of ${other.name}`;
    return [{ path: ['services', route.service], expected, found: route.service }];
  });
}
