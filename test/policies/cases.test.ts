import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { can, type CanOptions } from '../../cli/commands/can';
import { check } from '../../cli/commands/check';
import { reach } from '../../cli/commands/reach';
import { describe as say } from '../../cli/errors';
import type { Io } from '../../cli/io';
import { capturedIo } from '../support/io';

// Inputs that were answered wrongly once, from public bug reports and other teams' apps, each as its user asks.

const inputs = 'test/policies/cases';
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'terrace-cases-'));
  for (const file of readdirSync(inputs)) {
    cpSync(join(inputs, file), join(folder, file.replace('.tf.json', ''), 'cdk.tf.json'));
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

async function run(command: (io: Io) => Promise<number>) {
  const { io, printed } = capturedIo({ cwd: folder });
  const code = await command(io).catch((error: unknown) => {
    printed.err += say(error, false);
    return 2;
  });
  return { code, ...printed };
}

interface Shown {
  readonly rule: string;
  readonly address: string;
  readonly status: string;
  readonly severity: string;
}

/** Every verdict on a case, as `terrace check --all --json` prints it. */
async function checked(name: string) {
  const { code, out, err } = await run((io) => check([name], { json: true, all: true, date: '2026-11-28' }, io));
  const report = code === 2 && out === '' ? { findings: [] } : JSON.parse(out);
  const findings = report.findings as readonly Shown[];
  const of = (rule: string, address?: string) =>
    findings
      .filter((one) => one.rule === rule && (address === undefined || one.address === address))
      .map(({ severity, status }) => `${severity} ${status}`);
  const failing = (address: string) =>
    findings
      .filter((one) => one.address === address && one.status === 'fail')
      .map(({ severity, rule }) => `${severity} ${rule}`)
      .sort();
  return { code, err, report, findings, of, failing };
}

const asks = (name: string, principal: string, action: string, resource?: string, options: CanOptions = {}) =>
  run((io) => can(principal, action, resource, { ...options, path: name }, io));

describe('a reviewer may act on a pass:', () => {
  test('a module that was not read closes the gate of a critical environment', async () => {
    const { code, of, report } = await checked('module-not-read-passes');
    expect(code).toBe(1);
    expect(of('module/is-read')).toEqual(['high unknown']);
    expect(JSON.stringify(report)).toContain('module.everything');
  });

  test('a tree in which nothing was judged passes no gate', async () => {
    const { io, printed } = capturedIo({ cwd: folder });
    const code = await check(['only-kubernetes-passes'], { date: '2026-11-28' }, io).catch((error: unknown) => {
      printed.err += say(error, false);
      return 2;
    });
    expect(code).not.toBe(0);
    expect(printed.out + printed.err).not.toMatch(/gate passes/);
    expect(printed.out + printed.err).toMatch(/not judged|nothing was judged/i);
  });

  test('a local backend keeps a password in plaintext', async () => {
    const { of, findings } = await checked('local-state-with-password');
    expect(findings.filter(({ rule, status }) => rule === 'state/backend-protected' && status === 'fail')).not.toEqual(
      [],
    );
    expect(of('rds/no-literal-password', 'aws_db_instance.d')).not.toEqual([expect.stringContaining('pass')]);
  });

  test.each([
    ['opensearch-open-policy', 'aws_opensearch_domain.s'],
    ['opensearch-open-http-only', 'aws_opensearch_domain.s'],
  ])('%s: a domain that is open to everyone is critical', async (name, address) => {
    const { code, failing } = await checked(name);
    expect(code).toBe(1);
    expect(failing(address)).toContainEqual(expect.stringMatching(/^critical opensearch\//));
  });

  test('an open EKS endpoint, without encryption of secrets, audit logs and a supported version', async () => {
    const { code, failing } = await checked('eks-public-endpoint');
    expect(code).toBe(1);
    expect(failing('aws_eks_cluster.c').length).toBeGreaterThanOrEqual(4);
    expect(failing('aws_eks_cluster.c')).toContainEqual(expect.stringMatching(/^high eks\//));
  });

  test('a user pool with weak passwords and no MFA', async () => {
    const { code, failing } = await checked('cognito-weak');
    expect(code).toBe(1);
    expect(failing('aws_cognito_user_pool.p').filter((one) => !one.startsWith('low'))).not.toEqual([]);
  });

  test.each([
    'aws_redshift_cluster.r',
    'aws_mq_broker.m',
    'aws_dms_replication_instance.d',
    'aws_sagemaker_notebook_instance.n',
    'aws_transfer_server.t',
    'aws_msk_cluster.k',
    'aws_elasticsearch_domain.e',
    'aws_ecr_repository_policy.e',
    'aws_glacier_vault.g',
    'aws_cloudwatch_event_permission.p',
    'aws_efs_file_system_policy.f',
    'aws_neptune_cluster.n',
    'aws_docdb_cluster.d',
  ])('%s gets its verdict', async (address) => {
    const { failing } = await checked('public-endpoints-unjudged');
    expect(failing(address)).not.toEqual([]);
  });

  test.each([
    'aws_efs_file_system_policy.f',
    'aws_cloudwatch_event_permission.p',
    'aws_glacier_vault.g',
    'aws_backup_vault_policy.b',
    'aws_api_gateway_rest_api_policy.a',
    'aws_lambda_layer_version_permission.l',
    'aws_ami_launch_permission.i',
    'aws_transfer_server.t',
    'aws_redshift_cluster.r',
  ])('%s lets everyone in', async (address) => {
    const { findings } = await checked('resource-policies-of-other-services');
    expect(findings.filter((one) => one.address === address && one.status === 'fail')).not.toEqual([]);
  });

  test('who may run a task as a stronger role is an administrator', async () => {
    const { of } = await checked('run-task-with-stronger-role');
    expect(of('iam/privilege-escalation', 'aws_iam_role.weak')).toEqual(['critical fail']);
  });
});

describe('what is known is decided:', () => {
  test('a balancer that admits 443 alone has no admin port', async () => {
    const { code, of } = await checked('alb-group-settles-admin-port');
    expect(of('reach/no-admin-port-from-internet').filter((one) => !one.endsWith('pass'))).toEqual([]);
    expect(code).not.toBe(2);
    const ssh = await run((io) => reach('internet', 'aws_lb.web', '22', { path: 'alb-group-settles-admin-port' }, io));
    expect(ssh).toMatchObject({ code: 1, out: expect.stringContaining('is blocked on tcp 22') });
  });

  test('a database listens on its own port alone: one critical for it and one for its group', async () => {
    const { findings } = await checked('rds-has-no-ssh');
    const open = findings.filter(({ severity, status }) => severity === 'critical' && status === 'fail');
    expect(open.filter(({ address }) => address === 'aws_db_instance.d')).toHaveLength(1);
    expect(
      findings.filter(({ rule, status }) => rule === 'reach/no-admin-port-from-internet' && status === 'fail'),
    ).toEqual([]);
  });

  test('a statement that allows is not hidden by a managed policy', async () => {
    const { code, out } = await asks('allow-hidden-by-managed-policy', 'node', 'route53:ChangeResourceRecordSets');
    expect(code).toBe(0);
    expect(out).toMatch(/^allowed/);
    expect(out).toContain('dns');
  });

  test('the text of a managed policy is published', async () => {
    const { of } = await checked('managed-policy-known-text');
    for (const role of ['deploy', 'eks']) {
      expect(of('iam/privilege-escalation', `aws_iam_role.${role}`)).not.toEqual([expect.stringContaining('unknown')]);
    }
  });

  test('anyone may call a function URL without authorization', async () => {
    const { code, out } = await asks(
      'lambda-url-none-can-anyone',
      'anyone',
      'lambda:InvokeFunctionUrl',
      'aws_lambda_function.hook',
    );
    expect(code).toBe(0);
    expect(out).toMatch(/^allowed/);
  });

  test.each(['opensearch-open-http-only', 'opensearch-open-policy'])('anyone may search %s', async (name) => {
    const { code, out } = await asks(name, 'anyone', 'es:ESHttpGet', 'aws_opensearch_domain.s');
    expect(code).toBe(0);
    expect(out).toMatch(/^allowed/);
  });
});

describe('no finding where there is no fault:', () => {
  test('LOG_LEVEL is no secret', async () => {
    const { of } = await checked('lambda-harmless-variable');
    expect(of('lambda/no-secret-in-environment')).not.toContainEqual(expect.stringMatching(/^(critical|high) fail/));
  });

  test('AWS blocks public access to a new bucket', async () => {
    const { findings } = await checked('new-bucket-blocks-by-default');
    const bucket = findings.filter(({ rule, status }) => rule.startsWith('s3/') && status === 'fail');
    const isAbout = ({ rule }: Shown) => /public-access|bucket-owner|acl/.test(rule);
    for (const { severity } of bucket.filter(isAbout)) expect(['medium', 'low']).toContain(severity);
  });

  test('a literal is reported where it is written, once', async () => {
    const { findings } = await checked('secret-reference-called-literal');
    const literal = findings.filter(({ severity, status }) => severity === 'critical' && status === 'fail');
    expect(literal.map(({ address }) => address)).toEqual(['aws_rds_cluster.c']);
  });
});
