import { dev, prod } from '../../environments';
import { changed, problems, type Literal } from '../support/environments';
import { orders, withApis } from '../support/apis';

const change = (path: string, value: unknown) => problems({ prod: changed(withApis, path, value) });
/** Another value of the routes of an API, whose keys are no path. */
const routed = (routes: Record<string, string>) => change('apis.public.routes', routes);

test('APIs are right as they are', () => {
  expect(problems({ prod: withApis })).toEqual([]);
});

describe('an API', () => {
  test.each<[rule: string, path: string, value: unknown, problem: string]>([
    [
      'has a host of the zone',
      'apis.public.host',
      'api.example.org',
      'apis.public.host: expected shop.example.com or a domain below it, found "api.example.org"',
    ],
    [
      'has a certificate of the file',
      'apis.public.certificate',
      'apis',
      'apis.public.certificate: expected a certificate of dns.certificates that is usedBy "balancer" (nearest: api), found "apis"',
    ],
    [
      'has a certificate in its region',
      'dns.certificates.api.usedBy',
      ['distribution'],
      'apis.public.certificate: expected a certificate of dns.certificates that is usedBy "balancer" (nearest: web), found "api"',
    ],
    [
      'has a certificate for its host',
      'apis.public.host',
      'orders.shop.example.com',
      'apis.public.host: expected a host that apis.public.certificate is for: api.shop.example.com, status.shop.example.com, found "orders.shop.example.com"',
    ],
    [
      'has a host that no service answers for',
      'services.web.hosts',
      { ...prod.services.web.hosts, 'api.shop.example.com': '/*' },
      'apis.public.host: expected a host that services.web does not answer for, found "api.shop.example.com"',
    ],
    [
      'has a host of its own among APIs',
      'apis.status.host',
      'api.shop.example.com',
      'apis.status.host: expected a host that apis.public does not answer for, found "api.shop.example.com"',
    ],
    [
      'is called with tokens, or says why not',
      'apis.status.authorizer',
      'none',
      'apis.status.authorizer: expected "users" or an object of off, reason, found "none"',
    ],
    [
      'says which pages may call it',
      'apis.public.cors',
      ['shop.example.com'],
      'apis.public.cors: expected "none" or an object of hosts, found',
    ],
    [
      'has a limit within the quotas of an account',
      'apis.public.throttling.ratePerSecond',
      10_001,
      'apis.public.throttling.ratePerSecond: expected a whole number of requests a second from 1 to 10000, found 10001',
    ],
    [
      'is answered by functions within 30 seconds',
      'services.orders.timeoutSeconds',
      31,
      'services.orders.timeoutSeconds: expected 30 or less, since it answers POST /orders of apis.public: API Gateway waits no longer, found 31',
    ],
  ])('%s: %s', (_, path, value, problem) => {
    expect(change(path, value)).toContainEqual(expect.stringContaining(`environments/prod.ts: ${problem}`));
  });

  test.each<[rule: string, routes: Record<string, string>, problem: string]>([
    [
      'leads to services of the file',
      { 'GET /orders': 'order' },
      'apis.public.routes["GET /orders"]: expected a name of services that answer: of functions, or of containers or instances (nearest: orders), found "order"',
    ],
    [
      'leads to no service that takes messages',
      { 'GET /orders': 'worker' },
      'apis.public.routes["GET /orders"]: expected a name of services that answer: of functions, or of containers or instances (nearest: orders), found "worker"',
    ],
    [
      'has methods and paths of API Gateway',
      { '/orders': 'orders' },
      'apis.public.routes["/orders"]: expected a method and a path, such as GET /orders/{id} or ANY /files/{proxy+}, found "/orders"',
    ],
    [
      'has each route once',
      { 'GET /orders/{id}': 'orders', 'GET /orders/{number}': 'web' },
      'apis.public.routes["GET /orders/{number}"]: expected a route that is not GET /orders/{id} with other names, found "GET /orders/{number}"',
    ],
    ['has a route', {}, 'apis.public.routes: expected a route, or no API, found {}'],
  ])('%s: %s', (_, routes, problem) => {
    expect(routed(routes)).toEqual([`environments/prod.ts: ${problem}`]);
  });

  test('leads to no single server, which answers the internet itself', () => {
    const api = {
      ...withApis.apis.status,
      host: 'api.shop-dev.example.com',
      certificate: 'api',
      routes: { 'GET /': 'office' },
      deletionProtection: { off: true, reason: 'made and destroyed with the environment' },
    };
    const certificates = { ...dev.dns.certificates, api: { names: [api.host], usedBy: ['balancer'] } };
    expect(problems({ dev: { ...dev, dns: { ...dev.dns, certificates }, apis: { tools: api } } })).toEqual([
      'environments/dev.ts: apis.tools.routes["GET /"]: expected a name of services that answer: of functions, or of containers or instances (nearest: web), found "office"',
    ]);
  });

  test('takes tokens of the user pool of the file', () => {
    const services = { ...withApis.services, web: { ...withApis.services.web, users: 'none' } };
    const whole: Literal = { ...withApis, services, users: 'none' };
    expect(problems({ prod: whole })).toEqual([
      'environments/prod.ts: apis.public.authorizer: expected an object of off, reason, since users is "none", found "users"',
    ]);
  });

  test('has a short name, where target groups are called by it', () => {
    const { public: api, status } = withApis.apis;
    expect(problems({ prod: { ...withApis, apis: { 'public-things': api, status } } })).toEqual([
      'environments/prod.ts: apis.public-things: expected a shorter name, for target groups prod-public-things-x-web of 23 characters and a hash, found "public-things"',
    ]);
    expect(problems({ prod: { ...withApis, apis: { public: api, 'status-of-everything': status } } })).toEqual([]);
  });

  test('is one of four at most that lead to a service with hosts, since ECS has five target groups for it', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const hosts = names.map((name) => `${name}.shop.example.com`);
    const certificates = {
      ...withApis.dns.certificates,
      many: { names: hosts, usedBy: ['balancer'] },
    };
    const apis = names.map((name, index) => [
      name,
      { ...withApis.apis.public, host: hosts[index], certificate: 'many', routes: { 'GET /': 'web' } },
    ]);
    const whole = { ...withApis, dns: { ...withApis.dns, certificates }, apis: Object.fromEntries(apis) };
    expect(problems({ prod: whole })).toEqual([
      'environments/prod.ts: apis.e.routes: expected no route to services.web: it is in the 5 target groups that ECS has for a service, found {"GET /":"web"}',
    ]);
  });

  test('needs names', () => {
    expect(change('dns', 'none')).toContainEqual(
      expect.stringContaining('apis: expected {}, since dns is "none": an API answers for its own host alone, found'),
    );
  });

  test('of a critical environment is protected no less than that of another', () => {
    const { public: api, status } = withApis.apis;
    const anybody = { ...api, authorizer: status.authorizer };
    const less = { name: 'test', criticality: 'medium' } as const;
    const found = problems({
      test: { ...withApis, ...less },
      prod: { ...withApis, apis: { public: anybody, status } },
    });
    expect(found).toContainEqual(
      expect.stringContaining(
        'apis.public.authorizer: expected "users", as the less critical environments/test.ts has, found {"off":true',
      ),
    );
  });
});

describe('a function', () => {
  test('may take longer where it answers no API', () => {
    const services = { ...withApis.services, later: { ...orders, timeoutSeconds: 300 } };
    expect(problems({ prod: { ...withApis, services } })).toEqual([]);
  });
});
