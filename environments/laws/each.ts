import type { Finding } from '../load/problem';
import type { Environment } from '../schema';
import type { Sound } from './sound';

export type Part = Sound<Environment>;
type Service = NonNullable<NonNullable<Part['services']>[string]>;
type Runtime = NonNullable<Service['runtime']>;
type Of<Word extends Runtime> = Extract<Service, { readonly runtime?: Word }>;

type Field =
  | 'accelerators'
  | 'apis'
  | 'canaries'
  | 'clusterInstances'
  | 'clusters'
  | 'databases'
  | 'fileSystems'
  | 'migrations'
  | 'pipes'
  | 'secrets'
  | 'services'
  | 'tables';
type Named<Name extends Field> = NonNullable<NonNullable<Part[Name]>[string]>;

/** What `law` finds in each thing of a field, such as each table; one of which nothing is sound is left out. */
export function eachNamed<Name extends Field>(
  part: Part,
  field: Name,
  law: (thing: Named<Name>, path: string[], name: string) => Finding[],
): Finding[] {
  const things: Readonly<Record<string, Named<Field> | undefined>> = part[field] ?? {};
  return Object.entries(things).flatMap(([name, thing]) =>
    thing ? law(thing as Named<Name>, [field, name], name) : [],
  );
}

/** The same of each service. */
export function eachService(part: Part, law: (service: Service, path: string[], name: string) => Finding[]): Finding[] {
  return eachNamed(part, 'services', law);
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

/** The first service that has a table or a file system among its own. */
export function firstUser({ services = {} }: Part, field: 'tables' | 'fileSystems', thing: string): string | undefined {
  return Object.keys(services).find((name) => {
    const service: Partial<Record<typeof field, object>> = services[name] ?? {};
    return Object.hasOwn(service[field] ?? {}, thing);
  });
}
