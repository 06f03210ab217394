import { OidcProvider, Role, type OidcProviderProps, type PipelineTrust } from '../../../modules/iam';
import { statements, synth } from '../../support/synth';

const account = '111122223333';
const ofIssuer = (issuer: string, ...audiences: string[]) => ({
  ...{ providerArn: `arn:aws:iam::${account}:oidc-provider/${issuer}`, issuer },
  audiences: audiences.length > 0 ? audiences : [`https://${issuer}`],
});
const gitLab = ofIssuer('gitlab.com');
type GitLab = Extract<PipelineTrust, { readonly gitlab: object }>['gitlab'];
const inGitLab = (props: Partial<GitLab> = {}): PipelineTrust => ({
  gitlab: { provider: gitLab, project: 'shop/web', ref: { branch: 'main' }, ...props },
});
const elsewhere = (issuer: string, subject: string): PipelineTrust => ({
  oidc: { provider: ofIssuer(issuer), subject },
});

const role = (trust: PipelineTrust) =>
  synth((stack) => new Role(stack, 'role', { name: 'deploy', description: 'Deploys', trust })).one('aws_iam_role');
const trustOf = (trust: PipelineTrust) => Object.values(statements(role(trust).assume_role_policy));

describe('an OIDC provider', () => {
  const provider = (props: Partial<OidcProviderProps> = {}) =>
    synth((stack) => {
      const { issuer } = new OidcProvider(stack, 'gitlab', {
        ...{ url: 'https://gitlab.example.com', audiences: ['https://gitlab.example.com'] },
        ...props,
      });
      expect(issuer).toBe('gitlab.example.com');
    });

  test('takes tokens of its issuer for its audiences, and no thumbprint', () => {
    expect(provider().one('aws_iam_openid_connect_provider')).toEqual({
      url: 'https://gitlab.example.com',
      client_id_list: ['https://gitlab.example.com'],
    });
  });

  const url = 'an https URL of 255 characters or less, in lower case, without a port, a query or a slash at the end';
  test.each<[string, Partial<OidcProviderProps>, string]>([
    ['http', { url: 'http://gitlab.com' }, `url: expected ${url}, found "http://gitlab.com"`],
    ['a port', { url: 'https://gitlab.com:8443' }, `url: expected ${url}`],
    ['a slash at the end', { url: 'https://gitlab.com/' }, `url: expected ${url}`],
    ['a query', { url: 'https://gitlab.com?a=b' }, `url: expected ${url}`],
    ['a wildcard', { url: 'https://*.gitlab.com' }, `url: expected ${url}`],
    ['no audience', { audiences: [] }, 'audiences: expected 1 to 100 audiences, each once, found []'],
    [
      'any audience',
      { audiences: ['*'] },
      'audiences[0]: expected 1 to 255 letters, digits and signs, without * and ?',
    ],
  ])('refuses %s', (_, props, message) => {
    expect(() => provider(props)).toThrow(`stack/gitlab: ${message}`);
  });
});

describe('a job of GitLab', () => {
  test.each<[string, Partial<GitLab>, subject: string]>([
    ['a branch', {}, 'project_path:shop/web:ref_type:branch:ref:main'],
    [
      'a branch with slashes',
      { ref: { branch: 'release/1.2' } },
      'project_path:shop/web:ref_type:branch:ref:release/1.2',
    ],
    ['a tag', { ref: { tag: 'v1.0.0' } }, 'project_path:shop/web:ref_type:tag:ref:v1.0.0'],
    [
      'a project of a subgroup',
      { project: 'shop/back-end/web' },
      'project_path:shop/back-end/web:ref_type:branch:ref:main',
    ],
    ["a project's id", { project: '46573356' }, 'project_id:46573356:ref_type:branch:ref:main'],
  ])('is pinned to %s', (_, props, subject) => {
    expect(trustOf(inGitLab(props))).toEqual([
      {
        Sid: 'GitLabPipeline',
        Effect: 'Allow',
        Principal: { Federated: gitLab.providerArn },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: { 'gitlab.com:aud': 'https://gitlab.com', 'gitlab.com:sub': subject } },
      },
    ]);
  });

  test('of any branch is still of one project', () => {
    const [{ Condition }] = trustOf(inGitLab({ ref: 'any-branch' })) as [{ Condition: object }];
    expect(Condition).toEqual({
      StringEquals: { 'gitlab.com:aud': 'https://gitlab.com' },
      StringLike: { 'gitlab.com:sub': 'project_path:shop/web:ref_type:branch:ref:*' },
    });
  });

  test("of one's own instance is told by its issuer, and by each audience of its provider", () => {
    const provider = ofIssuer('git.example.com/sso', 'https://git.example.com', 'sts.amazonaws.com');
    const [{ Condition }] = trustOf(inGitLab({ provider })) as [{ Condition: object }];
    expect(Condition).toEqual({
      StringEquals: {
        'git.example.com/sso:aud': ['https://git.example.com', 'sts.amazonaws.com'],
        'git.example.com/sso:sub': 'project_path:shop/web:ref_type:branch:ref:main',
      },
    });
  });

  const project = 'trust.gitlab.project: expected a project of GitLab as group/project, or by its id, found';
  const branch = 'trust.gitlab.ref.branch: expected a name of Git of 1 to 255 letters, digits and _./+@#=,-, found';
  test.each<[string, Partial<GitLab>, string]>([
    ['a group', { project: 'shop' }, `${project} "shop"`],
    ['every project of a group', { project: 'shop/*' }, `${project} "shop/*"`],
    ['a project with the rest of a subject', { project: 'shop/web:ref_type:branch' }, `${project}`],
    ['a path that GitLab reserves', { project: 'shop/web.git' }, `${project} "shop/web.git"`],
    ['a pattern of branches', { ref: { branch: 'release/*' } }, `${branch} "release/*"`],
    ['one letter that stands for any', { ref: { branch: 'mai?' } }, `${branch} "mai?"`],
    ['a branch that Git refuses', { ref: { branch: 'a..b' } }, `${branch} "a..b"`],
    [
      'every ref',
      { ref: 'any' as unknown as 'any-branch' },
      'trust.gitlab.ref: expected an object of branch or of tag, or "any-branch", found "any"',
    ],
    [
      'a provider without its issuer',
      { provider: { providerArn: gitLab.providerArn } as GitLab['provider'] },
      'trust.gitlab.provider.issuer: expected an issuer without https://, such as gitlab.com, found nothing',
    ],
  ])('refuses %s', (_, props, message) => {
    expect(() => role(inGitLab(props))).toThrow(`stack/role: ${message}`);
  });
});

describe('a job of another issuer', () => {
  const hcp = 'organization:shop:project:Default Project:workspace:web:run_phase:apply';

  test('is pinned to its whole subject', () => {
    expect(trustOf(elsewhere('app.terraform.io', hcp))).toMatchObject([
      {
        Sid: 'Pipeline',
        Condition: {
          StringEquals: { 'app.terraform.io:aud': 'https://app.terraform.io', 'app.terraform.io:sub': hcp },
        },
      },
    ]);
  });

  const whole = 'expected a whole subject of 1 to 255 letters, digits and signs, without * and ?';
  test.each<[string, issuer: string, subject: string, message: string]>([
    ['an open end', 'oidc.example.com', 'pipeline:shop/*', `${whole}, found "pipeline:shop/*"`],
    ['nothing', 'oidc.example.com', '', `${whole}, found ""`],
    [
      'a run of any phase of HCP Terraform',
      'app.terraform.io',
      'organization:shop:project:web:workspace:web',
      'expected organization:<name>:project:<name>:workspace:<name>:run_phase:plan or :apply',
    ],
    [
      'GitHub, which has a trust of its own',
      'token.actions.githubusercontent.com',
      'repo:a/b',
      "expected another issuer than GitHub's",
    ],
    [
      'gitlab.com, which has a trust of its own',
      'gitlab.com',
      'project_path:a/b',
      'expected another issuer than gitlab.com',
    ],
  ])('refuses %s', (_, issuer, subject, message) => {
    expect(() => role(elsewhere(issuer, subject))).toThrow(`stack/role: trust.oidc.subject: ${message}`);
  });
});
