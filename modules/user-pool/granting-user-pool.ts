import { Construct } from 'constructs';
import { grant } from '../iam/grant';
import { roleRef, type RoleRef } from '../iam/role-ref';
import { checkProps, granteeName, list, oneOf } from '../props';
import type { AuthenticateCognito } from './authenticate-cognito';
import type { UserPoolRef } from './user-pool-ref';

const grantProps = { name: granteeName(32), role: roleRef };

/** What the JWT authorizer of an API is configured by. */
export interface JwtAuthorizer {
  readonly issuer: string;
  readonly audience: readonly string[];
}

/** What a user pool grants, and what others are told of it, whichever stack made it. */
export abstract class GrantingUserPool extends Construct {
  /** What the grants name. */
  protected abstract get granting(): UserPoolRef;

  /** Lets `role` read users and groups. @param name says which role, in letters and digits: `Support`. */
  grantRead(name: string, role: RoleRef): void {
    this.grantUsers('Read', name, role, ['AdminGetUser', 'AdminListGroupsForUser', 'ListUsers', 'ListUsersInGroup']);
  }

  /** Lets `role` invite people, change their attributes, disable them and sign them out; not sign in as them. @param name says which role */
  grantManage(name: string, role: RoleRef): void {
    this.grantUsers('Manage', name, role, [
      ...['AdminCreateUser', 'AdminDisableUser', 'AdminEnableUser', 'AdminGetUser', 'AdminResetUserPassword'],
      ...['AdminUpdateUserAttributes', 'AdminUserGlobalSignOut', 'ListUsers'],
    ]);
  }

  /** Lets `role` delete people for ever. @param name says which role, in letters and digits */
  grantDelete(name: string, role: RoleRef): void {
    this.grantUsers('Delete', name, role, ['AdminDeleteUser']);
  }

  /**
   * What the JWT authorizer of an HTTP API accepts tokens by.
   *
   * @param clients by name.
   * @throws PropsError for a client that the pool does not have.
   */
  jwtAuthorizer(...clients: readonly string[]): JwtAuthorizer {
    const { issuer, clientIds } = this.granting;
    const known = Object.keys(clientIds);
    checkProps(this, { clients: list('clients', oneOf(known), { min: 1, max: known.length }) }, { clients });
    return { issuer, audience: clients.map((client) => clientIds[client] ?? '') };
  }

  /**
   * What a load balancer signs people in by: `signIn.by` of a host.
   *
   * @param client by name.
   * @throws PropsError for a client that is not used by a balancer: the action needs its secret.
   */
  authenticateCognito(client: string): AuthenticateCognito {
    const { userPoolArn, domain: userPoolDomain, balancerClientIds = {} } = this.granting;
    checkProps(this, { client: oneOf(Object.keys(balancerClientIds)) }, { client });
    return { userPoolArn, userPoolClientId: balancerClientIds[client] ?? '', userPoolDomain };
  }

  private grantUsers(verb: 'Read' | 'Manage' | 'Delete', name: string, role: RoleRef, actions: string[]): void {
    checkProps(this, grantProps, { name, role });
    const { name: pool, userPoolArn } = this.granting;
    const Action = actions.map((action) => `cognito-idp:${action}`);
    const id = `${verb.toLowerCase()}-${pool}-${name}`;
    grant(this, id, role, [{ Sid: `${verb}Users`, Effect: 'Allow', Action, Resource: userPoolArn }]);
  }
}
