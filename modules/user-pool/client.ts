import { CognitoUserPoolClient } from '@cdktf/provider-aws/lib/cognito-user-pool-client';
import { Construct } from 'constructs';
import { list, matching, object, oneOf, optional, wholeNumber, type Prop } from '../props';

/** What tokens may say of a user; the last one lets its bearer change the user's own account. */
export const scopes = [...(['openid', 'email', 'profile', 'phone', 'aws.cognito.signin.user.admin'] as const)];
export type Scope = (typeof scopes)[number];

/** An application that people sign in to, by the code grant of OAuth. */
export interface ClientProps {
  /** Where Cognito sends people back to: https URLs. For a balancer: `https://<host>/oauth2/idpresponse`. */
  readonly callbackUrls: readonly string[];
  /**
   * Where people may be sent after they signed out.
   * @default none
   */
  readonly logoutUrls?: readonly string[];
  /**
   * A program in a browser or on a phone keeps no secret, and gets a new refresh token each time that it uses one. The action authenticate-cognito of a load balancer
   * needs a secret, which it reads itself. Another one replaces the client, under another id.
   * @default 'browser'
   */
  readonly usedBy?: 'browser' | 'balancer';
  /**
   * What tokens may say of a user, openid among them.
   * @default openid and email
   */
  readonly scopes?: readonly Scope[];
  /**
   * How long tokens are valid.
   * @default { accessMinutes: 30, idMinutes: 30, refreshDays: 7 }
   */
  readonly tokens?: TokenLifetimes;
  /**
   * Attributes that the client reads, a custom one as `custom:tenant`.
   * @default the standard ones
   */
  readonly readAttributes?: readonly string[];
  /**
   * Attributes that people change by the client. A custom one that says what a user may do is none of them.
   * @default the standard ones
   */
  readonly writeAttributes?: readonly string[];
}

export interface TokenLifetimes {
  /**
   * 5 to 1440.
   * @default 30
   */
  readonly accessMinutes?: number;
  /**
   * 5 to 1440.
   * @default 30
   */
  readonly idMinutes?: number;
  /**
   * After so many days people sign in again; 1 to 3650.
   * @default 7
   */
  readonly refreshDays?: number;
}

const known = { structure: true };
const source = 'Cognito API reference, CreateUserPoolClient';
const httpsUrl = matching(
  /^(?=.{1,1024}$)https:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?(\/[\w./~%?=&+-]*)?$/,
  'an https URL without a fragment, its host in lower case',
  { ...known, source },
);
const minutes = wholeNumber('minutes', 5, 1440, { ...known, source });
const attributeNames = list(
  'attributes',
  matching(/^(custom:)?[a-z][a-z0-9_]{0,31}$/, 'the name of an attribute, such as name or custom:tenant', known),
  { min: 1, max: 70 },
);

export const clientProps: Prop<ClientProps> = object<ClientProps>({
  callbackUrls: list('URLs', httpsUrl, { min: 1, max: 100, source }),
  logoutUrls: optional(list('URLs', httpsUrl, { min: 1, max: 100, source }), 'none'),
  usedBy: optional(oneOf(['browser', 'balancer']), "'browser'"),
  scopes: optional(list('scopes', oneOf(scopes), { min: 1, max: scopes.length, source }), 'openid and email'),
  tokens: optional(
    object<TokenLifetimes>({
      accessMinutes: optional(minutes, '30'),
      idMinutes: optional(minutes, '30'),
      refreshDays: optional(wholeNumber('days', 1, 3650, { ...known, source }), '7'),
    }),
    '{ accessMinutes: 30, idMinutes: 30, refreshDays: 7 }',
  ),
  readAttributes: optional(attributeNames, 'the standard ones'),
  writeAttributes: optional(attributeNames, 'the standard ones'),
});

export interface NamedClient {
  /** In the console: `prod-shop-web`. */
  readonly name: string;
  readonly userPoolId: string;
  readonly hasPasskeys: boolean;
  readonly props: ClientProps;
}

/** A client of a user pool. Cognito has no setting that requires PKCE of a client without a secret: its library sends it. */
export class Client extends Construct {
  readonly clientId: string;
  readonly nodes: { readonly client: CognitoUserPoolClient };

  constructor(scope: Construct, id: string, { name, userPoolId, hasPasskeys, props }: NamedClient) {
    super(scope, id);
    const { callbackUrls, logoutUrls, usedBy = 'browser', tokens = {}, readAttributes, writeAttributes } = props;
    const client = new CognitoUserPoolClient(this, 'client', {
      ...{ name, userPoolId, generateSecret: usedBy === 'balancer' },
      ...{ allowedOauthFlowsUserPoolClient: true, allowedOauthFlows: ['code'] },
      allowedOauthScopes: [...(props.scopes ?? ['openid', 'email'])],
      callbackUrls: [...callbackUrls],
      ...(logoutUrls && { logoutUrls: [...logoutUrls] }),
      supportedIdentityProviders: ['COGNITO'],
      ...renewal(usedBy, hasPasskeys),
      ...{ enableTokenRevocation: true, preventUserExistenceErrors: 'ENABLED' },
      ...validity(tokens),
      ...(readAttributes && { readAttributes: [...readAttributes] }),
      ...(writeAttributes && { writeAttributes: [...writeAttributes] }),
    });
    this.clientId = client.id;
    this.nodes = { client };
  }
}

/** Refresh tokens that rotate are not for ALLOW_REFRESH_TOKEN_AUTH (Cognito API reference, RefreshTokenRotationType); a balancer keeps the one that it has. */
function renewal(usedBy: 'browser' | 'balancer', hasPasskeys: boolean) {
  const choice = hasPasskeys ? ['ALLOW_USER_AUTH'] : [];
  if (usedBy === 'balancer') return { explicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH', ...choice] };
  return {
    explicitAuthFlows: ['ALLOW_USER_SRP_AUTH', ...choice],
    refreshTokenRotation: [{ feature: 'ENABLED', retryGracePeriodSeconds: 30 }],
  };
}

function validity({ accessMinutes = 30, idMinutes = 30, refreshDays = 7 }: TokenLifetimes) {
  return {
    ...{ accessTokenValidity: accessMinutes, idTokenValidity: idMinutes, refreshTokenValidity: refreshDays },
    tokenValidityUnits: [{ accessToken: 'minutes', idToken: 'minutes', refreshToken: 'days' }],
  };
}
