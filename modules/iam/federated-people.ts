import { Construct } from 'constructs';
import { checkProps, optional, type Description } from '../props';
import { jobRoles, type JobName } from './jobs';
import { peopleProps, type PeopleProps } from './people';
import type { Role } from './role';
import { samlProviderRef, type SamlProviderRef } from './saml-provider';
import { signInRegions } from './saml-trust';

export interface FederatedPeopleProps extends PeopleProps {
  /** Where people sign in; which of the roles somebody may assume is decided there, by the attribute `Role` of the assertion. */
  readonly provider: SamlProviderRef;
  /**
   * The regions whose sign-in endpoints people may come through.
   * @default us-east-1 alone, whose endpoint is https://signin.aws.amazon.com/saml
   */
  readonly signInRegions?: readonly string[];
}

const federatedPeopleProps: Description<FederatedPeopleProps> = {
  ...peopleProps,
  provider: samlProviderRef,
  signInRegions: optional(signInRegions, 'us-east-1'),
};

/**
 * The people of an account who sign in at an identity provider: the roles of `People`, which its assertions assume, and no groups, since there are no users.
 *
 * MFA is the identity provider's to ask for: an assertion does not tell IAM of it. When the identity provider is down or its certificate has expired, the way in
 * is the root user, whose own MFA device is locked away.
 */
export class FederatedPeople extends Construct {
  static readonly props = federatedPeopleProps;
  readonly roles: Readonly<Record<JobName, Role>>;

  /** @throws PropsError for an account that is none, a session that AWS refuses, or what is no SAML provider. */
  constructor(scope: Construct, id: string, props: FederatedPeopleProps) {
    super(scope, id);
    checkProps(this, federatedPeopleProps, props);
    const { provider, signInRegions } = props;
    this.roles = jobRoles(this, props, { saml: { provider, ...(signInRegions && { signInRegions }) } });
  }
}
