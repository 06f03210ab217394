import { escalationsOf, inSentence } from '../../../review/iam/escalation';
import type { Method } from '../../../review/iam/escalation-method';
import { methods } from '../../../review/iam/escalation-methods';
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
  resource "aws_launch_template" "strong" {
    iam_instance_profile { arn = aws_iam_instance_profile.strong.arn }
  }
  resource "aws_emr_cluster" "strong" {
    ec2_attributes { instance_profile = aws_iam_instance_profile.strong.arn }
  }
  resource "aws_apprunner_service" "strong" {
    instance_configuration { instance_role_arn = aws_iam_role.strong.arn }
  }
  resource "aws_ecs_task_definition" "strong" { task_role_arn = aws_iam_role.strong.arn }
  resource "aws_ecs_service" "strong" {
    task_definition        = aws_ecs_task_definition.strong.arn
    enable_execute_command = true
  }
  ${[
    'aws_lambda_function role',
    'aws_glue_dev_endpoint role_arn',
    'aws_codebuild_project service_role',
    'aws_sagemaker_notebook_instance role_arn',
    'aws_cloudformation_stack iam_role_arn',
    'aws_sfn_state_machine role_arn',
    'aws_bedrockagentcore_code_interpreter execution_role_arn',
  ]
    .map((each) => each.split(' '))
    .map(([type, attribute]) => `resource "${type}" "strong" { ${attribute} = aws_iam_role.strong.arn }`)
    .join('\n')}
  resource "aws_iam_openid_connect_provider" "ci" { url = "https://gitlab.example.com" }
  resource "aws_iam_role" "federated" {
    name                = "federated"
    managed_policy_arns = ["arn:aws:iam::aws:policy/AdministratorAccess"]
    assume_role_policy  = ${policy('{ Effect = "Allow", Principal = { Federated = aws_iam_openid_connect_provider.ci.arn }, Action = "sts:AssumeRoleWithWebIdentity" }')}
  }`;

/** Of which kind the identity is that has a method. */
function kindOf({ target }: Method): 'user' | 'role' {
  if (typeof target === 'string') return ['own user', 'own group', 'another group'].includes(target) ? 'user' : 'role';
  const kind = 'boundaryOf' in target ? target.boundaryOf : 'denyingOf' in target ? target.denyingOf : 'role';
  return kind === 'role' ? 'role' : 'user';
}

/** Whoever a method is for, with a policy that allows some actions; bounded, or denied one of them, where the method is about that. */
function holder(method: Method, actions: readonly string[]): string {
  const { target } = method;
  const kind = kindOf(method);
  const isBound = target === 'own boundary' || (typeof target === 'object' && 'boundaryOf' in target);
  const denying = typeof target === 'object' && 'denyingOf' in target ? target : undefined;
  const denied = `{ Effect = "Deny", Action = "iam:CreateAccessKey", Resource = "*" }`;
  const owner =
    denying &&
    `${denying.denyingOf} = aws_iam_${denying.denyingOf}.${denying.denyingOf === 'group' ? 'ours' : 'me'}.name`;
  return `
    resource "aws_iam_policy" "boundary" {
      name   = "boundary"
      policy = ${policy(allow(['s3:*', ...actions]))}
    }
    resource "aws_iam_${kind}" "me" {
      name = "me"
      ${kind === 'role' ? `assume_role_policy = ${trust('{ Service = "ec2.amazonaws.com" }')}` : ''}
      ${isBound ? 'permissions_boundary = aws_iam_policy.boundary.arn' : ''}
    }
    resource "aws_iam_group" "ours" { name = "ours" }
    ${kind === 'user' ? 'resource "aws_iam_user_group_membership" "me" {\n user = aws_iam_user.me.name\n groups = [aws_iam_group.ours.name]\n}' : ''}
    resource "aws_iam_${kind}_policy" "me" {
      name   = "mine"
      ${kind}   = aws_iam_${kind}.me.name
      policy = ${policy(allow([...actions, ...(denying ? ['iam:CreateAccessKey'] : [])]))}
    }
    ${
      denying?.attached === 'managed'
        ? `resource "aws_iam_policy" "denying" {
             name   = "denying"
             policy = ${policy(denied)}
           }
           resource "aws_iam_${denying.denyingOf}_policy_attachment" "denying" {
             ${owner}
             policy_arn = aws_iam_policy.denying.arn
           }`
        : denying
          ? `resource "aws_iam_${denying.denyingOf}_policy" "denying" {
               name = "denying"
               ${owner}
               policy = ${policy(denied)}
             }`
          : ''
    }`;
}

async function found(hcl: string, name = 'me') {
  const graph = await graphOfHcl(`${provider}\n${hcl}`);
  const identity = identitiesIn(graph).find((one) => one.name === name)!;
  return escalationsOf(graph, identity);
}
const names = async (hcl: string, name?: string) => (await found(hcl, name)).map(({ method }) => method.name);

describe('known ways', () => {
  test('are of actions that AWS has, and each says where it is described', () => {
    const actions = methods.flatMap(({ steps }) => steps.map(({ action }) => action));
    expect(actions.filter((action) => !isKnownAction(action))).toEqual([]);
    expect(methods.filter(({ source }) => !/^https:\/\/\S+$/.test(source))).toEqual([]);
    expect(new Set(methods.map(({ name, target }) => name + JSON.stringify(target))).size).toBe(methods.length);
    expect(methods.length).toBeGreaterThan(110);
  });

  const named = methods.map((method) => [`${method.name}, ${method.gain}`, method] as const);
  test.each(named)('%s', async (_, method) => {
    const actions = [...new Set(method.steps.map(({ action }) => action))];
    const gains = async (allowed: readonly string[]) =>
      (await found(strong + holder(method, allowed))).map((one) => `${one.method.name} ${one.method.gain}`);
    const name = `${method.name} ${method.gain}`;
    expect(await gains(actions)).toContain(name);
    for (const left of actions) {
      const others = actions.filter((action) => action !== left);
      expect(await gains([...others, 's3:GetObject'])).not.toContain(name);
    }
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
    expect(await names(strong + me('', passing('strong'), allow(['ecs:RunTask'])))).toEqual([]);
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

  test('a role that a policy names is reported; a wildcard that leads to it is not', async () => {
    const assume = (resource: string) => allow(['sts:AssumeRole'], resource);
    expect(await names(strong + me('', assume('arn:aws:iam::111122223333:role/strong')))).toEqual([]);
    expect(await names(strong + me('', assume('arn:aws:iam::111122223333:role/*')))).toEqual(['sts:AssumeRole']);
  });

  test('leads through roles whose trust policies name each other', async () => {
    const chain = `
      resource "aws_iam_role" "between" {
        name               = "between"
        assume_role_policy = ${trust('{ AWS = aws_iam_role.me.arn }')}
      }
      resource "aws_iam_role" "end" {
        name                = "end"
        assume_role_policy  = ${trust('{ AWS = aws_iam_role.between.arn }')}
        managed_policy_arns = ["arn:aws:iam::aws:policy/AdministratorAccess"]
      }`;
    const [escalation] = await found(chain + me('', allow(['s3:GetObject'])));
    expect(escalation?.steps.map(({ action, resource }) => `${action} ${resource}`)).toEqual([
      'sts:AssumeRole arn:aws:iam::111122223333:role/between',
      'sts:AssumeRole arn:aws:iam::111122223333:role/end',
    ]);
  });

  test('of a role that people assume is also what it does to their users and groups', async () => {
    const attach = allow(['iam:AttachUserPolicy', 'iam:PutGroupPolicy']);
    const people = me('', attach).replace('{ Service = "ec2.amazonaws.com" }', '{ AWS = "111122223333" }');
    expect(await names(people)).toEqual(['iam:AttachUserPolicy', 'iam:PutGroupPolicy']);
    expect(await names(me('', attach))).toEqual([]);
  });

  test("is not by rewriting AWS's own policies", async () => {
    expect(await names(me('', allow(['iam:CreatePolicyVersion'], 'arn:aws:iam::aws:policy/*')))).toEqual([]);
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

  describe('by rewriting what it may become or run', () => {
    const weak = `
      provider "aws" { allowed_account_ids = ["111122223333"] }
      resource "aws_iam_role" "weak" {
        name               = "weak"
        assume_role_policy = ${trust('{ AWS = "arn:aws:iam::111122223333:root", Service = ["lambda.amazonaws.com", "ecs-tasks.amazonaws.com"] }')}
      }
      resource "aws_lambda_function" "weak" {
        function_name = "weak"
        role          = aws_iam_role.weak.arn
      }`;
    const role = 'arn:aws:iam::111122223333:role/weak';

    test('a role that it may assume', async () => {
      const assume = allow(['sts:AssumeRole'], role);
      expect(await names(weak + me('', assume, allow(['iam:PutRolePolicy'], role)))).toEqual(['iam:PutRolePolicy']);
      expect(await names(weak + me('', allow(['iam:PutRolePolicy'], role)))).toEqual([]);
      expect(await names(weak + me('', assume))).toEqual([]);
    });

    test('the role of a function whose code it may update', async () => {
      const update = allow(['lambda:UpdateFunctionCode'], 'arn:aws:lambda:*:111122223333:function:weak');
      const put = allow(['iam:PutRolePolicy'], role);
      expect(await names(weak + me('', update, put))).toEqual(['iam:PutRolePolicy + lambda:UpdateFunctionCode']);
      expect(await names(weak + me('', update))).toEqual([]);
      expect(await names(weak + me('', put))).toEqual([]);
    });

    test('a role that it may pass', async () => {
      const pass = allow(['iam:PassRole', 'iam:AttachRolePolicy'], role);
      const name = 'iam:AttachRolePolicy + iam:PassRole + ecs:RunTask';
      expect(await names(weak + me('', pass, allow(['ecs:RunTask'])))).toEqual([name]);
      // EC2 cannot assume it.
      expect(await names(weak + me('', pass, allow(['ec2:RunInstances'])))).toEqual([]);
    });
  });

  test('by a task definition that exists, whose role and command are overridden', async () => {
    const other = `
      resource "aws_iam_role" "strong" {
        name               = "strong"
        assume_role_policy = ${trust('{ Service = "ecs-tasks.amazonaws.com" }')}
      }
      resource "aws_iam_role_policy" "strong" {
        role   = aws_iam_role.strong.name
        policy = ${policy(allow(['iam:CreateAccessKey']))}
      }`;
    const run = allow(['ecs:RunTask'], 'arn:aws:ecs:eu-west-1:111122223333:task-definition/jobs:*');
    const pass = `{ Effect = "Allow", Action = "iam:PassRole", Resource = aws_iam_role.strong.arn, Condition = { StringEquals = { "iam:PassedToService" = "ecs-tasks.amazonaws.com" } } }`;
    expect(await names(other + me('', run, pass))).toEqual(['iam:PassRole + ecs:RunTask']);
    expect(await names(other + me('', run, pass.replace('ecs-tasks', 'lambda')))).toEqual([]);
    // The account is not known here, and what its policy names is of it.
    const graph = await graphOfHcl(other + me('', run, pass));
    const identity = identitiesIn(graph).find(({ name }) => name === 'me')!;
    expect(escalationsOf(graph, identity)[0]).not.toHaveProperty('unknown');
  });

  describe('by removing what denies it', () => {
    const wide = allow(['iam:*']);
    const deny = (actions: readonly string[]) => ({
      inline: `resource "aws_iam_role_policy" "limit" {
        name   = "limit"
        role   = aws_iam_role.me.name
        policy = ${policy(allow(actions).replace('"Allow"', '"Deny"'))}
      }`,
    });
    const all = ['Create*', 'Add*', 'Attach*', 'Put*', 'Update*', 'Set*', 'Pass*'].map((name) => `iam:${name}`);

    test('is one where it may, and has everything or a way without it', async () => {
      expect(await names(`${me('', wide)}\n${deny(all).inline}`)).toEqual(['iam:DeleteRolePolicy']);
      expect(await names(`${me('', allow(['*']))}\n${deny(['iam:*']).inline}`)).not.toContain('iam:DeleteRolePolicy');
      expect(await names(`${me('', wide)}\n${deny([...all, 'iam:Delete*', 'iam:Detach*']).inline}`)).toEqual([]);
      expect(await names(`${me('', allow(['s3:*', 'iam:Delete*']))}\n${deny(['s3:DeleteBucket']).inline}`)).toEqual([]);
    });
  });

  describe('by what runs already', () => {
    const sessions = me('', allow(['ssm:StartSession'], 'arn:aws:ec2:*:*:instance/*'));
    const without = (type: string) =>
      strong.replaceAll(new RegExp(`resource "${type}" "strong"`, 'g'), (found) => found.replace('aws_', 'other_'));

    test('is one also where instances are launched from a template', async () => {
      expect(await names(without('aws_instance') + sessions)).toEqual(['ssm:StartSession']);
    });

    test('is not known where the input has none, and the policy names the action', async () => {
      const none = 'aws_(instance|launch_template|emr_cluster)';
      const [open] = await found(without(none) + sessions);
      expect(open?.unknown?.because).toBe(
        'whether an instance that is not in the input runs with a role that may do more',
      );
      expect(await names(without(none) + me('', allow(['ssm:*'])))).toEqual([]);
      expect(await names(without(none) + me('', allow(['ssm:StartSession'], 'arn:aws:ec2:*:*:instance/i-1')))).toEqual(
        [],
      );
    });

    test.each(['lambda:UpdateFunctionCode', 'lambda:Update*'])(
      '%s on any function is not known without one',
      async (action) => {
        const [open, ...more] = await found(me('', allow([action])));
        expect(open?.method.name).toBe('lambda:UpdateFunctionCode');
        expect(open?.unknown?.because).toMatch(/^whether a function that is not in the input/);
        expect(more.every(({ unknown }) => unknown !== undefined)).toBe(true);
      },
    );

    test('of a function whose role is not in the input is not known', async () => {
      const foreign =
        'resource "aws_lambda_function" "f" {\n function_name = "f"\n role = "arn:aws:iam::111122223333:role/elsewhere"\n }\n';
      const [open] = await found(foreign + me('', allow(['lambda:UpdateFunctionCode'])));
      expect(open?.unknown?.because).toBe('the role of aws_lambda_function.f, which is not in the input');
    });

    test('into a task is none while ECS Exec is off', async () => {
      const exec = me('', allow(['ecs:ExecuteCommand']));
      expect(await names(strong + exec)).toEqual(['ecs:ExecuteCommand']);
      expect(await names(strong.replace('enable_execute_command = true', '') + exec)).toEqual([]);
      const [open] = await found(
        strong.replace('enable_execute_command = true', 'enable_execute_command = var.exec\n}\nvariable "exec" {') +
          exec,
      );
      expect(open?.unknown?.because).toBe('var.exec has no value');
    });
  });

  test('is found beside a policy whose text is not known, which could only deny it', async () => {
    const elsewhere = 'managed_policy_arns = ["arn:aws:iam::111122223333:policy/elsewhere"]';
    const all = await found(me(elsewhere, allow(['iam:PassRole', 'ec2:RunInstances'])));
    const escalation = all.find(({ method }) => method.name === 'iam:PassRole + ec2:RunInstances');
    expect(escalation).toBeDefined();
    expect(escalation).not.toHaveProperty('unknown');
  });
});
