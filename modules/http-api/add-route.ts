import { Construct } from 'constructs';
import { assertProp, checkProps } from '../props';
import type { HttpApiRef } from './http-api-ref';
import { Route } from './route';
import { routeKey, routeProps, type RouteProps } from './route-props';

/** Adds a route to an API, below the construct that stands for it. */
export function addRoute(scope: Construct, api: HttpApiRef, key: string, props: RouteProps): Route {
  checkProps(scope, { key: routeKey, props: routeProps }, { key, props });
  const found = scope.node.tryFindChild('routes');
  const routes = found instanceof Construct ? found : new Construct(scope, 'routes');
  // A path has no colon.
  const id = key.replace(' /', ':').replaceAll('/', ':');
  assertProp(scope, 'key', !routes.node.tryFindChild(id), 'a route that the API does not have already', key);
  const { authorization } = props;
  const { apiId, executionArn, authorizerId } = api;
  const isOpen = typeof authorization === 'object' && 'off' in authorization;
  const expected = 'an issuer of tokens in jwt of the API, or { off: true, reason }';
  assertProp(scope, 'props.authorization', isOpen || authorizerId !== undefined, expected, authorization);
  return new Route(routes, id, { ...props, apiId, executionArn, key, authorizerId });
}
