import { factsOfEnvironment } from '../../cli/review/facts';
import { dev } from '../../environments';
import type { Environment } from '../../environments/schema';
import { rules } from '../../policies/rules';
import { evaluate } from '../../review/engine/evaluate';
import { graphOfStacks } from '../../review/model/inputs/stacks';
import { stackOf, writtenStacks } from '../support/stacks';
import { withoutPeople, withSignIn } from '../support/people';
import { statements, type Synthesized } from '../support/synth';
import { smallProd as prod } from '../support/small-prod';

const off = { off: true, reason: 'made and destroyed with the environment' } as const;
const messaging = stackOf(withSignIn, 'messaging');
const data = stackOf(withSignIn, 'data');
const service = stackOf(withSignIn, 'service');
const outputOf = (stack: string, name: string) => `\${data.terraform_remote_state.${stack}.outputs.${name}}`;
const recordsOf = (stack: Synthesized) =>
  stack
    .all('aws_route53_record')
    .map(({ name, type }) => `${type} ${name}`)
    .sort();

describe('mail', () => {
  test('is sent as the domain, signed, and over TLS alone', () => {
    expect(messaging.one('aws_sesv2_email_identity')).toMatchObject({
      email_identity: 'shop.example.com',
      dkim_signing_attributes: { next_signing_key_length: 'RSA_2048_BIT' },
      lifecycle: { prevent_destroy: true },
    });
    expect(messaging.one('aws_sesv2_configuration_set')).toMatchObject({
      configuration_set_name: 'prod-mail',
      delivery_options: { tls_policy: 'REQUIRE' },
      lifecycle: { prevent_destroy: true },
    });
  });

  test('has its records in the public zone, where no other stack has one of their names', () => {
    expect(recordsOf(messaging).filter((record) => !record.startsWith('CNAME'))).toEqual([
      'MX bounce.shop.example.com',
      'TXT _dmarc.shop.example.com',
      'TXT bounce.shop.example.com',
    ]);
    for (const { zone_id } of messaging.all('aws_route53_record')) {
      expect(zone_id).toBe(outputOf('dns', 'public_zone_zone_id'));
    }
    expect(recordsOf(stackOf(withoutPeople, 'dns'))).toContain('TXT _dmarc.shop.example.com');
    expect(recordsOf(stackOf(withSignIn, 'dns'))).not.toContain('TXT _dmarc.shop.example.com');
  });

  test('of a domain below that of the zone leaves the zone without mail', () => {
    const mail = { ...withSignIn.mail, from: 'mail.shop.example.com' };
    const users = { ...withSignIn.users, emailFrom: 'accounts@mail.shop.example.com' };
    const services = { ...withSignIn.services, web: { ...withSignIn.services.web, sendsFrom: [] } };
    const below = { ...withSignIn, mail, users, services };
    expect(recordsOf(stackOf(below, 'dns'))).toContain('TXT _dmarc.shop.example.com');
    expect(recordsOf(stackOf(below, 'messaging'))).toContain('TXT _dmarc.mail.shop.example.com');
  });

  test('enforces DMARC as decided', () => {
    const mail = { ...withSignIn.mail, dmarc: 'reject', dmarcReportsTo: 'dmarc@shop.example.com' } as const;
    const dmarc = stackOf({ ...withSignIn, mail }, 'messaging')
      .all('aws_route53_record')
      .find(({ name }) => name === '_dmarc.shop.example.com')!;
    expect(dmarc.records).toEqual([
      'v=DMARC1; p=reject; sp=reject; adkim=r; aspf=r; rua=mailto:dmarc@shop.example.com',
    ]);
  });

  test('tells a queue what became of it, under the key of the messages', () => {
    const names = messaging.all('aws_sqs_queue').map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['prod-mail-events', 'prod-mail-events-dead-letters']));
    const key = messaging.reference('aws_kms_key', 'arn');
    for (const { kms_master_key_id } of messaging.all('aws_sqs_queue')) expect(kms_master_key_id).toBe(key);
  });

  test('has a stack where there are no queues of the application', () => {
    const { web, office, bounces } = withSignIn.services;
    const services = { web: { ...web, topics: [] }, office: { ...office, topics: [] }, bounces };
    const alone = stackOf({ ...withSignIn, queues: {}, topics: {}, services }, 'messaging');
    expect(alone.all('aws_sqs_queue').map(({ name }) => name)).toContain('prod-mail-events');
  });

  test('is destroyed where the environment is', () => {
    const stack = stackOf({ ...withSignIn, mail: { ...withSignIn.mail, deletionProtection: off } }, 'messaging');
    for (const type of ['aws_sesv2_email_identity', 'aws_sesv2_configuration_set']) {
      expect(stack.one(type)).not.toHaveProperty('lifecycle');
    }
  });
});

describe('users', () => {
  const pool = data.one('aws_cognito_user_pool');

  test('sign in by email, with a second factor, and are kept', () => {
    expect(pool).toMatchObject({
      name: 'prod-users',
      username_attributes: ['email'],
      mfa_configuration: 'ON',
      admin_create_user_config: { allow_admin_create_user_only: false },
      deletion_protection: 'ACTIVE',
      lifecycle: { prevent_destroy: true },
    });
  });

  test('are protected from leaked passwords and from sign-ins of high risk', () => {
    expect(pool).toMatchObject({ user_pool_tier: 'PLUS', user_pool_add_ons: { advanced_security_mode: 'ENFORCED' } });
    expect(data.one('aws_cognito_risk_configuration')).toMatchObject({
      compromised_credentials_risk_configuration: { actions: { event_action: 'BLOCK' } },
    });
    const users = { ...withSignIn.users, threatProtection: 'off' } as const;
    const less = stackOf({ ...withSignIn, users }, 'data');
    expect(less.one('aws_cognito_user_pool').user_pool_tier).toBe('ESSENTIALS');
    expect(less.types()).not.toContain('aws_cognito_risk_configuration');
  });

  test('sign in behind a web ACL of their own, with its log under the data key', () => {
    expect(data.one('aws_wafv2_web_acl')).toMatchObject({ name: 'prod-users', scope: 'REGIONAL' });
    expect(data.one('aws_wafv2_web_acl_association')).toMatchObject({
      resource_arn: data.reference('aws_cognito_user_pool', 'arn'),
      web_acl_arn: data.reference('aws_wafv2_web_acl', 'arn'),
    });
    const log = data.all('aws_cloudwatch_log_group').find(({ name }) => name === 'aws-waf-logs-prod-users');
    expect(log).toMatchObject({ retention_in_days: 365, kms_key_id: data.reference('aws_kms_key', 'arn') });
    const without = stackOf({ ...withSignIn, users: { ...withSignIn.users, firewall: 'none' } }, 'data');
    expect(without.types()).not.toContain('aws_wafv2_web_acl');
  });

  test('sign in by passkeys of the domain, where the environment decides so', () => {
    expect(pool).not.toHaveProperty('web_authn_configuration');
    const users = { ...withSignIn.users, mfa: 'optional', passkeys: 'required' } as const;
    expect(stackOf({ ...withSignIn, users }, 'data').one('aws_cognito_user_pool')).toMatchObject({
      sign_in_policy: { allowed_first_auth_factors: ['PASSWORD', 'WEB_AUTHN'] },
      web_authn_configuration: { relying_party_id: 'auth.shop.example.com', user_verification: 'required' },
    });
  });

  test('are written to by SES, from an address of the mail domain', () => {
    expect(pool.email_configuration).toEqual({
      email_sending_account: 'DEVELOPER',
      from_email_address: 'accounts@shop.example.com',
      source_arn: outputOf('messaging', 'mail_identity_arn'),
      configuration_set: 'prod-mail',
    });
  });

  test('are written to by Cognito where the file says so, without the stack of mail', () => {
    const emailFrom = { off: true, reason: 'ten people sign up in a day' } as const;
    const users = { ...withSignIn.users, threatProtection: 'off', emailFrom } as const;
    const stack = stackOf({ ...withSignIn, users }, 'data');
    expect(stack.one('aws_cognito_user_pool').email_configuration).toEqual({
      email_sending_account: 'COGNITO_DEFAULT',
    });
    expect(JSON.stringify(stack.json)).not.toContain('remote_state.messaging');
  });

  test('sign in at a domain of the zone, with its certificate in us-east-1', () => {
    expect(data.one('aws_cognito_user_pool_domain')).toMatchObject({
      domain: 'auth.shop.example.com',
      certificate_arn: outputOf('dns', 'certificates_auth_distribution_certificate_arn'),
    });
    expect(data.one('aws_route53_record')).toMatchObject({
      name: 'auth.shop.example.com',
      zone_id: outputOf('dns', 'public_zone_zone_id'),
    });
  });

  test('sign in below a name of the zone, which has an address before the domain is made', () => {
    const stack = stackOf(prod, 'data');
    const record = stack.all('aws_route53_record').find(({ name }) => name === 'auth.shop.example.com')!;
    // Of nobody, by RFC 5737.
    expect([record.type, record.records]).toEqual(['A', ['192.0.2.1']]);
    const domain = stack.one('aws_cognito_user_pool_domain');
    expect(domain.domain).toBe('sign-in.auth.shop.example.com');
    const waitsFor = domain.depends_on.map(
      (address: string) => stack.json.resource.aws_route53_record[address.split('.')[1]!],
    );
    expect(waitsFor).toEqual([record]);
  });

  const client = (name: string) =>
    data.all('aws_cognito_user_pool_client').find((one) => one.name === `prod-users-${name}`)!;

  test('come back to each host of the client', () => {
    expect(client('shop')).toMatchObject({
      name: 'prod-users-shop',
      generate_secret: false,
      callback_urls: ['https://shop.example.com/signed-in', 'https://www.shop.example.com/signed-in'],
      logout_urls: ['https://shop.example.com/', 'https://www.shop.example.com/'],
    });
  });

  test('come back to the balancer, at each host of the services that name its client', () => {
    expect(client('office')).toMatchObject({
      generate_secret: true,
      callback_urls: ['https://office.shop.example.com/oauth2/idpresponse'],
      logout_urls: ['https://office.shop.example.com/signed-out'],
    });
  });

  test('go with the environment where they are not protected', () => {
    const users = { ...withSignIn.users, deletionProtection: off };
    const made = stackOf({ ...withSignIn, users }, 'data').one('aws_cognito_user_pool');
    expect(made.deletion_protection).toBe('INACTIVE');
    expect(made).not.toHaveProperty('lifecycle');
  });
});

describe('a service', () => {
  const variablesOf = (family: string): Record<string, string> => {
    const made = service.all('aws_ecs_task_definition').find((one) => one.family === family)!;
    const [{ environment }] = JSON.parse(made.container_definitions) as [
      { environment: { name: string; value: string }[] },
    ];
    return Object.fromEntries(environment.map(({ name, value }) => [name, value]));
  };
  const about = (variables: Record<string, string>) =>
    Object.keys(variables).filter((name) => /^(USERS|MAIL)_/.test(name));

  test('is told whose tokens it takes, and with which configuration set it sends', () => {
    expect(variablesOf('prod-web')).toMatchObject({
      USERS_ISSUER: outputOf('data', 'users_issuer'),
      USERS_CLIENT_ID: outputOf('data', 'users_client_ids_shop'),
      USERS_DOMAIN: outputOf('data', 'users_domain'),
      MAIL_CONFIGURATION_SET: 'prod-mail',
    });
    expect(about(variablesOf('prod-partners'))).toEqual([]);
  });

  test('behind sign-in of the balancer is sent no request of others, and told who signs what it says', () => {
    const ruleOf = (name: string) => service.all('aws_lb_listener_rule').find(({ tags }) => tags.Name === name)!;
    const [signIn, forward] = ruleOf('office-office.shop.example.com').action;
    expect(signIn).toEqual({
      ...{ order: 1, type: 'authenticate-cognito' },
      authenticate_cognito: {
        user_pool_arn: outputOf('data', 'users_user_pool_arn'),
        user_pool_client_id: outputOf('data', 'users_balancer_client_ids_office'),
        user_pool_domain: outputOf('data', 'users_domain'),
        ...{ scope: 'openid email', session_timeout: 28_800, on_unauthenticated_request: 'authenticate' },
      },
    });
    expect(forward.type).toBe('forward');
    for (const name of ['web-shop.example.com', 'partners-partners.shop.example.com']) {
      expect(ruleOf(name).action.map(({ type }: { type: string }) => type)).toEqual(['forward']);
    }
    const servers = service
      .all('aws_launch_template')
      .map(({ user_data }) => JSON.stringify(user_data))
      .find((text) => text.includes('USERS_SIGNER'))!;
    expect(servers).toContain(service.reference('aws_lb', 'arn'));
    expect(servers).toContain(outputOf('data', 'users_client_ids_office'));
    expect(variablesOf('prod-web')).not.toHaveProperty('USERS_SIGNER');
  });

  test('behind sign-in has a balancer that opens connections to the pool', () => {
    const opened = (stack: Synthesized) =>
      stack
        .all('aws_vpc_security_group_egress_rule')
        .filter(({ description }) => description === 'Tokens of people who sign in')
        .map(({ from_port, cidr_ipv4 }) => [from_port, cidr_ipv4]);
    expect(opened(service)).toEqual([[443, '0.0.0.0/0']]);
    expect(opened(stackOf(withoutPeople, 'service'))).toEqual([]);
  });

  test('sends from its addresses and no other', () => {
    const grants = service.all('aws_iam_role_policy').filter(({ name }) => name.startsWith('send-prod-mail'));
    expect(grants.map(({ name }) => name)).toEqual(['send-prod-mail-Web']);
    expect(statements(grants[0]!.policy)).toMatchObject({
      Sends: {
        Resource: [outputOf('messaging', 'mail_identity_arn'), outputOf('messaging', 'mail_configuration_set_arn')],
        Condition: { StringEquals: { 'ses:FromAddress': ['orders@shop.example.com'] } },
      },
    });
    expect(service.one('aws_sesv2_email_identity_policy').email_identity).toBe('shop.example.com');
  });

  test('takes what became of mail from its queue, and scales by it', () => {
    expect(variablesOf('prod-bounces')).toMatchObject({
      QUEUE_MAIL_EVENTS_URL: outputOf('messaging', 'queues_mail-events_queue_url'),
    });
    const names = service.all('aws_iam_role_policy').map(({ name }) => name);
    expect(names).toContain('consume-prod-mail-events-Bounces');
    expect(service.all('aws_appautoscaling_policy').map(({ name }) => name)).toContain('prod-bounces-backlog');
  });

  test('of one server sends as well', () => {
    const mail = { ...withSignIn.mail, from: 'shop-dev.example.com' };
    const office = { ...dev.services.office, sendsFrom: ['office@shop-dev.example.com'] };
    const stack = stackOf({ ...dev, mail, services: { ...dev.services, office } }, 'service');
    expect(stack.all('aws_iam_role_policy').map(({ name }) => name)).toContain('send-dev-mail-Office');
  });
});

describe('the account', () => {
  const policyOf = (environment: typeof withoutPeople | typeof withSignIn, type: string, name: string) =>
    statements(
      stackOf(environment, 'account')
        .all(type)
        .find((one) => one.name === name)!.policy,
    );

  test('lets CI make what the environment decided for, and nothing of Cognito and SES elsewhere', () => {
    const services = policyOf(withSignIn, 'aws_iam_policy', 'boundary').Services!;
    expect(services.Action).toEqual(expect.arrayContaining(['cognito-idp:*', 'ses:*', 'sqs:*']));
    const { Action } = policyOf(withoutPeople, 'aws_iam_policy', 'boundary').Services!;
    expect(Action).not.toContain('cognito-idp:*');
    expect(Action).not.toContain('ses:*');
  });

  test('keeps the people of a pool from the job that plans', () => {
    const { ReadsNoData } = policyOf(withSignIn, 'aws_iam_role_policy', 'plan');
    expect(ReadsNoData).toMatchObject({ Effect: 'Deny' });
    expect(ReadsNoData!.Action).toEqual(expect.arrayContaining(['cognito-idp:ListUsers', 'cognito-idp:AdminGetUser']));
  });
});

test('an environment without either reads nothing of them', () => {
  for (const name of ['data', 'service', 'messaging'] as const) {
    const json = JSON.stringify(stackOf(withoutPeople, name).json);
    expect(json).not.toMatch(/cognito|sesv2|outputs\.(users|mail)_/);
  }
});

test('what is decided is no finding of the review', async () => {
  const findingsOf = async (environment: Environment) =>
    evaluate(await graphOfStacks(writtenStacks(environment)), rules, () => factsOfEnvironment(environment))
      .filter(({ status }) => status !== 'pass')
      .map(({ rule, status }) => `${status} ${rule}`);
  const before = await findingsOf(withoutPeople);
  expect((await findingsOf(withSignIn)).filter((one) => !before.includes(one))).toEqual([]);
});
