import type { Rule } from '../../../review/engine/rule';
import { accessAnalyzer } from './access-analyzer';
import { ciRolesHaveBoundary } from './ci-roles-have-boundary';
import { noAllowAllBut } from './no-allow-all-but';
import { noAwsManagedAdmin } from './no-aws-managed-admin';
import { noCredentialsExposure } from './no-credentials-exposure';
import { noFullAdmin } from './no-full-admin';
import { noServiceWildcard } from './no-service-wildcard';
import { noUnconstrainedDataReads } from './no-unconstrained-data-reads';
import { noUnconstrainedWrites } from './no-unconstrained-writes';
import { noUserPolicies } from './no-user-policies';
import { noUsersOrAccessKeys } from './no-users-or-access-keys';
import { oidcTrustIsPinned } from './oidc-trust-is-pinned';
import { passRoleIsBound } from './pass-role-is-bound';
import { passwordPolicy } from './password-policy';
import { permissionsManagement } from './permissions-management';
import { privilegeEscalation } from './privilege-escalation';
import { resourcesNamed } from './resources-named';
import { samlTrustHasAudience } from './saml-trust-has-audience';
import { servicePrincipalsHaveSource } from './service-principals-have-source';
import { trustIsNarrow } from './trust-is-narrow';

export const iam: readonly Rule[] = [
  accessAnalyzer,
  ciRolesHaveBoundary,
  noAllowAllBut,
  noAwsManagedAdmin,
  noCredentialsExposure,
  noFullAdmin,
  noServiceWildcard,
  noUnconstrainedDataReads,
  noUnconstrainedWrites,
  noUserPolicies,
  noUsersOrAccessKeys,
  oidcTrustIsPinned,
  passRoleIsBound,
  passwordPolicy,
  permissionsManagement,
  privilegeEscalation,
  resourcesNamed,
  samlTrustHasAudience,
  servicePrincipalsHaveSource,
  trustIsNarrow,
];
