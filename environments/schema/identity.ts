import { z } from 'zod';
import {
  aGitLabProject,
  aGitRefName,
  anAudience,
  anIssuerUrl,
  aSubject,
  audiencePattern,
  isGitLabProject,
  isGitRefName,
  isIssuerUrl,
  isSubject,
} from '../../modules/iam/subject-grammar';
import { regions } from '../aws/regions';
import { fields, list, listed, matching, name, text, wholeNumber } from './field';

const gitHubEnvironment = name(/^[\w.-]{1,64}$/, 'a GitHub environment, 1 to 64 letters, digits, . _ -');

/** Who signs the tokens of jobs: `https://gitlab.com`, or an instance that AWS reaches. */
const issuer = text(anIssuerUrl, isIssuerUrl);
const gitName = text(aGitRefName, isGitRefName);
const gitRef = [fields({ branch: gitName }), fields({ tag: gitName })] as const;

/** Who plans and applies, by OIDC: jobs of GitHub Actions, of GitLab, or of another issuer. None of them has an access key. */
const ci = z.union(
  [
    fields({
      /** `owner/name` on GitHub, or `owner@id/name@id`: the only repository whose workflows may assume the roles. */
      repository: matching(
        /^([A-Za-z0-9][A-Za-z0-9-]{0,38}\/[\w.-]{1,100}|[A-Za-z0-9][A-Za-z0-9-]{0,38}@\d{1,20}\/[\w.-]{1,100}@\d{1,20})$/,
        'a GitHub repository as owner/name or owner@id/name@id',
      ),
      /** The GitHub environment whose jobs may plan; it only reads. */
      planEnvironment: gitHubEnvironment,
      /** The GitHub environment whose jobs may apply; protect it with reviewers. */
      applyEnvironment: gitHubEnvironment,
    }),
    fields({
      gitlab: fields({
        /** The instance: `https://gitlab.com`, or one's own. Its tokens are made for the same address: `aud: https://gitlab.com`. */
        url: issuer,
        /** `group/project`, or the project's id: the only project whose jobs may assume the roles. */
        project: text(aGitLabProject, isGitLabProject),
        /** The branch or tag whose jobs may plan; they only read. `any-branch` is for environments of low and medium criticality. */
        planRef: z.union([...gitRef, z.literal('any-branch')], {
          error: () => 'an object of branch or of tag, or "any-branch"',
        }),
        /** The branch or tag whose jobs may apply; protect it in GitLab. */
        applyRef: z.union(gitRef, { error: () => 'an object of branch or of tag' }),
      }),
    }),
    fields({
      oidc: fields({
        url: issuer,
        /** What the tokens are made for, as they have it in `aud`. */
        audience: name(audiencePattern, anAudience),
        /** The whole subject of the job that plans, as its token has it in `sub`. */
        planSubject: text(aSubject, isSubject),
        /** The whole subject of the job that applies. */
        applySubject: text(aSubject, isSubject),
      }),
    }),
  ],
  { error: () => 'an object of repository, planEnvironment, applyEnvironment; or of gitlab; or of oidc' },
);

/** Who may sign in, and how. */
export const identity = fields({
  /**
   * The account's rules for passwords of IAM users.
   * Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html
   */
  passwordPolicy: fields({
    /** Characters: 14 (CIS AWS Foundations 1.8) to 128. */
    minimumLength: wholeNumber('characters', 14, 128),
    /** Days until a password expires: 1 to 90 (AWS Foundational Security Best Practices IAM.7). */
    maxAgeDays: wholeNumber('days', 1, 90),
    /** Previous passwords that cannot be reused: 24 (CIS AWS Foundations 1.9), the maximum. */
    reusePrevention: wholeNumber('passwords', 24, 24),
  }),
  /** Maximum session of a role that a person assumes, in hours: 1 to 12. Source: MaxSessionDuration of the IAM API's CreateRole. */
  maxSessionHours: wholeNumber('hours', 1, 12),
  /**
   * Where people sign in: `none` for IAM users with MFA, or the identity provider of an organization, by SAML 2.0. With one there are no users and no groups;
   * MFA is the identity provider's to ask for.
   */
  saml: z.union(
    [
      z.literal('none'),
      fields({
        /** The provider's name, which assertions have in their ARN: `okta`. */
        name: name(/^[\w.-]{1,128}$/, '1 to 128 letters, digits and ._-'),
        /** Its metadata document, as a file of this project: `environments/saml/okta.xml`. */
        metadataFile: matching(
          /^(?!.*\.\.)[\w-][\w./-]{0,200}\.xml$/,
          'the path of an XML file of the project, such as environments/saml/okta.xml',
        ),
        /** Regions whose sign-in endpoints people may come through: 1 to 20. AWS advises several. */
        signInRegions: list(listed('a region', [...regions.keys()], 'regions.ts'), 'regions', 1, 20),
      }),
    ],
    { error: () => '"none" or an object of name, metadataFile, signInRegions' },
  ),
  ci,
});
