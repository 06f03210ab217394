export { AccessAnalyzer } from './access-analyzer';
export { boundRoles } from './bounded';
export { ContinuousIntegration, type ContinuousIntegrationProps } from './continuous-integration';
export { GitHubOidcProvider, type GitHubOidcProviderRef } from './github-oidc-provider';
export { grant } from './grant';
export { FederatedPeople, type FederatedPeopleProps } from './federated-people';
export { Group, type GroupProps } from './group';
export { ManagedPolicy, type ManagedPolicyProps } from './managed-policy';
export { OidcProvider, type OidcProviderProps, type OidcProviderRef } from './oidc-provider';
export { OwnMfaPolicy, type OwnMfaPolicyProps } from './own-mfa-policy';
export { parsePolicy, type PolicySource } from './parse-policy';
export { PasswordPolicy, type PasswordPolicyProps } from './password-policy';
export { People, type JobName, type PeopleProps } from './people';
export type { GitHubTrust, GitLabTrust, OidcTrust, PipelineTrust } from './pipeline-trust';
export {
  PermissionsBoundary,
  platformServices,
  type PermissionsBoundaryProps,
  type StateRef,
} from './permissions-boundary';
export { iamVariable, policyDocument, sidOf } from './policy-document';
export type { PolicyStatement } from './policy-statement';
export type { PolicyRef } from './policy-ref';
export { Role, type RoleProps } from './role';
export type { RoleRef } from './role-ref';
export { SamlProvider, type SamlProviderProps, type SamlProviderRef } from './saml-provider';
export type { SamlTrust } from './saml-trust';
export type { GitRef } from './subject-grammar';
export type { PeopleTrust, ServiceTrust, Trust } from './trust';
