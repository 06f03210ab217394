// What a service logs in to its stores as. ElastiCache's users have letters and digits; PostgreSQL's and MySQL's underscores too.

/** `order-worker` → `order_worker`. */
export function databaseUser(service: string): string {
  return service.replaceAll('-', '_');
}

/** `order-worker` → `orderworker`. */
export function cacheUser(service: string): string {
  return service.replaceAll('-', '');
}
