import { ContinuousIntegration, type ContinuousIntegrationProps } from '../../../modules/iam/continuous-integration';
import { PermissionsBoundary } from '../../../modules/iam/permissions-boundary';
import type { GitRef } from '../../../modules/iam';
import { allows, statementsOf, type Request } from '../../support/iam';
import { synth } from '../../support/synth';

const account = '111122223333';
const state = { bucket: 'example-dev-state', keyAlias: 'terrace/dev/state' };
const provider = { providerArn: `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com` };
const inGitHub = (environment: string, repository = 'example/terrace') => ({
  github: { provider, repository, environment },
});
const gitLab = {
  providerArn: `arn:aws:iam::${account}:oidc-provider/gitlab.com`,
  issuer: 'gitlab.com',
  audiences: ['https://gitlab.com'],
};
const inGitLab = (ref: GitRef | 'any-branch', project = 'shop/terrace') => ({
  gitlab: { provider: gitLab, project, ref },
});
const iam = (resource: string) => `arn:aws:iam::${account}:${resource}`;
const ci = (props: Partial<ContinuousIntegrationProps> = {}) =>
  synth((stack) => {
    const boundary = new PermissionsBoundary(stack, 'boundary', { account, state });
    new ContinuousIntegration(stack, 'ci', {
      account,
      plan: inGitHub('dev-plan'),
      apply: inGitHub('dev'),
      state,
      boundary,
      ...props,
    });
  });

const synthesized = ci();
const boundaryArn = iam('policy/boundary');
const inJson = (json: string) => json.replaceAll(synthesized.reference('aws_iam_policy', 'arn'), boundaryArn);
const boundary = statementsOf(synthesized.one('aws_iam_policy').policy);
const roles = synthesized.resources('aws_iam_role');
const inline = (name: string): string =>
  inJson(synthesized.all('aws_iam_role_policy').find((policy) => policy.name === name)!.policy);

/** What AWS's own policies allow, as far as it matters here. */
const powerUserAccess = {
  Sid: 'A',
  Effect: 'Allow',
  NotAction: ['iam:*', 'organizations:*', 'account:*'],
  Resource: '*',
};
const readOnlyAccess = {
  Sid: 'A',
  Effect: 'Allow',
  Action: ['*:Describe*', '*:Get*', '*:List*', '*:Query', '*:Scan', 'logs:StartQuery', 'sqs:Receive*', 'rds:Download*'],
  Resource: '*',
};
/** A role does what both its policies and the boundary allow. */
const does = (role: string, managed: object, name: string) => {
  const granted = [managed, ...statementsOf(inline(name))];
  return (action: string, resource?: string, context: Request['context'] = {}) => {
    const request = { action, resource, context: { 'aws:PrincipalArn': iam(`role/ci/${role}`), ...context } };
    return allows(granted, request) && allows(boundary, request);
  };
};
const plan = does('ci-plan', readOnlyAccess, 'plan');
const apply = does('ci-apply', powerUserAccess, 'apply');

describe('both roles', () => {
  test.each([
    ['ci-plan', 'dev-plan', 'ReadOnlyAccess'],
    ['ci-apply', 'dev', 'PowerUserAccess'],
  ])('%s is assumed from the environment %s of the repository alone, for an hour', (name, environment, managed) => {
    const role = roles.find(({ attributes }) => attributes.name === name)!;
    expect(role.attributes).toMatchObject({ path: '/ci/', max_session_duration: 3600 });
    expect(statementsOf(role.attributes.assume_role_policy)).toEqual([
      {
        Sid: 'GitHubEnvironment',
        Effect: 'Allow',
        Principal: { Federated: provider.providerArn },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: {
            'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
            'token.actions.githubusercontent.com:sub': `repo:example/terrace:environment:${environment}`,
          },
        },
      },
    ]);
    const attached = synthesized
      .all('aws_iam_role_policy_attachment')
      .filter((attachment) => attachment.role === `\${aws_iam_role.${role.name}.name}`);
    expect(attached.map(({ policy_arn }) => policy_arn)).toEqual([`arn:aws:iam::aws:policy/${managed}`]);
  });

  test('are the only ones, both within the boundary', () => {
    expect(roles).toHaveLength(2);
    for (const { attributes } of roles) {
      expect(attributes.permissions_boundary).toBe(synthesized.reference('aws_iam_policy', 'arn'));
    }
  });

  test('name resources of IAM by their kind, without which AWS refuses the policy', () => {
    const resources = [...synthesized.all('aws_iam_role_policy'), ...synthesized.all('aws_iam_policy')]
      .flatMap(({ policy }) => statementsOf(policy))
      .flatMap(({ Resource = [] }) => [Resource].flat() as string[])
      .filter((resource) => resource.startsWith('arn:aws:iam::'));
    expect(resources.filter((resource) => !/^arn:aws:iam::\d{12}:[a-z-]+\//.test(resource))).toEqual([]);
    expect(resources.length).toBeGreaterThan(0);
  });

  test("have inline policies within AWS's 10240 characters, none of which allows everything", () => {
    for (const { policy } of synthesized.all('aws_iam_role_policy')) {
      expect(policy.length).toBeLessThan(5120);
      for (const { Effect, Action } of statementsOf(policy))
        if (Effect === 'Allow') expect([Action].flat()).not.toContain('*');
    }
  });
});

describe('plan', () => {
  const states = `arn:aws:s3:::${state.bucket}`;
  const key = `arn:aws:kms:eu-west-1:${account}:key/1234`;

  test('reads configuration, identity included', () => {
    for (const action of ['ec2:DescribeVpcs', 'rds:DescribeDBInstances', 'iam:ListRoles', 'budgets:DescribeBudgets']) {
      expect([action, plan(action)]).toEqual([action, true]);
    }
    expect(plan('iam:GetRole', `arn:aws:iam::${account}:role/people/developer`)).toBe(true);
  });

  test('reads state, and its key', () => {
    expect(plan('s3:ListBucket', states)).toBe(true);
    expect(plan('s3:GetObject', `${states}/network.tfstate`)).toBe(true);
    expect(plan('kms:Decrypt', key, { 'kms:ResourceAliases': ['alias/terrace/dev/state'] })).toBe(true);
  });

  test('writes nothing: no lock either', () => {
    for (const action of ['s3:PutObject', 's3:DeleteObject']) {
      expect(plan(action, `${states}/network.tfstate.tflock`)).toBe(false);
    }
    for (const action of ['ec2:RunInstances', 'iam:CreateRole', 'kms:CreateGrant']) expect(plan(action)).toBe(false);
  });

  test.each([
    ...['s3:GetObject', 's3:GetObjectVersion', 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan'],
    ...['secretsmanager:GetSecretValue', 'secretsmanager:BatchGetSecretValue', 'sqs:ReceiveMessage'],
    ...['logs:GetLogEvents', 'logs:StartQuery', 'rds:DownloadDBLogFilePortion', 'ec2:GetPasswordData'],
  ])('reads no data: %s', (action) => expect(plan(action)).toBe(false));

  test('decrypts nothing but state: not under another key, not under a key without a name', () => {
    const anyone = { Sid: 'A', Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' };
    const decrypts = (aliases: string[]) =>
      allows([anyone, ...statementsOf(inline('plan'))], {
        action: 'kms:Decrypt',
        resource: key,
        context: { 'kms:ResourceAliases': aliases },
      });
    expect(decrypts(['alias/terrace/dev/state'])).toBe(true);
    expect(decrypts(['alias/aws/ssm'])).toBe(false);
    expect(decrypts([])).toBe(false);
  });
});

describe('apply', () => {
  const bounded = { 'iam:PermissionsBoundary': boundaryArn };

  test('manages the platform', () => {
    for (const action of [
      'ec2:CreateVpc',
      'rds:CreateDBInstance',
      'kms:CreateKey',
      'sns:CreateTopic',
      'iam:ListRoles',
    ]) {
      expect([action, apply(action)]).toEqual([action, true]);
    }
    expect(apply('iam:GetRole', `arn:aws:iam::${account}:role/bounded/flow-logs`)).toBe(true);
  });

  test('makes roles within the boundary, and no other', () => {
    expect(apply('iam:CreateRole', iam('role/bounded/app'), bounded)).toBe(true);
    expect(apply('iam:CreateRole', iam('role/bounded/app'))).toBe(false);
    expect(apply('iam:CreateRole', iam('role/app'), bounded)).toBe(false);
  });

  test('cannot change itself, nor who may do what', () => {
    const changes: [string, string][] = [
      ['iam:PutRolePolicy', iam('role/ci/ci-apply')],
      ['iam:AttachRolePolicy', iam('role/ci/ci-plan')],
      ['iam:UpdateAssumeRolePolicy', iam('role/ci/ci-apply')],
      ['iam:DeleteRolePermissionsBoundary', iam('role/ci/ci-apply')],
      ['iam:UpdateAssumeRolePolicy', iam('role/people/administrator')],
      ['iam:PassRole', iam('role/people/administrator')],
      ['iam:CreatePolicyVersion', boundaryArn],
      ['iam:PutGroupPolicy', iam('group/people/developers')],
      ['iam:AddClientIDToOpenIDConnectProvider', provider.providerArn],
      ['iam:CreateUser', iam('user/mallory')],
      ['sts:AssumeRole', iam('role/people/administrator')],
    ];
    for (const [action, resource] of changes) {
      expect([action, resource, apply(action, resource, bounded)]).toEqual([action, resource, false]);
    }
  });

  test('grants to developers what its stacks have: their role is bounded', () => {
    expect(apply('iam:PutRolePolicy', iam('role/people/developer'), bounded)).toBe(true);
  });
});

test.each<[string, Partial<ContinuousIntegrationProps>, string]>([
  [
    'an account that is none',
    { account: '42' },
    'stack/ci: account: expected an account id of twelve digits, found "42"',
  ],
  [
    'one environment for both',
    { plan: inGitHub('dev') },
    'stack/ci: plan: expected another job than apply, found {"github":',
  ],
  [
    'any repository',
    { plan: inGitHub('dev-plan', 'example/*') },
    'stack/ci: plan.github.repository: expected owner/name or owner@id/name@id, found "example/*"',
  ],
  [
    'one branch for both',
    { plan: inGitLab({ branch: 'main' }), apply: inGitLab({ branch: 'main' }) },
    'stack/ci: plan: expected another job than apply, found {"gitlab":',
  ],
  [
    'an apply from any branch',
    { apply: inGitLab('any-branch') },
    'stack/ci: apply.gitlab.ref: expected one branch or tag: whoever may push a branch would apply, found "any-branch"',
  ],
  [
    'people as a pipeline',
    { plan: { people: account } as unknown as ContinuousIntegrationProps['plan'] },
    'stack/ci: plan: expected the job that may assume the role: an object with one of github, gitlab, oidc, found {"people":"111122223333"}',
  ],
])('refuses %s', (_, props, message) => {
  expect(() => ci(props)).toThrow(message);
});

describe('jobs of GitLab', () => {
  const trustOf = (name: string, props: Partial<ContinuousIntegrationProps>) => {
    const role = ci(props)
      .all('aws_iam_role')
      .find((attributes) => attributes.name === name)!;
    return statementsOf(role.assume_role_policy);
  };

  test('plan from any branch of the project, and apply from one', () => {
    const props = { plan: inGitLab('any-branch'), apply: inGitLab({ branch: 'main' }) };
    expect(trustOf('ci-plan', props)[0]!.Condition).toEqual({
      StringEquals: { 'gitlab.com:aud': 'https://gitlab.com' },
      StringLike: { 'gitlab.com:sub': 'project_path:shop/terrace:ref_type:branch:ref:*' },
    });
    expect(trustOf('ci-apply', props)[0]!.Condition).toEqual({
      StringEquals: {
        'gitlab.com:aud': 'https://gitlab.com',
        'gitlab.com:sub': 'project_path:shop/terrace:ref_type:branch:ref:main',
      },
    });
  });
});

describe('an account with SAML providers', () => {
  const readable = (props: Partial<ContinuousIntegrationProps>) => {
    const { policy } = ci(props)
      .all('aws_iam_role_policy')
      .find(({ name }) => name === 'apply')!;
    return statementsOf(policy).find(({ Sid }) => Sid === 'ReadsIam')!.Resource;
  };

  test('is read whole, and another one as before', () => {
    expect(readable({})).not.toContain(iam('saml-provider/*'));
    expect(readable({ samlProviders: true })).toEqual([...(readable({}) as string[]), iam('saml-provider/*')]);
  });
});
