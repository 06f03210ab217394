export { UserPool, type AuthenticateCognito } from './user-pool';
export type { CustomAttribute, StandardAttribute, UserAttributes } from './attributes';
export type { Client, ClientProps, TokenLifetimes } from './client';
export type { Domain, LoginDomain, OwnDomain, PrefixDomain } from './domain';
export type { JwtAuthorizer } from './granting-user-pool';
export type { ImportedUserPool } from './imported-user-pool';
export type { PasswordRules, SignIn } from './sign-in';
export type { SesEmail, UserPoolAlarmThresholds, UserPoolProps } from './user-pool-props';
export type { UserPoolRef } from './user-pool-ref';
