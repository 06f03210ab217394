// How services use their stores: what they log in as, and whether a function is in the VPC for it. ElastiCache's users have letters and digits; PostgreSQL's and MySQL's underscores too.

/** `order-worker` → `order_worker`. */
export function databaseUser(service: string): string {
  return service.replaceAll('-', '_');
}

/** `order-worker` → `orderworker`. */
export function cacheUser(service: string): string {
  return service.replaceAll('-', '');
}

type Names = readonly unknown[];

/** What a service uses of the data tier; nothing of what is left out, or not sound. */
interface Uses {
  readonly databases?: Names;
  readonly clusters?: Names;
  readonly caches?: Names;
  readonly accelerators?: object;
  readonly fileSystems?: object;
}

/** Whether a function is in the VPC: what is in the data tier is reached from there alone. */
export function isInVpc({ databases, clusters, caches, accelerators = {}, fileSystems = {} }: Uses): boolean {
  const used = [databases ?? [], clusters ?? [], caches ?? [], Object.keys(accelerators), Object.keys(fileSystems)];
  return used.some(({ length }) => length > 0);
}
