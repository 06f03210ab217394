import { arn, matching, reference } from '../props';

/** What the action authenticate-cognito of a load balancer is configured by. */
export interface AuthenticateCognito {
  readonly userPoolArn: string;
  /** A client with a secret, which the balancer reads itself. */
  readonly userPoolClientId: string;
  /** The prefix, or the whole name of a domain of one's own. */
  readonly userPoolDomain: string;
}

export const userPoolArn = arn('a user pool', 'cognito-idp', /^userpool\/[\w-]+_[0-9A-Za-z]+$/);
export const clientId = matching(/^[\w+]{1,128}$/, 'the id of a client');
export const userPoolDomain = matching(/^[a-z0-9.-]{1,253}$/, 'the domain of a user pool');

export const authenticateCognitoRef = reference<AuthenticateCognito>('what UserPool.authenticateCognito gives', {
  userPoolArn,
  userPoolClientId: clientId,
  userPoolDomain,
});
