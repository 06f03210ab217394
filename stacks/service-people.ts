import { Construct } from 'constructs';
import type { Environment } from '../environments/schema';
import { sidOf, type RoleRef } from '../modules/iam';
import { Mail, type ImportedMail, type MailRef } from '../modules/mail';
import { UserPool, type ImportedUserPool, type UserPoolRef } from '../modules/user-pool';

/** The part of a service's decisions about people: whose tokens it verifies, and the addresses that it writes to them from. */
type Uses = Pick<Environment['services'][string], 'users' | 'sendsFrom'>;

/** The people of an environment as services meet them: by the tokens of the user pool, and by mail. */
export class ServicePeople extends Construct {
  private readonly pool: ImportedUserPool | undefined;
  private readonly mail: ImportedMail | undefined;

  constructor(scope: Construct, { users, mail }: { readonly users?: UserPoolRef; readonly mail?: MailRef }) {
    super(scope, 'people');
    this.pool = users && UserPool.import(this, 'users', users);
    this.mail = mail && Mail.import(this, 'mail', mail);
  }

  /** What it verifies tokens by, and sends mail with: `USERS_ISSUER`, `USERS_CLIENT_ID`, `USERS_DOMAIN`, `MAIL_CONFIGURATION_SET`. */
  variablesOf({ users, sendsFrom }: Uses): Record<string, string> {
    const clientId = this.pool?.clientIds[users];
    return {
      ...(this.pool &&
        clientId && { USERS_ISSUER: this.pool.issuer, USERS_CLIENT_ID: clientId, USERS_DOMAIN: this.pool.domain }),
      ...(this.mail && sendsFrom.length > 0 && { MAIL_CONFIGURATION_SET: this.mail.name }),
    };
  }

  /** Lets a service send from its addresses. */
  connect(service: string, { sendsFrom }: Uses, role: RoleRef): void {
    if (sendsFrom.length > 0) this.mail?.grantSend(sidOf(service), role, sendsFrom);
  }
}
