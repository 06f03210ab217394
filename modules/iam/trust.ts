import type { IConstruct } from 'constructs';
import type { OptOut } from '../opt-out';
import { assertAccount, assertMatch } from '../props';
import { githubAudience, githubIssuer, type GitHubOidcProviderRef } from './github-oidc-provider';
import { policyDocument, type PolicyStatement } from './policy-document';

/** Who may assume a role: people with MFA, an AWS service, or a GitHub workflow. */
export type Trust = PeopleTrust | ServiceTrust | GitHubTrust;

export interface PeopleTrust {
  /** The account whose users may assume the role, with MFA, if a policy of their own lets them: 12 digits. */
  readonly people: string;
}

export interface ServiceTrust {
  /** The service's principal: `vpc-flow-logs.amazonaws.com`. */
  readonly service: string;
  /**
   * The account on whose behalf the service may act, so that no other account can make it act here (the confused deputy problem).
   * Off only for a service that does not send it: EC2 and Lambda.
   */
  readonly sourceAccount: string | OptOut;
}

export interface GitHubTrust {
  readonly github: {
    readonly provider: GitHubOidcProviderRef;
    /**
     * `owner/name`; or `owner@123/name@456` where GitHub puts immutable ids in the subject, as it does for repositories
     * made or renamed since 15 July 2026. The ids are the safer form: a name that is given up can be taken by others.
     */
    readonly repository: string;
    /** The GitHub environment that the job runs in; its reviewers and branches are protected there. */
    readonly environment: string;
  };
}

/**
 * The trust policy of a role. Every pin is an equality: no wildcard replaces a repository, environment or account.
 *
 * @param maxSessionHours people's MFA may be as old as a session may last.
 * @throws PropsError for an account, service, repository or environment that is none.
 */
export function trustPolicy(role: IConstruct, trust: Trust, maxSessionHours: number): string {
  if ('people' in trust) return policyDocument([people(role, trust, maxSessionHours)]);
  if ('service' in trust) return policyDocument([service(role, trust)]);
  return policyDocument([github(role, trust)]);
}

function people(role: IConstruct, { people }: PeopleTrust, maxSessionHours: number): PolicyStatement {
  assertAccount(role, 'trust.people', people);
  return {
    Sid: 'PeopleWithMfa',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${people}:root` },
    Action: 'sts:AssumeRole',
    Condition: {
      Bool: { 'aws:MultiFactorAuthPresent': 'true' },
      NumericLessThan: { 'aws:MultiFactorAuthAge': `${maxSessionHours * 3600}` },
    },
  };
}

function service(role: IConstruct, { service, sourceAccount }: ServiceTrust): PolicyStatement {
  assertMatch(
    role,
    'trust.service',
    service,
    /^[a-z0-9.-]+\.amazonaws\.com$/,
    'a service principal, such as ec2.amazonaws.com',
  );
  const statement = {
    Sid: 'Service',
    Effect: 'Allow',
    Principal: { Service: service },
    Action: 'sts:AssumeRole',
  } as const;
  if (typeof sourceAccount !== 'string') return statement;
  assertAccount(role, 'trust.sourceAccount', sourceAccount);
  return { ...statement, Condition: { StringEquals: { 'aws:SourceAccount': sourceAccount } } };
}

function github(role: IConstruct, { github }: GitHubTrust): PolicyStatement {
  const { provider, repository, environment } = github;
  const named = /^[\w-]+\/[\w.-]+$|^[\w-]+@\d+\/[\w.-]+@\d+$/;
  assertMatch(role, 'trust.github.repository', repository, named, 'owner/name or owner@id/name@id');
  assertMatch(role, 'trust.github.environment', environment, /^[\w.-]+$/, 'letters, digits, . _ and -');
  return {
    Sid: 'GitHubEnvironment',
    Effect: 'Allow',
    Principal: { Federated: provider.providerArn },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      StringEquals: {
        [`${githubIssuer}:aud`]: githubAudience,
        [`${githubIssuer}:sub`]: `repo:${repository}:environment:${environment}`,
      },
    },
  };
}
