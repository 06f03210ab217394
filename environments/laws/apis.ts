import type { Finding } from '../load/problem';
import { routesOf } from '../routes';
import { isIn } from './dns';
import { eachNamed, eachService, type Part } from './each';
import { certificateExists, uncovered } from './requests';
import { missing } from './services';

type Api = NonNullable<NonNullable<Part['apis']>[string]>;
type Service = NonNullable<NonNullable<Part['services']>[string]>;

/** The seconds that API Gateway waits for an answer. Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const longestAnswer = { http: 30, rest: 29 };
/** Target groups of one ECS service. Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
const mostTargetGroups = 5;

/** An API answers for a host of the public zone, with a certificate for it. */
export function hostsOfApisHaveCertificate(part: Part): Finding[] {
  const { dns } = part;
  if (dns === undefined) return [];
  if (dns === 'none') {
    const isAny = Object.keys(part.apis ?? {}).length > 0;
    return isAny
      ? [{ path: ['apis'], expected: '{}, since dns is "none": an API answers for its own host alone' }]
      : [];
  }
  const { publicZone, certificates } = dns;
  return eachNamed(part, 'apis', ({ host, certificate }, path) => {
    const names = certificate === undefined ? undefined : certificates?.[certificate]?.names;
    const isInside = host === undefined || publicZone === undefined || isIn(host, publicZone);
    return [
      ...(isInside ? [] : [{ path: [...path, 'host'], expected: `${publicZone} or a domain below it` }]),
      ...certificateExists(part, certificate, 'balancer', [...path, 'certificate']),
      ...(host === undefined ? [] : uncovered(host, names, `${path.join('.')}.certificate`, [...path, 'host'])),
    ];
  });
}

/** Nothing else answers for the host of an API. */
export function hostsOfApisAreOwn(part: Part): Finding[] {
  const taken = new Map<string, string>();
  eachService(part, ({ hosts = {} }, path) => {
    for (const host of Object.keys(hosts)) taken.set(host, path.join('.'));
    return [];
  });
  if (typeof part.edge === 'object') for (const host of part.edge.hosts ?? []) if (host) taken.set(host, 'edge');
  if (typeof part.users === 'object' && part.users.domain) taken.set(part.users.domain, 'users');
  return eachNamed(part, 'apis', ({ host }, path) => {
    if (host === undefined) return [];
    const other = taken.get(host);
    taken.set(host, other ?? path.join('.'));
    if (other === undefined) return [];
    return [{ path: [...path, 'host'], expected: `a host that ${other} does not answer for` }];
  });
}

/** Tokens are of the user pool of the file. */
export function apisHaveUsers(part: Part): Finding[] {
  if (part.users !== 'none') return [];
  return eachNamed(part, 'apis', ({ authorizer }, path) =>
    authorizer === 'users'
      ? [{ path: [...path, 'authorizer'], expected: 'an object of off, reason, since users is "none"' }]
      : [],
  );
}

/** A route leads to a service that answers in time, and to one alone. */
export function routesOfApisFit(part: Part): Finding[] {
  const { services } = part;
  return eachNamed(part, 'apis', ({ type, routes = {} }, path) => {
    const answering =
      services && Object.fromEntries(Object.entries(services).filter(([, service]) => mayAnswer(service, type)));
    const who = type === 'rest' ? 'of functions' : 'of functions, or of containers or instances';
    const longest = longestAnswer[type ?? 'http'];
    const at = (key: string) => [...path, 'routes', key];
    if (Object.keys(routes).length === 0) return [{ path: [...path, 'routes'], expected: 'a route, or no API' }];
    const taken = new Map<string, string>();
    return Object.entries(routes).flatMap(([key, service]) => {
      const same = key.replaceAll(/\{\w+\}/g, '{}');
      const other = taken.get(same);
      taken.set(same, other ?? key);
      const found = service === undefined ? undefined : services?.[service];
      const { timeoutSeconds } = found?.runtime === 'function' ? found : {};
      const expected = `${longest} or less, since it answers ${key} of ${path.join('.')}: API Gateway waits no longer`;
      return [
        ...missing([service], answering, `services that answer: ${who}`, () => at(key)),
        ...(other === undefined
          ? []
          : [{ path: at(key), expected: `a route that is not ${other} with other names`, found: key }]),
        ...(timeoutSeconds !== undefined && timeoutSeconds > longest
          ? [{ path: ['services', service ?? '', 'timeoutSeconds'], expected }]
          : []),
      ];
    });
  });
}

/**
 * A single server answers the internet itself, and what takes messages answers no requests. A REST API leads to functions: the AWS provider that is pinned has no
 * argument for the balancer behind its link.
 */
function mayAnswer(service: Service | undefined, type: Api['type']): boolean {
  if (type === 'rest') return service?.runtime === undefined || service.runtime === 'function';
  if (service?.runtime === 'server') return false;
  return service?.runtime !== 'containers' || service.consumes === undefined || service.consumes === 'none';
}

/**
 * A REST API has one variable at each place of its paths.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-settings-method-request.html
 */
export function variablesOfRestApisFit(part: Part): Finding[] {
  return eachNamed(part, 'apis', ({ type, routes = {} }, path) => {
    if (type !== 'rest') return [];
    const first = new Map<string, string>();
    return Object.keys(routes).flatMap((key): Finding[] => {
      const parts = key.replace(/^\w+ \//, '').split('/');
      const clash = parts.flatMap((one, index) => {
        if (!one.startsWith('{')) return [];
        const above = parts.slice(0, index).join('/');
        const known = first.get(above) ?? one;
        first.set(above, known);
        return known === one ? [] : [`${known} in the place of ${one}, as another route has`];
      });
      return clash.slice(0, 1).map((expected) => ({ path: [...path, 'routes', key], expected, found: key }));
    });
  });
}

/** The names of the balancer and of the target groups of an API have 32 characters, and an ECS service has five target groups. */
export function roomForApis(part: Part): Finding[] {
  const { name, services = {} } = part;
  const groups = new Map<string, number>();
  for (const { service } of routesOf(services)) groups.set(service, 1);
  return eachNamed(part, 'apis', ({ routes = {} }, path, api) => {
    const behind = [...new Set(Object.values(routes))].flatMap((service) => {
      const runtime = service === undefined ? undefined : services[service]?.runtime;
      return service !== undefined && (runtime === 'containers' || runtime === 'instances') ? [service] : [];
    });
    const tooLong = behind.find((service) => name !== undefined && `${name}-${api}-x-${service}`.length > 23);
    const counts = behind.map((service) => [service, (groups.get(service) ?? 0) + 1] as const);
    for (const [service, count] of counts) groups.set(service, count);
    const full = counts.find(([, count]) => count > mostTargetGroups);
    return [
      ...(tooLong === undefined
        ? []
        : [
            {
              path,
              expected: `a shorter name, for target groups ${name}-${api}-x-${tooLong} of 23 characters and a hash`,
              found: api,
            },
          ]),
      ...(full === undefined
        ? []
        : [
            {
              path: [...path, 'routes'],
              expected: `no route to services.${full[0]}: it is in the ${mostTargetGroups} target groups that ECS has for a service`,
            },
          ]),
    ];
  });
}
