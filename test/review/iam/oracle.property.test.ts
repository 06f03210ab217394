import { runSimulation } from '@cloud-copilot/iam-simulate';
import { contextOf } from '../../../review/iam/context';
import { type Document } from '../../../review/iam/document';
import { documentOf } from '../../../review/iam/read-document';
import { decide, type Policy } from '../../../review/iam/evaluate';

/**
 * `decide` beside another implementation of the same documentation, on generated policies and requests in which everything is
 * known. The other one is AGPL and knows no third value, so it is here and nowhere else (docs/decisions/0011).
 */
const cases = 600;

/** mulberry32: the same cases on every run. */
function random(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const pick = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)] as T;
  const chance = (share: number) => next() < share;
  const few = <T>(items: readonly T[], most: number): T[] =>
    Array.from({ length: 1 + Math.floor(next() * most) }, () => pick(items));
  return { pick, chance, few };
}
type Random = ReturnType<typeof random>;

const own = '111122223333';
const other = '222233334444';
const role = `arn:aws:iam::${own}:role/team/reader`;
const user = `arn:aws:iam::${own}:user/team/ann`;

const requests = [
  ['s3:GetObject', 'arn:aws:s3:::logs/ann/a.txt'],
  ['s3:PutObject', 'arn:aws:s3:::logs/bob/b.txt'],
  ['s3:ListBucket', 'arn:aws:s3:::logs'],
  ['sqs:SendMessage', `arn:aws:sqs:eu-west-1:${own}:jobs`],
  ['sqs:DeleteQueue', `arn:aws:sqs:eu-west-1:${own}:jobs`],
  ['kms:Decrypt', `arn:aws:kms:eu-west-1:${own}:key/1234abcd-12ab-34cd-56ef-1234567890ab`],
  ['sts:AssumeRole', `arn:aws:iam::${own}:role/deployer`],
  ['ec2:DescribeInstances', '*'],
] as const;
const actions = ['*', 's3:*', 's3:Get*', 's3:?etObject', 'S3:PUTOBJECT', 'sqs:*', 'sqs:Send*', 'kms:*', 'kms:Decrypt'];
const moreActions = [...actions, 'sts:AssumeRole', 'ec2:Describe*', 'kms:De*'];
const resources = [
  '*',
  'arn:aws:s3:::logs/*',
  'arn:aws:s3:::logs',
  'arn:aws:s3:::logs/${aws:username}/*',
  "arn:aws:s3:::logs/${aws:PrincipalTag/team, 'bob'}/*",
  'arn:aws:s3:::l?gs*',
  `arn:aws:sqs:*:${own}:jobs`,
  `arn:aws:kms:*:${own}:key/*`,
  `arn:aws:iam::${own}:role/*`,
];
// What a variable in NotResource means where it has no value, AWS does not say.
const withoutVariables = resources.filter((resource) => resource !== '*' && !resource.includes('${'));
const principals = [
  '*',
  { AWS: '*' },
  { AWS: own },
  { AWS: `arn:aws:iam::${own}:root` },
  { AWS: role },
  { AWS: user },
  { AWS: [`arn:aws:iam::${other}:root`, user] },
  { Service: 'ec2.amazonaws.com' },
];
const keys: Readonly<Record<string, { values: readonly string[]; operators: readonly string[] }>> = {
  'aws:SourceIp': {
    // NotIpAddress has a key of its own: an IPv4 address is not in an IPv6 range, which the other one takes as incomparable.
    values: ['203.0.113.7', '203.0.113.0/24', '198.51.100.0/24', '2001:db8::/32', '2001:db8::1'],
    operators: ['IpAddress'],
  },
  'aws:VpcSourceIp': { values: ['10.0.0.0/8', '10.1.2.3'], operators: ['NotIpAddress'] },
  'aws:SecureTransport': { values: ['true', 'false', 'True'], operators: ['Bool'] },
  'aws:MultiFactorAuthAge': {
    values: ['10', '3600', '7200.5'],
    operators: [
      'NumericLessThan',
      'NumericGreaterThanEquals',
      'NumericEquals',
      'NumericNotEquals',
      'NumericLessThanEquals',
    ],
  },
  'aws:CurrentTime': {
    values: ['2026-11-21T00:00:00Z', '2026-11-21T12:00:00Z', '2030-01-01T00:00:00Z'],
    operators: ['DateLessThan', 'DateGreaterThan', 'DateEquals', 'DateNotEquals', 'DateGreaterThanEquals'],
  },
  'aws:PrincipalArn': {
    values: [role, user, `arn:aws:iam::${own}:role/*`, 'arn:aws:iam::*:user/team/*'],
    operators: ['ArnLike', 'ArnNotLike', 'ArnEquals', 'ArnNotEquals', 'StringLike', 'StringEquals'],
  },
  'aws:SourceVpc': {
    values: ['vpc-1', 'vpc-2', 'vpc-?', 'VPC-1'],
    operators: [
      'StringEquals',
      'StringNotEquals',
      'StringLike',
      'StringNotLike',
      'StringEqualsIgnoreCase',
      'StringNotEqualsIgnoreCase',
    ],
  },
  'aws:PrincipalOrgPaths': {
    values: ['o-a/r-a/ou-a/', 'o-a/r-a/ou-b/', 'o-a/r-a/*'],
    operators: [
      'ForAnyValue:StringEquals',
      'ForAnyValue:StringLike',
      'ForAllValues:StringLike',
      'ForAllValues:StringEquals',
      'ForAnyValue:StringNotEquals',
      'ForAllValues:StringNotLike',
    ],
  },
};

function condition(r: Random) {
  const [key, { values, operators }] = r.pick(Object.entries(keys));
  if (r.chance(0.15)) return { Null: { [key]: r.pick(['true', 'false']) } };
  const plain = r.pick(operators);
  // An absent key makes ...IfExists true ("evaluate the condition element as true", IAM user guide), also after ForAnyValue,
  // where the other one says false.
  const operator = plain + (!plain.startsWith('ForAnyValue') && r.chance(0.3) ? 'IfExists' : '');
  return { [operator]: { [key]: r.few(values, 2) } };
}

function statement(r: Random, { deny, named }: { deny: number; named: boolean }) {
  const plain = r.chance(0.9);
  return {
    Effect: r.chance(deny) ? 'Deny' : 'Allow',
    ...(plain ? { Action: r.few(moreActions, 3) } : { NotAction: r.few(actions.slice(1), 2) }),
    ...(named || r.chance(0.9) ? { Resource: r.few(resources, 3) } : { NotResource: r.few(withoutVariables, 2) }),
    ...(named && { Principal: r.pick(principals) }),
    ...(r.chance(0.35) && { Condition: condition(r) }),
  };
}

function policy(r: Random, options: { deny: number; named: boolean }) {
  return { Version: '2012-10-17', Statement: Array.from({ length: r.pick([1, 2, 3]) }, () => statement(r, options)) };
}

function generate(seed: number) {
  const r = random(seed);
  const isRole = r.chance(0.5);
  const [action, resource] = r.pick(requests);
  const isWildcardOnly = resource === '*';
  const context: Record<string, string | string[]> = {
    'aws:PrincipalArn': isRole ? role : user,
    ...(!isRole && { 'aws:username': 'ann' }),
  };
  const give = (key: string, values: readonly string[]) => {
    if (r.chance(0.6)) context[key] = r.pick(values);
  };
  give('aws:SourceIp', ['203.0.113.7', '198.51.100.9', '2001:db8::1']);
  give('aws:VpcSourceIp', ['10.1.2.3', '10.200.0.1', '172.16.0.1']);
  give('aws:SecureTransport', ['true', 'false']);
  give('aws:MultiFactorAuthAge', ['10', '3600', '9999']);
  give('aws:CurrentTime', ['2026-11-21T00:00:00Z', '2026-11-21T12:00:00Z']);
  give('aws:SourceVpc', ['vpc-1', 'vpc-2']);
  give('aws:PrincipalTag/team', ['ann', 'bob']);
  if (r.chance(0.6)) context['aws:PrincipalOrgPaths'] = r.few(['o-a/r-a/ou-a/', 'o-a/r-a/ou-b/', 'o-b/r-b/'], 2);
  return {
    ...{ action, resource, isWildcardOnly, context, isRole },
    account: isWildcardOnly || r.chance(0.75) ? own : other,
    identity: Array.from({ length: r.pick([0, 1, 2]) }, () => policy(r, { deny: 0.2, named: false })),
    boundary: r.chance(0.3) ? policy(r, { deny: 0.1, named: false }) : undefined,
    // A role always has a trust policy, a key a key policy; the other one lets identities decide where it is left out.
    resourcePolicy:
      !isWildcardOnly && (/^(kms|sts):/.test(action) || r.chance(0.6))
        ? policy(r, { deny: 0.2, named: true })
        : undefined,
  };
}
type Case = ReturnType<typeof generate>;

/** The resource of a request, in the account that the case says. */
const arnOf = ({ resource, account }: Case) =>
  resource.startsWith('arn:aws:s3') ? resource : resource.replace(own, account);

async function oracle(generated: Case) {
  const { action, account, context, isRole, identity, boundary, resourcePolicy } = generated;
  const result = await runSimulation(
    {
      request: {
        principal: isRole ? role : user,
        action,
        resource: { resource: arnOf(generated), accountId: account },
        contextVariables: context,
      },
      identityPolicies: identity.map((policy, index) => ({ name: `p${index}`, policy })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(boundary && { permissionBoundaryPolicies: [{ name: 'boundary', policy: boundary }] }),
      ...(resourcePolicy && { resourcePolicy }),
    },
    { simulationMode: 'Strict' },
  );
  if (result.resultType === 'error') throw new Error(JSON.stringify(result.errors));
  return result.overallResult === 'Allowed' ? 'allowed' : 'denied';
}

function ours(generated: Case) {
  const { action, account, context, isRole, isWildcardOnly, identity, boundary, resourcePolicy } = generated;
  const read = (name: string, kind: Policy['kind'], json: unknown): Policy => ({
    ...{ name, kind },
    document: documentOf(JSON.stringify(json)) as Document,
  });
  return decide(
    {
      requester: { kind: isRole ? 'role' : 'user', id: isRole ? role : user, account: own },
      ...{ action, isWildcardOnly },
      resource: arnOf(generated),
      context: contextOf('absent', context),
    },
    {
      identity: identity.map((json, index) => read(`p${index}`, 'identity', json)),
      ...(boundary && { boundary: read('boundary', 'boundary', boundary) }),
      ...(resourcePolicy && { resource: read('resource policy', 'resource', resourcePolicy) }),
      resourceAccount: account,
      needsResourcePolicy: action.startsWith('kms:') || action.startsWith('sts:'),
    },
  );
}

test(`agrees with another implementation on ${cases} generated requests`, async () => {
  const results = { allowed: 0, denied: 0 };
  const differences: unknown[] = [];
  for (let seed = 1; seed <= cases; seed++) {
    const generated = generate(seed);
    const theirs = await oracle(generated);
    const { result } = ours(generated);
    results[theirs]++;
    if (result !== theirs) differences.push({ seed, theirs, ours: result, ...generated });
  }
  expect(differences).toEqual([]);
  // Both kinds often enough to mean something.
  expect(results.allowed).toBeGreaterThan(cases / 10);
  expect(results.denied).toBeGreaterThan(cases / 10);
});
