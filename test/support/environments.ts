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
  return {
    ...literal,
    balancer: 'none' as const,
    clusterInstances: {},
    services: {},
    schedules: {},
    edge: 'none' as const,
  };
}

interface WithServices {
  readonly dns: { readonly certificates: { readonly web: { readonly names: readonly string[] } } };
  readonly services: Readonly<Record<string, object>>;
  readonly edge: 'none' | { readonly hosts: readonly string[] };
}

/** The environment with these services alone, without instances of the cluster, and with their hosts. */
export function onlyServices<Whole extends WithServices, Name extends keyof Whole['services'] & string>(
  literal: Whole,
  ...names: readonly Name[]
): Omit<Whole, 'services'> & { readonly services: Pick<Whole['services'], Name> } {
  const { dns, services, edge } = literal;
  const others = Object.keys(services).filter((name) => !(names as readonly string[]).includes(name));
  const gone = others.flatMap((name) => Object.keys((services[name] as { readonly hosts?: object }).hosts ?? {}));
  const those = (hosts: readonly string[]) => hosts.filter((host) => !gone.includes(host));
  const { web } = dns.certificates;
  return {
    ...literal,
    dns: { ...dns, certificates: { web: { ...web, names: those(web.names) } } },
    clusterInstances: {},
    schedules: {},
    services: Object.fromEntries(names.map((name) => [name, services[name]])) as Pick<Whole['services'], Name>,
    edge: edge === 'none' ? edge : { ...edge, hosts: those(edge.hosts) },
  };
}
