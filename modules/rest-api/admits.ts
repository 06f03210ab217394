import type { Construct } from 'constructs';
import { assertProp } from '../props';
import type { RestApiClients } from './rest-api-props';
import type { RestRouteProps } from './route-props';

/** Throws a PropsError for a route that asks for what the API does not have. */
export function assertAdmits(api: Construct, clients: RestApiClients, key: string, route: RestRouteProps): void {
  const { userPool, usagePlans, addresses } = clients;
  const { authorization, apiKeyRequired, throttling } = route;
  const isToken = authorization === 'cognito' || (typeof authorization === 'object' && 'scopes' in authorization);
  const aPool = 'a user pool in clients of the API, iam, or { off: true, reason }';
  assertProp(api, 'props.authorization', !isToken || userPool !== undefined, aPool, authorization);
  // In the account itself, what a resource policy allows needs no policy of the caller.
  const noIam = 'no iam where clients have addresses: the resource policy would admit every principal of the account';
  assertProp(api, 'props.authorization', authorization !== 'iam' || !addresses, noIam, authorization);
  const aPlan = 'a usage plan in clients of the API, whose keys it needs';
  assertProp(api, 'props.apiKeyRequired', !apiKeyRequired || usagePlans !== undefined, aPlan, apiKeyRequired);
  const one = 'nothing of a route of method ANY, which has the limits of the API';
  assertProp(api, 'props.throttling', !throttling || !key.startsWith('ANY '), one, throttling);
}
