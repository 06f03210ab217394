import type { Construct } from 'constructs';
import { checkProps } from '../props';
import { GrantingUserPool } from './granting-user-pool';
import { userPoolRef, type UserPoolRef } from './user-pool-ref';

/** A user pool of another stack, to be granted in this one; `UserPool.import` makes it. */
export class ImportedUserPool extends GrantingUserPool implements UserPoolRef {
  readonly name: string;
  readonly userPoolId: string;
  readonly userPoolArn: string;
  readonly issuer: string;
  readonly domain: string;
  /** By name. */
  readonly clientIds: Readonly<Record<string, string>>;
  /** Those of them that a load balancer uses. */
  readonly balancerClientIds: Readonly<Record<string, string>>;

  /** @throws PropsError for what is no reference to a user pool, and for a name that is known only after apply. */
  constructor(scope: Construct, id: string, ref: UserPoolRef) {
    super(scope, id);
    checkProps(this, { ref: userPoolRef }, { ref });
    this.name = ref.name;
    this.userPoolId = ref.userPoolId;
    this.userPoolArn = ref.userPoolArn;
    this.issuer = ref.issuer;
    this.domain = ref.domain;
    this.clientIds = ref.clientIds;
    this.balancerClientIds = ref.balancerClientIds ?? {};
  }

  protected get granting(): UserPoolRef {
    return this;
  }
}
