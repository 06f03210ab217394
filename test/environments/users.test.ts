import { prod, test as testing } from '../../environments';
import { changed, problems } from '../support/environments';
import { withoutPeople, withSignIn } from '../support/people';

const change = (path: string, value: unknown) => problems({ prod: changed(withSignIn, path, value) });
const off = { off: true, reason: 'made and destroyed with the environment' };

describe('users', () => {
  test.each<[rule: string, path: string, value: unknown, problem: string]>([
    [
      'are none, or decided whole',
      'users',
      'cognito',
      'users: expected "none" or an object of signIn, mfa, passkeys, threatProtection, firewall, selfSignUp, emailFrom, domain, certificate, clients, deletionProtection, found "cognito"',
    ],
    ['sign in by email', 'users.signIn', 'phone', 'users.signIn: expected one of email, found "phone"'],
    [
      'have a second factor or may have one',
      'users.mfa',
      'off',
      'users.mfa: expected one of optional, required, found "off"',
    ],
    [
      'have a second factor in a critical environment',
      'users.mfa',
      'optional',
      'users.mfa: expected "required", since criticality is critical, found "optional"',
    ],
    [
      'have passkeys, or a second factor that everybody has to have',
      'users.passkeys',
      'preferred',
      'users.passkeys: expected "none", since mfa is "required", found "preferred"',
    ],
    [
      'are told of risks by an address',
      'users.emailFrom',
      { off: true, reason: 'ten people sign up in a day' },
      'users.threatProtection: expected "off", since emailFrom is no address: it writes to people, found "on"',
    ],
    [
      'have a web ACL, or none',
      'users.firewall',
      'on',
      'users.firewall: expected "none" or an object of blocking, requestsPer5Minutes, found "on"',
    ],
    [
      'are kept in a critical environment',
      'users.deletionProtection',
      off,
      'users.deletionProtection: expected "on", since criticality is critical, found',
    ],
    [
      'sign in below the public zone',
      'users.domain',
      'auth.example.org',
      'users.domain: expected a domain below shop.example.com, found "auth.example.org"',
    ],
    [
      'sign in where no service answers',
      'users.domain',
      'www.shop.example.com',
      'users.domain: expected a domain that no service answers for: Cognito does, found "www.shop.example.com"',
    ],
    [
      'sign in with a certificate of the file',
      'users.certificate',
      'out',
      'users.certificate: expected a certificate of dns.certificates that is usedBy "distribution" (nearest: auth), found "out"',
    ],
    [
      'sign in with a certificate that CloudFront shows',
      'dns.certificates.auth.usedBy',
      ['balancer'],
      'users.certificate: expected a certificate of dns.certificates that is usedBy "distribution" (nearest: web), found "auth"',
    ],
    [
      'sign in with a certificate for the domain',
      'users.certificate',
      'web',
      'users.domain: expected a host that users.certificate is for: shop.example.com, www.shop.example.com, office.shop.example.com, partners.shop.example.com, found "auth.shop.example.com"',
    ],
    [
      'are written to from the mail domain',
      'users.emailFrom',
      'accounts@example.org',
      'users.emailFrom: expected an address of shop.example.com, found "accounts@example.org"',
    ],
    [
      'sign in to something',
      'users.clients',
      {},
      'users.clients: expected a client, which people sign in to, found {}',
    ],
    [
      'come back to hosts that answer',
      'users.clients.shop.hosts',
      ['shop.example.org'],
      'users.clients.shop.hosts[0]: expected a name of hosts of services or of edge (nearest: shop.example.com), found "shop.example.org"',
    ],
    [
      'come back to a path',
      'users.clients.shop.callbackPath',
      'signed-in',
      'users.clients.shop.callbackPath: expected a path of 1 to 255 letters, digits and _./- that starts with /, found "signed-in"',
    ],
    [
      'sign in to services or at the balancer',
      'users.clients.office.usedBy',
      'edge',
      'users.clients.office.usedBy: expected one of services, balancer, found "edge"',
    ],
    [
      'sign in again after hours that ALB counts',
      'users.clients.office.sessionHours',
      169,
      'users.clients.office.sessionHours: expected',
    ],
    [
      'sign in at the balancer for the hosts of services alone',
      'users.clients.office.hosts',
      ['office.shop.example.com'],
      'users.clients.office.hosts: expected nothing: the hosts are those of the services that name the client, found',
    ],
    [
      'sign in at the balancer to something',
      'services.office.users',
      'none',
      'users.clients.office.usedBy: expected "services", since no service of services names the client, found "balancer"',
    ],
    [
      'sign in at the balancer where it answers',
      'services.worker.users',
      'office',
      'services.worker.users: expected a client that is usedBy "services", or "none": the balancer answers for no host of the service, found "office"',
    ],
    [
      'come back to a host by name',
      'services.office.hosts',
      { '*.shop.example.com': '/*' },
      'services.office.hosts["*.shop.example.com"]: expected a host without a wildcard, since people who sign in by office come back to it by name, found "*.shop.example.com"',
    ],
    [
      'come back to what signs in',
      'services.office.hosts',
      { 'office.shop.example.com': '/api/*' },
      'services.office.hosts["office.shop.example.com"]: expected a path such as /* that answers /oauth2/idpresponse, where people who sign in come back to, found "/api/*"',
    ],
    [
      'come back to what signs in, and not to another service',
      'services.web.hosts',
      { 'shop.example.com': '/*', 'www.shop.example.com': '/*', 'office.shop.example.com': '/oauth2/*' },
      'services.office.hosts["office.shop.example.com"]: expected a path such as /* that answers /oauth2/idpresponse, where people who sign in come back to, before services.web, found "/*"',
    ],
    [
      'do not pass sign-in by a path of another service',
      'services.web.hosts',
      { 'shop.example.com': '/*', 'www.shop.example.com': '/*', 'office.shop.example.com': '/api/*' },
      'services.web.users: expected "office", since it answers for requests of office.shop.example.com/*, which services.office answers for behind that sign-in, found "shop"',
    ],
    [
      'do not pass sign-in by an API',
      'apis',
      {
        office: {
          ...{ type: 'http', host: 'api.shop.example.com', certificate: 'web', authorizer: 'users', cors: 'none' },
          ...{ routes: { 'GET /reports': 'office' }, throttling: { ratePerSecond: 10, burst: 20 } },
          deletionProtection: 'on',
        },
      },
      'apis.office.routes["GET /reports"]: expected a service that is not behind sign-in of the balancer, as services.office is by office, found "office"',
    ],
    [
      'come back through the distribution',
      'edge.site.dynamicPaths',
      ['/api/*'],
      'edge.site.dynamicPaths: expected path patterns of which one matches /oauth2/idpresponse, where people who sign in come back to, found ["/api/*"]',
    ],
    [
      'are verified with keys of the balancer, which no endpoint carries',
      'services.office.outbound',
      'endpoints',
      'services.office.outbound: expected "internet", since it verifies tokens: no endpoint carries the keys by which a balancer signs, found "endpoints"',
    ],
    [
      'are verified by clients of the file',
      'services.web.users',
      'shops',
      'services.web.users: expected a name of users.clients (nearest: shop), found "shops"',
    ],
    [
      'are verified with keys, which no endpoint carries',
      'services.web.outbound',
      'endpoints',
      'services.web.outbound: expected "internet", since it verifies tokens: no endpoint carries the keys of a pool that has a domain, found "endpoints"',
    ],
  ])('%s', (_, path, value, problem) => {
    expect(change(path, value)).toContainEqual(expect.stringContaining(`environments/prod.ts: ${problem}`));
  });

  test("sign in below a host, or below a name of the zone that is nobody else's", () => {
    expect(problems({ prod })).toEqual([]);
    const { services, edge } = prod;
    const hosts = { 'www.shop.example.com': '/*' };
    const web = { ...services.web, hosts };
    const accounts = { ...services.accounts, hosts: { 'www.shop.example.com': '/api/sign*' } };
    const users = {
      ...prod.users,
      domain: 'auth.shop.example.com',
      clients: { shop: { ...prod.users.clients.shop, hosts: ['www.shop.example.com'] } },
    };
    const certificates = { ...prod.dns.certificates, auth: { names: [users.domain], usedBy: ['distribution'] } };
    const nothingAtZone = {
      ...{ ...prod, users, dns: { ...prod.dns, certificates }, services: { ...services, web, accounts } },
      edge: { ...edge, hosts: edge.hosts.filter((host) => host !== 'shop.example.com') },
      canaries: {},
    };
    expect(problems({ prod: nothingAtZone })).toEqual([
      'environments/prod.ts: users.domain: expected a domain below a host of a service or of edge, or two labels below the zone, such as sign-in.auth.shop.example.com: nothing answers at shop.example.com, found "auth.shop.example.com"',
    ]);
  });

  test('are verified by nobody where there are none', () => {
    expect(problems({ prod: changed(withoutPeople, 'services.office.users', 'shop') })).toContain(
      'environments/prod.ts: services.office.users: expected "none", since users is "none", found "shop"',
    );
  });

  test('are written to by Cognito where there is no mail, for a reason', () => {
    expect(change('mail', 'none')).toContainEqual(
      expect.stringContaining(
        'users.emailFrom: expected an object of off, reason, since mail is "none", found "accounts@',
      ),
    );
    const services = { ...withSignIn.services, web: { ...withSignIn.services.web, sendsFrom: [] }, bounces: undefined };
    const { bounces: _, ...others } = services;
    const without = {
      ...withSignIn,
      mail: 'none',
      services: others,
      users: {
        ...withSignIn.users,
        threatProtection: 'off',
        emailFrom: { off: true, reason: 'ten people sign up in a day' },
      },
    };
    expect(problems({ prod: without })).toEqual([]);
  });

  test('are no less safe than in a less critical environment', () => {
    const optional = { ...withSignIn.users, mfa: 'optional', firewall: 'none', deletionProtection: off };
    const high = { ...withSignIn, criticality: 'high', users: optional };
    expect(problems({ prod: high })).toEqual([]);
    const { auth: _, ...certificates } = withSignIn.dns.certificates;
    expect(certificates).toEqual(withoutPeople.dns.certificates);
    const host = Object.keys(testing.services.web.hosts)[0]!;
    const users = {
      ...withSignIn.users,
      domain: `auth.${host}`,
      threatProtection: 'off',
      emailFrom: { off: true, reason: 'nobody waits for these' },
    };
    const clients = { shop: { ...withSignIn.users.clients.shop, hosts: [host] } };
    const dns = {
      ...testing.dns,
      certificates: { ...testing.dns.certificates, auth: { names: [`auth.${host}`], usedBy: ['distribution'] } },
    };
    const lesser = { ...testing, dns, users: { ...users, clients } };
    expect(problems({ test: lesser })).toEqual([]);
    const found = problems({ test: lesser, prod: high });
    expect(found.map((line) => line.replace(/, found .*/, ''))).toEqual(
      expect.arrayContaining([
        'environments/prod.ts: users.mfa: expected "required", as the less critical environments/test.ts has',
        'environments/prod.ts: users.firewall: expected a web ACL, as the less critical environments/test.ts has',
        'environments/prod.ts: users.deletionProtection: expected "on", as the less critical environments/test.ts has',
      ]),
    );
  });
});
