import type { Environment } from '../environments/schema';

/** A service that is a Lambda function, as it is decided. */
export type DecidedFunction = Extract<Environment['services'][string], { runtime: 'function' }>;

/** The services that are functions. */
export function functionsOf({ services }: Environment): DecidedFunction[] {
  return Object.values(services).filter((decided) => decided.runtime === 'function');
}
