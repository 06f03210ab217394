import { factsFor } from '../../review/engine/environment-facts';
import { evaluate } from '../../review/engine/evaluate';
import { graphOfStacks, type StackInput } from '../../review/model/load';
import { rules } from '../../policies/rules';

type Json = StackInput['json'];

/** A stack as CDKTF writes it; others read its outputs from its state. */
function stack(name: string, resource: object, rest: object = {}): StackInput {
  const backend = { s3: { bucket: 'example-state', key: `${name}.tfstate` } };
  const json = { terraform: { backend }, provider: { aws: [{ region: 'eu-west-1' }] }, resource, ...rest } as Json;
  return { name, environment: 'prod', file: `${name}.json`, json };
}

/** The outputs of another stack, as CDKTF reads them: `${data.terraform_remote_state.other.outputs.x}`. */
const reads = (name: string) => ({
  data: {
    terraform_remote_state: { other: { backend: 's3', config: { bucket: 'example-state', key: `${name}.tfstate` } } },
  },
});

/** The verdicts of a rule on its resources, without scopes. */
async function verdicts(rule: string, ...stacks: readonly StackInput[]): Promise<Record<string, string>> {
  const chosen = rules.filter(({ id }) => id === rule);
  const findings = evaluate(await graphOfStacks(stacks), chosen, (name) => factsFor(name, 'critical'));
  return Object.fromEntries(findings.map(({ address, status }) => [address, status]));
}

const admin = 'security-group/no-admin-ports-from-ipv4-world';
const admin6 = 'security-group/no-admin-ports-from-ipv6-world';
const ssh = { protocol: 'tcp', from_port: 22, to_port: 22 };

/** A group with inline rules, in which CDKTF writes every argument that nobody gave as null. */
const nulls = {
  cidr_blocks: null,
  description: null,
  ipv6_cidr_blocks: null,
  prefix_list_ids: null,
  security_groups: null,
  self: null,
};
const group = (...ingress: readonly object[]) =>
  stack('prod-network', { aws_security_group: { main: { ingress: ingress.map((one) => ({ ...nulls, ...one })) } } });
/** A rule that is a resource of its own. */
const rule = (attributes: object) => ({ aws_vpc_security_group_ingress_rule: { main: attributes } });

describe('scanners miss, and Terrace does not:', () => {
  test('an explicit null beside 0.0.0.0/0', async () => {
    expect(await verdicts(admin, group({ ...ssh, cidr_blocks: ['0.0.0.0/0'] }))).toEqual({
      'aws_security_group.main': 'fail',
    });
    const separate = rule({ ip_protocol: 'tcp', from_port: 22, to_port: 22, cidr_ipv4: '0.0.0.0/0', cidr_ipv6: null });
    expect(await verdicts(admin, stack('prod-network', separate))).toEqual({
      'aws_vpc_security_group_ingress_rule.main': 'fail',
    });
    expect(await verdicts(admin, group({ ...ssh, cidr_blocks: ['10.0.0.0/8'] }))).toEqual({
      'aws_security_group.main': 'pass',
    });
  });

  test('ip_protocol "-1", which is every port and needs none', async () => {
    const every = (from: number | null) =>
      stack('prod-network', rule({ ip_protocol: '-1', from_port: from, to_port: from, cidr_ipv4: '0.0.0.0/0' }));
    for (const from of [null, 0, -1]) expect(Object.values(await verdicts(admin, every(from)))).toEqual(['fail']);
    const inline = group({ protocol: '-1', from_port: 0, to_port: 0, cidr_blocks: ['0.0.0.0/0'] });
    expect(Object.values(await verdicts(admin, inline))).toEqual(['fail']);
  });

  test('::/0, however it is written', async () => {
    for (const cidr of ['::/0', '0::/0', '0:0:0:0:0:0:0:0/0']) {
      expect(Object.values(await verdicts(admin6, group({ ...ssh, ipv6_cidr_blocks: [cidr] })))).toEqual(['fail']);
    }
    expect(Object.values(await verdicts(admin6, group({ ...ssh, ipv6_cidr_blocks: ['2001:db8::/32'] })))).toEqual([
      'pass',
    ]);
  });

  test('0.0.0.0/1 and 128.0.0.0/1, which together are the world', async () => {
    expect(Object.values(await verdicts(admin, group({ ...ssh, cidr_blocks: ['0.0.0.0/1', '128.0.0.0/1'] })))).toEqual([
      'fail',
    ]);
    const halves = group({ ...ssh, cidr_blocks: ['0.0.0.0/1'] }, { ...ssh, cidr_blocks: ['128.0.0.0/1'] });
    expect(Object.values(await verdicts(admin, halves))).toEqual(['fail']);
  });

  test('an open rule behind one that refers to its own group', async () => {
    const own = { ...ssh, self: true };
    expect(Object.values(await verdicts(admin, group(own, { ...ssh, cidr_blocks: ['0.0.0.0/0'] })))).toEqual(['fail']);
    expect(Object.values(await verdicts(admin, group(own)))).toEqual(['pass']);
  });

  test('an inline policy behind jsonencode', async () => {
    const role = (action: string) =>
      stack('prod-network', {
        aws_iam_role: {
          main: {
            assume_role_policy: '${jsonencode({"Version" = "2012-10-17", "Statement" = []})}',
            inline_policy: [
              {
                name: 'main',
                policy: `\${jsonencode({"Version" = "2012-10-17", "Statement" = [{"Effect" = "Allow", "Action" = "${action}", "Resource" = "*"}]})}`,
              },
            ],
          },
        },
      });
    expect(await verdicts('iam/no-full-admin', role('*'))).toEqual({ 'aws_iam_role.main': 'fail' });
    expect(await verdicts('iam/no-full-admin', role('s3:ListAllMyBuckets'))).toEqual({ 'aws_iam_role.main': 'pass' });
  });

  test('a default that is unsafe when the attribute is missing', async () => {
    const database = { main: { engine: 'postgres', instance_class: 'db.t4g.small' } };
    expect(await verdicts('rds/storage-encrypted', stack('prod-data', { aws_db_instance: database }))).toEqual({
      'aws_db_instance.main': 'fail',
    });
    const template = { main: { image_id: 'ami-0123456789abcdef0' } };
    expect(await verdicts('ec2/imds-v2', stack('prod-app', { aws_launch_template: template }))).toEqual({
      'aws_launch_template.main': 'fail',
    });
  });

  test('a value from a variable with a default', async () => {
    const database = (variable: object) =>
      stack(
        'prod-data',
        { aws_db_instance: { main: { storage_encrypted: '${var.encrypted}' } } },
        { variable: { encrypted: variable } },
      );
    const statuses = async (variable: object) =>
      Object.values(await verdicts('rds/storage-encrypted', database(variable)));
    expect(await statuses({ type: 'bool', default: false })).toEqual(['fail']);
    expect(await statuses({ type: 'bool', default: true })).toEqual(['pass']);
    expect(await statuses({ type: 'bool' })).toEqual(['unknown']);
  });
});

describe('scanners report, and Terrace does not:', () => {
  test('a security group that another stack uses', async () => {
    const groups = stack(
      'prod-network',
      { aws_security_group: { main: { vpc_id: 'vpc-0123456789abcdef0' } } },
      { output: { group: { value: '${aws_security_group.main.id}' } } },
    );
    const id = '${data.terraform_remote_state.other.outputs.group}';
    const user = stack('prod-app', { aws_instance: { main: { vpc_security_group_ids: [id] } } }, reads('prod-network'));
    expect(await verdicts('security-group/in-use', groups)).toEqual({ 'aws_security_group.main': 'fail' });
    expect(await verdicts('security-group/in-use', groups, user)).toEqual({ 'aws_security_group.main': 'pass' });
  });

  test('a network whose flow log is in another stack', async () => {
    const vpc = stack(
      'prod-network',
      { aws_vpc: { main: { cidr_block: '10.0.0.0/16' } } },
      { output: { vpc: { value: '${aws_vpc.main.id}' } } },
    );
    const log = { vpc_id: '${data.terraform_remote_state.other.outputs.vpc}', traffic_type: 'ALL' };
    const logs = stack('prod-audit', { aws_flow_log: { main: log } }, reads('prod-network'));
    expect(await verdicts('vpc/flow-logs', vpc)).toEqual({ 'aws_vpc.main': 'fail' });
    expect(await verdicts('vpc/flow-logs', vpc, logs)).toEqual({ 'aws_vpc.main': 'pass' });
  });

  test('a bucket whose public access block is in another stack', async () => {
    const bucket = stack(
      'prod-data',
      { aws_s3_bucket: { main: { bucket: 'example-data' } } },
      { output: { bucket: { value: '${aws_s3_bucket.main.id}' } } },
    );
    const flags = ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'];
    const block = {
      bucket: '${data.terraform_remote_state.other.outputs.bucket}',
      ...Object.fromEntries(flags.map((flag) => [flag, true])),
    };
    const blocks = stack('prod-policy', { aws_s3_bucket_public_access_block: { main: block } }, reads('prod-data'));
    expect(await verdicts('s3/public-access-block-configured', bucket)).toEqual({ 'aws_s3_bucket.main': 'fail' });
    expect(await verdicts('s3/public-access-block-configured', bucket, blocks)).toEqual({
      'aws_s3_bucket.main': 'pass',
    });
  });
});
