import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Key } from '../../modules/kms';
import { SecurityGroup } from '../../modules/security-group';
import { ServerGroup, type ServerContainerProps, type ServerGroupProps } from '../../modules/server-group';
import { statements, synth } from '../support/synth';

const account = '111122223333';
const region = 'eu-west-1';
const zones = { 'eu-west-1a': 'subnet-a', 'eu-west-1b': 'subnet-b' };
const network = {
  ...{ vpcId: 'vpc-1', cidr: '10.10.0.0/16', s3PrefixListId: 'pl-s3' },
  subnetIds: { public: zones, private: zones, data: {} },
};
const image = {
  parameterName: '/prod/web/image',
  parameterArn: `arn:aws:ssm:${region}:${account}:parameter/prod/web/image`,
};
const key = { keyArn: `arn:aws:kms:${region}:${account}:key/1234` };
const agent = { logs: { key, retentionDays: 30, files: ['/var/log/cloud-init-output.log'] } };

const group = (container: Partial<ServerContainerProps> = {}, others: Partial<ServerGroupProps> = {}) =>
  synth((stack) => {
    new ServerGroup(stack, 'web', {
      ...{ name: 'prod-web', account, region, network, scale: { min: 2, max: 4 } },
      alarms: { topic: { topicArn: `arn:aws:sns:${region}:${account}:alarms` } },
      servers: {
        ...{ instanceTypes: ['t4g.small'], tags: {}, agent },
        container: { image, port: 8080, ...container },
      },
      ...others,
    });
  });

/** What EC2 gives to bash. */
function script(container?: Partial<ServerContainerProps>): string {
  const [, quoted = ''] =
    /^\$\{base64encode\((".*")\)\}$/s.exec(String(group(container).one('aws_launch_template').user_data)) ?? [];
  return String(JSON.parse(quoted)).replaceAll('$${', '${').replaceAll('%%{', '%{');
}

/** Boots a server whose commands write down how they were called, below a folder of its own. */
function boot(container?: Partial<ServerContainerProps>) {
  const root = mkdtempSync(join(tmpdir(), 'terrace-boot-'));
  try {
    const [bin, calls] = [join(root, 'bin'), join(root, 'calls')];
    for (const folder of ['bin', 'etc/systemd/system', 'opt/aws/amazon-cloudwatch-agent/etc']) {
      mkdirSync(join(root, folder), { recursive: true });
    }
    const command = (file: string, answers = '') => {
      const path = join(root, file);
      mkdirSync(join(path, '..'), { recursive: true });
      writeFileSync(path, `#!/bin/bash\necho "$(basename "$0") $*" >> ${calls}\n${answers}\n`);
      chmodSync(path, 0o755);
    };
    for (const name of ['dnf', 'systemctl', 'shutdown', 'sleep']) command(`bin/${name}`);
    command('opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl');
    command('bin/curl', 'case "$*" in *instance-id) echo i-0123;; *) echo a-token;; esac');
    command(
      'bin/aws',
      'case "$1" in ssm) echo 111122223333.dkr.ecr.eu-west-1.amazonaws.com/prod/web@sha256:aa;; *) echo a-password;; esac',
    );
    command('bin/install', 'case "$1" in -m) shift 2; exec cat > "$2";; esac');
    // The registry is busy at first.
    command('bin/docker', `[ "$1" != pull ] || [ "$(grep -c 'docker pull' ${calls})" -gt 1 ]`);
    const local = script(container).replaceAll(/(?<=^|[ '>:])\/(etc|opt)\//gm, `${root}/$1/`);
    const { status, stderr } = spawnSync('bash', ['--norc', '-c', local], {
      encoding: 'utf8',
      env: { PATH: `${bin}:${process.env['PATH']}` },
    });
    expect([status, stderr]).toEqual([0, '']);
    const read = (file: string) => readFileSync(join(root, file), 'utf8').split('\n').slice(0, -1);
    return { calls: read('calls'), unit: read('etc/systemd/system/app.service'), variables: read('etc/container.env') };
  } finally {
    rmSync(root, { recursive: true });
  }
}

describe('a container on a server', () => {
  const { calls, unit, variables } = boot({ environment: { PORT: '8080', GREETING: `it's "$HOME" \\ 100%` } });
  const run = unit.find((line) => line.startsWith('ExecStart='))!;

  test('is the image that the pointer names at the boot, pulled as the server itself', () => {
    const pulled = calls.filter((call) => /^(aws|docker) /.test(call));
    expect([...new Set(pulled)].sort()).toEqual([
      'aws ecr get-login-password',
      'aws ssm get-parameter --name /prod/web/image --query Parameter.Value --output text',
      'docker login -u AWS --password-stdin 111122223333.dkr.ecr.eu-west-1.amazonaws.com',
      'docker pull -q 111122223333.dkr.ecr.eu-west-1.amazonaws.com/prod/web@sha256:aa',
    ]);
    expect(run).toMatch(/ 111122223333\.dkr\.ecr\.eu-west-1\.amazonaws\.com\/prod\/web@sha256:aa$/);
  });

  test('is pulled again when the registry does not answer, and the server is not ended', () => {
    expect(calls.filter((call) => call.startsWith('docker pull'))).toHaveLength(2);
    expect(calls.some((call) => call.startsWith('shutdown'))).toBe(false);
  });

  test('is started again by systemd whenever it ends, and stopped by SIGTERM', () => {
    expect(unit).toEqual(expect.arrayContaining(['Restart=always', 'ExecStop=/usr/bin/docker stop app']));
    expect(run).toContain('--stop-timeout 30');
    expect(calls.at(-1)).toBe('systemctl enable -q --now app');
  });

  test('can write nothing but /tmp, is not root, and can become no more than it is', () => {
    for (const option of ['--read-only --tmpfs /tmp', '--user 10001:10001', '--cap-drop ALL', 'no-new-privileges']) {
      expect(run).toContain(option);
    }
  });

  test('has the credentials of its server, in the network of its server: one hop', () => {
    expect(run).toContain('--network host');
    expect(group().one('aws_launch_template').metadata_options.http_put_response_hop_limit).toBe(1);
  });

  test('writes its lines to the log group of the agent, as the server', () => {
    expect(run).toContain('--log-driver awslogs --log-opt awslogs-region=eu-west-1');
    expect(run).toContain('--log-opt awslogs-group=/aws/ec2/prod-web --log-opt awslogs-stream=app/i-0123');
    expect(group().one('aws_cloudwatch_log_group').name).toBe('/aws/ec2/prod-web');
  });

  test('has its variables as they are, whatever a shell would make of them', () => {
    expect(variables).toEqual([`GREETING=it's "$HOME" \\ 100%`, 'PORT=8080']);
  });

  test('may have variables that are known only after apply', () => {
    const stack = synth((scope) => {
      const { keyArn } = new Key(scope, 'key', { purpose: 'Orders', alias: 'orders', account, region });
      new ServerGroup(scope, 'web', {
        ...{ name: 'prod-web', account, region, network, scale: { min: 2, max: 4 } },
        alarms: { topic: { topicArn: `arn:aws:sns:${region}:${account}:alarms` } },
        servers: {
          ...{ instanceTypes: ['t4g.small'], tags: {}, agent },
          container: { image, port: 8080, environment: { ORDERS_KEY: keyArn } },
        },
      });
    });
    expect(stack.one('aws_launch_template').user_data).toMatch(/\\nORDERS_KEY=\$\{aws_kms_key\.[\w-]+\.arn\}\\n/);
  });

  test('has a user and a time to stop of its own', () => {
    const own = boot({ user: '20000:20000', stopTimeoutSeconds: 90 });
    expect(own.unit.join('\n')).toContain('--user 20000:20000 --stop-timeout 90');
    expect(own.unit).toContain('TimeoutStopSec=105');
  });
});

describe('a server with a container', () => {
  test('may read the pointer, and no other parameter', () => {
    const policy = group()
      .all('aws_iam_role_policy')
      .find(({ name }) => name === 'container')!;
    expect(statements(policy.policy)).toEqual({
      ImagePointer: expect.objectContaining({ Action: 'ssm:GetParameter', Resource: image.parameterArn }),
    });
  });

  test('has no shell where nobody decided on sessions', () => {
    const policies = group().all('aws_iam_role_policy');
    expect(policies.map(({ name }) => name).sort()).toEqual(['agent', 'container']);
  });

  test('goes to endpoints where all that it needs has one', () => {
    const destinations = (interfaceEndpoints: string[]) =>
      synth((stack) => {
        const endpoints = new SecurityGroup(stack, 'endpoints', {
          ...{ network, name: 'endpoints', description: 'Endpoints' },
        });
        new ServerGroup(stack, 'web', {
          ...{ name: 'prod-web', account, region, scale: { min: 2, max: 4 } },
          network: { ...network, endpoints, interfaceEndpoints },
          alarms: { topic: { topicArn: `arn:aws:sns:${region}:${account}:alarms` } },
          servers: { instanceTypes: ['t4g.small'], tags: {}, agent, container: { image, port: 8080 } },
        });
      })
        .all('aws_vpc_security_group_egress_rule')
        .map(({ cidr_ipv4, description }) => [cidr_ipv4, description]);
    const needed = ['ecr.api', 'ecr.dkr', 'logs', 'monitoring', 'ssm'];
    expect(destinations(needed)).toEqual([
      [undefined, 'AWS services through VPC endpoints'],
      [undefined, 'Packages of Amazon Linux and layers of images, in S3'],
    ]);
    for (const missing of needed) {
      expect(destinations(needed.filter((service) => service !== missing))).toEqual([
        ['0.0.0.0/0', 'AWS services and packages of Amazon Linux'],
      ]);
    }
  });

  test('has a log group for it', () => {
    const servers = { instanceTypes: ['t4g.small'], tags: {}, agent: {}, container: { image, port: 8080 } };
    expect(() => group({}, { servers })).toThrow(
      'servers.agent.logs: expected a log group for the container too, found nothing',
    );
  });

  test.each<[what: string, container: Partial<ServerContainerProps>, expected: string]>([
    [
      'a port of root',
      { port: 80 },
      'servers.container.port: expected a whole number of (a port) from 1024 to 65535, found 80',
    ],
    ['root', { user: '0:0' }, 'servers.container.user: expected a user and a group by number, not 0, found "0:0"'],
    [
      'a name that is none',
      { image: { ...image, parameterName: 'web' } },
      'servers.container.image.parameterName: expected a path such as',
    ],
    [
      'more than user data has room for',
      { environment: Object.fromEntries([1, 2, 3].map((at) => [`TEXT${at}`, 'x'.repeat(4000)])) },
      'servers.container.environment: expected 8192 bytes of variables or less, found "12020 bytes"',
    ],
  ])('refuses %s', (_, container, expected) => {
    expect(() => group(container)).toThrow(expected);
  });
});

describe('folders of the server', () => {
  const { calls, unit } = boot({ folders: { '/files': '/srv/files' } });

  test('are there, and its own, before it starts', () => {
    expect(calls).toContain('install -d -m 700 -o 10001 -g 10001 /srv/files');
    expect(unit).toContain('RequiresMountsFor=/srv/files');
    expect(unit.join('\n')).toContain('-v /srv/files:/files ');
  });
});
