import { object, type Prop } from '../props';
import {
  githubAudience,
  githubIssuer,
  gitHubOidcProviderRef,
  type GitHubOidcProviderRef,
} from './github-oidc-provider';
import { oidcProviderRef, type OidcProviderRef } from './oidc-provider';
import type { PolicyStatement } from './policy-statement';
import { gitLabSubject, subjectFault, type GitRef } from './subject-grammar';
import { gitHubEnvironment, gitHubRepository, gitLabProject, gitRefOrAny, subject } from './subjects';

/** A job of a pipeline, which has a signed token of its issuer: of GitHub, of GitLab, or of another one. */
export type PipelineTrust = GitHubTrust | GitLabTrust | OidcTrust;

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

export interface GitLabTrust {
  readonly gitlab: {
    /** Of gitlab.com or of an instance of one's own. */
    readonly provider: OidcProviderRef;
    /**
     * `group/project`, with subgroups; or the project's id, where its setting `ci_id_token_sub_claim_components` starts with `project_id`. The id is the
     * safer form: a path that is given up can be taken by others.
     */
    readonly project: string;
    /** The branch or tag that the job runs for; protect it in GitLab. `any-branch` is for roles that read: whoever may push a branch has them. */
    readonly ref: GitRef | 'any-branch';
  };
}

export interface OidcTrust {
  readonly oidc: {
    readonly provider: OidcProviderRef;
    /** The whole subject of the job, as its token has it in `sub`: no part of it is left open. */
    readonly subject: string;
  };
}

const oidc = object<OidcTrust['oidc']>({ provider: oidcProviderRef, subject });

/** By the member that tells the kind. */
export const pipelineTrusts = {
  github: object<GitHubTrust>({
    github: object<GitHubTrust['github']>({
      provider: gitHubOidcProviderRef,
      repository: gitHubRepository,
      environment: gitHubEnvironment,
    }),
  }),
  gitlab: object<GitLabTrust>({
    gitlab: object<GitLabTrust['gitlab']>({ provider: oidcProviderRef, project: gitLabProject, ref: gitRefOrAny }),
  }),
  oidc: object<OidcTrust>({ oidc: withGrammar(oidc) }),
};

/** The subject has the form of its issuer, where that is known. */
function withGrammar(prop: Prop<OidcTrust['oidc']>): Prop<OidcTrust['oidc']> {
  return {
    ...prop,
    problems(found, name) {
      const problems = prop.problems(found, name);
      if (problems.length > 0) return problems;
      const { provider, subject } = found as OidcTrust['oidc'];
      const expected = subjectFault(provider.issuer, subject);
      return expected === undefined ? [] : [{ prop: `${name}.subject`, expected, found: subject }];
    },
  };
}

/** The statement of a trust policy: audience and subject are pinned, and no wildcard lets another repository or project in. */
export function pipelineStatement(trust: PipelineTrust): PolicyStatement {
  if ('github' in trust) {
    const { provider, repository, environment } = trust.github;
    const subject = `repo:${repository}:environment:${environment}`;
    return webIdentity('GitHubEnvironment', provider.providerArn, equals(githubIssuer, githubAudience, subject));
  }
  if ('oidc' in trust) {
    const { provider, subject } = trust.oidc;
    return webIdentity('Pipeline', provider.providerArn, equals(provider.issuer, audienceOf(provider), subject));
  }
  const { provider, project, ref } = trust.gitlab;
  const { issuer } = provider;
  const subject = gitLabSubject(project, ref);
  const condition =
    ref === 'any-branch'
      ? {
          StringEquals: { [`${issuer}:aud`]: audienceOf(provider) },
          // Nothing but the branch is open: a subject starts with its own project.
          StringLike: { [`${issuer}:sub`]: subject },
        }
      : equals(issuer, audienceOf(provider), subject);
  return webIdentity('GitLabPipeline', provider.providerArn, condition);
}

function equals(issuer: string, audience: string | readonly string[], subject: string): PolicyStatement['Condition'] {
  return { StringEquals: { [`${issuer}:aud`]: audience, [`${issuer}:sub`]: subject } };
}

function audienceOf({ audiences }: OidcProviderRef): string | readonly string[] {
  const [only = '', ...others] = audiences;
  return others.length === 0 ? only : audiences;
}

function webIdentity(sid: string, providerArn: string, condition: PolicyStatement['Condition']): PolicyStatement {
  return {
    Sid: sid,
    Effect: 'Allow',
    Principal: { Federated: providerArn },
    Action: 'sts:AssumeRoleWithWebIdentity',
    ...(condition && { Condition: condition }),
  };
}
