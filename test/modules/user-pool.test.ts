import { TerraformOutput } from 'cdktf';
import { UserPool, type ClientProps, type UserPoolProps, type UserPoolRef } from '../../modules/user-pool';
import { optOuts, statements, synth } from '../support/synth';

const account = '111122223333';
const region = 'eu-west-1';
const topic = { topicArn: `arn:aws:sns:${region}:${account}:alarms` };
const role = { roleName: 'support', roleArn: `arn:aws:iam::${account}:role/support` };
const zone = { zoneId: 'Z0123456789', zoneName: 'shop.example.com' };
const certificate = { certificateArn: `arn:aws:acm:us-east-1:${account}:certificate/1234` };
const off = { off: true as const, reason: 'Its users are invented' };
const mail = {
  ...{ name: 'prod-shop', domain: 'shop.example.com' },
  identityArn: `arn:aws:ses:${region}:${account}:identity/shop.example.com`,
  configurationSetArn: `arn:aws:ses:${region}:${account}:configuration-set/prod-shop`,
};
const email = { mail, from: 'Shop <accounts@shop.example.com>' };
const web: ClientProps = { callbackUrls: ['https://shop.example.com/signed-in'] };
const back: ClientProps = { callbackUrls: ['https://office.shop.example.com/oauth2/idpresponse'], usedBy: 'balancer' };

const props = (rest: Partial<UserPoolProps> = {}): UserPoolProps => ({
  ...{ name: 'prod-shop', region, email, alarms: { topic }, clients: { web, back } },
  signIn: { selfSignUp: true, mfa: 'optional' },
  domain: { name: 'auth.shop.example.com', zone, certificate },
  ...rest,
});
const users = (rest?: Partial<UserPoolProps>, use: (pool: UserPool) => void = () => undefined) =>
  synth((stack) => use(new UserPool(stack, 'users', props(rest))));
const pool = (rest?: Partial<UserPoolProps>) => users(rest).one('aws_cognito_user_pool');
const client = (name: string, rest?: Partial<UserPoolProps>) =>
  users(rest)
    .all('aws_cognito_user_pool_client')
    .find((one) => one.name === `prod-shop-${name}`)!;
const id = users().reference('aws_cognito_user_pool', 'id');
const arn = users().reference('aws_cognito_user_pool', 'arn');

describe('a user pool', () => {
  test('is neither deleted nor replaced', () => {
    expect(pool()).toMatchObject({ deletion_protection: 'ACTIVE', lifecycle: { prevent_destroy: true } });
  });

  test('can be left to be deleted, with a reason', () => {
    const left = { optOuts: { deletionProtection: off } };
    expect(pool(left).deletion_protection).toBe('INACTIVE');
    expect(pool(left)).not.toHaveProperty('lifecycle');
  });

  test('has people sign in by email address, in any case of letters, that they verified', () => {
    expect(pool()).toMatchObject({
      ...{ username_attributes: ['email'], username_configuration: { case_sensitive: false } },
      ...{ auto_verified_attributes: ['email'] },
      user_attribute_update_settings: { attributes_require_verification_before_update: ['email'] },
    });
  });

  test('lets anybody sign up, or only who is invited, as decided', () => {
    const signUp = (selfSignUp: boolean) => pool({ signIn: { selfSignUp, mfa: 'optional' } });
    expect(signUp(true)).toMatchObject({
      admin_create_user_config: { allow_admin_create_user_only: false },
      tags: { Name: 'prod-shop', exposure: 'public' },
    });
    expect(signUp(false)).toMatchObject({
      admin_create_user_config: { allow_admin_create_user_only: true },
      tags: { Name: 'prod-shop' },
    });
    expect(signUp(false).tags).not.toHaveProperty('exposure');
  });

  test('has a password policy, and recovery by the verified address', () => {
    expect(pool().password_policy).toEqual({
      ...{ minimum_length: 12, password_history_size: 5, temporary_password_validity_days: 7 },
      ...{ require_lowercase: true, require_uppercase: true, require_numbers: true, require_symbols: true },
    });
    expect(pool().account_recovery_setting).toEqual({ recovery_mechanism: [{ name: 'verified_email', priority: 1 }] });
  });
});

describe('a second factor', () => {
  const factor = (mfa: UserPoolProps['signIn']['mfa']) => ({ signIn: { selfSignUp: true, mfa } });

  test('is an authenticator app, optional or required', () => {
    const totp = { software_token_mfa_configuration: { enabled: true } };
    expect(pool(factor('optional'))).toMatchObject({ mfa_configuration: 'OPTIONAL', ...totp });
    expect(pool(factor('required'))).toMatchObject({ mfa_configuration: 'ON', ...totp });
  });

  test('is off only with a reason', () => {
    expect(pool(factor(off)).mfa_configuration).toBe('OFF');
    const [reasons] = Object.values(optOuts((stack) => new UserPool(stack, 'users', props(factor(off)))));
    expect(reasons).toEqual({ mfa: off.reason });
  });

  test('may be a passkey, of the domain where people sign in', () => {
    const signIn = { selfSignUp: true, mfa: 'optional', passkeys: 'required' } as const;
    expect(pool({ signIn })).toMatchObject({
      sign_in_policy: { allowed_first_auth_factors: ['PASSWORD', 'WEB_AUTHN'] },
      web_authn_configuration: { relying_party_id: 'auth.shop.example.com', user_verification: 'required' },
    });
    const relying = pool({ signIn, domain: { prefix: 'prod-shop' } }).web_authn_configuration.relying_party_id;
    expect(relying).toBe('prod-shop.auth.eu-west-1.amazoncognito.com');
    for (const name of ['web', 'back'])
      expect(client(name, { signIn }).explicit_auth_flows).toContain('ALLOW_USER_AUTH');
  });
});

describe('the schema', () => {
  test('has every default written, as Cognito returns it', () => {
    const attributes = {
      required: ['birthdate'] as const,
      custom: {
        tenant: { type: 'String', mutable: false },
        score: { type: 'Number', maximum: 100 },
        vip: { type: 'Boolean' },
      },
    } as const;
    const common = { developer_only_attribute: false, mutable: true };
    expect(pool({ attributes }).schema).toEqual([
      {
        ...{ ...common, name: 'email', attribute_data_type: 'String', required: true },
        string_attribute_constraints: { min_length: '0', max_length: '2048' },
      },
      {
        ...{ ...common, name: 'birthdate', attribute_data_type: 'String', required: true },
        string_attribute_constraints: { min_length: '10', max_length: '10' },
      },
      {
        ...{ ...common, name: 'tenant', attribute_data_type: 'String', required: false, mutable: false },
        string_attribute_constraints: { min_length: '0', max_length: '2048' },
      },
      {
        ...{ ...common, name: 'score', attribute_data_type: 'Number', required: false },
        number_attribute_constraints: { min_value: '0', max_value: '100' },
      },
      { ...common, name: 'vip', attribute_data_type: 'Boolean', required: false },
    ]);
  });
});

describe('threat protection', () => {
  const signIn = { selfSignUp: true, mfa: 'optional', tier: 'PLUS' } as const;

  test('is of the tier PLUS: it blocks what is known to be stolen or looks so', () => {
    expect(pool({ signIn })).toMatchObject({
      ...{ user_pool_tier: 'PLUS', user_pool_add_ons: { advanced_security_mode: 'ENFORCED' } },
    });
    expect(users({ signIn }).one('aws_cognito_risk_configuration')).toEqual({
      user_pool_id: id,
      compromised_credentials_risk_configuration: { actions: { event_action: 'BLOCK' } },
      account_takeover_risk_configuration: {
        actions: {
          low_action: { event_action: 'NO_ACTION', notify: false },
          medium_action: { event_action: 'MFA_IF_CONFIGURED', notify: false },
          high_action: { event_action: 'BLOCK', notify: false },
        },
        notify_configuration: { source_arn: mail.identityArn, from: email.from },
      },
    });
    expect(pool().user_pool_tier).toBe('ESSENTIALS');
    expect(users().none('aws_cognito_risk_configuration')).toBe(true);
  });
});

describe('email', () => {
  test('is sent by SES, with the configuration set of the mail domain', () => {
    expect(pool({ email: { ...email, replyTo: 'help@shop.example.com' } }).email_configuration).toEqual({
      ...{ email_sending_account: 'DEVELOPER', source_arn: mail.identityArn, from_email_address: email.from },
      ...{ configuration_set: 'prod-shop', reply_to_email_address: 'help@shop.example.com' },
    });
  });

  test('is sent by Cognito only with a reason', () => {
    expect(pool({ email: off }).email_configuration).toEqual({ email_sending_account: 'COGNITO_DEFAULT' });
    const [reasons] = Object.values(optOuts((stack) => new UserPool(stack, 'users', props({ email: off }))));
    expect(reasons).toEqual({ ses_email: off.reason });
  });
});

describe('the domain', () => {
  test("is one's own, with its record", () => {
    const stack = users();
    expect(stack.one('aws_cognito_user_pool_domain')).toEqual({
      ...{ user_pool_id: id, domain: 'auth.shop.example.com', managed_login_version: 1 },
      certificate_arn: certificate.certificateArn,
    });
    expect(stack.one('aws_route53_record')).toMatchObject({
      ...{ zone_id: zone.zoneId, name: 'auth.shop.example.com', type: 'A' },
      alias: { name: stack.reference('aws_cognito_user_pool_domain', 'cloudfront_distribution') },
    });
  });

  test('may be a prefix, and have managed login', () => {
    const stack = users({ domain: { prefix: 'prod-shop', managedLogin: true } });
    expect(stack.one('aws_cognito_user_pool_domain')).toMatchObject({ domain: 'prod-shop', managed_login_version: 2 });
    expect(stack.none('aws_route53_record')).toBe(true);
  });
});

describe('clients', () => {
  test('have the code grant alone, tokens that can be revoked, and do not tell who has an account', () => {
    for (const one of users().all('aws_cognito_user_pool_client')) {
      expect(one).toMatchObject({
        ...{ user_pool_id: id, allowed_oauth_flows_user_pool_client: true, allowed_oauth_flows: ['code'] },
        ...{ allowed_oauth_scopes: ['openid', 'email'], supported_identity_providers: ['COGNITO'] },
        ...{ enable_token_revocation: true, prevent_user_existence_errors: 'ENABLED' },
        ...{ access_token_validity: 30, id_token_validity: 30, refresh_token_validity: 7 },
        token_validity_units: [{ access_token: 'minutes', id_token: 'minutes', refresh_token: 'days' }],
      });
    }
  });

  test('have no secret in a browser, and refresh tokens that are used once', () => {
    expect(client('web')).toMatchObject({
      ...{ generate_secret: false, callback_urls: web.callbackUrls, explicit_auth_flows: ['ALLOW_USER_SRP_AUTH'] },
      refresh_token_rotation: [{ feature: 'ENABLED', retry_grace_period_seconds: 30 }],
    });
  });

  test('have a secret for a balancer', () => {
    expect(client('back')).toMatchObject({
      ...{ generate_secret: true, explicit_auth_flows: ['ALLOW_REFRESH_TOKEN_AUTH'] },
    });
    expect(client('back')).not.toHaveProperty('refresh_token_rotation');
  });

  test('read and change what they are given', () => {
    const attributes = { custom: { tenant: { type: 'String' } } } as const;
    const clients = { web: { ...web, readAttributes: ['email', 'custom:tenant'], writeAttributes: ['name'] } };
    expect(client('web', { attributes, clients })).toMatchObject({
      ...{ read_attributes: ['email', 'custom:tenant'], write_attributes: ['name'] },
    });
  });

  test('are keyed by name: one more replaces none', () => {
    const names = (clients: UserPoolProps['clients']) =>
      users({ clients })
        .resources('aws_cognito_user_pool_client')
        .map(({ name }) => name);
    expect(names({ app: web, web, back })).toEqual(expect.arrayContaining(names({ web, back })));
  });
});

describe('others', () => {
  const idOf = (name: string) => {
    const { name: node } = users()
      .resources('aws_cognito_user_pool_client')
      .find(({ attributes }) => attributes.name === `prod-shop-${name}`)!;
    return `\${aws_cognito_user_pool_client.${node}.id}`;
  };
  const told = (ask: (pool: UserPool) => object) =>
    Object.values<any>(users({}, (it) => new TerraformOutput(it, 'told', { value: ask(it) })).json.output)[0].value;
  test('accept tokens by issuer and client', () => {
    expect(told((it) => it.jwtAuthorizer('web'))).toEqual({
      issuer: `https://${users().reference('aws_cognito_user_pool', 'endpoint')}`,
      audience: [idOf('web')],
    });
  });

  test('sign people in before a balancer forwards', () => {
    expect(told((it) => it.authenticateCognito('back'))).toEqual({
      ...{ userPoolArn: arn, userPoolClientId: idOf('back') },
      userPoolDomain: users().reference('aws_cognito_user_pool_domain', 'domain'),
    });
    expect(() => users({}, (it) => it.authenticateCognito('web'))).toThrow('stack/users: client: expected one of back');
  });

  test('are kept away by a web ACL', () => {
    const webAcl = { webAclArn: `arn:aws:wafv2:${region}:${account}:regional/webacl/prod/1234` };
    expect(users({ webAcl }).one('aws_wafv2_web_acl_association')).toEqual({
      ...{ resource_arn: arn, web_acl_arn: webAcl.webAclArn },
    });
  });
});

describe('grants', () => {
  const granted = (use: (pool: UserPool) => void) => statements(users({}, use).one('aws_iam_role_policy').policy);

  test('are of the users of the pool alone, by verb', () => {
    expect(granted((it) => it.grantRead('Support', role)).ReadUsers).toMatchObject({
      ...{ Effect: 'Allow', Resource: arn },
      Action: expect.arrayContaining(['cognito-idp:AdminGetUser', 'cognito-idp:ListUsers']),
    });
    expect(granted((it) => it.grantDelete('Support', role)).DeleteUsers!.Action).toEqual([
      'cognito-idp:AdminDeleteUser',
    ]);
  });

  test('let nobody sign in as somebody else, or set a password', () => {
    for (const use of [(it: UserPool) => it.grantRead('A', role), (it: UserPool) => it.grantManage('A', role)]) {
      const [statement] = Object.values(granted(use));
      expect(JSON.stringify(statement!.Action)).not.toMatch(/InitiateAuth|SetUserPassword|AdminDeleteUser"|\*/);
    }
  });

  test('may be given by a stack that imports the pool', () => {
    const ref: UserPoolRef = {
      ...{ name: 'prod-shop', userPoolId: 'eu-west-1_aBcDeFgHi', domain: 'prod-shop' },
      ...{ clientIds: { web: '1a2b3c', office: '4d5e6f' }, balancerClientIds: { office: '4d5e6f' } },
      userPoolArn: `arn:aws:cognito-idp:${region}:${account}:userpool/eu-west-1_aBcDeFgHi`,
      issuer: `https://cognito-idp.${region}.amazonaws.com/eu-west-1_aBcDeFgHi`,
    };
    const stack = synth((scope) => {
      const imported = UserPool.import(scope, 'users', ref);
      imported.grantManage('Support', role);
      expect(imported.jwtAuthorizer('web')).toEqual({ issuer: ref.issuer, audience: ['1a2b3c'] });
      expect(() => imported.jwtAuthorizer('app')).toThrow(
        'stack/users: clients[0]: expected one of web, office, found "app"',
      );
      expect(imported.authenticateCognito('office')).toEqual({
        ...{ userPoolArn: ref.userPoolArn, userPoolClientId: '4d5e6f', userPoolDomain: 'prod-shop' },
      });
      expect(() => imported.authenticateCognito('web')).toThrow('stack/users: client: expected one of office');
    });
    expect(stack.one('aws_iam_role_policy').name).toBe('manage-prod-shop-Support');
  });
});

describe('alarms', () => {
  const alarms = (rest?: Partial<UserPoolProps>) => users(rest).all('aws_cloudwatch_metric_alarm');

  test('watch the sign-ins and the throttling of each client', () => {
    expect(
      alarms()
        .map(({ alarm_name }) => alarm_name)
        .sort(),
    ).toEqual([
      ...['cognito-prod-shop-back-failed-sign-ins', 'cognito-prod-shop-back-throttled'],
      ...['cognito-prod-shop-web-failed-sign-ins', 'cognito-prod-shop-web-throttled'],
    ]);
  });

  test('watch what threat protection blocks', () => {
    const signIn = { selfSignUp: true, mfa: 'optional', tier: 'PLUS' } as const;
    expect(alarms({ signIn }).find(({ metric_name }) => metric_name === 'AccountTakeoverRisk')).toMatchObject({
      dimensions: { Operation: 'SignIn', UserPoolId: id, RiskLevel: 'high' },
      threshold: 10,
    });
  });

  test('tell the topic, and what to do', () => {
    for (const alarm of alarms()) {
      expect(alarm).toMatchObject({ alarm_actions: [topic.topicArn], ok_actions: [topic.topicArn] });
      expect(alarm.alarm_description).toMatch(/Look (at|whether)/);
    }
  });
});

test.each<[Partial<UserPoolProps>, string]>([
  [{ name: 'a b' }, 'name: expected up to 50 letters, digits, _ and -'],
  [{ signIn: { mfa: 'optional' } as never }, 'signIn.selfSignUp: expected true or false, found nothing'],
  [
    { signIn: { selfSignUp: true, mfa: 'off' as never } },
    'signIn.mfa: expected one of required, optional, or an object',
  ],
  [
    { signIn: { selfSignUp: true, mfa: 'required', passkeys: 'required' } },
    'signIn.passkeys: expected nothing, where mfa is required, found "required"',
  ],
  [
    { signIn: { selfSignUp: true, mfa: 'optional', tier: 'PLUS' }, email: off },
    'email: expected mail, for the tier PLUS',
  ],
  [{ email: { ...email, from: 'shop@example.com' } }, 'email.from: expected an address of shop.example.com'],
  [{ domain: { prefix: 'my-aws' } }, 'domain.prefix: expected up to 63 of a-z, 0-9 and - between them, without aws'],
  [{ domain: { name: 'example.com', zone, certificate } }, 'domain.name: expected a name below shop.example.com'],
  [
    {
      domain: {
        name: 'auth.shop.example.com',
        zone,
        certificate: { certificateArn: `arn:aws:acm:${region}:${account}:certificate/1` },
      },
    },
    'domain.certificate.certificateArn: expected the ARN of a certificate in us-east-1',
  ],
  [{ clients: {} }, 'clients: expected 1 to 50 clients by name'],
  [
    { clients: { web: { callbackUrls: ['http://shop.example.com/'] } } },
    'clients.web.callbackUrls[0]: expected an https URL',
  ],
  [
    { clients: { web: { ...web, logoutUrls: ['https://a.example.com/#x'] } } },
    'clients.web.logoutUrls[0]: expected an https URL',
  ],
  [
    { clients: { web: { ...web, usedBy: 'balancer' } } },
    'clients.web.callbackUrls: expected https://<host>/oauth2/idpresponse',
  ],
  [{ clients: { web: { ...web, scopes: ['email'] } } }, 'clients.web.scopes: expected scopes with openid'],
  [
    { clients: { web: { ...web, tokens: { accessMinutes: 1 } } } },
    'clients.web.tokens.accessMinutes: expected a whole number of minutes',
  ],
  [
    { clients: { web: { ...web, writeAttributes: ['custom:tenant'] } } },
    'clients.web.writeAttributes: expected attributes of the pool',
  ],
  [{ attributes: { custom: { 'Tenant!': { type: 'String' } } } }, 'attributes.custom: expected up to 20 of a-z'],
  [
    { attributes: { custom: { vip: { type: 'Boolean', maximum: 1 } } } },
    'attributes.custom.vip: expected no bounds, for the type Boolean',
  ],
  [
    { webAcl: { webAclArn: `arn:aws:wafv2:us-east-1:${account}:global/webacl/a/1` } },
    'webAcl.webAclArn: expected the ARN of a web ACL of scope REGIONAL',
  ],
])('refuses %j', (rest, message) => {
  expect(() => users(rest)).toThrow(`stack/users: ${message}`);
});
