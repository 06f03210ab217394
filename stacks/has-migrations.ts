import type { Environment } from '../environments/schema';

/** Whether data is on its way from one database to another: the stack of it goes when the last migration goes. */
export function hasMigrations({ migrations }: Environment): boolean {
  return Object.keys(migrations).length > 0;
}
