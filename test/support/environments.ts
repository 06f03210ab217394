import { EnvironmentProblems, loadEnvironments } from '../../environments/load';

/** What an environment file exports, as loosely as a file that is wrong may have it. */
export type Literal = Record<string, any>;

/** A copy of `literal` with the value at `path` (`network.zones[0]`) replaced; `undefined` removes it. */
export function changed(literal: object, path: string, value: unknown): Literal {
  const copy = structuredClone(literal) as Literal;
  const keys = path.split(/[.[\]]+/).filter(Boolean);
  const last = keys.pop()!;
  const parent = keys.reduce((part, key) => part[key], copy);
  if (value === undefined) Reflect.deleteProperty(parent, last);
  else parent[last] = value;
  return copy;
}

/** The problems of invalid environments, one line each; empty if they are valid. */
export function problems(exported: Record<string, unknown>): string[] {
  try {
    loadEnvironments(exported);
    return [];
  } catch (error) {
    if (!(error instanceof EnvironmentProblems)) throw error;
    return error.message.split('\n').slice(0, -1);
  }
}

/** The environment with nothing that answers requests, where a test is of what is below. */
export function withoutServices<Whole extends object>(literal: Whole) {
  return { ...literal, balancer: 'none' as const, services: {}, edge: 'none' as const };
}

interface WithServices {
  readonly dns: { readonly certificates: { readonly web: { readonly names: readonly string[] } } };
  readonly services: { readonly web: object };
  readonly edge: 'none' | { readonly hosts: readonly string[] };
}

/** The environment with the service `web` alone, where a test is of one. */
export function webAlone<Whole extends WithServices>(literal: Whole): Whole {
  const { dns, services, edge } = literal;
  const shop = (hosts: readonly string[]) => hosts.filter((host) => !host.startsWith('office.'));
  const { web } = dns.certificates;
  return {
    ...literal,
    dns: { ...dns, certificates: { web: { ...web, names: shop(web.names) } } },
    services: { web: services.web },
    edge: edge === 'none' ? edge : { ...edge, hosts: shop(edge.hosts) },
  };
}
