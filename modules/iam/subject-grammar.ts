/** What issuers of tokens take: kept free of CDKTF, since environments are read with it too. */

/** A branch or a tag, by name. */
export type GitRef = { readonly branch: string } | { readonly tag: string };

const host = String.raw`[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+(\/[\w.~-]+)*`;
export const issuerPattern = new RegExp(`^${host}$`);
/** IAM API reference, CreateOpenIDConnectProvider, Url: `https`, 255 characters, no port and no query. */
export const isIssuerUrl = (url: string) => url.length <= 255 && new RegExp(`^https://${host}$`).test(url);
export const anIssuerUrl =
  'an https URL of 255 characters or less, in lower case, without a port, a query or a slash at the end';

/** IAM API reference, CreateOpenIDConnectProvider, ClientIDList. */
export const audiencePattern = /^[!-)+->@-~]{1,255}$/;
export const anAudience = '1 to 255 letters, digits and signs, without * and ?';

const gitLabPath = /^(?=.{1,255}$)[A-Za-z0-9_][\w.-]*(\/[A-Za-z0-9_][\w.-]*)+$/;
const isGitLabPath = (path: string) => gitLabPath.test(path) && !/(\.|\.git|\.atom)(\/|$)/.test(path);
export const aGitLabProject = 'a project of GitLab as group/project, or by its id';

/** A path holds no colon and no wildcard, so that nothing of it can be read as the rest of a subject. */
export const isGitLabProject = (project: string) => /^[1-9]\d{0,18}$/.test(project) || isGitLabPath(project);
/** The names that Git takes, without those that would be more than a name in a pattern of IAM. Source: git-check-ref-format. */
export const isGitRefName = (name: string) =>
  /^[A-Za-z0-9_][\w./+@#=,-]{0,254}$/.test(name) && !/\.\.|\/\/|@\{|\/\.|\.lock(\/|$)|[./]$/.test(name);
export const aGitRefName = 'a name of Git of 1 to 255 letters, digits and _./+@#=,-';

/**
 * The subject of a job of GitLab: `project_path:{group}/{project}:ref_type:{type}:ref:{branch_name}`, or by the project's id (GitLab documentation, OpenID
 * Connect (OIDC) authentication using ID tokens; Projects API, `ci_id_token_sub_claim_components`). `*` stands for any branch.
 */
export function gitLabSubject(project: string, ref: GitRef | 'any-branch'): string {
  const ofProject = /^\d+$/.test(project) ? `project_id:${project}` : `project_path:${project}`;
  if (ref === 'any-branch') return `${ofProject}:ref_type:branch:ref:*`;
  return 'tag' in ref ? `${ofProject}:ref_type:tag:ref:${ref.tag}` : `${ofProject}:ref_type:branch:ref:${ref.branch}`;
}

/** ASCII, 255 characters or less (OpenID Connect Core 1.0, ID Token, sub), without the wildcards of IAM. */
export const isSubject = (subject: string) => /^[ -)+->@-~]{1,255}$/.test(subject) && subject.trim() === subject;
export const aSubject = 'a whole subject of 1 to 255 letters, digits and signs, without * and ?';

/** Issuers of which the grammar of a subject is known, and that have a way of their own or a form that a whole subject has to have. */
const grammars: Readonly<Record<string, readonly [pattern: RegExp, expected: string]>> = {
  'token.actions.githubusercontent.com': [
    /^(?!)/,
    "another issuer than GitHub's: a trust of github names repository and environment",
  ],
  'gitlab.com': [/^(?!)/, 'another issuer than gitlab.com: a trust of gitlab names project and ref'],
  // HCP Terraform documentation, Use dynamic credentials with the AWS provider.
  'app.terraform.io': [
    /^organization:[^:]+:project:[^:]+:workspace:[^:]+:run_phase:(plan|apply)$/,
    'organization:<name>:project:<name>:workspace:<name>:run_phase:plan or :apply',
  ],
};

/** What is wrong with a subject of an issuer, in words of what is expected; nothing where its grammar is kept or not known. */
export function subjectFault(issuer: string, subject: string): string | undefined {
  const [pattern, expected] = grammars[issuer] ?? [];
  return pattern === undefined || pattern.test(subject) ? undefined : expected;
}
