import { isSecretName, secretIn, secretNamed } from '../../../policies/rules/support/secrets';

/** Put together here, so that no scanner of this repository takes them for real. */
const made = (...parts: readonly string[]) => parts.join('');
const letters = 'Zx9kQ2mV7bT4nR8wL1cJ6hF3gD5sP0aYuEiOqWrT';

describe('a credential in a text', () => {
  test.each<[string, string, string]>([
    ['an access key id', `export AWS_ACCESS_KEY_ID=${made('AKIA', 'Q3EGRZ7NM4XWUYTB')}`, 'an AWS access key id'],
    ['a secret access key, by itself', letters, 'an AWS secret access key'],
    ['a private key', made('-----BEGIN RSA PRIVATE', ' KEY-----\nMIIE'), 'a private key'],
    ['a GitHub token', `git clone https://${made('gh', 'p_')}${letters.slice(0, 36)}@github.com/a/b`, 'a GitHub token'],
    ['a Slack token', made('xox', 'b-123456789012-abcdef'), 'a Slack token'],
    ['a Stripe key', made('sk', '_live_', letters.slice(0, 24)), 'a Stripe key'],
    [
      'a token of JSON web',
      made('eyJhbGciOiJIUzI1NiJ9', '.eyJzdWIiOiIxMjMifQ', '.', letters.slice(0, 30)),
      'a signed JSON web token',
    ],
    ['a password in a URL', 'postgres://shop:correct-horse@db.example.com:5432/shop', 'credentials in a URL'],
    ['an assignment of a shell', '#!/bin/sh\nexport DB_PASSWORD=changeme\n', 'a literal password'],
    ['an assignment of JSON', '{"clientSecret": "abc123def456"}', 'a literal secret'],
    ['an assignment of YAML', 'database:\n  password: "correct-horse"\n', 'a literal password'],
  ])('%s', (_, text, kind) => {
    expect(secretIn(text)).toBe(kind);
  });

  test.each<[string, string]>([
    ['a reference of a shell', 'export DB_PASSWORD="$(aws secretsmanager get-secret-value --secret-id main)"'],
    ['a variable of a shell', 'psql "postgres://shop:${DB_PASSWORD}@db.example.com/shop"'],
    ['a part that a resource decides', 'postgres://shop:{prod-data/random_password.db.result}@db.example.com/shop'],
    ['a part that is not known', 'password={var.password has no value}'],
    ['a policy about passwords', '{"MinimumPasswordLength": 16, "PasswordReusePrevention": 24}'],
    ['a schema', '{"properties": {"token": {"type": "string"}, "password": {"type": "string"}}}'],
    ['an ARN', 'SECRET=arn:aws:secretsmanager:eu-west-1:111122223333:secret:main-AbCdEf'],
    ['the digest of a commit', 'da39a3ee5e6b4b0d3255bfef95601890afd80709'],
    ['a path of forty characters', '/usr/local/lib/node_modules/Package1/dist'],
    ['an address that has a user only', 'ssh://git@github.com/example/terrace.git'],
    ['a switch', 'PASSWORD=true'],
    ['prose', 'The password: ask the owner. Its secret is kept elsewhere.'],
    ['nothing', ''],
  ])('none in %s', (_, text) => {
    expect(secretIn(text)).toBeUndefined();
  });

  test('a numbered name of 40 characters is none', () => {
    expect(secretIn('LambdaManagedInstancesPrivateRouteTable1')).toBeUndefined();
  });

  test('its kind is all that is told of it', () => {
    expect(secretIn(`PASSWORD=${letters}`)).not.toContain(letters.slice(0, 8));
  });

  test('it is found at the end of a long text', () => {
    expect(secretIn(`${'line of a script\n'.repeat(100_000)}export DB_PASSWORD=changeme\n`)).toBe('a literal password');
  });

  // What backtracks without end would never come back from these.
  test.each(['password: ', 'a', '://a:'])('a megabyte of "%s" is read to its end', (part) => {
    expect(() => secretIn(part.repeat(1_000_000 / part.length))).not.toThrow();
  });
});

describe('a value under a name', () => {
  test.each([
    'DB_PASSWORD',
    'dbPassword',
    'API_KEY',
    'stripe-secret-key',
    'PGPASS',
    'GITHUB_TOKEN',
    'ConnectionString',
  ])('is a credential under %s', (name) => {
    expect(secretNamed(name, 'correct-horse')).toMatch(/^a literal /);
  });

  test.each([
    'PASSWORD_MIN_LENGTH',
    'SECRET_ARN',
    'TOKEN_TTL',
    'MAX_TOKENS',
    'KMS_KEY',
    'BYPASS',
    'COMPASS',
    'TOKENIZER',
  ])('is none under %s', (name) => {
    expect(isSecretName(name)).toBe(false);
    expect(secretNamed(name, 'correct-horse')).toBeUndefined();
  });

  test('is none when it says where the secret is kept, or only yes or no', () => {
    for (const value of [
      'arn:aws:secretsmanager:eu-west-1:111122223333:secret:x',
      '/shop/password',
      'true',
      '',
      '${DB}',
    ]) {
      expect(secretNamed('DB_PASSWORD', value)).toBeUndefined();
    }
  });
});
