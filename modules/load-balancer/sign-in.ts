import type { LbListenerRuleActionAuthenticateCognito } from '@cdktf/provider-aws/lib/lb-listener-rule';
import type { IConstruct } from 'constructs';
import { assertProp, list, object, oneOf, optional, wholeNumber, type Prop } from '../props';
import { authenticateCognitoRef, type AuthenticateCognito } from '../user-pool/authenticate-cognito';
import { scopes, type Scope } from '../user-pool/client';

/** People sign in at the domain of a user pool before the balancer forwards anything of theirs. */
export interface SignIn {
  /** The pool and the client: `users.authenticateCognito('office')`. A callback URL of the client is `https://<host>/oauth2/idpresponse`, for each host. */
  readonly by: AuthenticateCognito;
  /**
   * What the target is told of people, openid among it: scopes of the client.
   * @default openid and email
   */
  readonly scopes?: readonly Scope[];
  /**
   * After so many hours people sign in again, 1 to 168. Until then the balancer renews their tokens, and ends the session where Cognito gives it no new ones.
   * @default 12
   */
  readonly sessionHours?: number;
  /**
   * What happens to a request without a session: people are sent to the pages of Cognito, or the answer is 401, for hosts that programs ask.
   * @default 'authenticate'
   */
  readonly unauthenticated?: 'authenticate' | 'deny';
}

const source = 'Application Load Balancer user guide, Authenticate users using an Application Load Balancer';
export const signIn: Prop<SignIn> = object<SignIn>({
  by: authenticateCognitoRef,
  scopes: optional(list('scopes', oneOf(scopes), { min: 1, max: scopes.length }), 'openid and email'),
  sessionHours: optional(wholeNumber('hours', 1, 168, { structure: true, source }), '12'),
  unauthenticated: optional(oneOf(['authenticate', 'deny']), "'authenticate'"),
});

/** Throws a PropsError for sign-in that no session comes of. */
export function checkSignIn(scope: IConstruct, { scopes }: SignIn): void {
  const isOpenId = scopes === undefined || scopes.includes('openid');
  assertProp(scope, 'signIn.scopes', isOpenId, 'scopes with openid, which Cognito names people by', scopes);
}

/** What the action authenticate-cognito does. */
export function authenticate(signIn: SignIn): LbListenerRuleActionAuthenticateCognito {
  const { by, scopes = ['openid', 'email'], sessionHours = 12, unauthenticated = 'authenticate' } = signIn;
  return {
    ...by,
    scope: scopes.join(' '),
    sessionTimeout: sessionHours * 3600,
    onUnauthenticatedRequest: unauthenticated,
  };
}
