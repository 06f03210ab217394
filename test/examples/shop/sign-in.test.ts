import { randomUUID } from 'node:crypto';
import { describeWhere } from '../../support/describe-where';
import { giveAddress } from '../../support/emulator/give-address';
import { freePort } from '../../support/free-port';
import {
  Browser,
  Customer,
  missingForShop,
  startLocalIssuer,
  startLocalPlatform,
  useSignIn,
  type LocalIssuer,
  type LocalPlatform,
  type Shop,
} from '../../support/shop';

jest.setTimeout(60_000);

describeWhere(missingForShop === '', 'sign-in by a user pool', missingForShop, () => {
  let platform: LocalPlatform;
  let issuer: LocalIssuer;
  let shop: Shop;
  beforeAll(async () => {
    [platform, issuer] = await Promise.all([startLocalPlatform(), startLocalIssuer()]);
    await platform.run('src/migrate.js');
    platform.addHosts({ names: [], localPort: 0, authority: issuer.authority });
    shop = await platform.start({
      PORT: String(await freePort()),
      USERS_ISSUER: `https://${issuer.host}`,
      USERS_CLIENT_ID: issuer.clientId,
      USERS_DOMAIN: issuer.host,
    });
  }, 180_000);
  afterAll(async () => {
    await platform?.end();
    await issuer?.stop();
  });

  const somebody = () => ({ sub: randomUUID(), email: `${randomUUID()}@example.com`, email_verified: true });
  /** Signs in, up to the answer of the shop to what the pool sent back. */
  const signIn = async (person = somebody(), browser = new Browser(shop.url)) => {
    const { location } = await browser.get('/api/sign-in');
    const back = issuer.signIn(location, person);
    return { browser, back, answer: await browser.get(back.pathname + back.search) };
  };
  const codeOf = (body: string) => JSON.parse(body).error.code;

  test('begins at the pool, for a code, with a challenge, and leaves its secret in the browser alone', async () => {
    const { status, location, set } = await new Browser(shop.url).get('/api/sign-in');
    const { host, pathname, searchParams } = new URL(location);
    expect([status, host, pathname]).toEqual([303, issuer.host, '/oauth2/authorize']);
    expect(Object.fromEntries(searchParams)).toEqual({
      response_type: 'code',
      client_id: issuer.clientId,
      redirect_uri: `https://${new URL(shop.url).host}/api/signed-in`,
      scope: 'openid email',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
    expect(set).toEqual([
      expect.stringMatching(/^__Host-sign-in=[\w-]{43}; Max-Age=600; Path=\/; Secure; HttpOnly; SameSite=Lax$/),
    ]);
    expect(location).not.toContain(set[0]!.split(/[=;]/)[1]!);
  });

  test('ends with a session of the shop, of the same customer each time', async () => {
    const person = somebody();
    const { browser, answer } = await signIn(person);
    expect([answer.status, answer.location, answer.body]).toEqual([303, '/account/', '']);
    const { customerId } = JSON.parse((await browser.get('/api/session')).body);
    const again = await signIn(person);
    expect(JSON.parse((await again.browser.get('/api/session')).body)).toEqual({ customerId });
    const other = await signIn();
    expect(JSON.parse((await other.browser.get('/api/session')).body).customerId).not.toBe(customerId);
  });

  test('is beside that by password, which an account of the pool does not have', async () => {
    const customer = new Customer(shop.url);
    await customer.signUp();
    await customer.signIn();
    const person = somebody();
    await signIn(person);
    const other = new Customer(shop.url, person.email);
    expect((await other.send('POST', '/api/session', { email: other.email, password: other.password })).status).toBe(
      401,
    );
  });

  test('takes no account that signs in by password and has the address: nobody confirmed whose that is', async () => {
    const customer = new Customer(shop.url);
    await customer.signUp();
    const { answer } = await signIn({ ...somebody(), email: customer.email.toUpperCase() });
    expect([answer.status, codeOf(answer.body)]).toEqual([409, 'email_taken']);
  });

  describe('is refused', () => {
    const now = () => Math.floor(Date.now() / 1000);
    test.each<[string, () => object]>([
      ['of another issuer', () => ({ iss: 'https://elsewhere.example.com' })],
      ['for another client', () => ({ aud: 'another' })],
      ['that has expired', () => ({ exp: now() - 10 })],
      ['that never expires', () => ({ exp: undefined })],
      ['of another sign-in', () => ({ nonce: 'another' })],
      ['for access', () => ({ token_use: 'access' })],
      ['with an address that nobody confirmed', () => ({ email_verified: false })],
      ['without an address', () => ({ email: undefined })],
    ])('with a token %s', async (_, claims) => {
      issuer.nextToken(claims());
      const { browser, answer } = await signIn();
      expect([answer.status, codeOf(answer.body)]).toEqual([403, 'sign_in_refused']);
      expect((await browser.get('/api/session')).status).toBe(401);
    });

    test('with a token that somebody else signed', async () => {
      issuer.nextToken({}, 'another key');
      expect((await signIn()).answer.status).toBe(403);
    });

    test('with a code that was used already', async () => {
      const { browser, back } = await signIn();
      const { location } = await browser.get('/api/sign-in');
      back.searchParams.set('state', new URL(location).searchParams.get('state')!);
      expect((await browser.get(back.pathname + back.search)).status).toBe(403);
    });

    test('in a browser that did not begin it, as with a link from somebody else', async () => {
      const { location } = await new Browser(shop.url).get('/api/sign-in');
      const back = issuer.signIn(location, somebody());
      for (const browser of [new Browser(shop.url), (await signIn()).browser]) {
        await browser.get('/api/sign-in');
        const before = issuer.asked.length;
        const { status } = await browser.get(back.pathname + back.search);
        expect([status, issuer.asked.length]).toEqual([403, before]);
      }
    });

    test('where the person refused', async () => {
      const browser = new Browser(shop.url);
      const { location } = await browser.get('/api/sign-in');
      const state = new URL(location).searchParams.get('state')!;
      expect((await browser.get(`/api/signed-in?error=access_denied&state=${state}`)).status).toBe(403);
    });
  });

  test('is unavailable while the pool is, and logs no code, token or address', async () => {
    const person = somebody();
    const { back } = await signIn(person);
    const gone = await platform.start({
      ...{
        PORT: String(await freePort()),
        USERS_ISSUER: 'https://localhost:9',
        USERS_CLIENT_ID: 'a',
        USERS_DOMAIN: 'localhost:9',
      },
    });
    const browser = new Browser(gone.url);
    const { location } = await browser.get('/api/sign-in');
    const state = new URL(location).searchParams.get('state')!;
    expect((await browser.get(`/api/signed-in?code=abc&state=${state}`)).status).toBe(503);
    const text = JSON.stringify([...shop.logs, ...gone.logs]);
    for (const personal of [person.email, person.sub, back.searchParams.get('code')!, 'eyJ', 'not JSON']) {
      expect(text).not.toContain(personal);
    }
  });
});

describeWhere(missingForShop === '', 'sign-in by a pool of the emulator', missingForShop, () => {
  let platform: LocalPlatform;
  beforeAll(async () => {
    platform = await startLocalPlatform();
  }, 180_000);
  afterAll(() => platform?.end());

  test('gives a session that outlives every process of the shop', async () => {
    const { AWS_REGION = '', ...environment } = platform.environment;
    const api = platform.emulator.api(AWS_REGION);
    const made = async (action: string, parameters: object) => {
      const { text } = await api.json('cognito-idp', `AWSCognitoIdentityProviderService.${action}`, parameters);
      return JSON.parse(text);
    };
    const [host, domain] = ['shop.example.com', 'auth.shop.example.com'];
    const { UserPool } = await made('CreateUserPool', {
      ...{ PoolName: 'people', UsernameAttributes: ['email'], AutoVerifiedAttributes: ['email'] },
    });
    const { UserPoolClient } = await made('CreateUserPoolClient', {
      ...{ UserPoolId: UserPool.Id, ClientName: 'shop', CallbackURLs: [`https://${host}/api/signed-in`] },
      ...{ AllowedOAuthFlows: ['code'], AllowedOAuthScopes: ['openid', 'email'] },
      ...{ AllowedOAuthFlowsUserPoolClient: true, IdTokenValidity: 30, TokenValidityUnits: { IdToken: 'minutes' } },
    });
    // Cognito makes no domain below one without.
    await giveAddress(api, host);
    const CertificateArn = 'arn:aws:acm:us-east-1:111111111111:certificate/12345678-1234-1234-1234-123456789012';
    await made('CreateUserPoolDomain', {
      UserPoolId: UserPool.Id,
      Domain: domain,
      CustomDomainConfig: { CertificateArn },
    });
    await platform.run('src/migrate.js');
    const users = {
      USERS_ISSUER: `https://cognito-idp.${AWS_REGION}.amazonaws.com/${UserPool.Id}`,
      USERS_CLIENT_ID: UserPoolClient.ClientId as string,
      USERS_DOMAIN: domain,
    };
    await useSignIn({
      ...{ platform, api, host, emulator: platform.emulator.proxy.url },
      environment: { ...environment, AWS_REGION, ...users },
    });
  });
});
