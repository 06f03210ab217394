import { Construct } from 'constructs';
import type { Environment } from '../environments/schema';
import { sidOf, type RoleRef } from '../modules/iam';
import type { LoadBalancer, SignIn } from '../modules/load-balancer';
import { Mail, type ImportedMail, type MailRef } from '../modules/mail';
import { UserPool, type ImportedUserPool, type UserPoolRef } from '../modules/user-pool';

interface People {
  /** What the environment decides about its users. */
  readonly decided: Environment['users'];
  readonly users?: UserPoolRef;
  readonly mail?: MailRef;
}

/** The part of a service's decisions about people: whose tokens it verifies, and the addresses that it writes to them from. */
type Uses = Pick<Environment['services'][string], 'users' | 'sendsFrom'>;

/** The people of an environment as services meet them: by the tokens of the user pool, and by mail. */
export class ServicePeople extends Construct {
  private readonly pool: ImportedUserPool | undefined;
  private readonly mail: ImportedMail | undefined;

  private readonly clients: Exclude<Environment['users'], 'none'>['clients'];

  constructor(scope: Construct, { decided, users, mail }: People) {
    super(scope, 'people');
    this.clients = decided === 'none' ? {} : decided.clients;
    this.pool = users && UserPool.import(this, 'users', users);
    this.mail = mail && Mail.import(this, 'mail', mail);
  }

  /** How people sign in before the balancer forwards to a service, where its client is one of the balancer. */
  signInOf({ users }: Uses): SignIn | undefined {
    const client = this.clients[users];
    if (!this.pool || client?.usedBy !== 'balancer') return undefined;
    return { by: this.pool.authenticateCognito(users), sessionHours: client.sessionHours };
  }

  /**
   * What it verifies tokens by, and sends mail with: `USERS_ISSUER`, `USERS_CLIENT_ID`, `USERS_DOMAIN`, `MAIL_CONFIGURATION_SET`; behind sign-in of the balancer,
   * `USERS_SIGNER` too.
   */
  variablesOf({ users, sendsFrom = [] }: Uses, balancer: LoadBalancer | undefined): Record<string, string> {
    const clientId = this.pool?.clientIds[users];
    const isSigned = balancer && this.clients[users]?.usedBy === 'balancer';
    return {
      ...(this.pool &&
        clientId && { USERS_ISSUER: this.pool.issuer, USERS_CLIENT_ID: clientId, USERS_DOMAIN: this.pool.domain }),
      ...(isSigned && { USERS_SIGNER: balancer.loadBalancerArn }),
      ...(this.mail && sendsFrom.length > 0 && { MAIL_CONFIGURATION_SET: this.mail.name }),
    };
  }

  /** Lets a service send from its addresses. */
  connect(service: string, { sendsFrom = [] }: Uses, role: RoleRef): void {
    if (sendsFrom.length > 0) this.mail?.grantSend(sidOf(service), role, sendsFrom);
  }
}
