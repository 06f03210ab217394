import { randomUUID } from 'node:crypto';
import { isGrantOf, keySet, newSigningKey, signedToken, type SigningKey } from '../../oauth';
import { json } from '../answer';
import { jsonCall, type Answer, type Call } from '../call';
import type { Answerer, Fault } from '../fault';

/** The pools of domains that were made. */
export type PoolDomains = Map<string, Pool>;

interface Pool {
  readonly region: string;
  readonly userPoolId: string;
}

type Next = Parameters<Answerer>[1];

/** A request of a browser or of an application, with the pool whose domain it went to. */
interface Visit extends Pool {
  readonly call: Call;
  readonly next: Next;
}

interface Code {
  readonly query: URLSearchParams;
  readonly username: string;
}

/**
 * Amazon Cognito developer guide, User pool endpoints and managed login reference: the authorize endpoint checks what the client of the pool may ask for, the login
 * page asks the pool for the person, and the token endpoint gives an ID token for a code, once. There is no second factor, no refresh and no sign-out.
 */
export function signInPages(domains: PoolDomains): Fault {
  const codes = new Map<string, Code>();
  let own: SigningKey | undefined;
  const key = () => (own ??= newSigningKey());
  const visit =
    (answer: (visit: Visit) => Promise<Answer> | Answer): Answerer =>
    (call, next) => {
      const [host = ''] = (call.headers.host ?? '').split(':');
      const pool = domains.get(host);
      return pool ? answer({ call: { ...call, region: pool.region }, next, ...pool }) : next(call);
    };
  return {
    // Nobody signs these.
    service: 'unknown',
    fault: 'has no pages of sign-in and no token endpoint',
    answers: {
      'GET /oauth2/authorize': visit(async (at) => {
        const query = queryOf(at.call);
        const refused = refusal(query, await clientOf(at, query.get('client_id') ?? ''));
        if (refused === 'on its page') return json({ error: 'redirect_mismatch' }, 400);
        if (refused) return redirect(withQuery(query.get('redirect_uri')!, { error: refused, state: stateOf(query) }));
        return redirect(`/login?${query}`);
      }),
      'POST /login': visit(async (at) => {
        const query = queryOf(at.call);
        const { username, password } = Object.fromEntries(at.call.form);
        const { status } = await ask(at, 'AdminInitiateAuth', {
          ...{ ClientId: query.get('client_id'), AuthFlow: 'ADMIN_USER_PASSWORD_AUTH' },
          AuthParameters: { USERNAME: username, PASSWORD: password },
        });
        if (status !== 200 || !username) return json({ error: 'Incorrect username or password.' }, 400);
        const code = randomUUID();
        codes.set(code, { query, username });
        return redirect(withQuery(query.get('redirect_uri')!, { code, state: stateOf(query) }));
      }),
      'POST /oauth2/token': visit(async (at) => {
        const { form } = at.call;
        const { query, username = '' } = codes.get(form.get('code') ?? '') ?? {};
        codes.delete(form.get('code') ?? '');
        if (!query || !isGrantOf(query, form)) return json({ error: 'invalid_grant' }, 400);
        const claims = await claimsOf(at, query, username);
        return json({
          id_token: signedToken(claims, key()),
          token_type: 'Bearer',
          expires_in: claims.exp - claims.iat,
        });
      }),
      // Moto publishes another one, whose private part signs tokens without a nonce.
      'GET /.well-known/jwks.json': () => json(keySet(key())),
    },
    isThere: async (moto) => {
      const { status } = await moto.rest('unknown', 'POST', '/oauth2/token');
      return status >= 400;
    },
  };
}

const queryOf = ({ url }: Call) => new URL(url, 'https://pool.test').searchParams;
const stateOf = (query: URLSearchParams) => query.get('state') ?? '';

function withQuery(url: string, parameters: Readonly<Record<string, string>>): string {
  return `${url}?${new URLSearchParams(parameters)}`;
}

function redirect(location: string): Answer {
  return { status: 302, headers: { location }, body: Buffer.alloc(0) };
}

async function ask({ call, next, userPoolId: UserPoolId }: Visit, action: string, parameters: object) {
  const target = `AWSCognitoIdentityProviderService.${action}`;
  const { status, body } = await next(jsonCall(call, 'cognito-idp', target, { UserPoolId, ...parameters }));
  return { status, answer: JSON.parse(body.toString() || '{}') as Record<string, any> };
}

async function clientOf(at: Visit, ClientId: string): Promise<Record<string, any> | undefined> {
  return (await ask(at, 'DescribeUserPoolClient', { ClientId })).answer['UserPoolClient'];
}

/** What the client may not ask for. Where it may not be sent back either, the page says so. */
function refusal(query: URLSearchParams, client: Record<string, any> | undefined): string | undefined {
  const {
    CallbackURLs = [],
    AllowedOAuthFlows = [],
    AllowedOAuthScopes = [],
    AllowedOAuthFlowsUserPoolClient,
  } = client ?? {};
  if (!client || !AllowedOAuthFlowsUserPoolClient || !CallbackURLs.includes(query.get('redirect_uri'))) {
    return 'on its page';
  }
  if (query.get('response_type') !== 'code' || !AllowedOAuthFlows.includes('code')) return 'unauthorized_client';
  const scopes = (query.get('scope') ?? '').split(' ');
  return scopes.every((scope) => AllowedOAuthScopes.includes(scope)) ? undefined : 'invalid_scope';
}

/** Amazon Cognito developer guide, Understanding the identity (ID) token. */
async function claimsOf(at: Visit, query: URLSearchParams, Username: string) {
  const { UserAttributes = [] } = (await ask(at, 'AdminGetUser', { Username })).answer;
  const client = await clientOf(at, query.get('client_id')!);
  const attributes: Record<string, string> = Object.fromEntries(
    UserAttributes.map(({ Name, Value }: Record<string, string>) => [Name, Value]),
  );
  const unit = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 }[
    (client?.['TokenValidityUnits']?.IdToken ?? 'hours') as 'hours'
  ];
  const now = Math.floor(Date.now() / 1000);
  return {
    ...{ iss: `https://cognito-idp.${at.region}.amazonaws.com/${at.userPoolId}`, aud: query.get('client_id') },
    ...{ token_use: 'id', auth_time: now, iat: now, exp: now + (client?.['IdTokenValidity'] ?? 1) * unit },
    ...{ nonce: query.get('nonce'), jti: randomUUID() },
    ...{ sub: attributes['sub'], 'cognito:username': attributes['sub'] },
    ...{ email: attributes['email'], email_verified: attributes['email_verified'] === 'true' },
  };
}
