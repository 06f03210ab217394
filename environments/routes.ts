import { patternsOverlap } from '../modules/load-balancer/pattern-overlap';

/** What a service behind the balancer answers for. */
export interface Route {
  /** Its name, from which its priority comes: `web-shop.example.com`. */
  readonly name: string;
  readonly service: string;
  /** `shop.example.com`, `*.shop.example.com`. */
  readonly host: string;
  /** `/*`, `/api/*`. */
  readonly path: string;
}

interface Answering {
  readonly runtime?: string | undefined;
  readonly hosts?: Readonly<Record<string, string | undefined>> | undefined;
}

/** What services answer for behind the balancer; of two routes that share requests, the more general one first. */
export function routesOf(services: Readonly<Record<string, Answering | undefined>>): Route[] {
  const routes = Object.entries(services).flatMap(([service, decided]) =>
    Object.entries(answersItself(decided) ? {} : (decided?.hosts ?? {})).flatMap(([host, path]) =>
      path === undefined ? [] : { name: `${service}-${host.replace('*', '_')}`, service, host, path },
    ),
  );
  return routes.sort((left, right) => compareRoutes(left, right) || (left.name < right.name ? -1 : 1));
}

/** A single server has an address of its own, and no balancer in front. */
function answersItself(decided: Answering | undefined): boolean {
  return decided?.runtime === 'server';
}

/** The hosts that single servers answer for, with their service. */
export function serverHosts(
  services: Readonly<Record<string, Answering | undefined>>,
): { host: string; service: string }[] {
  return Object.entries(services).flatMap(([service, decided]) =>
    answersItself(decided) ? Object.keys(decided?.hosts ?? {}).map((host) => ({ host, service })) : [],
  );
}

interface Serving {
  readonly services: Readonly<Record<string, Answering | undefined>>;
  readonly edge: 'none' | { readonly hosts?: readonly (string | undefined)[] | undefined };
}

/** The hosts that services and the distribution answer for by name, which the stack of the edge writes records of. */
export function hostsThatAnswer({ services, edge }: Serving): string[] {
  const ofServices = Object.values(services).flatMap((service) => Object.keys(service?.hosts ?? {}));
  const ofEdge = edge === 'none' ? [] : (edge.hosts ?? []).flatMap((host) => host ?? []);
  return [...new Set([...ofServices, ...ofEdge])].filter((host) => !host.startsWith('*.'));
}

/** The domain above another one: `shop.example.com` of `auth.shop.example.com`. */
export function parentOf(domain: string): string {
  return domain.split('.').slice(1).join('.');
}

/** Of `routes`, as `routesOf` sorts them: those that share requests with `route` and come before it. */
export function generalRoutes(routes: readonly Route[], route: Route): Route[] {
  return routes.slice(0, routes.indexOf(route)).filter((general) => shareRequests(general, route));
}

/** Whether some request matches both. */
function shareRequests(left: Route, right: Route): boolean {
  return patternsOverlap(left.host, right.host) && patternsOverlap(left.path, right.path);
}

/** Negative when `left` is the more general of the two: by a wildcard in its host, then by fewer characters in its path that are no wildcard. */
export function compareRoutes(left: Route, right: Route): number {
  const exactHost = ({ host }: Route) => Number(!host.includes('*'));
  const exactPath = ({ path }: Route) => path.replaceAll(/[*?]/g, '').length;
  return exactHost(left) - exactHost(right) || exactPath(left) - exactPath(right);
}

/**
 * Where a balancer takes people back after they signed in, at each host.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
 */
export const idpResponse = '/oauth2/idpresponse';

/** The hosts that the balancer signs people in for by a client: those of the services that name it. */
export function hostsBehind(
  client: string,
  services: Readonly<Record<string, (Answering & { readonly users?: string }) | undefined>>,
): string[] {
  const naming = Object.entries(services).filter(([, service]) => service?.users === client);
  return [...new Set(routesOf(Object.fromEntries(naming)).map(({ host }) => host))];
}
