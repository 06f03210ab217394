import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Api } from '../emulator/api';
import { freePort } from '../free-port';
import { Browser } from './browser';
import { startLocalPages } from './local-pages';
import type { Platform } from './platform';
import type { Environment } from './shop';

export interface SignInScene {
  /** With the variables of the web server. */
  readonly platform: Platform;
  /** What the service that signs people in has: the web server itself, or one beside it. */
  readonly environment: Environment;
  readonly api: Api;
  /** The URL of the emulator, which answers as the pages of the pool. */
  readonly emulator: string;
  /** The host of the shop, which the client of the pool names. */
  readonly host: string;
}

/**
 * Sign-in by the pool, as its people depend on it: who has a password there gets a session of the shop, which every process of it takes, and those that are started
 * later; nobody else does, and the pool sends people back to hosts of its client alone.
 */
export async function useSignIn({ platform, environment, api, emulator, host }: SignInScene): Promise<void> {
  const { USERS_ISSUER: issuer = '', USERS_DOMAIN: domain = '' } = environment;
  const UserPoolId = issuer.split('/').at(-1)!;
  const pool = async (action: string, parameters: object) => {
    const target = `AWSCognitoIdentityProviderService.${action}`;
    const { status, text } = await api.json('cognito-idp', target, { UserPoolId, ...parameters });
    assert.equal(status, 200, text);
  };
  const username = `${randomUUID()}@example.com`;
  const password = `Right-${randomUUID()}`;
  const UserAttributes = Object.entries({ email: username, email_verified: 'true' }).map(([Name, Value]) => {
    return { Name, Value };
  });
  await pool('AdminCreateUser', { Username: username, MessageAction: 'SUPPRESS', UserAttributes });
  await pool('AdminSetUserPassword', { Username: username, Password: password, Permanent: true });

  const pages = await startLocalPages([domain, new URL(issuer).hostname], emulator);
  try {
    platform.addHosts(pages);
    const signingIn = await platform.start({ ...environment, PORT: String(await freePort()) });
    const browser = new Browser(signingIn.url, host);
    const begin = async (one: Browser) => {
      const { location } = await one.get('/api/sign-in');
      assert.equal(new URL(location).hostname, domain);
      const page = await pages.visit(location);
      return { ...page, location: new URL(page.location || '/', location).href };
    };
    const elsewhere = await begin(new Browser(signingIn.url, 'shop.example.org'));
    assert.equal(elsewhere.status, 400);

    const page = await begin(browser);
    assert.equal(page.status, 302);
    assert.equal((await pages.visit(page.location, { username, password: 'Wrong-password-1' })).status, 400);
    const back = new URL((await pages.visit(page.location, { username, password })).location);
    assert.equal(back.host, host);
    const another = new Browser(signingIn.url, host);
    await another.get('/api/sign-in');
    assert.equal((await another.get(back.pathname + back.search)).status, 403);
    const answer = await browser.get(back.pathname + back.search);
    assert.equal(answer.status, 303, answer.body);
    assert.equal((await browser.get(back.pathname + back.search)).status, 403, 'a code is good once');

    const who = await browser.get('/api/session');
    assert.equal(who.status, 200, who.body);
    const stopped = await signingIn.stop();
    assert.deepEqual([stopped.exitCode, stopped.stderr], [0, '']);
    for (const personal of [username, password, back.searchParams.get('code')!, 'eyJ', 'not JSON']) {
      assert.ok(!JSON.stringify(stopped.logs).includes(personal), `the log has ${personal}`);
    }
    const web = await platform.start({ PORT: String(await freePort()) });
    assert.deepEqual(JSON.parse((await browser.at(web.url).get('/api/session')).body), JSON.parse(who.body));
    web.signal('SIGKILL');
    await web.ended;
    const next = await platform.start({ PORT: String(await freePort()) });
    assert.deepEqual(JSON.parse((await browser.at(next.url).get('/api/session')).body), JSON.parse(who.body));
    assert.equal((await new Browser(next.url, host).get('/api/session')).status, 401);
    await next.stop();
  } finally {
    await pages.stop();
  }
}
