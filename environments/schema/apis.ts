import { z } from 'zod';
import { aRouteKey, routeKeyPattern } from '../../modules/http-api/route-key';
import { routeKeyPattern as restRouteKeyPattern } from '../../modules/rest-api/route-key';
import { domain } from './domain';
import { byKey, byWord, fields, list, named, nameOf, oneOf, protection, switchedOff, wholeNumber } from './field';
import { firewall } from './requests';
import { notHere } from './service-shared';

/** Quotas of an account and region. Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const throttling = fields({
  /** Requests a second for all routes together, over a longer time: 1 to 10000. */
  ratePerSecond: wholeNumber('requests a second', 1, 10_000),
  /** Requests at once: 1 to 5000. */
  burst: wholeNumber('requests', 1, 5000),
});

/** A route leads to a service. */
const routesBy = (isKey: (key: string) => boolean) =>
  byKey('services by method and path', isKey, aRouteKey, nameOf('a service'));

/** What both kinds have. */
const shared = {
  /** The only name that it answers for, below the public zone: `api.shop.example.com`. Another one replaces it. */
  host: domain,
  /** The certificate of `dns.certificates` for `host`, `usedBy` the balancer: API Gateway looks for it in the region, too. */
  certificate: nameOf('a certificate of dns.certificates'),
  /** Who may call it: `users`, who has a token of `users` for one of its clients; or anybody, with the reason. */
  authorizer: z.union([z.literal('users'), switchedOff()], { error: () => '"users" or an object of off, reason' }),
  throttling,
};

/** An HTTP API: to functions, containers and instances, without a web ACL. */
const httpApi = fields({
  type: z.literal('http'),
  ...shared,
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
  /**
   * What answers, by method and path: `{ 'POST /orders': 'orders', 'GET /orders/{id}': 'orders' }`; services of functions, of containers or of instances. Of two that
   * match a request, the one that says the most is taken. API Gateway waits 30 seconds for an answer.
   * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
   */
  routes: routesBy((key) => routeKeyPattern.test(key)),
  /** Whether AWS refuses to delete the load balancer inside the network that its containers and instances are behind. */
  deletionProtection: protection(),
  firewall: notHere('HTTP APIs take no web ACL'),
  usagePlans: notHere('HTTP APIs know no keys'),
});

/** What callers with keys may use, each. What is over it is answered with 429, as far as AWS can: limits are best effort. */
const usagePlan = fields({
  throttling,
  /** Requests of each key over a longer time. */
  quota: fields({
    /** 1 to 2,000,000,000. */
    requests: wholeNumber('requests', 1, 2_000_000_000),
    per: oneOf(['DAY', 'WEEK', 'MONTH']),
  }),
  /** The callers by name, 1 to 100. Each has a key, whose value API Gateway makes; one that goes takes its key with it. */
  keys: list(nameOf('a caller'), 'names of callers', 1, 100),
});

/** A REST API: to functions alone, with a web ACL, and with keys where they are decided. It costs more than an HTTP API. */
const restApi = fields({
  type: z.literal('rest'),
  ...shared,
  /** Its web ACL; off only with a reason, which the review sees. */
  firewall: z.union([firewall, switchedOff()], {
    error: () => 'an object of blocking, requestsPer5Minutes, or of off, reason',
  }),
  /**
   * Who calls it with keys, by name of what they may use: `{ gold: { … } }`. With one, each request needs a key, besides what `authorizer` asks for: a key counts
   * callers, and does not authenticate them. None: no keys.
   * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
   */
  usagePlans: named('usage plans', usagePlan),
  /** What answers, by method and path, likewise: services of functions. API Gateway waits 29 seconds for an answer. */
  routes: routesBy((key) => restRouteKeyPattern.test(key)),
  cors: notHere('the function answers for it'),
  deletionProtection: notHere('it has no load balancer'),
});

/** APIs of API Gateway by name: 1 to 21 of a-z, 0-9 and single hyphens. */
export const apis = named('APIs', byWord('type', [httpApi, restApi]));
