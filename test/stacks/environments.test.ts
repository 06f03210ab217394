import type * as ChildProcess from 'node:child_process';
import { App } from 'cdktf';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as environments from '../../environments';
import { loadEnvironments } from '../../environments/load';
import type { Environment } from '../../environments/schema';
import { environmentStacks } from '../../stacks';
import { Synthesized, type Attributes } from '../support/synth';

const loaded = loadEnvironments(environments);

/** Synthesizes as main.ts does; the bytes of every stack, by name. */
function synthesize(list: readonly Environment[]): Record<string, string> {
  const outdir = mkdtempSync(path.join(os.tmpdir(), 'terrace-stacks-'));
  try {
    const app = new App({ outdir });
    for (const environment of list) environmentStacks(app, environment);
    app.synth();
    const read = (stack: string) => readFileSync(path.join(outdir, 'stacks', stack, 'cdk.tf.json'), 'utf8');
    return Object.fromEntries(readdirSync(path.join(outdir, 'stacks')).map((stack) => [stack, read(stack)]));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

const bytes = synthesize(loaded);
const stacks = Object.entries(bytes).map(([name, json]): [string, Synthesized] => [
  name,
  new Synthesized(JSON.parse(json)),
]);
const everywhere = (type: string) =>
  stacks.flatMap(([stack, synthesized]) => synthesized.resources(type).map((resource) => ({ stack, ...resource })));
const failing = (type: string, bad: (attributes: Attributes) => boolean) => {
  const all = everywhere(type);
  if (all.length === 0) throw new Error(`no ${type} anywhere`);
  return all.filter(({ attributes }) => bad(attributes)).map(({ stack, name }) => `${stack}: ${name}`);
};

test('say the oldest Terraform and OpenTofu that can apply them', () => {
  const floors = stacks.map(([stack, { json }]) => [stack, json.terraform.required_version]);
  // Write-only arguments and ephemeral resources need 1.11; OpenTofu 1.10.0 and 1.10.1 write the lock without the encryption that its bucket demands.
  const expected = stacks.map(([stack, { json }]) => {
    const secret = /_wo"|"ephemeral"/.test(JSON.stringify(json));
    return [stack, secret ? '>= 1.11' : '>= 1.10.2'];
  });
  expect(floors).toEqual(expected);
  expect(new Set(floors.map(([, floor]) => floor))).toEqual(new Set(['>= 1.10.2', '>= 1.11']));
});

test('synthesis starts no process', () => {
  const processes = jest.requireActual<typeof ChildProcess>('child_process');
  const started = (['execSync', 'execFileSync', 'spawnSync', 'spawn'] as const).map((name) =>
    jest.spyOn(processes, name),
  );
  synthesize(loaded);
  expect(started.flatMap(({ mock }) => mock.calls)).toEqual([]);
  jest.restoreAllMocks();
});

test('two synths are byte-identical', () => {
  expect(synthesize(loaded)).toEqual(bytes);
});

test('an environment is the same bytes whatever stands beside it', () => {
  for (const environment of loaded) {
    for (const [stack, json] of Object.entries(synthesize([environment])))
      expect([stack, json]).toEqual([stack, bytes[stack]]);
  }
});

test('each environment is its ten stacks', () => {
  const expected = loaded.flatMap(({ name }) =>
    ['account', 'audit', 'data', 'dns', 'edge', 'messaging', 'network', 'recovery', 'service', 'state'].map(
      (stack) => `${name}-${stack}`,
    ),
  );
  expect(Object.keys(bytes).sort()).toEqual(expected.sort());
});

test('a fourth environment is a literal and nothing else', () => {
  const [first] = loaded;
  const staging = { ...first!, name: 'staging' };
  expect(Object.keys(synthesize([staging]))).toContain('staging-data');
});

test('no data source asks AWS: stacks read the state of stacks, and nothing else', () => {
  const types = stacks.flatMap(([, { json }]) => Object.keys(json.data ?? {}));
  expect([...new Set(types)]).toEqual(['terraform_remote_state']);
});

test.each(stacks)('%s is locked to its account and region', (name, { json }) => {
  const environment = loaded.find((environment) => name.startsWith(`${environment.name}-`))!;
  expect(json.terraform.backend.s3).toMatchObject({
    bucket: environment.state.bucket,
    use_lockfile: true,
    encrypt: true,
  });
  for (const provider of json.provider.aws) {
    expect(provider.allowed_account_ids).toEqual([environment.account]);
    const { recovery } = environment;
    const copies = recovery === 'none' ? 'none' : recovery.region;
    expect(['us-east-1', environment.region, copies]).toContain(provider.region);
  }
});

describe('in every stack', () => {
  test('no security group has an inline rule, and every rule says why', () => {
    expect(failing('aws_security_group', ({ ingress, egress }) => Boolean(ingress || egress))).toEqual([]);
    for (const direction of ['ingress', 'egress']) {
      expect(failing(`aws_vpc_security_group_${direction}_rule`, ({ description }) => !description)).toEqual([]);
    }
  });

  test('nothing comes in from the world, but to a balancer that the internet reaches, and to single servers', () => {
    const open = failing('aws_vpc_security_group_ingress_rule', ({ cidr_ipv4 }) => cidr_ipv4 === '0.0.0.0/0');
    expect(open.map((rule) => rule.replace(/-ingress_\w+$/, ''))).toEqual(
      loaded.flatMap(({ name, balancer, services }) => {
        const open = [
          ...(balancer !== 'none' && balancer.reachedFrom === 'internet' ? ['balancer'] : []),
          ...Object.keys(services).flatMap((service) =>
            services[service]?.runtime === 'server' ? `service-${service}` : [],
          ),
        ];
        return open.flatMap((one) =>
          [443, 80].map((port) => `${name}-service: ${one}_security-group_connections_from-internet-tcp-${port}`),
        );
      }),
    );
  });

  test('every log group is encrypted and forgets', () => {
    expect(failing('aws_cloudwatch_log_group', (group) => !group.kms_key_id || !group.retention_in_days)).toEqual([]);
  });

  test('every topic is encrypted with a customer key', () => {
    expect(failing('aws_sns_topic', ({ kms_master_key_id }) => !/aws_kms_key/.test(kms_master_key_id))).toEqual([]);
  });

  test('every key is rotated, but for those that sign: KMS does not', () => {
    const rotates = ({ key_usage, enable_key_rotation }: Attributes) =>
      key_usage === 'SIGN_VERIFY' || enable_key_rotation === true;
    expect(failing('aws_kms_key', (key) => !rotates(key))).toEqual([]);
  });

  test('every alarm tells somebody, itself or by composite alarms that it is a part of', () => {
    const composite = 'aws_cloudwatch_composite_alarm';
    const alarms = ['aws_cloudwatch_metric_alarm', composite].flatMap((type) =>
      everywhere(type).map(({ stack, name, attributes }) => ({
        ...{ stack, name, attributes },
        id: `\${${type}.${name}.alarm_name}`,
      })),
    );
    const wholesOf = ({ stack, id }: { stack: string; id: string }) =>
      alarms.filter(({ attributes, ...whole }) => whole.stack === stack && attributes.alarm_rule?.includes(id));
    const tells = (alarm: (typeof alarms)[number]): boolean =>
      alarm.attributes.alarm_actions?.length > 0 || wholesOf(alarm).some(tells);
    expect(alarms.length).toBeGreaterThan(everywhere(composite).length);
    expect(alarms.filter((alarm) => !tells(alarm)).map(({ stack, name }) => `${stack}: ${name}`)).toEqual([]);
  });

  test('no database has a password in the JSON', () => {
    const secret = ({ password, password_wo, manage_master_user_password, replicate_source_db }: Attributes) =>
      password !== undefined ||
      !(manage_master_user_password || /^\$\{/.test(password_wo ?? '') || replicate_source_db !== undefined);
    expect(failing('aws_db_instance', secret)).toEqual([]);
  });

  test('every role that CI makes is within the boundary', () => {
    const outside = everywhere('aws_iam_role')
      .filter(({ stack }) => /-(network|dns|data)$/.test(stack))
      .filter(({ attributes }) => !/boundary/.test(attributes.permissions_boundary ?? ''));
    expect(outside).toEqual([]);
  });
});
