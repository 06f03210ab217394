import { arnOf } from '../../../review/model/identity';
import { factsFor } from '../../../review/engine/environment-facts';
import { evaluate } from '../../../review/engine/evaluate';
import type { Rule } from '../../../review/engine/rule';
import { can } from '../../../review/iam/can';
import { identitiesIn } from '../../../review/iam/identities';
import type { Graph } from '../../../review/model/graph';
import { graphOfStacks, type StackInput } from '../../../review/model/load';
import { Unknown } from '../../../review/model/value';
import { rulesOfGroup } from '../../../review/network/security-group-rules';
import { tierOf } from '../../../review/network/tiers';
import { noFullAdmin } from '../../../policies/rules/iam/no-full-admin';
import { publicAccessBlocked } from '../../../policies/rules/s3/public-access-blocked';

type Resources = Record<string, Record<string, object>>;
const accounts: Record<string, string> = { dev: '111122223333', test: '222233334444', prod: '444455556666' };

/** `prod-data` is of the environment `prod`, which has an account of its own where the input names it. */
function stack(name: string, resource: Resources, rest: object = {}): StackInput {
  const environment = name.split('-')[0] as string;
  return { name, environment, file: `${name}.json`, json: { resource, ...rest } as StackInput['json'] };
}
const inAccount = (environment: string, region = 'eu-west-1') => ({
  provider: { aws: [{ region, allowed_account_ids: [accounts[environment]] }] },
});

const environments = ['dev', 'test', 'prod'];
const of = (graph: Graph, type: string, root: string) => graph.all(type).find((one) => one.root.name === root)!;
const children = (graph: Graph, parent: string, root: string, child: string, attribute: string) =>
  graph.children(of(graph, parent, root), child, attribute).found.map(({ key }) => key);

describe.each([
  ['whose accounts are known', inAccount],
  ['whose accounts are not known', () => ({})],
])('environments %s, which call theirs alike', (_, provider) => {
  test.each([
    ['aws_s3_bucket', 'bucket', 'aws_s3_bucket_versioning', 'bucket'],
    ['aws_iam_role', 'name', 'aws_iam_role_policy', 'role'],
    ['aws_cloudwatch_log_group', 'name', 'aws_cloudwatch_log_metric_filter', 'log_group_name'],
    ['aws_autoscaling_group', 'name', 'aws_autoscaling_policy', 'autoscaling_group_name'],
    ['aws_kms_alias', 'name', 'aws_sqs_queue', 'kms_master_key_id'],
  ])('%s: what names one is joined to that of its own', async (parent, name, child, attribute) => {
    const graph = await graphOfStacks([
      ...environments.map((one) =>
        stack(`${one}-base`, { [parent]: { main: { [name]: 'alias/main' } } }, provider(one)),
      ),
      ...[...environments]
        .reverse()
        .map((one) => stack(`${one}-app`, { [child]: { main: { [attribute]: 'alias/main' } } }, provider(one))),
    ]);
    for (const one of environments) {
      expect(children(graph, parent, `${one}-base`, child, attribute)).toEqual([`${one}-app/${child}.main`]);
      const asking = of(graph, child, `${one}-app`);
      expect(graph.resolveFor(asking, 'alias/main', parent)).toBe(of(graph, parent, `${one}-base`));
    }
    expect(graph.resolve('alias/main', parent)).toBeUndefined();
  });

  test('what only another environment has is not meant', async () => {
    const graph = await graphOfStacks([
      stack('dev-app', { aws_iam_role_policy: { main: { role: 'ci' } } }, provider('dev')),
      stack('prod-base', { aws_iam_role: { main: { name: 'ci' } } }, provider('prod')),
    ]);
    expect(children(graph, 'aws_iam_role', 'prod-base', 'aws_iam_role_policy', 'role')).toEqual([]);
    expect(graph.resolveFor(graph.all('aws_iam_role_policy')[0]!, 'ci', 'aws_iam_role')).toBeUndefined();
  });

  test('a child that does not tell its parent leaves only its own environment in doubt', async () => {
    const versioning = { aws_s3_bucket_versioning: { main: { bucket: '${var.bucket}' } } };
    const graph = await graphOfStacks([
      ...environments.map((one) => stack(`${one}-base`, { aws_s3_bucket: { main: {} } }, provider(one))),
      stack('dev-app', versioning, { variable: { bucket: {} }, ...provider('dev') }),
    ]);
    const doubts = graph
      .all('aws_s3_bucket')
      .map((bucket) => graph.children(bucket, 'aws_s3_bucket_versioning', 'bucket').unknown?.because);
    expect(doubts).toEqual(['var.bucket has no value', undefined, undefined]);
  });

  test('so do a rule of a group, and a route of a table, that are not known', async () => {
    const network = {
      aws_vpc: { main: {} },
      aws_subnet: { main: { vpc_id: '${aws_vpc.main.id}' } },
      aws_security_group: { main: { vpc_id: '${aws_vpc.main.id}' } },
    };
    const graph = await graphOfStacks([
      ...environments.map((one) => stack(`${one}-network`, network, provider(one))),
      stack(
        'dev-app',
        {
          aws_vpc_security_group_ingress_rule: {
            main: { security_group_id: '${var.of}', cidr_ipv4: '0.0.0.0/0', ip_protocol: '-1' },
          },
          aws_route: { out: { route_table_id: '${var.of}', gateway_id: 'igw-0a1b2c3d4e5f60718' } },
        },
        { variable: { of: {} }, ...provider('dev') },
      ),
    ]);
    const groups = graph.all('aws_security_group').map((group) => rulesOfGroup(graph, group).unknown?.because);
    expect(groups).toEqual(['var.of has no value', undefined, undefined]);
    const tiers = graph.all('aws_subnet').map((subnet) => tierOf(graph, subnet));
    expect(tiers).toEqual([new Unknown('var.of has no value'), 'isolated', 'isolated']);
  });

  async function failures(rule: Rule, stacks: readonly StackInput[]) {
    const findings = evaluate(await graphOfStacks(stacks), [rule], (name) => factsFor(name, 'critical'));
    return findings.filter(({ status }) => status === 'fail').map(({ root, address }) => `${root}/${address}`);
  }

  test('a flaw of one is not found in the others', async () => {
    const block = ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'];
    const blocked = (is: boolean) => Object.fromEntries(block.map((name) => [name, is]));
    const found = await failures(
      publicAccessBlocked,
      environments.flatMap((one) => [
        stack(`${one}-data`, { aws_s3_bucket: { main: { bucket: 'data' } } }, provider(one)),
        stack(
          `${one}-app`,
          { aws_s3_bucket_public_access_block: { main: { bucket: 'data', ...blocked(one !== 'test') } } },
          provider(one),
        ),
      ]),
    );
    expect(found).toEqual(['test-data/aws_s3_bucket.main']);
  });

  const policy = (action: string) =>
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] });
  const role = { aws_iam_role: { ci: { name: 'ci', assume_role_policy: policy('sts:AssumeRole') } } };

  test('nor is the administrator of one that of another', async () => {
    const stacks = environments.flatMap((one) => [
      stack(
        `${one}-app`,
        {
          aws_iam_policy: { ci: { name: 'ci', policy: policy(one === 'prod' ? '*' : 's3:GetObject') } },
          aws_iam_role_policy: { ci: { role: 'ci', policy: policy('sqs:SendMessage') } },
        },
        provider(one),
      ),
      stack(`${one}-base`, role, provider(one)),
    ]);
    expect(await failures(noFullAdmin, stacks)).toEqual(['prod-app/aws_iam_policy.ci']);
    const identities = identitiesIn(await graphOfStacks(stacks));
    expect(identities.map(({ policies }) => policies.map(({ resource }) => resource?.key))).toEqual(
      environments.map((one) => [`${one}-app/aws_iam_role_policy.ci`]),
    );
  });

  test('and the policy of a resource is that of its own environment', async () => {
    const deny = (one: string) =>
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: one === 'dev' ? 'Deny' : 'Allow', Principal: '*', Action: 'sqs:*', Resource: '*' }],
      });
    const graph = await graphOfStacks(
      environments.map((one) =>
        stack(
          `${one}-app`,
          {
            ...role,
            aws_iam_role_policy: { ci: { role: 'ci', policy: policy('sqs:SendMessage') } },
            aws_sqs_queue: { jobs: { name: 'jobs', policy: deny(one) } },
          },
          provider(one),
        ),
      ),
    );
    const answers = identitiesIn(graph).map((identity) => {
      const at = arnOf(graph.all('aws_sqs_queue').find(({ root }) => root.environment === identity.environment)!);
      return can(graph, identity, 'sqs:SendMessage', at).map(({ decision }) => decision.result);
    });
    expect(answers).toEqual([['denied'], ['allowed'], ['allowed']]);
  });
});

describe('what names one thing of all the world', () => {
  test.each([
    ['arn:aws:iam::444455556666:role/ci', 'aws_iam_role', { name: 'ci' }],
    ['arn:aws:s3:::logs-of-prod', 'aws_s3_bucket', { bucket: 'logs-of-prod' }],
    ['logs-of-prod', 'aws_s3_bucket', { bucket: 'logs-of-prod' }],
    ['vpc-0a1b2c3d4e5f60718', 'aws_vpc', { id: 'vpc-0a1b2c3d4e5f60718' }],
  ])('%s is meant in another environment too', async (text, type, body) => {
    const graph = await graphOfStacks([
      stack('dev-app', { aws_flow_log: { main: {} } }, inAccount('dev')),
      stack('prod-base', { [type]: { main: body } }, inAccount('prod')),
    ]);
    expect(graph.resolveFor(graph.all('aws_flow_log')[0]!, text, type)).toBe(graph.all(type)[0]);
  });
});

test('in one root, the one of its own region is meant', async () => {
  const regional = (provider: string) => ({ name: '/app', provider });
  const graph = await graphOfStacks([
    stack(
      'prod-app',
      {
        aws_cloudwatch_log_group: { far: regional('aws.far'), near: regional('aws') },
        aws_cloudwatch_log_metric_filter: {
          far: { log_group_name: '/app', provider: 'aws.far' },
          near: { log_group_name: '/app' },
        },
      },
      { provider: { aws: [{ region: 'eu-west-1' }, { alias: 'far', region: 'us-east-1' }] } },
    ),
  ]);
  const filters = graph
    .all('aws_cloudwatch_log_group')
    .map((group) => graph.children(group, 'aws_cloudwatch_log_metric_filter', 'log_group_name').found);
  expect(filters.map((found) => found.map(({ name }) => name))).toEqual([['far'], ['near']]);
});

test('environments that share an account share its names', async () => {
  const graph = await graphOfStacks([
    stack('dev-app', { aws_iam_role_policy: { main: { role: 'ci' } } }, inAccount('dev')),
    stack('test-base', { aws_iam_role: { main: { name: 'ci' } } }, inAccount('dev')),
  ]);
  expect(children(graph, 'aws_iam_role', 'test-base', 'aws_iam_role_policy', 'role')).toEqual([
    'dev-app/aws_iam_role_policy.main',
  ]);
});

test('roots without an environment find each other, where one only has the name', async () => {
  const root = (name: string, resource: Resources): StackInput => ({ name, file: `${name}.json`, json: { resource } });
  const child = { aws_iam_role_policy: { main: { role: 'ci' } } };
  const parent = { aws_iam_role: { main: { name: 'ci' } } };
  const one = await graphOfStacks([root('app', child), root('base', parent)]);
  expect(children(one, 'aws_iam_role', 'base', 'aws_iam_role_policy', 'role')).toEqual([
    'app/aws_iam_role_policy.main',
  ]);
  const two = await graphOfStacks([root('app', child), root('base', parent), root('other', parent)]);
  expect(children(two, 'aws_iam_role', 'base', 'aws_iam_role_policy', 'role')).toEqual([]);
});

test('ten thousand of one name take no longer than ten thousand names', async () => {
  const many = (prefix: string, body: object) =>
    Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`${prefix}${index}`, body]));
  const graph = await graphOfStacks([
    stack('prod-app', {
      aws_s3_bucket: many('b', { bucket: 'same' }),
      aws_s3_bucket_versioning: many('v', { bucket: 'same' }),
    }),
  ]);
  const [first] = graph.all('aws_s3_bucket');
  // Of this process, whatever else the machine does.
  const start = process.cpuUsage();
  expect(graph.children(first!, 'aws_s3_bucket_versioning', 'bucket').found).toHaveLength(10_000);
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(2_000);
});
