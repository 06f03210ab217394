import { patternsOverlap } from '../../modules/load-balancer/pattern-overlap';
import type { Finding } from '../load/problem';
import { compareRoutes, idpResponse, routesOf, type Route } from '../routes';
import { eachService, type Part } from './each';

const pathOf = ({ service, host }: Route) => ['services', service, 'hosts', host];
const overlap = (left: Pick<Route, 'host' | 'path'>, right: Pick<Route, 'host' | 'path'>) =>
  patternsOverlap(left.host, right.host) && patternsOverlap(left.path, right.path);

/** The clients by which the balancer signs people in. */
function clientsOfBalancer({ users }: Part): string[] {
  const clients = typeof users === 'object' ? Object.entries(users.clients ?? {}) : [];
  return clients.flatMap(([name, client]) => (client?.usedBy === 'balancer' ? name : []));
}

/** A route with the client by which the balancer signs people in for it. */
interface Signed extends Route {
  readonly client: string;
}

function signedRoutes(part: Part): { readonly routes: Route[]; readonly signed: Signed[] } {
  const clients = clientsOfBalancer(part);
  const routes = routesOf(part.services ?? {});
  const signed = routes.flatMap((route) => {
    const client = part.services?.[route.service]?.users;
    return client !== undefined && clients.includes(client) ? [{ ...route, client }] : [];
  });
  return { routes, signed };
}

/** By each client of the balancer people sign in to something, and each service that names one is behind the balancer. */
export function signInIsAtBalancer(part: Part): Finding[] {
  const clients = clientsOfBalancer(part);
  const { services } = part;
  const areKnown = services && Object.values(services).every((service) => service?.users !== undefined);
  const unused = areKnown
    ? clients.filter((client) => !Object.values(services).some((service) => service?.users === client))
    : [];
  return [
    ...unused.map((client) => ({
      path: ['users', 'clients', client, 'usedBy'],
      expected: '"services", since no service of services names the client',
    })),
    ...eachService(part, (service, path, name) => {
      const { users, runtime } = service;
      if (users === undefined || runtime === undefined || !clients.includes(users)) return [];
      const hosts = 'hosts' in service ? service.hosts : {};
      const isBehind =
        hosts === undefined ? runtime !== 'function' : routesOf({ [name]: { runtime, hosts } }).length > 0;
      if (isBehind) return [];
      const expected = 'a client that is usedBy "services", or "none": the balancer answers for no host of the service';
      return [{ path: [...path, 'users'], expected }];
    }),
  ];
}

/** People come back to the host that they asked, where the balancer takes them: nothing else answers there. */
export function peopleComeBack(part: Part): Finding[] {
  const { routes, signed } = signedRoutes(part);
  return signed.flatMap((route): Finding[] => {
    const { host, client } = route;
    if (host.includes('*')) {
      const expected = `a host without a wildcard, since people who sign in by ${client} come back to it by name`;
      return [{ path: pathOf(route), expected, found: host }];
    }
    const callback = { host, path: idpResponse };
    // The last one is the most special, which answers.
    const answering = routes.filter((one) => overlap(one, callback)).at(-1);
    if (answering && signed.some((one) => one.name === answering.name && one.client === client)) return [];
    const before = answering && answering.service !== route.service ? `, before services.${answering.service}` : '';
    const expected = `a path such as /* that answers ${idpResponse}, where people who sign in come back to${before}`;
    return [{ path: pathOf(route), expected }];
  });
}

/** No request that one service takes behind sign-in reaches another without: the balancer takes the first rule that matches. */
export function nobodyPassesSignIn(part: Part): Finding[] {
  const { routes, signed } = signedRoutes(part);
  const found = new Map<string, Finding>();
  for (const route of signed.filter(({ host }) => !host.includes('*'))) {
    for (const other of routes) {
      const users = part.services?.[other.service]?.users;
      if (users === undefined || users === route.client || compareRoutes(route, other) >= 0 || !overlap(route, other)) {
        continue;
      }
      const expected = `"${route.client}", since it answers for requests of ${route.host}${route.path}, which services.${route.service} answers for behind that sign-in`;
      found.set(other.service, { path: ['services', other.service, 'users'], expected });
    }
  }
  return [...found.values()];
}

/** Where the distribution has files, it asks the balancer for the path that people come back to. */
export function distributionLetsPeopleBack(part: Part): Finding[] {
  const { edge } = part;
  const site = typeof edge === 'object' ? edge.site : undefined;
  const paths = typeof site === 'object' ? site.dynamicPaths : undefined;
  if (!paths || paths.includes(undefined)) return [];
  if (signedRoutes(part).signed.length === 0) return [];
  if (paths.some((path) => path !== undefined && patternsOverlap(path, idpResponse))) return [];
  const expected = `path patterns of which one matches ${idpResponse}, where people who sign in come back to`;
  return [{ path: ['edge', 'site', 'dynamicPaths'], expected }];
}

/** An API leads to no service that takes sign-in for done: its requests do not come by the balancer that signs people in. */
export function apisPassNoSignIn(part: Part): Finding[] {
  const clients = clientsOfBalancer(part);
  return Object.entries(part.apis ?? {}).flatMap(([api, its]) =>
    Object.entries(its?.routes ?? {}).flatMap(([key, service]) => {
      const client = service === undefined ? undefined : part.services?.[service]?.users;
      if (client === undefined || !clients.includes(client)) return [];
      const expected = `a service that is not behind sign-in of the balancer, as services.${service} is by ${client}`;
      return [{ path: ['apis', api, 'routes', key], expected }];
    }),
  );
}
