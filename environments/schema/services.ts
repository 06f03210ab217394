import { byWord, named } from './field';
import { containers } from './service-containers';
import { lambdaFunction } from './service-function';
import { instances } from './service-instances';
import { server } from './service-server';

/** Services by name: 1 to 21 of a-z, 0-9 and single hyphens. `runtime` tells what each runs on, and which fields it has. */
export const services = named('services', byWord('runtime', [containers, instances, server, lambdaFunction]));
