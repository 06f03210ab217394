import { optOut, type OptOut } from '../opt-out';
import { accountId, either, matching, object, servicePrincipal, union } from '../props';
import {
  githubAudience,
  githubIssuer,
  gitHubOidcProviderRef,
  type GitHubOidcProviderRef,
} from './github-oidc-provider';
import { policyDocument } from './policy-document';
import type { PolicyStatement } from './policy-statement';

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

export const gitHubRepository = matching(
  /^([\w-]{1,39}\/[\w.-]{1,100}|[\w-]{1,39}@\d{1,20}\/[\w.-]{1,100}@\d{1,20})$/,
  'owner/name or owner@id/name@id',
);
export const gitHubEnvironment = matching(/^[\w.-]{1,255}$/, '1 to 255 letters, digits, . _ and -');

/** Every member that a kind of trust needs is asked for: without its source account, a service could be made to act here by anybody. */
export const trustProp = union<Trust>('who may assume the role', {
  people: object<PeopleTrust>({ people: accountId }),
  service: object<ServiceTrust>({ service: servicePrincipal, sourceAccount: either(accountId, optOut) }),
  github: object<GitHubTrust>({
    github: object<GitHubTrust['github']>({
      provider: gitHubOidcProviderRef,
      repository: gitHubRepository,
      environment: gitHubEnvironment,
    }),
  }),
});

/**
 * The trust policy of a role. Every pin is an equality: no wildcard replaces a repository, environment or account.
 *
 * @param maxSessionHours people's MFA may be as old as a session may last.
 */
export function trustPolicy(trust: Trust, maxSessionHours: number): string {
  if ('people' in trust) return policyDocument([people(trust, maxSessionHours)]);
  if ('service' in trust) return policyDocument([service(trust)]);
  return policyDocument([github(trust)]);
}

function people({ people }: PeopleTrust, maxSessionHours: number): PolicyStatement {
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

function service({ service, sourceAccount }: ServiceTrust): PolicyStatement {
  const statement = {
    Sid: 'Service',
    Effect: 'Allow',
    Principal: { Service: service },
    Action: 'sts:AssumeRole',
  } as const;
  if (typeof sourceAccount !== 'string') return statement;
  return { ...statement, Condition: { StringEquals: { 'aws:SourceAccount': sourceAccount } } };
}

function github({ github }: GitHubTrust): PolicyStatement {
  const { provider, repository, environment } = github;
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
