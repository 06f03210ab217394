import { changed, problems } from '../support/environments';
import { withRestApi } from '../support/apis';

const change = (path: string, value: unknown) => problems({ prod: changed(withRestApi, `apis.rest.${path}`, value) });
const off = { off: true, reason: 'callers are partners behind addresses that the function looks at' };

describe('a REST API', () => {
  test('is right as it is, without a web ACL for a reason, and without keys', () => {
    expect(problems({ prod: withRestApi })).toEqual([]);
    expect(change('firewall', off)).toEqual([]);
    expect(change('usagePlans', {})).toEqual([]);
  });

  test.each<[rule: string, path: string, value: unknown, problem: string]>([
    ['is of a kind of API Gateway', 'type', 'websocket', 'type: expected one of http, rest, found "websocket"'],
    [
      'has a web ACL, or says why not',
      'firewall',
      'none',
      'firewall: expected an object of blocking, requestsPer5Minutes, or of off, reason, found "none"',
    ],
    [
      'has plans with callers',
      'usagePlans.gold.keys',
      [],
      'usagePlans.gold.keys: expected names of callers, 1 to 100 of them, found []',
    ],
    [
      'counts over a day, a week or a month',
      'usagePlans.gold.quota.per',
      'HOUR',
      'usagePlans.gold.quota.per: expected one of DAY, WEEK, MONTH, found "HOUR"',
    ],
    [
      'answers other origins by its functions',
      'cors',
      'none',
      'cors: expected nothing: the function answers for it, found "none"',
    ],
    [
      'has no load balancer to protect',
      'deletionProtection',
      'on',
      'deletionProtection: expected nothing: it has no load balancer, found "on"',
    ],
    [
      'leads to functions alone',
      'routes',
      { 'GET /catalogue': 'web' },
      'routes["GET /catalogue"]: expected a name of services that answer: of functions (nearest: orders), found "web"',
    ],
    [
      'has one variable at a place',
      'routes',
      { 'GET /orders/{id}': 'orders', 'GET /orders/{number}/lines': 'orders' },
      'routes["GET /orders/{number}/lines"]: expected {id} in the place of {number}, as another route has, found "GET /orders/{number}/lines"',
    ],
    [
      'has paths of a REST API',
      'routes',
      { 'GET /orders{proxy+}': 'orders' },
      'routes["GET /orders{proxy+}"]: expected a method and a path, such as GET /orders/{id} or ANY /files/{proxy+}, found "GET /orders{proxy+}"',
    ],
  ])('%s', (_, path, value, problem) => {
    expect(change(path, value)).toContainEqual(expect.stringContaining(`environments/prod.ts: apis.rest.${problem}`));
  });

  test('is answered within 29 seconds', () => {
    const rest = { ...withRestApi, apis: { rest: withRestApi.apis.rest } };
    expect(problems({ prod: changed(rest, 'services.orders.timeoutSeconds', 30) })).toContain(
      'environments/prod.ts: services.orders.timeoutSeconds: expected 29 or less, since it answers POST /orders of apis.rest: API Gateway waits no longer, found 30',
    );
  });

  test('takes no keys and no web ACL where it is an HTTP API', () => {
    const { firewall, usagePlans } = withRestApi.apis.rest;
    const http = (field: string, value: unknown) =>
      problems({ prod: changed(withRestApi, `apis.status.${field}`, value) });
    expect(http('firewall', firewall)).toContainEqual(
      expect.stringContaining('apis.status.firewall: expected nothing: HTTP APIs take no web ACL, found'),
    );
    expect(http('usagePlans', usagePlans)).toContainEqual(
      expect.stringContaining('apis.status.usagePlans: expected nothing: HTTP APIs know no keys, found'),
    );
  });

  test('is walled no less than in a less critical environment', () => {
    const staged = (criticality: string, name: string, firewall: unknown) =>
      changed({ ...withRestApi, name, criticality }, 'apis.rest.firewall', firewall);
    const found = problems({
      low: staged('high', 'low', { blocking: 'on', requestsPer5Minutes: 2000 }),
      prod: staged('critical', 'prod', off),
    });
    expect(found).toContainEqual(
      expect.stringContaining(
        'environments/prod.ts: apis.rest.firewall: expected a web ACL that blocks, as the less critical environments/low.ts has, found',
      ),
    );
  });
});
