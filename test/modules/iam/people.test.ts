import { Group } from '../../../modules/iam/group';
import { People, type PeopleProps } from '../../../modules/iam/people';
import { allows, statementsOf, type Request } from '../../support/iam';
import { synth, type Attributes } from '../../support/synth';

const account = '111122223333';
const boundary = { policyArn: `arn:aws:iam::${account}:policy/boundary` };
const people = (props: Partial<PeopleProps> = {}) =>
  synth((stack) => new People(stack, 'people', { account, maxSessionHours: 8, boundary, ...props }));

const synthesized = people();
const ownMfa: string = synthesized.one('aws_iam_policy').policy;
const named = (type: string, name: string) =>
  synthesized.resources(type).find(({ attributes }) => attributes.name === name)!;
/** The resources of `type` whose argument refers to `resource`. */
const of = (type: string, argument: string, resource: { type: string; name: string }) =>
  synthesized.all(type).filter((attributes) => attributes[argument] === `\${${resource.type}.${resource.name}.name}`);

const groups = [
  ['administrators', 'administrator'],
  ['developers', 'developer'],
  ['testers', 'tester'],
  ['read-only', 'read-only'],
  ['billing', 'billing'],
] as const;

/** Alice at the console, and with her access key. The key of MFA is missing from what an access key asks. */
const alice = { 'aws:username': 'alice' };
const withoutMfa = { ...alice, 'aws:MultiFactorAuthPresent': 'false' };
const withMfa = { ...alice, 'aws:MultiFactorAuthPresent': 'true' };
const aliceUser = `arn:aws:iam::${account}:user/alice`;
const bobUser = `arn:aws:iam::${account}:user/bob`;
const device = (name: string) => `arn:aws:iam::${account}:mfa/${name}`;

describe.each(groups)('the group of %s', (groupName, roleName) => {
  const group = named('aws_iam_group', groupName);
  const role = named('aws_iam_role', roleName);
  const inline = of('aws_iam_group_policy', 'group', group);
  const attached = of('aws_iam_group_policy_attachment', 'group', group);
  const policies = statementsOf(ownMfa, ...inline.map(({ policy }) => policy));
  const roleArn = `\${aws_iam_role.${role.name}.arn}`;

  test('has two policies, and nothing of AWS', () => {
    expect(inline).toHaveLength(1);
    expect(attached.map(({ policy_arn }) => policy_arn)).toEqual([synthesized.reference('aws_iam_policy', 'arn')]);
  });

  test('assumes one role, with MFA only', () => {
    const assume = { action: 'sts:AssumeRole', resource: roleArn };
    expect(allows(policies, { ...assume, context: withMfa })).toBe(true);
    expect(allows(policies, { ...assume, context: withoutMfa })).toBe(false);
    expect(allows(policies, { ...assume, context: alice })).toBe(false);
    expect(allows(policies, { ...assume, resource: `arn:aws:iam::${account}:role/other`, context: withMfa })).toBe(
      false,
    );
  });

  test("allows nothing that does not ask for MFA, but what is about one's own", () => {
    const free = policies.filter(
      ({ Effect, Condition }) => Effect === 'Allow' && Condition?.Bool?.['aws:MultiFactorAuthPresent'] !== 'true',
    );
    expect(free.map(({ Sid }) => Sid)).toEqual(['ListsDevices', 'MakesOwnDevice', 'EnrolsOwnDevice']);
    for (const { Action } of free)
      for (const action of [Action].flat()) expect(action).toMatch(/MFADevices?$|GetUser$/);
  });

  test('is denied everything else without MFA, whatever another policy allows', () => {
    const anything: Attributes = { Sid: 'Anything', Effect: 'Allow', Action: '*', Resource: '*' };
    for (const action of [
      's3:GetObject',
      'iam:ChangePassword',
      'iam:DeactivateMFADevice',
      'sts:AssumeRole',
      'ec2:RunInstances',
    ]) {
      const asked = (context: Request['context']) => allows([...policies, anything], { action, context });
      expect([action, asked(withMfa), asked(withoutMfa), asked(alice)]).toEqual([action, true, false, false]);
    }
  });
});

describe("one's own MFA", () => {
  const may = (action: string, resource: string | undefined, context: Request['context']) =>
    allows(statementsOf(ownMfa), { action, resource, context });

  test('is enrolled by a newcomer at the console', () => {
    expect(may('iam:ListVirtualMFADevices', undefined, withoutMfa)).toBe(true);
    expect(may('iam:GetUser', aliceUser, withoutMfa)).toBe(true);
    expect(may('iam:ListMFADevices', aliceUser, withoutMfa)).toBe(true);
    expect(may('iam:CreateVirtualMFADevice', device('alice'), withoutMfa)).toBe(true);
    expect(may('iam:CreateVirtualMFADevice', device('alice-phone'), withoutMfa)).toBe(true);
    expect(may('iam:EnableMFADevice', aliceUser, withoutMfa)).toBe(true);
  });

  test.each([`arn:aws:iam::${account}:user/people/alice`, `arn:aws:iam::${account}:user/people/web/alice`])(
    'is enrolled below a path: %s',
    (user) => {
      for (const action of ['iam:GetUser', 'iam:ListMFADevices', 'iam:EnableMFADevice', 'iam:ResyncMFADevice']) {
        expect([action, may(action, user, withoutMfa), may(action, user, alice)]).toEqual([action, true, false]);
      }
      for (const action of ['iam:ChangePassword', 'iam:CreateAccessKey', 'iam:DeactivateMFADevice']) {
        expect([action, may(action, user, withMfa), may(action, user, withoutMfa)]).toEqual([action, true, false]);
      }
    },
  );

  test.each(['people/bob', 'alice/bob', 'people/alice/bob', 'people/not-alice', 'malice', 'alice.b'])(
    'does not touch the user %s',
    (user) => {
      const arn = `arn:aws:iam::${account}:user/${user}`;
      for (const action of ['iam:EnableMFADevice', 'iam:DeactivateMFADevice', 'iam:CreateAccessKey']) {
        expect([action, may(action, arn, withMfa), may(action, arn, withoutMfa)]).toEqual([action, false, false]);
      }
    },
  );

  test('is not enrolled by whoever stole an access key', () => {
    expect(may('iam:CreateVirtualMFADevice', device('alice-thief'), alice)).toBe(false);
    expect(may('iam:EnableMFADevice', aliceUser, alice)).toBe(false);
  });

  test("is nobody else's", () => {
    for (const context of [withoutMfa, withMfa]) {
      expect(may('iam:CreateVirtualMFADevice', device('bob'), context)).toBe(false);
      expect(may('iam:EnableMFADevice', bobUser, context)).toBe(false);
      expect(may('iam:DeactivateMFADevice', bobUser, context)).toBe(false);
    }
  });

  test.each([
    ['iam:DeactivateMFADevice', aliceUser],
    ['iam:DeleteVirtualMFADevice', device('alice')],
    ['iam:ChangePassword', aliceUser],
    ['iam:CreateAccessKey', aliceUser],
  ])('is asked for by %s', (action, resource) => {
    expect(may(action, resource, withMfa)).toBe(true);
    expect(may(action, resource, withoutMfa)).toBe(false);
    expect(may(action, resource, alice)).toBe(false);
  });

  test('leaves the CLI its way to a session with MFA', () => {
    const [deny] = statementsOf(ownMfa).filter(({ Effect }) => Effect === 'Deny');
    expect(deny!.NotAction).toContain('sts:GetSessionToken');
  });
});

describe('roles', () => {
  test('are the five, each of one group', () => {
    expect(synthesized.all('aws_iam_role').map(({ name }) => name)).toEqual(
      expect.arrayContaining(groups.map(([, role]) => role)),
    );
    expect(synthesized.all('aws_iam_role')).toHaveLength(5);
    expect(synthesized.all('aws_iam_group')).toHaveLength(5);
    expect(synthesized.none('aws_iam_user')).toBe(true);
  });

  test.each(groups)('%s: %s requires MFA, no older than the session that it opens', (_, name) => {
    const { attributes } = named('aws_iam_role', name);
    expect(attributes).toMatchObject({ path: '/people/', max_session_duration: 8 * 3600 });
    expect(statementsOf(attributes.assume_role_policy)).toEqual([
      expect.objectContaining({
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Condition: {
          Bool: { 'aws:MultiFactorAuthPresent': 'true' },
          NumericLessThan: { 'aws:MultiFactorAuthAge': `${8 * 3600}` },
        },
      }),
    ]);
  });

  test('do what AWS calls their job', () => {
    const managed = groups.map(([, name]) => {
      const attachments = of('aws_iam_role_policy_attachment', 'role', named('aws_iam_role', name));
      return [name, attachments.map(({ policy_arn }) => policy_arn.replace('arn:aws:iam::aws:policy/', '')).sort()];
    });
    expect(Object.fromEntries(managed)).toEqual({
      administrator: ['AdministratorAccess'],
      developer: ['CloudWatchReadOnlyAccess', 'job-function/ViewOnlyAccess'],
      tester: ['CloudWatchReadOnlyAccess', 'job-function/ViewOnlyAccess'],
      'read-only': ['SecurityAudit', 'job-function/ViewOnlyAccess'],
      billing: ['job-function/Billing'],
    });
  });

  test('are bounded where stacks above may grant to them', () => {
    const bounded = synthesized.all('aws_iam_role').filter(({ permissions_boundary }) => permissions_boundary);
    expect(bounded.map(({ name, permissions_boundary }) => [name, permissions_boundary])).toEqual([
      ['developer', boundary.policyArn],
      ['tester', boundary.policyArn],
    ]);
  });

  test('developers restart, testers invoke, in their own account, and neither touches identity', () => {
    const job = (name: string) =>
      statementsOf(...of('aws_iam_role_policy', 'role', named('aws_iam_role', name)).map(({ policy }) => policy));
    const database = (account: string) => `arn:aws:rds:eu-west-1:${account}:db:main`;
    expect(allows(job('developer'), { action: 'rds:RebootDBInstance', resource: database(account) })).toBe(true);
    expect(allows(job('developer'), { action: 'rds:RebootDBInstance', resource: database('444455556666') })).toBe(
      false,
    );
    expect(allows(job('developer'), { action: 'rds:DeleteDBInstance', resource: database(account) })).toBe(false);
    const lambda = `arn:aws:lambda:eu-west-1:${account}:function:checkout`;
    expect(allows(job('tester'), { action: 'lambda:InvokeFunction', resource: lambda })).toBe(true);
    expect(allows(job('tester'), { action: 'lambda:UpdateFunctionCode', resource: lambda })).toBe(false);
    for (const { Action } of [...job('developer'), ...job('tester')]) expect(`${Action}`).not.toMatch(/iam:|sts:|\*/);
  });
});

test("no policy allows everything, and each fits into AWS's limit", () => {
  const policies = ['aws_iam_policy', 'aws_iam_group_policy', 'aws_iam_role_policy'].flatMap((type) =>
    synthesized.all(type),
  );
  for (const { policy } of policies) {
    expect(policy.length).toBeLessThan(5120);
    for (const { Effect, Action } of statementsOf(policy))
      if (Effect === 'Allow') expect([Action].flat()).not.toContain('*');
  }
});

describe('refuses', () => {
  test.each<[string, Partial<PeopleProps>, string]>([
    [
      'an account that is none',
      { account: '42' },
      'stack/people: account: expected an account id of twelve digits, found "42"',
    ],
    [
      'a session that AWS has not',
      { maxSessionHours: 13 },
      'stack/people: maxSessionHours: expected a whole number of hours from 1 to 12, found 13',
    ],
  ])('%s', (_, props, message) => {
    expect(() => people(props)).toThrow(message);
  });

  test('a group with a name that AWS has not', () => {
    const assumes = { roleName: 'app', roleArn: `arn:aws:iam::${account}:role/app` };
    expect(() => synth((stack) => new Group(stack, 'group', { name: 'a/b', assumes, ownMfa: boundary }))).toThrow(
      'stack/group: name: expected 1 to 128 letters, digits and _+=,.@-, found "a/b"',
    );
  });
});
