import { z } from 'zod';
import { aRouteKey, routeKeyPattern } from '../../modules/http-api/route-key';
import { domain } from './domain';
import { byKey, fields, list, named, nameOf, protection, switchedOff, wholeNumber } from './field';

/** Quotas of an account and region. Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const throttling = fields({
  /** Requests a second for all routes together, over a longer time: 1 to 10000. */
  ratePerSecond: wholeNumber('requests a second', 1, 10_000),
  /** Requests at once: 1 to 5000. */
  burst: wholeNumber('requests', 1, 5000),
});

const api = fields({
  /** The only name that it answers for, below the public zone: `api.shop.example.com`. Another one replaces it. */
  host: domain,
  /** The certificate of `dns.certificates` for `host`, `usedBy` the balancer: API Gateway looks for it in the region, too. */
  certificate: nameOf('a certificate of dns.certificates'),
  /** Who may call it: `users`, who has a token of `users` for one of its clients; or anybody, with the reason. */
  authorizer: z.union([z.literal('users'), switchedOff()], { error: () => '"users" or an object of off, reason' }),
  /** Which pages of other origins may call it from a browser: those at `hosts`, or `none`. */
  cors: z.union(
    [
      z.literal('none'),
      fields({
        /** Hosts that pages come from over HTTPS, 1 to 20: `shop.example.com`. */
        hosts: list(domain, 'hosts', 1, 20),
      }),
    ],
    { error: () => '"none" or an object of hosts' },
  ),
  throttling,
  /**
   * What answers, by method and path: `{ 'POST /orders': 'orders', 'GET /orders/{id}': 'orders' }`; services of functions, of containers or of instances. Of two that
   * match a request, the one that says the most is taken. API Gateway waits 30 seconds for an answer.
   * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
   */
  routes: byKey('services by method and path', (key) => routeKeyPattern.test(key), aRouteKey, nameOf('a service')),
  /** Whether AWS refuses to delete the load balancer inside the network that its containers and instances are behind. */
  deletionProtection: protection(),
});

/** HTTP APIs of API Gateway by name: 1 to 21 of a-z, 0-9 and single hyphens. */
export const apis = named('APIs', api);
