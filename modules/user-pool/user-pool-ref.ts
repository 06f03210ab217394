import { map, matching, optional, reference } from '../props';
import { clientId, userPoolArn, userPoolDomain } from './authenticate-cognito';

const structure = { structure: true };

/** The name of a client: it becomes part of the names of alarms. */
export const clientName = matching(/^[a-z][a-z0-9-]{0,39}$/, 'up to 40 of a-z, 0-9 and -, a letter first', structure);

export const userPoolName = matching(/^[A-Za-z0-9][\w-]{0,49}$/, 'up to 50 letters, digits, _ and -', {
  ...structure,
  source: 'Cognito API reference, CreateUserPool, PoolName',
});

/** A user pool that another stack made: `UserPool.import` grants in this one. */
export interface UserPoolRef {
  /** Known at synthesis: `prod-shop`. */
  readonly name: string;
  readonly userPoolId: string;
  readonly userPoolArn: string;
  /** Who signs the tokens: `https://cognito-idp.<region>.amazonaws.com/<id>`. */
  readonly issuer: string;
  /** The prefix, or the whole name of a domain of one's own. */
  readonly domain: string;
  /** By name. */
  readonly clientIds: Readonly<Record<string, string>>;
  /**
   * Those of `clientIds` that a load balancer uses.
   * @default none
   */
  readonly balancerClientIds?: Readonly<Record<string, string>>;
}

export const userPoolRef = reference<UserPoolRef>('a user pool', {
  name: userPoolName,
  userPoolId: matching(/^[\w-]{1,46}_[0-9A-Za-z]{1,55}$/, 'the id of a user pool, such as eu-west-1_aBcDeFgHi'),
  userPoolArn,
  issuer: matching(/^https:\/\/[a-z0-9.-]+\/[\w-]+_[0-9A-Za-z]+$/, 'the URL of an issuer'),
  domain: userPoolDomain,
  clientIds: map('clients', clientName, clientId, { min: 1, max: 100 }),
  balancerClientIds: optional(map('clients', clientName, clientId, { max: 100 }), 'none'),
});
