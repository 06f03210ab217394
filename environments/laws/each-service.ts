import type { Finding } from '../load/problem';
import type { Environment } from '../schema';
import type { Sound } from './sound';

export type Part = Sound<Environment>;
type Service = NonNullable<NonNullable<Part['services']>[string]>;
type Runtime = NonNullable<Service['runtime']>;
type Of<Word extends Runtime> = Extract<Service, { readonly runtime?: Word }>;

/** What `law` finds in each service; one of which nothing is sound is left out. */
export function eachService(
  { services = {} }: Part,
  law: (service: Service, path: string[], name: string) => Finding[],
) {
  return Object.entries(services).flatMap(([name, service]) => (service ? law(service, ['services', name], name) : []));
}

type ClusterInstances = NonNullable<NonNullable<Part['clusterInstances']>[string]>;

/** The same of each group of instances of the cluster. */
export function eachClusterInstances(
  { clusterInstances = {} }: Part,
  law: (group: ClusterInstances, path: string[], name: string) => Finding[],
): Finding[] {
  return Object.entries(clusterInstances).flatMap(([name, group]) =>
    group ? law(group, ['clusterInstances', name], name) : [],
  );
}

/** The same of the services of some runtimes, which have fields of their own. */
export function eachOf<Word extends Runtime>(
  part: Part,
  runtimes: readonly Word[],
  law: (service: Of<Word>, path: string[], name: string) => Finding[],
): Finding[] {
  return eachService(part, (service, path, name) =>
    runtimes.some((word) => service.runtime === word) ? law(service as Of<Word>, path, name) : [],
  );
}
