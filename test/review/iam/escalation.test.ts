import { escalationsOf, inSentence } from '../../../review/iam/escalation';
import { methods, type Method, type Step } from '../../../review/iam/escalation-methods';
import { identitiesIn } from '../../../review/iam/identities';
import { isKnownAction } from '../../../review/iam/actions';
import { graphOfHcl } from '../../../review/model/load';

const provider = 'provider "aws" { allowed_account_ids = ["111122223333"] }';
const trust = (principal: string) =>
  `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = ${principal}, Action = "sts:AssumeRole" }] })`;
const policy = (...statements: string[]) =>
  `jsonencode({ Version = "2012-10-17", Statement = [${statements.join(', ')}] })`;
const allow = (actions: readonly string[], resource = '*') =>
  `{ Effect = "Allow", Action = ${JSON.stringify(actions)}, Resource = "${resource}" }`;

/** An administrator, and one resource of each kind that acts as it. */
const strong = `
  resource "aws_iam_role" "strong" {
    name               = "strong"
    assume_role_policy = ${trust('{ AWS = "arn:aws:iam::111122223333:root", Service = ["ec2.amazonaws.com", "lambda.amazonaws.com"] }')}
  }
  resource "aws_iam_role_policy_attachment" "strong" {
    role       = aws_iam_role.strong.name
    policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
  }
  resource "aws_iam_instance_profile" "strong" {
    name = "strong"
    role = aws_iam_role.strong.name
  }
  resource "aws_instance" "strong" { iam_instance_profile = aws_iam_instance_profile.strong.name }
  ${[
    'aws_lambda_function role',
    'aws_glue_dev_endpoint role_arn',
    'aws_glue_job role_arn',
    'aws_codebuild_project service_role',
  ]
    .concat(['aws_sagemaker_notebook_instance role_arn', 'aws_cloudformation_stack iam_role_arn'])
    .concat(['aws_sfn_state_machine role_arn'])
    .map((each) => each.split(' '))
    .map(([type, attribute]) => `resource "${type}" "strong" { ${attribute} = aws_iam_role.strong.arn }`)
    .join('\n')}`;

/** Whoever the method is for, with a policy that allows some actions. */
function holder({ of = ['role'] }: Method, actions: readonly string[]): string {
  const [kind = 'role'] = of;
  const bounded = actions.some((action) => action.includes('PermissionsBoundary'));
  const boundary = `resource "aws_iam_policy" "boundary" {
    name   = "boundary"
    policy = ${policy(allow(['s3:*', ...actions]))}
  }`;
  return `
    ${boundary}
    resource "aws_iam_${kind}" "me" {
      name = "me"
      ${kind === 'role' ? `assume_role_policy = ${trust('{ Service = "ec2.amazonaws.com" }')}` : ''}
      ${bounded ? 'permissions_boundary = aws_iam_policy.boundary.arn' : ''}
    }
    ${kind === 'user' ? 'resource "aws_iam_group" "ours" { name = "ours" }' : ''}
    ${kind === 'user' ? 'resource "aws_iam_user_group_membership" "me" {\n user = aws_iam_user.me.name\n groups = [aws_iam_group.ours.name]\n}' : ''}
    resource "aws_iam_${kind}_policy" "me" {
      name   = "mine"
      ${kind}   = aws_iam_${kind}.me.name
      policy = ${policy(allow(actions))}
    }`;
}

async function found(hcl: string, name = 'me') {
  const graph = await graphOfHcl(`${provider}\n${hcl}`);
  const identity = identitiesIn(graph).find((one) => one.name === name)!;
  return escalationsOf(graph, identity);
}
const names = async (hcl: string, name?: string) => (await found(hcl, name)).map(({ method }) => method.name);

/** Of a boundary only: shown apart, below. */
const plain = methods.filter(({ steps }) => steps.every(({ on }) => on !== 'its boundary'));
const actionsOf = (steps: readonly Step[]) => steps.map(({ action }) => action);

describe('known ways', () => {
  test('are named once each, of actions that AWS has', () => {
    const actions = methods.flatMap(({ steps }) => actionsOf(steps));
    // AWS has closed these two services; old accounts still have them.
    const closed = ['codestar:CreateProject'];
    expect(actions.filter((action) => !isKnownAction(action) && !closed.includes(action))).toEqual([]);
    expect(new Set(plain.map(({ name }) => name)).size).toBe(plain.length);
    expect(methods.length).toBeGreaterThan(50);
  });

  test.each(plain.map((method) => [method.name, method] as const))('%s', async (name, method) => {
    const actions = actionsOf(method.steps);
    expect(await names(strong + holder(method, actions))).toContain(name);
    for (const left of actions) {
      const others = actions.filter((action) => action !== left);
      if (others.length > 0) expect(await names(strong + holder(method, others))).not.toContain(name);
    }
    expect(await names(strong + holder(method, ['s3:GetObject']))).toEqual([]);
  });
});

describe('an escalation', () => {
  const me = (body: string, ...statements: string[]) => `
    resource "aws_iam_role" "me" {
      name               = "me"
      assume_role_policy = ${trust('{ Service = "ec2.amazonaws.com" }')}
      ${body}
    }
    resource "aws_iam_role_policy" "me" {
      name   = "mine"
      role   = aws_iam_role.me.name
      policy = ${policy(...statements)}
    }`;
  const bound = 'permissions_boundary = "${aws_iam_policy.boundary.arn}"';
  const boundary = (...statements: string[]) =>
    `resource "aws_iam_policy" "boundary" {\n name = "boundary"\n policy = ${policy(...statements)}\n}\n`;

  test('says each step, and where it is allowed', async () => {
    const [escalation] = await found(me('', allow(['iam:PassRole', 'ec2:RunInstances'])));
    expect(inSentence(escalation!)).toBe(
      'iam:PassRole on "*" ("mine" statement 1) + ec2:RunInstances on "*" ("mine" statement 1), to run code of its own with a role that it passes',
    );
  });

  test('is not of an administrator, who has everything', async () => {
    expect(await names(me('', allow(['*'])))).toEqual([]);
  });

  test('is gone where a step is denied, or the boundary leaves it out', async () => {
    const passing = allow(['iam:PassRole', 'ec2:*']);
    expect(await names(me('', passing, '{ Effect = "Deny", Action = "iam:Pass*", Resource = "*" }'))).toEqual([]);
    expect(await names(boundary(allow(['ec2:*'])) + me(bound, passing))).toEqual([]);
    expect(await names(boundary(allow(['*'])) + me(bound, passing))).toContain('iam:PassRole + ec2:RunInstances');
  });

  test('within a boundary that is a limit is only what leads out of it', async () => {
    const limit = boundary(allow(['s3:*', 'iam:*']));
    const found = await names(limit + me(bound, allow(['iam:PutRolePolicy', 'iam:DeleteRolePermissionsBoundary'])));
    expect(found).toEqual(['iam:DeleteRolePermissionsBoundary']);
    expect(
      await names(limit + me(bound, allow(['iam:CreatePolicyVersion'], 'arn:aws:iam::111122223333:policy/boundary'))),
    ).toEqual(['iam:CreatePolicyVersion']);
  });

  test('needs a role that is stronger, when the roles to pass are named', async () => {
    const passing = (name: string) =>
      allow(['iam:PassRole', 'ec2:RunInstances', 'ec2:*'], `arn:aws:iam::111122223333:role/${name}`);
    const ec2 = allow(['ec2:RunInstances']);
    expect(await names(strong + me('', passing('strong'), ec2))).toEqual(['iam:PassRole + ec2:RunInstances']);
    expect(await names(strong + me('', passing('me'), ec2))).toEqual([]);
    // The strong role does not trust ECS.
    expect(await names(strong + me('', passing('strong'), allow(['ecs:*'])))).toEqual([]);
  });

  test('is not to a role that the same policy bounds', async () => {
    const other = `
    resource "aws_iam_role" "other" {
      name                 = "other"
      permissions_boundary = aws_iam_policy.boundary.arn
      assume_role_policy   = ${trust('{ Service = "ec2.amazonaws.com" }')}
    }
    resource "aws_iam_role_policy" "other" {
      role   = aws_iam_role.other.name
      policy = ${policy(allow(['*']))}
    }`;
    const update = allow(['iam:UpdateAssumeRolePolicy'], 'arn:aws:iam::111122223333:role/oth*');
    const limit = boundary(allow(['s3:*', 'iam:*']));
    expect(await names(limit + other + me(bound, update))).toEqual([]);
    expect(
      await names(limit + other.replace('permissions_boundary = aws_iam_policy.boundary.arn', '') + me(bound, update)),
    ).toEqual(['iam:UpdateAssumeRolePolicy']);
  });

  test('a role that a policy names is said; a wildcard that leads to it is not', async () => {
    const assume = (resource: string) => allow(['sts:AssumeRole'], resource);
    expect(await names(strong + me('', assume('arn:aws:iam::111122223333:role/strong')))).toEqual([]);
    expect(await names(strong + me('', assume('arn:aws:iam::111122223333:role/*')))).toEqual(['sts:AssumeRole']);
  });

  test('that depends on a condition is not certain, and names it', async () => {
    const statement = `{ Effect = "Allow", Action = "iam:CreateAccessKey", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = "203.0.113.0/24" } } }`;
    const [escalation] = await found(me('', statement));
    expect(escalation?.unknown?.because).toBe('whether aws:SourceIp is in "203.0.113.0/24"');
  });

  test('is not stopped by MFA, a region or tags, which who does it chooses', async () => {
    const statement = (condition: string) =>
      `{ Effect = "Allow", Action = "iam:CreateAccessKey", Resource = "*", Condition = ${condition} }`;
    const conditions = [
      '{ Bool = { "aws:MultiFactorAuthPresent" = "true" } }',
      '{ StringEquals = { "aws:RequestedRegion" = "eu-west-1" } }',
    ];
    for (const condition of conditions) {
      const [escalation] = await found(me('', statement(condition)));
      expect(escalation?.method.name).toBe('iam:CreateAccessKey');
      expect(escalation?.unknown).toBeUndefined();
    }
  });

  test('its own user is nobody else', async () => {
    const hcl = (kind: string) => `
      resource "aws_iam_${kind}" "me" { name = "me" }
      resource "aws_iam_user" "other" { name = "other" }
      resource "aws_iam_user_policy_attachment" "other" {
        user       = aws_iam_user.other.name
        policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
      }
      resource "aws_iam_${kind}_policy" "me" {
        ${kind} = aws_iam_${kind}.me.name
        policy = ${policy(allow(['iam:CreateAccessKey'], 'arn:aws:iam::111122223333:user/$${aws:username}'))}
      }`;
    expect(await names(hcl('user'))).toEqual([]);
    expect(await names(hcl('group'))).toEqual([]);
  });
});
