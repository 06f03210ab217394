import { evaluate } from '../../../review/engine/evaluate';
import { factsFor } from '../../../review/engine/environment-facts';
import type { Criticality } from '../../../review/criticality';
import type { Rule } from '../../../review/engine/rule';
import { graphOfStacks, type StackInput } from '../../../review/model/load';
import { storesAreBackedUp } from '../../../policies/rules/backup/stores-are-backed-up';
import { policyAdmitsServices } from '../../../policies/rules/kms/policy-admits-services';
import { oidcTrustIsPinned } from '../../../policies/rules/iam/oidc-trust-is-pinned';
import { deletionProtection } from '../../../policies/rules/rds/deletion-protection';
import { logsExported } from '../../../policies/rules/rds/logs-exported';
import { multiAz } from '../../../policies/rules/rds/multi-az';
import { publicAccessBlockConfigured } from '../../../policies/rules/s3/public-access-block-configured';
import { oneEnvironment } from '../../../policies/rules/state/one-environment';

type Json = StackInput['json'];

/** A stack whose state others read: `prod-data` is of the environment `prod`. */
function stack(name: string, resource: object, rest: object = {}): StackInput {
  const [environment] = name.split('-');
  const backend = { s3: { bucket: `example-${environment}-state`, key: `${name}.tfstate` } };
  const json = { terraform: { backend }, resource, ...rest } as Json;
  return { name, ...(environment && { environment }), file: `${name}.json`, json };
}

const reads = (name: string) => ({
  data: {
    terraform_remote_state: {
      other: {
        backend: 's3',
        config: { bucket: `example-${name.split('-')[0]}-state`, key: `${name}.tfstate` },
      },
    },
  },
});

async function verdicts(rule: Rule, stacks: readonly StackInput[], criticality: Criticality = 'critical') {
  const findings = evaluate(await graphOfStacks(stacks), [rule], (name) => factsFor(name, criticality));
  return Object.fromEntries(findings.map(({ root, address, status }) => [`${root}/${address}`, status]));
}

const allFour = {
  block_public_acls: true,
  block_public_policy: true,
  ignore_public_acls: true,
  restrict_public_buckets: true,
};

describe('a setting that another stack declares', () => {
  test('the public access block of a bucket', async () => {
    const bucket = stack(
      'prod-data',
      { aws_s3_bucket: { data: {} } },
      { output: { bucket: { value: '${aws_s3_bucket.data.id}' } } },
    );
    const block = stack(
      'prod-policy',
      {
        aws_s3_bucket_public_access_block: {
          data: { bucket: '${data.terraform_remote_state.other.outputs.bucket}', ...allFour },
        },
      },
      reads('prod-data'),
    );
    expect(await verdicts(publicAccessBlockConfigured, [bucket])).toEqual({ 'prod-data/aws_s3_bucket.data': 'fail' });
    expect(await verdicts(publicAccessBlockConfigured, [bucket, block])).toEqual({
      'prod-data/aws_s3_bucket.data': 'pass',
    });
  });

  test('the block of the account, not that of another environment', async () => {
    const account = (id: string) => ({ provider: { aws: [{ allowed_account_ids: [id] }] } });
    const blocks = { aws_s3_account_public_access_block: { all: allFour } };
    const found = await verdicts(publicAccessBlockConfigured, [
      stack('prod-data', { aws_s3_bucket: { data: {} } }, account('111122223333')),
      stack('prod-account', blocks, account('111122223333')),
      stack('dev-data', { aws_s3_bucket: { data: {} } }, account('222233334444')),
    ]);
    expect(found).toEqual({ 'prod-data/aws_s3_bucket.data': 'pass', 'dev-data/aws_s3_bucket.data': 'fail' });
  });

  test('the members of a cluster', async () => {
    const cluster = stack(
      'prod-data',
      { aws_rds_cluster: { main: { cluster_identifier: 'main', engine: 'aurora-mysql' } } },
      { output: { name: { value: '${aws_rds_cluster.main.cluster_identifier}' } } },
    );
    const member = { cluster_identifier: '${data.terraform_remote_state.other.outputs.name}' };
    const members = stack('prod-members', { aws_rds_cluster_instance: { a: member, b: member } }, reads('prod-data'));
    expect(await verdicts(multiAz, [cluster, members])).toEqual({ 'prod-data/aws_rds_cluster.main': 'pass' });
  });

  test('the policy of the key of a log group', async () => {
    const key = (service: string) =>
      stack(
        'prod-account',
        {
          aws_kms_key: {
            logs: {
              policy: JSON.stringify({
                Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'kms:*', Resource: '*' }],
              }),
            },
          },
        },
        { output: { key: { value: '${aws_kms_key.logs.arn}' } } },
      );
    const group = stack(
      'prod-data',
      { aws_cloudwatch_log_group: { app: { kms_key_id: '${data.terraform_remote_state.other.outputs.key}' } } },
      reads('prod-account'),
    );
    const name = 'prod-data/aws_cloudwatch_log_group.app';
    expect(await verdicts(policyAdmitsServices, [key('logs.eu-west-1.amazonaws.com'), group])).toEqual({
      [name]: 'pass',
    });
    expect(await verdicts(policyAdmitsServices, [key('sns.amazonaws.com'), group])).toEqual({ [name]: 'fail' });
  });

  test('the plan that backs a database up, not that of another environment', async () => {
    const database = { aws_db_instance: { main: { tags: { backup: 'daily' } } } };
    const tag = { type: 'STRINGEQUALS', key: 'backup', value: 'daily' };
    const found = await verdicts(storesAreBackedUp, [
      stack('prod-data', database),
      stack('prod-account', { aws_backup_selection: { data: { selection_tag: [tag] } } }),
      stack('test-data', database),
    ]);
    expect(found).toEqual({ 'prod-data/aws_db_instance.main': 'pass', 'test-data/aws_db_instance.main': 'fail' });
  });
});

test('two environments may give a database the same name: a replica reads from the one of its own', async () => {
  const databases = (engine: string, exports: readonly string[]) => ({
    aws_db_instance: {
      main: { identifier: 'main', engine, enabled_cloudwatch_logs_exports: exports },
      reads: { replicate_source_db: 'main', enabled_cloudwatch_logs_exports: exports },
    },
  });
  const found = await verdicts(logsExported, [
    stack('dev-data', databases('postgres', ['postgresql', 'upgrade'])),
    stack('prod-data', databases('sqlserver-se', ['agent', 'error'])),
  ]);
  expect(new Set(Object.values(found))).toEqual(new Set(['pass']));
});

describe('state', () => {
  const root = (name: string, bucket: string): StackInput => {
    const backend = {
      s3: {
        ...{ bucket, key: `${name}.tfstate`, encrypt: true, use_lockfile: true },
        ...{ kms_key_id: `alias/${name}`, allowed_account_ids: ['111122223333'] },
      },
    };
    return { ...stack(name, {}), json: { terraform: { backend } } as Json };
  };

  test('two stacks of an environment share a bucket', async () => {
    const found = await verdicts(oneEnvironment, [root('prod-data', 'prod'), root('prod-network', 'prod')]);
    expect(found).toEqual({ 'prod-data/@root.prod-data': 'pass', 'prod-network/@root.prod-network': 'pass' });
  });

  test('two environments do not', async () => {
    const stacks = [root('prod-data', 'state'), root('dev-data', 'state')];
    const findings = evaluate(await graphOfStacks(stacks), [oneEnvironment], (name) => factsFor(name, 'low'));
    expect(findings.map(({ message }) => message)).toEqual([
      '@root.prod-data backend.bucket: expected one that no other environment uses, found one that is shared with dev',
      '@root.dev-data backend.bucket: expected one that no other environment uses, found one that is shared with prod',
    ]);
  });
});

describe('what the criticality of an environment decides', () => {
  test.each([
    ['repo:example/shop:*', 'pass'],
    ['project_path:example/shop:ref_type:branch:ref:*', 'pass'],
    ['project_path:example/group/shop:*', 'pass'],
    ['project_id:46573356:*', 'pass'],
    ['repo:example/*', 'fail'],
    ['project_path:example/*', 'fail'],
    ['project_path:example/group/*', 'fail'],
    ['project_path:example/shop*', 'fail'],
    ['project_id:4*', 'fail'],
  ])('jobs of one project, as %s, may assume a role where little is at stake: %s', async (subject, status) => {
    const trust = {
      Effect: 'Allow',
      Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/git.example.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: { 'git.example.com:aud': 'https://git.example.com' },
        StringLike: { 'git.example.com:sub': subject },
      },
    };
    const role = { assume_role_policy: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }) };
    const stacks = [stack('x-account', { aws_iam_role: { deploy: role } })];
    const name = 'x-account/aws_iam_role.deploy';
    expect(await verdicts(oidcTrustIsPinned, stacks, 'medium')).toEqual({ [name]: status });
    expect(await verdicts(oidcTrustIsPinned, stacks, 'high')).toEqual({ [name]: 'fail' });
  });

  const database = (attributes: object) => [stack('x-data', { aws_db_instance: { main: attributes } })];

  test('a standby is asked for where it is critical only, whatever the environment is called', async () => {
    const [name, single] = ['x-data/aws_db_instance.main', database({ multi_az: false })];
    expect(await verdicts(multiAz, single, 'critical')).toEqual({ [name]: 'fail' });
    expect(await verdicts(multiAz, single, 'medium')).toEqual({});
  });

  test('deletion protection is asked for where anything is lost, and shows where somebody opted out', async () => {
    const [name, unprotected] = ['x-data/aws_db_instance.main', { deletion_protection: false }];
    const optedOut = { ...unprotected, '//': { opt_outs: { deletion_protection: 'rebuilt from fixtures' } } };
    expect(await verdicts(deletionProtection, database(unprotected), 'medium')).toEqual({ [name]: 'fail' });
    expect(await verdicts(deletionProtection, database(unprotected), 'low')).toEqual({});
    expect(await verdicts(deletionProtection, database(optedOut), 'low')).toEqual({ [name]: 'fail' });
  });
});
