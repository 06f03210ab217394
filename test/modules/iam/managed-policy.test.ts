import {
  ManagedPolicy,
  parsePolicy,
  PermissionsBoundary,
  Role,
  type ManagedPolicyProps,
  type PolicyStatement,
} from '../../../modules/iam';
import { synth } from '../../support/synth';

const account = '111122223333';
const reads: PolicyStatement = {
  Sid: 'Reads',
  Effect: 'Allow',
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::orders/*',
};
const about = { name: 'reads-orders', description: 'Reads orders, for reports' };
const policy = (props: Partial<ManagedPolicyProps> = {}) =>
  synth((stack) => new ManagedPolicy(stack, 'policy', { ...about, statements: [reads], ...props }));

describe('a managed policy', () => {
  test('is a policy of its own, whose description stays', () => {
    const { policy: document, ...others } = policy({ path: '/reports/' }).one('aws_iam_policy');
    expect(others).toEqual({ ...about, path: '/reports/', lifecycle: { ignore_changes: ['description'] } });
    expect(JSON.parse(document)).toEqual({ Version: '2012-10-17', Statement: [reads] });
  });

  test('is attached to roles by a word that says what it is for', () => {
    const synthesized = synth((stack) => {
      const made = new ManagedPolicy(stack, 'policy', { ...about, statements: [reads] });
      for (const name of ['web', 'reports']) {
        new Role(stack, name, {
          ...{ name, description: 'Runs', trust: { people: account } },
          managedPolicies: { 'reads-orders': made },
        });
      }
    });
    const attached = synthesized.resources('aws_iam_role_policy_attachment');
    expect(attached.map(({ name, attributes }) => [name.replace(/_[0-9A-F]{8}$/, ''), attributes.policy_arn])).toEqual([
      ['reports_policy-reads-orders', synthesized.reference('aws_iam_policy', 'arn')],
      ['web_policy-reads-orders', synthesized.reference('aws_iam_policy', 'arn')],
    ]);
  });

  const all = 's3:*';
  test.each<[string, Partial<PolicyStatement>, string]>([
    ['every action', { Action: '*' }, 'statements[0].Action: expected actions of a service by name, found "*"'],
    [
      'every action of a service on everything',
      { Action: ['s3:GetObject', all], Resource: '*' },
      'statements[0].Action[1]: expected actions by name, or a Resource by ARN, found "s3:*"',
    ],
    [
      'all but some actions',
      { Action: undefined, NotAction: 'iam:*' } as Partial<PolicyStatement>,
      'statements[0].NotAction: expected Action in an Allow: NotAction allows what AWS adds later, found "iam:*"',
    ],
    [
      'all but some resources',
      { Resource: undefined, NotResource: 'arn:aws:s3:::a' } as Partial<PolicyStatement>,
      'statements[0].NotResource: expected Resource in an Allow',
    ],
    [
      'no resource',
      { Resource: undefined } as Partial<PolicyStatement>,
      'statements[0]: expected a Resource, found "none"',
    ],
    ['a principal', { Principal: '*' }, 'statements[0].Principal: expected no Principal'],
    [
      'an action that is none',
      { Action: 'GetObject' },
      'statements[0].Action: expected an action, such as s3:GetObject',
    ],
  ])('refuses %s', (_, change, message) => {
    expect(() => policy({ statements: [{ ...reads, ...change }] })).toThrow(`stack/policy: ${message}`);
  });

  test('may deny all but something, and allow all of a service on resources by ARN', () => {
    const statements: PolicyStatement[] = [
      { ...reads, Action: all },
      { Sid: 'NothingElse', Effect: 'Deny', NotAction: all, Resource: '*' },
    ];
    expect(JSON.parse(policy({ statements }).one('aws_iam_policy').policy).Statement).toEqual(statements);
  });
});

describe('within a permissions boundary', () => {
  const attached = (Action: string | string[], services = ['s3', 'sqs']) =>
    synth((stack) => {
      const state = { bucket: 'example-state', keyAlias: 'state' };
      const permissionsBoundary = new PermissionsBoundary(stack, 'boundary', { account, state, services });
      const managedPolicies = {
        orders: new ManagedPolicy(stack, 'policy', { ...about, statements: [{ ...reads, Action }] }),
      };
      new Role(stack, 'role', {
        ...{ name: 'app', description: 'Runs', trust: { people: account }, permissionsBoundary, managedPolicies },
      });
    });

  test('a policy allows what the boundary does', () => {
    for (const action of ['s3:GetObject', 's3:Get*', 'sqs:*', 'cloudtrail:DescribeTrails']) {
      expect(() => attached(action)).not.toThrow();
    }
  });

  test.each(['glue:GetTable', 's*:Get', 'iam:CreateUser', 'cloudtrail:StopLogging', 's3-object-lambda:GetObject'])(
    '%s would be allowed in words and denied by IAM',
    (action) => {
      expect(() => attached(['s3:GetObject', action])).toThrow(
        action.startsWith('s*')
          ? 'expected an action, such as s3:GetObject'
          : `stack/role: managedPolicies.orders: expected actions that the permissions boundary allows, found "${action}"`,
      );
    },
  );
});

describe('a policy of a file', () => {
  const file = 'policies/reader.json';
  const parse = (json: string) => () => parsePolicy({ file, json });
  const written = (statement: object, more: object = {}) =>
    JSON.stringify({ Version: '2012-10-17', Statement: [statement], ...more }, undefined, 2);

  test('has the statements of the file, for a policy or a role', () => {
    expect(parsePolicy({ file, json: written(reads, { Id: 'reader' }) })).toEqual([reads]);
    const role = synth((stack) =>
      new Role(stack, 'role', { name: 'app', description: 'Runs', trust: { people: account } }).addPolicy(
        'reader',
        parsePolicy({ file, json: written(reads) }),
      ),
    );
    expect(JSON.parse(role.one('aws_iam_role_policy').policy).Statement).toEqual([reads]);
  });

  test('may have one statement without a list', () => {
    expect(parsePolicy({ file, json: `{"Version":"2012-10-17","Statement":${JSON.stringify(reads)}}` })).toEqual([
      reads,
    ]);
  });

  test("keeps IAM's variables, which Terraform leaves alone", () => {
    const Resource = 'arn:aws:s3:::home/${aws:username}/*';
    const [statement] = parsePolicy({ file, json: written({ ...reads, Resource }) });
    expect(statement!.Resource).toBe('arn:aws:s3:::home/$${aws:username}/*');
    expect(() => policy({ statements: [statement!] })).not.toThrow();
  });

  test.each<[string, json: string, message: string]>([
    [
      'what is no JSON',
      '{\n  "Version": 2012,\n  oops\n}',
      `${file}:3:3: document: expected a member in double quotes, found "oops\\n}"`,
    ],
    ['a comma too much', '{ "Statement": [1,] }', `${file}:1:19: Statement[1]: expected a JSON value, found "] }"`],
    ['text after the end', `${written(reads)}]`, ': document: expected the end of the text, found "]"'],
    ['nothing', '', `${file}:1:1: document: expected a JSON value, found "the end of the text"`],
    [
      'a member that is there twice, of which one would win',
      '{\n  "Version": "2012-10-17",\n  "Statement": { "Effect": "Deny",\n    "Effect": "Allow" }\n}',
      `${file}:4:5: Statement: expected "\\"Effect\\"" once`.replace('"\\"Effect\\""', '"Effect"'),
    ],
    [
      'the version of 2008',
      written(reads).replace('2012-10-17', '2008-10-17'),
      `${file}:2:14: Version: expected "2012-10-17", found "2008-10-17"`,
    ],
    [
      'no version',
      `{"Statement":[${JSON.stringify(reads)}]}`,
      `${file}:1:1: Version: expected "2012-10-17", found nothing`,
    ],
    [
      'a member that no document has',
      written(reads, { Statements: [] }),
      'Statements: expected one of Version, Id, Statement, found "Statements"',
    ],
    [
      'a wildcard, where it is',
      written({ ...reads, Action: ['s3:GetObject', '*'] }),
      `${file}:9:9: Statement[0].Action[1]: expected actions of a service by name, found "*"`,
    ],
    [
      'a statement without a name',
      written({ ...reads, Sid: undefined }),
      `${file}:4:5: Statement[0].Sid: expected letters and digits, found nothing`,
    ],
    [
      'a member that no statement has',
      written({ ...reads, NotPrincipal: '*' }),
      'Statement[0].NotPrincipal: expected one of the props Sid, Effect, Principal',
    ],
    [
      'the one statement that is no list',
      '{ "Version": "2012-10-17",\n"Statement": { "Sid": "A", "Effect": "Allow",\n"Action": "*", "Resource": "*" } }',
      `${file}:3:11: Statement.Action: expected actions of a service by name, found "*"`,
    ],
    [
      'a letter that IAM refuses',
      written({ ...reads, Sid: 'Læsir→' }),
      `${file}:5:20: document: expected characters up to U+00FF, found "→"`,
    ],
    [
      'a variable that is none',
      written({ ...reads, Resource: 'arn:aws:s3:::${file(a)}' }),
      'Statement[0].Resource: expected text without ${',
    ],
    [
      'a list of nothing',
      written(reads).replace(/\[\s+\{[^]*\}\s+\]/, '[]'),
      'Statement: expected 1 to 1000 statements',
    ],
  ])('refuses %s', (_, json, message) => {
    expect(parse(json)).toThrow(message);
  });

  test('tells every problem of a statement, each at its line', () => {
    const json = written({ ...reads, Action: ['*', 'GetObject'], Effect: 'Maybe' });
    expect(parse(json)).toThrow(
      new RegExp(`^${file}:6:17: Statement\\[0\\]\\.Effect: .*\n${file}:9:9: Statement\\[0\\]\\.Action\\[1\\]: .*$`),
    );
  });
});
