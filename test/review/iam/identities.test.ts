import { arnOf } from '../../../review/model/identity';
import { assumptions, through } from '../../../review/iam/assumptions';
import { can, identitiesAllowed } from '../../../review/iam/can';
import { identitiesIn, type Identity } from '../../../review/iam/identities';
import { identityViewsOf } from '../../../review/iam/identity-view';
import { keyViewsOf } from '../../../review/iam/key-view';
import type { Graph } from '../../../review/model/graph';
import { graphOfHcl, graphOfStacks } from '../../../review/model/load';

const provider = `provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["111122223333"]
}`;
const allow = (action: string, resource = '*', more = '') =>
  `{ Effect = "Allow", Action = "${action}", Resource = "${resource}"${more} }`;
const policy = (...statements: string[]) =>
  `jsonencode({ Version = "2012-10-17", Statement = [${statements.join(', ')}] })`;
const trust = (principal: string, condition = '') =>
  `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = ${principal}, Action = "sts:AssumeRole"${condition} }] })`;
const role = (name: string, principal: string, ...statements: string[]) => `
  resource "aws_iam_role" "${name}" {
    name               = "${name}"
    assume_role_policy = ${trust(principal)}
  }
  resource "aws_iam_role_policy" "${name}" {
    name   = "${name}-inline"
    role   = aws_iam_role.${name}.id
    policy = ${policy(...statements)}
  }`;

const named = (graph: Graph, name: string): Identity => identitiesIn(graph).find((one) => one.name === name)!;
const read = (hcl: string) => graphOfHcl(`${provider}\n${hcl}`);

describe('identities', () => {
  test('have every policy, however it is attached', async () => {
    const graph = await read(`
      resource "aws_iam_policy" "shared" {
        name   = "shared"
        policy = ${policy(allow('s3:*'))}
      }
      resource "aws_iam_role" "app" {
        name                = "app"
        path                = "/apps/"
        assume_role_policy  = ${trust('{ Service = "ec2.amazonaws.com" }')}
        managed_policy_arns = ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
        inline_policy {
          name   = "block"
          policy = ${policy(allow('sns:*'))}
        }
      }
      resource "aws_iam_role_policy" "own" {
        name   = "own"
        role   = "app"
        policy = ${policy(allow('sqs:*'))}
      }
      resource "aws_iam_role_policy_attachment" "shared" {
        role       = aws_iam_role.app.name
        policy_arn = aws_iam_policy.shared.arn
      }
      resource "aws_iam_policy_attachment" "several" {
        name       = "several"
        roles      = [aws_iam_role.app.name]
        policy_arn = "arn:aws:iam::aws:policy/AmazonSQSFullAccess"
      }
      resource "aws_iam_instance_profile" "app" { role = aws_iam_role.app.name }`);
    const app = named(graph, 'app');
    expect(app.arn).toBe('arn:aws:iam::111122223333:role/apps/app');
    expect(app.policies.map(({ name }) => name).sort()).toEqual([
      'AmazonSQSFullAccess',
      'ReadOnlyAccess',
      'block',
      'own',
      'shared',
    ]);
    expect(app.instanceProfiles).toHaveLength(1);
  });

  describe('an exclusive list of policies', () => {
    const lists = (names: string) => `
      ${role('other', '{ Service = "ec2.amazonaws.com" }', allow('sns:*'))}
      ${role('app', '{ Service = "ec2.amazonaws.com" }', allow('s3:GetObject'))}
      resource "aws_iam_role_policies_exclusive" "app" {
        role_name    = aws_iam_role.app.name
        policy_names = ${names}
      }
      resource "aws_iam_user" "ann" { name = "ann" }
      resource "aws_iam_user_policies_exclusive" "ann" {
        user_name    = "ann"
        policy_names = ${names}
      }`;
    const mayPut = async (hcl: string, name: string) => {
      const graph = await read(hcl);
      return can(graph, named(graph, name), 's3:PutObject')[0]!.decision;
    };

    test.each(['app', 'ann'])('of %s may name an inline policy that is not in the input', async (name) => {
      expect(await mayPut(lists('["app-inline", "elsewhere"]'), name)).toMatchObject({
        result: 'unknown',
        because: expect.stringMatching(
          /the text of the inline policy (elsewhere|app-inline), which is not in the input/,
        ),
      });
    });

    test('may not be known itself', async () => {
      expect(await mayPut(`variable "names" {}\n${lists('var.names')}`, 'app')).toMatchObject({
        result: 'unknown',
        because: 'var.names has no value',
      });
    });

    test('names a policy of another role of the same name', async () => {
      expect(await mayPut(lists('["other-inline"]'), 'app')).toMatchObject({ result: 'unknown' });
    });

    test.each(['["app-inline"]', '[aws_iam_role_policy.app.name]', '[]'])('that was read whole: %s', async (names) => {
      expect(await mayPut(lists(names), 'app')).toMatchObject({ result: 'denied' });
    });

    test('of attachments may name a policy that is not in the input', async () => {
      const hcl = `
        resource "aws_iam_user" "ann" { name = "ann" }
        resource "aws_iam_user_policy_attachments_exclusive" "ann" {
          user_name   = "ann"
          policy_arns = ["arn:aws:iam::111122223333:policy/elsewhere"]
        }`;
      expect(await mayPut(hcl, 'ann')).toMatchObject({
        result: 'unknown',
        because: expect.stringContaining('elsewhere'),
      });
    });
  });

  test('a user has the policies of its groups', async () => {
    const graph = await read(`
      resource "aws_iam_user" "ann" { name = "ann" }
      resource "aws_iam_group" "ops" { name = "ops" }
      resource "aws_iam_group_membership" "ops" {
        name  = "ops"
        group = aws_iam_group.ops.name
        users = [aws_iam_user.ann.name]
      }
      resource "aws_iam_group_policy" "ops" {
        name   = "of-the-group"
        group  = aws_iam_group.ops.name
        policy = ${policy(allow('s3:*'))}
      }`);
    expect(named(graph, 'ann').policies.map(({ name }) => name)).toEqual(['of-the-group']);
  });

  test('names alike in two environments are two, each with its own policies', async () => {
    const stack = (environment: string, action: string) => ({
      name: `${environment}-account`,
      environment,
      file: `${environment}.json`,
      json: {
        resource: {
          aws_iam_role: { ci: { name: 'ci', assume_role_policy: '{"Statement":[]}' } },
          aws_iam_role_policy: {
            ci: {
              name: environment,
              role: '${aws_iam_role.ci.name}',
              policy: JSON.stringify({ Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] }),
            },
          },
        },
      },
    });
    const graph = await graphOfStacks([stack('dev', 's3:*'), stack('prod', 'sqs:*')]);
    expect(
      identitiesIn(graph).map(({ environment, policies }) => [environment, policies.map(({ name }) => name)]),
    ).toEqual([
      ['dev', ['dev']],
      ['prod', ['prod']],
    ]);
  });

  test.each(['"no json"', '["a", "b"]', '3'])('a policy that is %s is not known, and breaks nothing', async (text) => {
    const graph = await read(`
      resource "aws_iam_role" "app" {
        name                 = "app"
        assume_role_policy   = ${text}
        permissions_boundary = ${text}
        managed_policy_arns  = ${text}
        inline_policy        = ${text}
      }
      resource "aws_iam_role_policy" "app" {
        role   = ["app"]
        policy = ${text}
      }
      resource "aws_kms_key" "data" { policy = ${text} }`);
    const [answer] = can(graph, named(graph, 'app'), 's3:GetObject', 'arn:aws:s3:::a/b');
    expect(answer?.decision.result).not.toBe('allowed');
    const inline = named(graph, 'app').policies.find(({ resource }) => resource?.type === 'aws_iam_role_policy');
    expect(inline?.document).toMatchObject({ because: expect.stringMatching(/is not JSON$/) });
    expect(identityViewsOf(graph, 'example')).toHaveLength(1);
    expect(keyViewsOf(graph, 'example')).toHaveLength(1);
    expect(assumptions(graph).unknown.size).toBe(1);
  });

  test('an attachment to nobody known may be to anybody, and is no more than its policy', async () => {
    const read1 = async (effect: string) =>
      read(`
        variable "role" {}
        ${role('app', '{ Service = "ec2.amazonaws.com" }', allow('s3:*'))}
        resource "aws_iam_role_policy" "more" {
          role   = var.role
          policy = ${policy(allow('sqs:*').replace('"Allow"', `"${effect}"`))}
        }`);
    const answerOf = async (effect: string, action: string) => {
      const graph = await read1(effect);
      return can(graph, named(graph, 'app'), action, '*')[0]?.decision;
    };
    expect(await answerOf('Allow', 'sqs:SendMessage')).toMatchObject({
      result: 'unknown',
      because: 'var.role has no value',
    });
    expect(await answerOf('Allow', 'ec2:StopInstances')).toMatchObject({ result: 'denied' });
    expect(await answerOf('Allow', 's3:GetObject')).not.toHaveProperty('unless');
    expect(await answerOf('Deny', 's3:GetObject')).toMatchObject({
      result: 'allowed',
      unless: 'var.role has no value',
    });
  });
});

test('an assumption that a Deny decides is shown with its condition, as AWS writes it', async () => {
  const graph = await read(`
    ${role('admin', '{ AWS = "arn:aws:iam::111122223333:root" }', allow('s3:*'))}
    resource "aws_iam_user" "ann" { name = "ann" }
    resource "aws_iam_user_policy" "ann" {
      name   = "mine"
      user   = aws_iam_user.ann.name
      policy = ${policy(
        allow('sts:AssumeRole'),
        '{ Sid = "Mfa", Effect = "Deny", Action = "sts:*", Resource = "*", Condition = { BoolIfExists = { "aws:MultiFactorAuthPresent" = "false" } } }',
      )}
    }`);
  const assumers = identityViewsOf(graph, graph.resources[0]!.environment).find(
    ({ name }) => name === 'admin',
  )!.assumedBy;
  expect(assumers.find(({ name }) => name === 'ann')?.conditions).toEqual([
    'not BoolIfExists aws:MultiFactorAuthPresent "false" (denied by "mine" statement 2, "Mfa")',
  ]);
});

describe('names that hold a variable without a value', () => {
  const hcl = `
    variable "suffix" {}
    resource "aws_iam_group" "ops" { name = "ops-\${var.suffix}" }
    resource "aws_iam_group" "others" { name = "others-\${var.suffix}" }
    resource "aws_iam_user" "ann" { name = "ann-\${var.suffix}" }
    resource "aws_iam_user" "team" {
      for_each = toset(["bob", "eve"])
      name     = "\${each.key}-\${var.suffix}"
    }
    resource "aws_iam_user_group_membership" "ann" {
      user   = aws_iam_user.ann.name
      groups = [aws_iam_group.ops.name]
    }
    resource "aws_iam_group_membership" "team" {
      name  = "team"
      group = aws_iam_group.ops.id
      users = [for user in aws_iam_user.team : user.name]
    }
    resource "aws_iam_group_policy" "ops" {
      group  = aws_iam_group.ops.name
      policy = ${policy(allow('ec2:StopInstances'))}
    }
    resource "aws_iam_policy" "deploy" {
      name   = "deploy-\${var.suffix}"
      policy = ${policy(allow('ecs:UpdateService'))}
    }
    resource "aws_iam_role" "worker" {
      count              = 2
      name               = "worker-\${count.index}-\${var.suffix}"
      assume_role_policy = ${policy('{ Effect = "Allow", Principal = { AWS = aws_iam_user.ann.arn }, Action = "sts:AssumeRole" }')}
    }
    resource "aws_iam_role_policy_attachment" "worker" {
      count      = 2
      role       = aws_iam_role.worker[count.index].name
      policy_arn = aws_iam_policy.deploy.arn
    }
    resource "aws_iam_instance_profile" "worker" {
      name = "worker-\${var.suffix}"
      role = aws_iam_role.worker[0].name
    }
    resource "aws_iam_role" "bounded" {
      name                 = "bounded-\${var.suffix}"
      permissions_boundary = aws_iam_policy.deploy.arn
      assume_role_policy   = ${policy('{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }')}
      inline_policy {
        name   = "all"
        policy = ${policy(allow('*'))}
      }
    }
    resource "aws_iam_role_policy" "by_name" {
      role   = "bounded-\${var.suffix}"
      policy = ${policy(allow('ecs:RunTask'))}
    }`;
  const result = async (address: string, action: string) => {
    const graph = await read(hcl);
    const identity = identitiesIn(graph).find(({ resource }) => resource.address === address)!;
    return can(graph, identity, action, '*')[0]?.decision;
  };

  test.each([
    ['aws_iam_user.ann', 'ec2:StopInstances'],
    ['aws_iam_user.team["bob"]', 'ec2:StopInstances'],
    ['aws_iam_user.team["eve"]', 'ec2:StopInstances'],
    ['aws_iam_group.ops', 'ec2:StopInstances'],
    ['aws_iam_role.worker[0]', 'ecs:UpdateService'],
    ['aws_iam_role.worker[1]', 'ecs:UpdateService'],
    ['aws_iam_role.bounded', 'ecs:UpdateService'],
  ])('%s is joined by reference: it may %s', async (address, action) => {
    expect((await result(address, action))?.result).toBe('allowed');
  });

  test.each([
    ['aws_iam_group.others', 'ec2:StopInstances'],
    ['aws_iam_role.worker[0]', 'ec2:StopInstances'],
    ['aws_iam_role.worker[0]', 'ecs:RunTask'],
    ['aws_iam_role.bounded', 's3:GetObject'],
  ])('%s is not joined to what is of others: it may not %s', async (address, action) => {
    expect((await result(address, action))?.result).toBe('denied');
  });

  test('lead from who is trusted, and to the instance profile', async () => {
    const graph = await read(hcl);
    const worker = identitiesIn(graph).find(({ resource }) => resource.address === 'aws_iam_role.worker[0]')!;
    expect(worker.instanceProfiles).toHaveLength(1);
    const ann = identitiesIn(graph).find(({ resource }) => resource.address === 'aws_iam_user.ann')!;
    expect([...through(graph, ann).keys()].map(({ resource }) => resource.address)).toEqual([
      'aws_iam_role.worker[0]',
      'aws_iam_role.worker[1]',
    ]);
  });
});

describe('who can', () => {
  const key = (statement: string) => `
    resource "aws_kms_key" "data" {
      description         = "data"
      enable_key_rotation = true
      policy              = ${policy(statement)}
    }
    resource "aws_sqs_queue" "jobs" {
      name              = "jobs"
      kms_master_key_id = aws_kms_key.data.arn
    }`;
  const root =
    '{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "kms:*", Resource = "*" }';
  const app = role('app', '{ Service = "ec2.amazonaws.com" }', allow('kms:Decrypt'));

  test('a key that leaves it to the account is open to whom a policy lets', async () => {
    const graph = await read(key(root) + app + role('other', '{ Service = "ec2.amazonaws.com" }', allow('s3:*')));
    const answers = identitiesAllowed(graph, 'kms:Decrypt');
    expect(answers.map(({ identity, target, decision }) => [identity.name, target?.type, decision.result])).toEqual([
      ['app', 'aws_kms_key', 'allowed'],
    ]);
  });

  test('a key that names a service is not', async () => {
    const service =
      '{ Effect = "Allow", Principal = { Service = "logs.amazonaws.com" }, Action = "kms:*", Resource = "*" }';
    const graph = await read(key(service) + app);
    const [answer] = can(graph, named(graph, 'app'), 'kms:Decrypt', arnOf(graph.all('aws_kms_key')[0]!));
    expect(answer?.decision).toEqual({
      result: 'denied',
      because: "its key policy neither allows it nor leaves it to the account's own policies",
    });
  });

  test('tags of the resource decide, where they are known', async () => {
    const tagged = allow('sqs:*', '*', ', Condition = { StringEquals = { "aws:ResourceTag/team" = "shop" } }');
    const graph = await read(`
      ${role('app', '{ Service = "ec2.amazonaws.com" }', tagged)}
      resource "aws_sqs_queue" "a" {
        name = "a"
        tags = { team = "shop" }
      }
      resource "aws_sqs_queue" "b" { name = "b" }`);
    const ask = (queue: string) =>
      can(graph, named(graph, 'app'), 'sqs:SendMessage', `arn:aws:sqs:eu-west-1:111122223333:${queue}`)[0]?.decision
        .result;
    expect([ask('a'), ask('b'), ask('elsewhere')]).toEqual(['allowed', 'denied', 'unknown']);
  });

  test('a page shows what a key encrypts, and who uses it', async () => {
    const graph = await read(key(root) + app);
    expect(keyViewsOf(graph, 'example')).toMatchObject([
      {
        name: 'data',
        rotation: { on: true, periodDays: 365 },
        encrypts: [{ address: 'aws_sqs_queue.jobs', attribute: 'kms_master_key_id' }],
        users: [{ name: 'app', actions: ['kms:Decrypt'], through: 'identity policy' }],
        administrators: [],
      },
    ]);
  });
});

describe('a key that has no rotation to be switched on', () => {
  const admits = (action: string) =>
    policy(
      `{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:role/app" }, Action = "${action}", Resource = "*" }`,
    );

  test('is no key that is not rotated, and its users are those of its own policy', async () => {
    const graph = await read(`
      resource "aws_kms_key" "sessions" {
        description              = "sessions"
        key_usage                = "GENERATE_VERIFY_MAC"
        customer_master_key_spec = "HMAC_256"
        policy                   = ${admits('kms:VerifyMac')}
      }
      resource "aws_kms_replica_key" "orders" {
        description     = "orders"
        primary_key_arn = "arn:aws:kms:us-east-1:111122223333:key/mrk-1234"
        policy          = ${admits('kms:Decrypt')}
      }`);
    expect(keyViewsOf(graph, 'example')).toMatchObject([
      {
        name: 'sessions',
        rotation: { on: false, none: 'KMS does not rotate HMAC_256 keys' },
        users: [{ actions: ['kms:VerifyMac'], through: 'key policy' }],
      },
      {
        name: 'orders',
        rotation: { on: false, none: 'rotated with its primary' },
        multiRegion: true,
        users: [{ actions: ['kms:Decrypt'], through: 'key policy' }],
      },
    ]);
  });
});

describe('who becomes whom', () => {
  const chain = [
    role(
      'first',
      '{ Service = "ec2.amazonaws.com" }',
      allow('sts:AssumeRole', 'arn:aws:iam::111122223333:role/second'),
    ),
    role('second', '{ AWS = "arn:aws:iam::111122223333:role/first" }', allow('sts:AssumeRole', '*')),
    role('third', '{ AWS = "arn:aws:iam::111122223333:root" }', allow('s3:*')),
    role('locked', '{ Service = "lambda.amazonaws.com" }', allow('s3:*')),
  ].join('\n');

  test('needs both sides, and leads on', async () => {
    const graph = await read(chain);
    const steps = assumptions(graph).amongIdentities.map(({ from, to, isNamed }) => [from.name, to.name, isNamed]);
    expect(steps).toEqual([
      ['first', 'second', true],
      ['second', 'third', false],
    ]);
    const ways = through(graph, named(graph, 'first'));
    expect([...ways].map(([to, way]) => [to.name, way.length])).toEqual([
      ['second', 1],
      ['third', 2],
    ]);
  });

  test('outsiders are services, accounts and tokens, with what must hold', async () => {
    const graph = await read(`
      resource "aws_iam_openid_connect_provider" "github" { url = "https://token.actions.githubusercontent.com" }
      resource "aws_iam_role" "ci" {
        name               = "ci"
        assume_role_policy = jsonencode({ Statement = [{
          Effect    = "Allow"
          Action    = "sts:AssumeRoleWithWebIdentity"
          Principal = { Federated = aws_iam_openid_connect_provider.github.arn }
          Condition = { StringEquals = { "token.actions.githubusercontent.com:sub" = "repo:example/terrace:environment:prod" } }
        }] })
      }
      resource "aws_iam_role" "vendor" {
        name               = "vendor"
        assume_role_policy = ${trust('{ AWS = "999988887777" }', ', Condition = { StringEquals = { "sts:ExternalId" = "x" } }')}
      }
      resource "aws_iam_role" "open" {
        name               = "open"
        assume_role_policy = ${trust('"*"')}
      }`);
    expect(
      assumptions(graph).external.map(({ kind, name, to, conditions }) => [kind, name, to.name, conditions]),
    ).toEqual([
      [
        'oidc',
        'token.actions.githubusercontent.com',
        'ci',
        ['token.actions.githubusercontent.com:sub is "repo:example/terrace:environment:prod"'],
      ],
      ['account', '999988887777', 'vendor', ['sts:ExternalId is "x"']],
      ['everyone', 'everyone', 'open', []],
    ]);
    const open = identityViewsOf(graph, 'example').find(({ name }) => name === 'open');
    expect(open?.notable).toEqual([{ kind: 'public', message: 'everyone may assume it', certain: true }]);
  });

  test('a page shows it with the way, and what it may do by service', async () => {
    const third = identityViewsOf(await read(chain), 'example').find(({ name }) => name === 'third');
    expect(third?.assumedBy.map(({ kind, name, via }) => [kind, name, via])).toEqual([
      ['account', '111122223333', []],
      ['role', 'first', ['second']],
      ['role', 'second', []],
    ]);
    expect(third?.grants).toMatchObject([{ service: 's3', actions: ['s3:*'], resources: ['*'], conditions: [] }]);
    expect(third?.notable.map(({ kind }) => kind)).toEqual(['wildcard']);
  });
});

describe('a Deny by a tag of the identity', () => {
  const variable = '$${aws:PrincipalTag/team}';
  const app = (deny: string, tags = '') => `
    resource "aws_s3_bucket" "red" {
      bucket = "red"
      tags   = { team = "red" }
    }
    resource "aws_iam_role" "app" {
      name               = "app"
      ${tags}
      assume_role_policy = ${trust('{ Service = "ec2.amazonaws.com" }')}
    }
    resource "aws_iam_role_policy" "app" {
      role   = aws_iam_role.app.name
      policy = ${policy(allow('s3:DeleteBucket'), deny)}
    }`;
  const ofOthers = `{ Effect = "Deny", Action = "s3:*", NotResource = "arn:aws:s3:::${variable}" }`;
  const untagged = `{ Effect = "Deny", Action = "s3:*", Resource = "*", Condition = { StringNotEquals = { "aws:ResourceTag/team" = "${variable}" } } }`;
  const itsOwn = `{ Effect = "Deny", Action = "s3:*", Resource = "arn:aws:s3:::${variable}" }`;
  const result = async (hcl: string) => {
    const graph = await read(hcl);
    return can(graph, named(graph, 'app'), 's3:DeleteBucket', 'arn:aws:s3:::red').map(
      ({ decision }) => decision.result,
    );
  };

  test.each([
    ['of what has another name', ofOthers],
    ['of what has another tag', untagged],
    ['of what has its name', itsOwn],
  ])('that is not known leaves it unknown: %s', async (_, deny) => {
    expect(await result(`variable "team" {}\n${app(deny, 'tags = { team = var.team }')}`)).toEqual(['unknown']);
    expect(await result(app(deny))).toEqual(['unknown']);
  });

  test.each([
    ['of what has another name', ofOthers, 'allowed', 'denied'],
    ['of what has another tag', untagged, 'allowed', 'denied'],
    ['of what has its name', itsOwn, 'denied', 'allowed'],
  ])('that is known decides: %s', async (_, deny, red, blue) => {
    expect(await result(app(deny, 'tags = { team = "red" }'))).toEqual([red]);
    expect(await result(app(deny, 'tags = { team = "blue" }'))).toEqual([blue]);
  });
});
