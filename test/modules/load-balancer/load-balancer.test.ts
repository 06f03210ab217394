import type { TerraformStack } from 'cdktf';
import { Bucket } from '../../../modules/bucket';
import { LoadBalancer, type HostRule, type LoadBalancerProps } from '../../../modules/load-balancer';
import { SecurityGroup } from '../../../modules/security-group';
import { TargetGroup } from '../../../modules/target-group';
import { UserPool } from '../../../modules/user-pool';
import { DnsRecord } from '../../../modules/zone';
import { optOuts, statements, synth, type Attributes, type Synthesized } from '../../support/synth';

const account = '111122223333';
const region = 'eu-west-1';
const topic = { topicArn: `arn:aws:sns:${region}:${account}:alarms` };
const certificate = { certificateArn: `arn:aws:acm:${region}:${account}:certificate/1234` };
const zones = (tier: string) => ({ 'eu-west-1a': `subnet-${tier}-a`, 'eu-west-1b': `subnet-${tier}-b` });
const network = {
  ...{ vpcId: 'vpc-1', cidr: '10.0.0.0/16' },
  subnetIds: { public: zones('public'), private: zones('private'), data: zones('data') },
};
const header = { headerName: 'x-origin-verify', current: 'c'.repeat(36), previous: 'p'.repeat(36) };
const cloudfront: LoadBalancerProps['reachedFrom'] = { cloudfront: { prefixListId: 'pl-4fa04526', header } };
const props = (rest: Partial<LoadBalancerProps> = {}): LoadBalancerProps => ({
  ...{ name: 'prod', account, region, network, reachedFrom: 'internet', certificate },
  ...{ logs: { bucketName: 'example-logs', bucketArn: 'arn:aws:s3:::example-logs' }, alarms: { topic } },
  ...rest,
});
const group = (stack: TerraformStack, name: string) =>
  new TargetGroup(stack, name, {
    ...{ name, network, port: 8080, targetType: 'ip', healthCheck: { path: '/readyz' }, alarms: { topic } },
  });
const balancer = (rest: Partial<LoadBalancerProps> = {}) =>
  synth((stack) => new LoadBalancer(stack, 'balancer', props(rest)));
/** A balancer with one host for each rule, each with a target group of its own. */
const withHosts = (hosts: Record<string, Omit<HostRule, 'target'>>, rest: Partial<LoadBalancerProps> = {}) =>
  synth((stack) => {
    const it = new LoadBalancer(stack, 'balancer', props(rest));
    for (const [name, rule] of Object.entries(hosts)) it.addHost(name, { ...rule, target: group(stack, name) });
  });
const rules = (stack: Synthesized): Record<string, Attributes> =>
  Object.fromEntries(stack.all('aws_lb_listener_rule').map((rule) => [rule.tags.Name, rule]));
const listener = (stack: Synthesized, port: number) =>
  stack.all('aws_lb_listener').find((found) => found.port === port);

describe('a load balancer', () => {
  test('treats requests as carefully as ALB can', () => {
    expect(balancer().one('aws_lb')).toMatchObject({
      ...{ name: 'prod', load_balancer_type: 'application', drop_invalid_header_fields: true },
      ...{ desync_mitigation_mode: 'defensive', enable_cross_zone_load_balancing: true, enable_zonal_shift: true },
      enable_deletion_protection: true,
    });
  });

  test('writes its logs below its name, to a bucket whose policy admits Elastic Load Balancing before', () => {
    const stack = synth((stack) => {
      const logs = new Bucket(stack, 'logs', {
        ...{ bucket: 'example-logs', account, region, key: 's3' },
        accessLogs: { off: true, reason: 'It takes the access logs of others' },
      });
      new LoadBalancer(stack, 'balancer', props({ logs }));
    });
    const bucket = stack.reference('aws_s3_bucket', 'id');
    expect(stack.one('aws_lb')).toMatchObject({
      access_logs: { bucket, prefix: 'load-balancers/prod/access', enabled: true },
      connection_logs: { bucket, prefix: 'load-balancers/prod/connections', enabled: true },
      depends_on: [`aws_s3_bucket_policy.${stack.resources('aws_s3_bucket_policy')[0]!.name}`],
    });
    expect(statements(stack.one('aws_s3_bucket_policy').policy).LoadBalancerLogs).toEqual({
      ...{ Sid: 'LoadBalancerLogs', Effect: 'Allow', Action: 's3:PutObject' },
      Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
      Resource: `${stack.reference('aws_s3_bucket', 'arn')}/load-balancers/*/AWSLogs/${account}/*`,
    });
  });

  test("writes its logs to a bucket of another stack, whose policy is that stack's", () => {
    const stack = balancer();
    expect(stack.one('aws_lb').access_logs.bucket).toBe('example-logs');
    expect(stack.none('aws_s3_bucket_policy')).toBe(true);
  });

  test('can be deleted for a reason alone', () => {
    const reason = 'It is made again from nothing every night';
    const off = props({ optOuts: { deletionProtection: { off: true, reason } } });
    expect(synth((stack) => new LoadBalancer(stack, 'balancer', off)).one('aws_lb')).toMatchObject({
      enable_deletion_protection: false,
    });
    expect(optOuts((stack) => new LoadBalancer(stack, 'balancer', off))).toEqual({
      'stack/balancer/load-balancer': { deletion_protection: reason },
    });
  });

  test('ends TLS of today, and answers 404 for a host that nobody named', () => {
    const stack = balancer();
    expect(listener(stack, 443)).toMatchObject({
      ...{ protocol: 'HTTPS', ssl_policy: 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09' },
      certificate_arn: certificate.certificateArn,
      default_action: [{ type: 'fixed-response', fixed_response: { status_code: '404' } }],
    });
    const strict = balancer({ tls: { policy: 'ELBSecurityPolicy-TLS13-1-3-2021-06' } });
    expect(listener(strict, 443)!.ssl_policy).toBe('ELBSecurityPolicy-TLS13-1-3-2021-06');
  });

  test('shows more certificates, by names that stay', () => {
    const certificateArn = `arn:aws:acm:${region}:${account}:certificate/5678`;
    const stack = balancer({ tls: { certificates: { other: { certificateArn } } } });
    expect(stack.one('aws_lb_listener_certificate').certificate_arn).toBe(certificateArn);
    expect(stack.resources('aws_lb_listener_certificate')[0]!.name).toMatch(/^balancer_certificate-other_/);
    expect(balancer().none('aws_lb_listener_certificate')).toBe(true);
  });

  test('is the target of a record, as it is', () => {
    const stack = synth((stack) => {
      const it = new LoadBalancer(stack, 'balancer', props());
      const zone = { zoneId: 'Z0123456789', zoneName: 'shop.example.com' };
      new DnsRecord(stack, 'web', {
        ...{ zone, name: 'shop.example.com', type: 'A', target: { balancer: it }, routing: { latency: region } },
      });
    });
    expect(stack.one('aws_route53_record').alias).toMatchObject({
      name: stack.reference('aws_lb', 'dns_name'),
      zone_id: stack.reference('aws_lb', 'zone_id'),
    });
  });

  test('opens its targets on one port, by one declaration', () => {
    const stack = synth((stack) => {
      const it = new LoadBalancer(stack, 'balancer', props({ reachedFrom: 'none' }));
      const service = new SecurityGroup(stack, 'service', { network, name: 'web', description: 'Service web' });
      it.connections.allowTo(service, 8080, 'requests and health checks');
    });
    expect(stack.one('aws_vpc_security_group_egress_rule')).toMatchObject({ from_port: 8080, to_port: 8080 });
    expect(stack.one('aws_vpc_security_group_ingress_rule')).toMatchObject({ from_port: 8080, to_port: 8080 });
  });
});

describe('reached from', () => {
  const ingress = (reachedFrom: LoadBalancerProps['reachedFrom']) => {
    const stack = balancer({ reachedFrom });
    if (stack.none('aws_vpc_security_group_ingress_rule')) return [];
    return stack
      .all('aws_vpc_security_group_ingress_rule')
      .map((rule) => [rule.from_port, rule.to_port, rule.cidr_ipv4 ?? rule.prefix_list_id]);
  };

  test('the internet: everybody on 443, and on 80 to be redirected', () => {
    expect(ingress('internet').sort()).toEqual([
      [443, 443, '0.0.0.0/0'],
      [80, 80, '0.0.0.0/0'],
    ]);
    const stack = balancer();
    expect(stack.one('aws_lb')).toMatchObject({
      ...{ internal: false, subnets: ['subnet-public-a', 'subnet-public-b'], tags: { exposure: 'public' } },
    });
    expect(listener(stack, 80)).toMatchObject({
      protocol: 'HTTP',
      default_action: [{ type: 'redirect', redirect: { protocol: 'HTTPS', port: '443', status_code: 'HTTP_301' } }],
    });
    expect(stack.all('aws_lb_listener')).toHaveLength(2);
  });

  test('a distribution: its addresses on 443 alone, since their list fills the group', () => {
    expect(ingress(cloudfront)).toEqual([[443, 443, 'pl-4fa04526']]);
    const stack = balancer({ reachedFrom: cloudfront });
    expect(stack.all('aws_lb_listener').map(({ port }) => port)).toEqual([443]);
    expect(stack.one('aws_lb')).toMatchObject({ internal: false, subnets: ['subnet-public-a', 'subnet-public-b'] });
  });

  test('a distribution: each host asks for its header, with the value of today and the one before', () => {
    const stack = withHosts(
      { web: { host: 'shop.example.com' }, api: { host: 'api.example.com', path: '/v1/*' } },
      { reachedFrom: cloudfront },
    );
    for (const rule of stack.all('aws_lb_listener_rule')) {
      expect(rule.condition).toContainEqual({
        http_header: { http_header_name: 'x-origin-verify', values: [header.current, header.previous] },
      });
    }
  });

  describe('the internet over IPv6 too', () => {
    const dual = { ...network, ipv6Cidr: '2001:db8:1234:1a00::/56' };
    const over = (ipAddressType: 'ipv4' | 'dualstack') => ({ internet: { ipAddressType } });
    const at = (reachedFrom: LoadBalancerProps['reachedFrom']) =>
      balancer({ network: dual, reachedFrom }).one('aws_lb');

    test('in a network that has it, with rules for both', () => {
      const stack = balancer({ network: dual, reachedFrom: over('dualstack') });
      expect(stack.one('aws_lb')).toMatchObject({ ip_address_type: 'dualstack', internal: false });
      const rules = stack.all('aws_vpc_security_group_ingress_rule').map((rule) => [rule.from_port, rule.cidr_ipv6]);
      expect(rules).toEqual(
        expect.arrayContaining([
          [443, '::/0'],
          [80, '::/0'],
        ]),
      );
      expect(
        stack
          .all('aws_lb_listener')
          .map(({ port }) => port)
          .sort(),
      ).toEqual([443, 80]);
    });

    test('and back: with a choice it is written out, since AWS keeps the last one', () => {
      expect(at(over('ipv4')).ip_address_type).toBe('ipv4');
      expect(at('internet').ip_address_type).toBe('ipv4');
      expect(at('none').ip_address_type).toBe('ipv4');
      expect(at(cloudfront).ip_address_type).toBe('ipv4');
    });

    test('is no question in a network of IPv4', () => {
      expect(balancer({ reachedFrom: over('ipv4') }).json.resource).toEqual(balancer().json.resource);
      expect(balancer().one('aws_lb')).not.toHaveProperty('ip_address_type');
      expect(() => balancer({ reachedFrom: over('dualstack') })).toThrow(
        'reachedFrom.internet.ipAddressType: expected "ipv4" in a network without IPv6, found "dualstack"',
      );
    });
  });

  test('nobody: whom connections let in, from the private tier', () => {
    expect(ingress('none')).toEqual([]);
    const stack = balancer({ reachedFrom: 'none' });
    const it = stack.one('aws_lb');
    expect(it).toMatchObject({ internal: true, subnets: ['subnet-private-a', 'subnet-private-b'] });
    expect(it.tags).toEqual({ Name: 'prod' });
    expect(stack.all('aws_lb_listener').map(({ port }) => port)).toEqual([443]);
  });

  test('anything else asks for no header', () => {
    for (const reachedFrom of ['internet', 'none'] as const) {
      const stack = withHosts({ web: { host: 'shop.example.com' } }, { reachedFrom });
      expect(stack.one('aws_lb_listener_rule').condition).toEqual([{ host_header: { values: ['shop.example.com'] } }]);
    }
  });
});

describe('a host', () => {
  test('is forwarded to its target group', () => {
    const stack = withHosts({ web: { host: 'shop.example.com', path: '/shop/*' } });
    const rule = stack.one('aws_lb_listener_rule');
    expect(rule).toMatchObject({
      action: [{ type: 'forward', target_group_arn: stack.reference('aws_lb_target_group', 'arn') }],
      condition: [{ host_header: { values: ['shop.example.com'] } }, { path_pattern: { values: ['/shop/*'] } }],
    });
    expect(rule).not.toHaveProperty('lifecycle');
    const https = stack.resources('aws_lb_listener').find(({ attributes }) => attributes.port === 443)!;
    expect(rule.listener_arn).toBe(`\${aws_lb_listener.${https.name}.arn}`);
  });

  test('of a pair is the first group until the pipeline moves the weights, which Terraform leaves alone', () => {
    const stack = synth((stack) => {
      const target = { blue: group(stack, 'blue'), green: group(stack, 'green') };
      new LoadBalancer(stack, 'balancer', props()).addHost('web', { host: 'shop.example.com', target });
    });
    const arns = stack.resources('aws_lb_target_group').map(({ name }) => `\${aws_lb_target_group.${name}.arn}`);
    expect(stack.one('aws_lb_listener_rule')).toMatchObject({
      action: [
        {
          type: 'forward',
          forward: {
            target_group: [
              { arn: arns[0], weight: 100 },
              { arn: arns[1], weight: 0 },
            ],
          },
        },
      ],
      lifecycle: { ignore_changes: ['action'] },
    });
  });

  describe('with sign-in', () => {
    const userPoolArn = `arn:aws:cognito-idp:${region}:${account}:userpool/${region}_aBcDeFgHi`;
    const by = { userPoolArn, userPoolClientId: '1a2b3c', userPoolDomain: 'auth.shop.example.com' };
    const cognito = {
      ...{ user_pool_arn: userPoolArn, user_pool_client_id: '1a2b3c', user_pool_domain: 'auth.shop.example.com' },
      ...{ scope: 'openid email', session_timeout: 43_200, on_unauthenticated_request: 'authenticate' },
    };
    const authenticated = { order: 1, type: 'authenticate-cognito', authenticate_cognito: cognito };
    const egress = (stack: Synthesized) =>
      stack.none('aws_vpc_security_group_egress_rule')
        ? []
        : stack.all('aws_vpc_security_group_egress_rule').map((rule) => [rule.from_port, rule.cidr_ipv4]);

    test('is forwarded after that, people being sent to the domain of the pool', () => {
      const stack = withHosts({ office: { host: 'office.example.com', signIn: { by } } });
      const rule = stack.one('aws_lb_listener_rule');
      expect(rule.action).toEqual([
        authenticated,
        { order: 2, type: 'forward', target_group_arn: stack.reference('aws_lb_target_group', 'arn') },
      ]);
      expect(rule).not.toHaveProperty('lifecycle');
    });

    test('takes the scopes, the hours and the answer to programs as decided', () => {
      const signIn = { by, scopes: ['openid', 'profile'], sessionHours: 1, unauthenticated: 'deny' } as const;
      const [action] = withHosts({ office: { host: 'office.example.com', signIn } }).one('aws_lb_listener_rule').action;
      expect(action.authenticate_cognito).toEqual({
        ...cognito,
        ...{ scope: 'openid profile', session_timeout: 3600, on_unauthenticated_request: 'deny' },
      });
    });

    test('lets the balancer open connections to the pool, once, and only then', () => {
      const host = (name: string) => ({ host: `${name}.example.com`, signIn: { by } });
      expect(egress(withHosts({ office: host('office'), desk: host('desk') }))).toEqual([[443, '0.0.0.0/0']]);
      expect(egress(withHosts({ office: { host: 'office.example.com' } }))).toEqual([]);
    });

    test('of a pair leaves the weights alone, and no more than them', () => {
      const stack = synth((stack) => {
        const target = { blue: group(stack, 'blue'), green: group(stack, 'green') };
        const it = new LoadBalancer(stack, 'balancer', props());
        it.addHost('office', { host: 'office.example.com', target, signIn: { by } });
      });
      const rule = stack.one('aws_lb_listener_rule');
      const moved = ['forward[0].target_group', 'forward[0].stickiness', 'target_group_arn'];
      expect(rule.lifecycle).toEqual({ ignore_changes: moved.map((path) => `action[1].${path}`) });
      expect(rule.action).toMatchObject([authenticated, { order: 2, type: 'forward' }]);
      expect(rule.action[1].forward.target_group.map(({ weight }: Attributes) => weight)).toEqual([100, 0]);
    });

    test('takes what a user pool gives for a client of balancers', () => {
      const stack = synth((scope) => {
        const users = new UserPool(scope, 'users', {
          ...{ name: 'prod-shop', region, email: { off: true, reason: 'It is of a test' }, alarms: { topic } },
          ...{ domain: { prefix: 'prod-shop' }, signIn: { selfSignUp: false, mfa: 'required' } },
          clients: {
            office: { callbackUrls: ['https://office.example.com/oauth2/idpresponse'], usedBy: 'balancer' },
          },
        });
        const target = group(scope, 'office');
        const signIn = { by: users.authenticateCognito('office') };
        new LoadBalancer(scope, 'balancer', props()).addHost('office', { host: 'office.example.com', target, signIn });
      });
      const [{ authenticate_cognito: its }] = stack.one('aws_lb_listener_rule').action;
      expect(its).toEqual({
        ...cognito,
        user_pool_arn: stack.reference('aws_cognito_user_pool', 'arn'),
        user_pool_client_id: stack.reference('aws_cognito_user_pool_client', 'id'),
        user_pool_domain: stack.reference('aws_cognito_user_pool_domain', 'domain'),
      });
    });

    test.each<[string, object, string]>([
      [
        'another pool',
        { userPoolArn: 'eu-west-1_aBcDeFgHi' },
        'signIn.by.userPoolArn: expected the ARN of a user pool',
      ],
      ['no client', { userPoolClientId: '' }, 'signIn.by.userPoolClientId: expected the id of a client'],
      ['a URL for a domain', { userPoolDomain: 'https://auth' }, 'signIn.by.userPoolDomain: expected the domain of'],
    ])('refuses %s', (_, wrong, message) => {
      const signIn = { by: { ...by, ...wrong } };
      expect(() => withHosts({ office: { host: 'office.example.com', signIn } })).toThrow(`stack/balancer: ${message}`);
    });

    test.each<[string, object, string]>([
      ['no scope of OpenID Connect', { scopes: ['email'] }, 'scopes: expected scopes with openid, which Cognito names'],
      ['scopes that Cognito has not', { scopes: ['openid', 'all'] }, 'scopes[1]: expected one of openid, email'],
      ['a session without an end', { sessionHours: 169 }, 'sessionHours: expected'],
      ['requests of nobody', { unauthenticated: 'allow' }, 'unauthenticated: expected one of authenticate, deny'],
    ])('refuses %s', (_, wrong, message) => {
      const signIn: any = { by, ...wrong };
      expect(() => withHosts({ office: { host: 'office.example.com', signIn } })).toThrow(
        `stack/balancer: signIn.${message}`,
      );
    });
  });

  test('watches the targets: of a pair both, either of which may be empty', () => {
    const noneHealthy = (stack: Synthesized) =>
      stack
        .all('aws_cloudwatch_metric_alarm')
        .filter(({ alarm_name: name }) => name.endsWith('-none-healthy'))
        .map(({ alarm_name: name, treat_missing_data: missing }) => [name, missing]);
    expect(noneHealthy(withHosts({ web: { host: 'shop.example.com' } }))).toEqual([
      ['targets-web-none-healthy', 'breaching'],
    ]);
    const pair = synth((stack) => {
      const target = { blue: group(stack, 'blue'), green: group(stack, 'green') };
      new LoadBalancer(stack, 'balancer', props()).addHost('web', { host: 'shop.example.com', target });
    });
    expect(noneHealthy(pair)).toEqual([
      ['targets-blue-none-healthy', 'notBreaching'],
      ['targets-green-none-healthy', 'notBreaching'],
    ]);
  });

  test('gives its rule, which a service waits for', () => {
    synth((stack) => {
      const it = new LoadBalancer(stack, 'balancer', props());
      const rule = it.addHost('web', { host: 'shop.example.com', target: group(stack, 'web') });
      expect(rule.node.path).toBe('stack/balancer/host-web');
    });
  });
});

describe('the priority of a host', () => {
  const hosts = { web: { host: 'shop.example.com' }, help: { host: 'help.example.com' } };

  test('comes from its name: neither another host nor the order moves it', () => {
    const alone = rules(withHosts({ web: hosts.web })).web!.priority;
    expect(rules(withHosts(hosts)).web!.priority).toBe(alone);
    expect(rules(withHosts({ help: hosts.help, web: hosts.web })).web!.priority).toBe(alone);
    expect(rules(withHosts({ site: hosts.web })).site!.priority).not.toBe(alone);
  });

  test('is one that listeners take, and below that of the hosts it comes before', () => {
    const found = rules(
      withHosts({
        ...hosts,
        api: { host: 'shop.example.com', path: '/api/*', before: ['web'] },
        'api-v2': { host: 'shop.example.com', path: '/api/v2/*', before: ['api'] },
        health: { host: '*.example.com', path: '/api/v2/health', before: ['api-v2', 'help'] },
      }),
    );
    const priorities = ['health', 'api-v2', 'api', 'web'].map((name): number => found[name]!.priority);
    expect(priorities).toEqual([...priorities].sort((a, b) => a - b));
    expect(found.help!.priority).toBeGreaterThan(found.health!.priority);
    for (const { priority } of Object.values(found)) {
      expect(priority).toBeGreaterThanOrEqual(1);
      expect(priority).toBeLessThanOrEqual(50_000);
    }
  });

  test.each<[string, Record<string, Omit<HostRule, 'target'>>, string]>([
    [
      'two rules for the same requests',
      { web: { host: 'shop.example.com' }, api: { host: 'shop.example.com', path: '/api/*' } },
      "before: expected ['web', …], since some requests match both rules; add the more general rule first, found nothing",
    ],
    [
      'a wildcard that takes the requests of a host',
      { web: { host: 'shop.example.com' }, all: { host: '*.example.com' } },
      "before: expected ['web', …], since some requests match both rules",
    ],
    [
      'an order that says nothing of the rule that is shared with',
      {
        ...hosts,
        all: { host: 'help.example.com', path: '/a', before: ['help'] },
        other: { host: 'shop.example.com', path: '/a', before: ['help'] },
      },
      "before: expected ['web', …], since some requests match both rules",
    ],
    [
      'a rule before one that is not there',
      { web: { host: 'shop.example.com', before: ['api'] } },
      'before[0]: expected a rule that was added before, found "api"',
    ],
    [
      'a chain of more rules than there are bands',
      {
        web: { host: 'a.example.com' },
        two: { host: 'a.example.com', path: '/2*', before: ['web'] },
        three: { host: 'a.example.com', path: '/23*', before: ['two'] },
        four: { host: 'a.example.com', path: '/234*', before: ['three'] },
        five: { host: 'a.example.com', path: '/2345*', before: ['four'] },
      },
      'before: expected chains of 4 rules at most, found ["four"]',
    ],
    [
      'seven wildcards',
      { web: { host: '*.*.*.example.com', path: '/*/*/*/*' } },
      'path: expected 6 wildcards at most in host and path, found "*.*.*.example.com/*/*/*/*"',
    ],
  ])('refuses %s', (_, hosts, message) => {
    expect(() => withHosts(hosts)).toThrow(`stack/balancer: ${message}`);
  });

  test('refuses a name whose priority another host has', () => {
    const clash = () => withHosts({ 'host-83': { host: 'a.example.com' }, 'host-193': { host: 'b.example.com' } });
    expect(clash).toThrow(
      'stack/balancer: name: expected a name whose priority, 40033, is not that of the rule host-83, found "host-193"',
    );
  });

  test('refuses a name that was used', () => {
    const twice = () =>
      synth((stack) => {
        const it = new LoadBalancer(stack, 'balancer', props());
        it.addHost('web', { host: 'a.example.com', target: group(stack, 'a') });
        it.addHost('web', { host: 'b.example.com', target: group(stack, 'b') });
      });
    expect(twice).toThrow('stack/balancer: name: expected each rule added once, found "web"');
  });

  test('refuses a 101st host', () => {
    const many = () =>
      synth((stack) => {
        const it = new LoadBalancer(stack, 'balancer', props());
        const target = group(stack, 'web');
        for (let i = 0; i <= 100; i++) it.addHost(`host-${i}`, { host: `h${i}.example.com`, target });
      });
    expect(many).toThrow(`stack/balancer: name: expected 100 rules of a load balancer at most, found "host-100"`);
  });
});

describe('the alarms of a load balancer', () => {
  const alarms = (rest: Partial<LoadBalancerProps> = {}): Record<string, Attributes> =>
    Object.fromEntries(
      balancer(rest)
        .all('aws_cloudwatch_metric_alarm')
        .map((alarm) => [alarm.alarm_name, alarm]),
    );

  test('are on latency, errors, rejected connections and TLS, and tell the topic', () => {
    expect(Object.keys(alarms()).sort()).toEqual(
      ['errors', 'latency-p50', 'latency-p95', 'latency-p99', 'rejected-connections', 'tls-errors'].map(
        (alarm) => `alb-prod-${alarm}`,
      ),
    );
    const stack = balancer();
    for (const alarm of stack.all('aws_cloudwatch_metric_alarm')) {
      expect(alarm).toMatchObject({ alarm_actions: [topic.topicArn], treat_missing_data: 'notBreaching' });
      const metrics = alarm.metric_query?.flatMap(({ metric }: Attributes) => metric ?? []) ?? [alarm];
      for (const metric of metrics) {
        expect(metric.dimensions).toEqual({ LoadBalancer: stack.reference('aws_lb', 'arn_suffix') });
      }
    }
  });

  test('count what the balancer answers itself, also where there is no target to count a request for', () => {
    const queries: Attributes[] = alarms()['alb-prod-errors']!.metric_query;
    const id = (metric: string) => queries.find((query) => query.metric?.metric_name === metric)!.id;
    const [own, targets, requests] = ['HTTPCode_ELB_5XX_Count', 'HTTPCode_Target_5XX_Count', 'RequestCount'].map(id);
    expect(queries).toContainEqual({
      ...{ id: 'failed', expression: `FILL(${own}, 0) + FILL(${targets}, 0)`, return_data: false },
    });
    expect(queries).toContainEqual({
      ...{ id: 'all', expression: `FILL(${requests}, 0) + FILL(${own}, 0)`, return_data: false },
    });
  });

  test('have thresholds of their own', () => {
    expect(alarms()['alb-prod-rejected-connections']).toMatchObject({
      ...{ metric_name: 'RejectedConnectionCount', statistic: 'Sum', threshold: 1, evaluation_periods: 1 },
    });
    expect(alarms()['alb-prod-tls-errors']).toMatchObject({
      ...{ metric_name: 'ClientTLSNegotiationErrorCount', statistic: 'Sum', threshold: 100, evaluation_periods: 3 },
    });
    const chosen = alarms({ alarms: { topic, rejectedConnections: 10, tlsErrors: 7, errorPercent: 0.5 } });
    expect(chosen['alb-prod-rejected-connections']!.threshold).toBe(10);
    expect(chosen['alb-prod-tls-errors']!.threshold).toBe(7);
    expect(chosen['alb-prod-errors']!.threshold).toBe(0.5);
  });
});

describe('a load balancer refuses', () => {
  const onlyOneZone = { ...network, subnetIds: { ...network.subnetIds, private: { 'eu-west-1a': 'subnet-1' } } };
  test.each<[string, Partial<LoadBalancerProps>, string]>([
    [
      'one zone',
      { network: onlyOneZone, reachedFrom: 'none' },
      'network: expected two zones or more with a private subnet, found ["eu-west-1a"]',
    ],
    [
      'a name that AWS keeps for itself',
      { name: 'internal-web' },
      'name: expected 1 to 32 letters, digits and hyphens',
    ],
    [
      'CloudFront without a header',
      { reachedFrom: { cloudfront: { prefixListId: 'pl-4fa04526' } } as never },
      'reachedFrom.cloudfront.header: expected a header that a distribution adds',
    ],
    [
      'a header that can be guessed',
      { reachedFrom: { cloudfront: { prefixListId: 'pl-4fa04526', header: { ...header, current: 'secret' } } } },
      'reachedFrom.cloudfront.header.current: expected the value of a header',
    ],
    [
      'a certificate of another region',
      { certificate: { certificateArn: `arn:aws:acm:us-east-1:${account}:certificate/1234` } },
      "certificate.certificateArn: expected an ARN of the module's region, eu-west-1",
    ],
    [
      'an old TLS policy',
      { tls: { policy: 'ELBSecurityPolicy-2016-08' as 'ELBSecurityPolicy-TLS13-1-3-2021-06' } },
      'tls.policy: expected one of ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09',
    ],
  ])('%s', (_, rest, message) => {
    expect(() => balancer(rest)).toThrow(`stack/balancer: ${message}`);
  });

  test.each<[string, Omit<HostRule, 'target'>, string]>([
    ['every host', { host: '*' }, 'host: expected a host such as shop.example.com or *.shop.example.com'],
    ['a host in upper case', { host: 'Shop.example.com' }, 'host: expected a host such as'],
    ['a path without /', { host: 'shop.example.com', path: 'api' }, 'path: expected a path of 1 to 128'],
  ])('%s', (_, rule, message) => {
    expect(() => withHosts({ web: rule })).toThrow(`stack/balancer: ${message}`);
  });

  test('a pair of one group', () => {
    const pair = () =>
      synth((stack) => {
        const blue = group(stack, 'blue');
        const target = { blue, green: blue };
        new LoadBalancer(stack, 'balancer', props()).addHost('web', { host: 'shop.example.com', target });
      });
    expect(pair).toThrow('stack/balancer: target: expected a TargetGroup, or two of them: { blue, green }');
  });
});
