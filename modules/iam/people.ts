import { Construct } from 'constructs';
import { Group } from './group';
import { accountId, checkProps, wholeNumber, type Description } from '../props';
import { eachJob, jobRoles, type JobName } from './jobs';
import { OwnMfaPolicy } from './own-mfa-policy';
import { policyRef, type PolicyRef } from './policy-ref';
import type { Role } from './role';

export interface PeopleProps {
  /** The account that the people work in: 12 digits. */
  readonly account: string;
  /** The longest session in a role, 1 to 12 hours; MFA is asked for again after as long. */
  readonly maxSessionHours: number;
  /** Bounds developers and testers, so that the stacks above may grant to them alone. */
  readonly boundary: PolicyRef;
}

export const peopleProps: Description<PeopleProps> = {
  account: accountId,
  maxSessionHours: wholeNumber('hours', 1, 12, { structure: true, source: 'IAM API reference, CreateRole' }),
  boundary: policyRef,
};

export type { JobName } from './jobs';

/**
 * The people of an account: five groups, each of which may assume one role, with MFA. Roles rather than policies on the
 * groups, because a session ends by itself and its name is in every line of CloudTrail.
 *
 * It makes no users: administrators do, by hand or from a directory. When nobody can become administrator (the last
 * device is lost), the way in is the root user, whose own MFA device is locked away.
 */
export class People extends Construct {
  static readonly props = peopleProps;
  readonly roles: Readonly<Record<JobName, Role>>;
  readonly groups: Readonly<Record<JobName, Group>>;
  readonly nodes: { readonly ownMfa: OwnMfaPolicy };

  /** @throws PropsError for an account that is none or a session that AWS refuses. */
  constructor(scope: Construct, id: string, props: PeopleProps) {
    super(scope, id);
    checkProps(this, peopleProps, props);
    const ownMfa = new OwnMfaPolicy(this, 'own-mfa', { account: props.account });
    this.nodes = { ownMfa };
    this.roles = jobRoles(this, props, { people: props.account });
    this.groups = eachJob(({ group }, name) => {
      return new Group(this, `group-${group}`, { name: group, assumes: this.roles[name], ownMfa });
    });
  }
}
