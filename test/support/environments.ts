import { EnvironmentProblems, loadEnvironments } from '../../environments/load';
import type { Environment } from '../../environments/schema';

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
    clusters: {},
    eventBus: 'none' as const,
    mail: 'none' as const,
    users: 'none' as const,
    balancer: 'none' as const,
    clusterInstances: {},
    secrets: {},
    services: {},
    apis: {},
    schedules: {},
    pipes: {},
    edge: 'none' as const,
    canaries: {},
  };
}

/** The environment without file systems, where a test adds one of its own. */
export function withoutFileSystems(whole: Environment): Environment {
  const services = Object.entries(whole.services).map(([name, service]) => {
    const { fileSystems: _, ...others } = service as typeof service & { fileSystems?: unknown };
    return [name, others];
  });
  const flows = whole.flows.filter(({ to }) => !to.startsWith('file-system-'));
  return { ...whole, fileSystems: {}, services: Object.fromEntries(services), flows };
}

interface WithServices {
  readonly dns: { readonly certificates: { readonly web: { readonly names: readonly string[] } } };
  readonly secrets: object;
  readonly services: Readonly<Record<string, object>>;
  readonly edge: 'none' | { readonly hosts: readonly string[] };
}

/** The environment with these services alone, without instances of the cluster, APIs, canaries, mail and a user pool, and with their hosts. */
export function onlyServices<Whole extends WithServices, Name extends keyof Whole['services'] & string>(
  literal: Whole,
  ...names: readonly Name[]
): Omit<Whole, 'services' | 'mail' | 'users' | 'canaries'> & {
  readonly canaries: Record<string, never>;
  readonly mail: 'none';
  readonly users: 'none';
  readonly services: Pick<Whole['services'], Name>;
} {
  const { dns, secrets, services, edge } = literal;
  const hostsOf = (name: string) => Object.keys((services[name] as { readonly hosts?: object }).hosts ?? {});
  const kept = names.flatMap(hostsOf);
  const gone = Object.keys(services)
    .flatMap(hostsOf)
    .filter((host) => !kept.includes(host));
  const those = (hosts: readonly string[]) => hosts.filter((host) => !gone.includes(host));
  const alone = names.map((name) => [name, { ...services[name], users: 'none', sendsFrom: [] }]);
  const { web } = dns.certificates;
  const read = names.flatMap((name) => (services[name] as { readonly secrets?: readonly string[] }).secrets ?? []);
  return {
    ...literal,
    canaries: {},
    mail: 'none',
    users: 'none',
    dns: { ...dns, certificates: { web: { ...web, names: those(web.names) } } },
    clusterInstances: {},
    apis: {},
    schedules: {},
    secrets: Object.fromEntries(Object.entries(secrets).filter(([name]) => read.includes(name))) as Whole['secrets'],
    services: Object.fromEntries(alone) as Pick<Whole['services'], Name>,
    edge: edge === 'none' ? edge : { ...edge, hosts: those(edge.hosts) },
  };
}
