import { SessionPreferences } from '../../modules/bastion';
import { ServerGroup } from '../../modules/server-group';
import { Server, type OneServerProps, type ServerProps } from '../../modules/single-server';
import { optOuts, statements, synth, type Attributes, type Synthesized } from '../support/synth';

const account = '111122223333';
const region = 'eu-west-1';
const topicArn = `arn:aws:sns:${region}:${account}:alarms`;
const zones = (tier: string) => ({ 'eu-west-1a': `subnet-${tier}-a`, 'eu-west-1b': `subnet-${tier}-b` });
const network = {
  ...{ vpcId: 'vpc-1', cidr: '10.10.0.0/16', s3PrefixListId: 'pl-s3' },
  subnetIds: { public: zones('public'), private: zones('private'), data: {} },
};
const traffic = {
  targetGroups: [
    {
      targetGroupArn: `arn:aws:elasticloadbalancing:${region}:${account}:targetgroup/web/0123456789abcdef`,
      targetType: 'instance' as const,
    },
  ],
};
const behindBalancer = { scale: { min: 2, max: 6 }, traffic };
const tags = { owner: 'web@example.com' };

interface Trial extends Partial<Omit<ServerProps, 'server' | 'data'>> {
  readonly server?: Partial<OneServerProps>;
  readonly data?: Partial<ServerProps['data']>;
}
type Stack = Parameters<Parameters<typeof synth>[0]>[0];

const sessionsIn = (stack: Stack) =>
  new SessionPreferences(stack, 'sessions', { name: 'dev', account, region, logRetentionDays: 30 });
const make = (trial: Trial) => (stack: Stack) =>
  void new Server(stack, 'web', {
    ...{ name: 'dev-web', account, region, network, sessions: sessionsIn(stack), alarms: { topic: { topicArn } } },
    ...trial,
    server: { instanceType: 't4g.small', tags, ...trial.server },
    data: { zone: 'eu-west-1a', sizeGb: 20, keptSnapshots: 7, ...trial.data },
  });
const server = (trial: Trial = {}) => synth(make(trial));
const addresses = (stack: Synthesized) => stack.resources().map(({ type, name }) => `${type}.${name}`);
const script = (trial?: Trial) => String(server(trial).one('aws_launch_template').user_data);
const own = (trial?: Trial) =>
  statements(
    server(trial)
      .all('aws_iam_role_policy')
      .find(({ name }) => name === 'own')!.policy,
  );
const itself = {
  Resource: 'arn:aws:ec2:eu-west-1:111122223333:instance/*',
  Condition: { ArnEquals: { 'ec2:InstanceProfile': server().reference('aws_iam_instance_profile', 'arn') } },
};
const alarms = (trial?: Trial) =>
  Object.fromEntries(
    server(trial)
      .all('aws_cloudwatch_metric_alarm')
      .map((alarm): [string, Attributes] => [alarm.alarm_name, alarm]),
  );

describe('the server', () => {
  test('is a group of one in the public subnet of the zone of its volume', () => {
    expect(server().one('aws_autoscaling_group')).toMatchObject({
      ...{ min_size: 1, max_size: 1, vpc_zone_identifier: ['subnet-public-a'], health_check_type: 'EC2' },
    });
    expect(server().one('aws_launch_template').network_interfaces).toMatchObject([
      { associate_public_ip_address: 'true' },
    ]);
  });

  test('is gone before the next one comes, which takes what only one can have', () => {
    const gone = { min_healthy_percentage: 0, max_healthy_percentage: 100 };
    expect(server().one('aws_autoscaling_group')).toMatchObject({
      ...{ instance_maintenance_policy: gone, instance_refresh: { preferences: gone }, max_instance_lifetime: 604_800 },
    });
  });

  test('is reached on 80 and 443 from anywhere, and on no other port', () => {
    const rules = server().all('aws_vpc_security_group_ingress_rule');
    expect(rules.map(({ cidr_ipv4, from_port, to_port }) => [cidr_ipv4, from_port, to_port])).toEqual([
      ['0.0.0.0/0', 443, 443],
      ['0.0.0.0/0', 80, 80],
    ]);
  });

  test('is in a zone with a public subnet', () => {
    expect(() => server({ data: { zone: 'eu-west-1c' } })).toThrow(
      'stack/web: data.zone: expected a zone with a public subnet: eu-west-1a, eu-west-1b, found "eu-west-1c"',
    );
  });

  test('has a public address and one zone by decision, which a review shows', () => {
    const found = optOuts(make({}));
    expect(found['stack/web/Default/launch-template']).toEqual({ public_address: expect.any(String) });
    expect(found['stack/web/Default/group']).toEqual({ several_zones: expect.any(String) });
  });
});

describe('the Elastic IP', () => {
  test('is the address of the server, whichever it is', () => {
    const stack = server();
    expect(stack.one('aws_eip')).toMatchObject({ domain: 'vpc', tags: { Name: 'dev-web' } });
    expect(stack.none('aws_eip_association')).toBe(true);
  });

  test('is taken at boot, from no server that still has it', () => {
    expect(script()).toContain(`export ADDRESS_ID='\${aws_eip.`);
    expect(script()).toContain('--no-allow-reassociation');
  });

  test('may be taken, and no other, and only onto its own instances', () => {
    const { OwnAddress, AddressOntoItself, AddressOntoOwnInterface } = own();
    expect(OwnAddress).toMatchObject({
      ...{ Action: 'ec2:AssociateAddress', Resource: server().reference('aws_eip', 'arn') },
    });
    expect(AddressOntoItself).toMatchObject(itself);
    expect(AddressOntoOwnInterface).toMatchObject({
      Resource: 'arn:aws:ec2:eu-west-1:111122223333:network-interface/*',
      Condition: { StringEquals: { 'aws:ResourceTag/Name': 'dev-web' } },
    });
  });
});

describe('the data volume', () => {
  test('is encrypted under a key of its own, in one zone, and outlives its servers', () => {
    const stack = server({ data: { sizeGb: 50 } });
    const [key] = stack.resources('aws_kms_key').filter(({ name }) => name.includes('data'));
    expect(stack.one('aws_ebs_volume')).toMatchObject({
      ...{ availability_zone: 'eu-west-1a', size: 50, type: 'gp3', encrypted: true, final_snapshot: true },
      ...{ kms_key_id: `\${aws_kms_key.${key!.name}.arn}`, lifecycle: { prevent_destroy: true } },
    });
    const [disk, ...others] = stack.one('aws_launch_template').block_device_mappings;
    expect([disk.device_name, others]).toEqual(['/dev/xvda', []]);
  });

  test('stays in its zone: the plan compares it with that of the last apply', () => {
    const synthesized = server();
    const [{ name, attributes } = { name: '', attributes: {} }] = synthesized.resources('terraform_data');
    expect(attributes).toMatchObject({ input: { value: 'eu-west-1a' }, lifecycle: { ignore_changes: ['input'] } });
    const [precondition] = synthesized.one('aws_ebs_volume').lifecycle.precondition;
    expect(precondition.condition).toBe(`\${terraform_data.${name}.output.value == "eu-west-1a"}`);
    expect(precondition.error_message).toContain(`and remove terraform_data.${name} from the state`);
  });

  test('may be deleted where somebody says why', () => {
    const trial = { optOuts: { deletionProtection: { off: true as const, reason: 'Only test data is on it' } } };
    expect(server(trial).one('aws_ebs_volume').lifecycle).not.toHaveProperty('prevent_destroy');
    expect(optOuts(make(trial))['stack/web/data/volume']).toEqual({ deletion_protection: 'Only test data is on it' });
  });

  test('is attached and mounted at boot, and formatted only when it is blank', () => {
    const text = script({ data: { mountPath: '/srv/shop' } });
    expect(text).toContain(`export VOLUME_ID='\${aws_ebs_volume.`);
    expect(text).toContain('blkid \\"$device\\" || mkfs.xfs -q \\"$device\\"');
    expect(text).toContain('mount /srv/shop');
    // Bash's own expansions are not Terraform's.
    expect(text).toContain('$${VOLUME_ID/-/}');
  });

  test('is there before the commands of its user run', () => {
    const text = script({ server: { userData: 'systemctl start web', variables: { ROLE: 'web' } } });
    expect(text.indexOf('mount /data')).toBeLessThan(text.indexOf('systemctl start web'));
    expect(text).toContain("export ROLE='web'");
  });

  test('may be attached, and no other, and only to its own instances', () => {
    const { OwnVolume, VolumeOntoItself } = own();
    expect(OwnVolume).toMatchObject({
      ...{ Action: 'ec2:AttachVolume', Resource: server().reference('aws_ebs_volume', 'arn') },
    });
    expect(VolumeOntoItself).toMatchObject(itself);
  });
});

describe('snapshots', () => {
  test('are made every day, and as many are kept as wanted', () => {
    const stack = server({ data: { keptSnapshots: 14 } });
    const [rule, ...others] = stack.one('aws_backup_plan').rule;
    expect(others).toEqual([]);
    expect(rule).toMatchObject({
      ...{ schedule: 'cron(0 2 * * ? *)', lifecycle: { delete_after: 14 } },
      target_vault_name: stack.reference('aws_backup_vault', 'name'),
    });
    expect(stack.one('aws_backup_selection')).toMatchObject({
      ...{ resources: [stack.reference('aws_ebs_volume', 'arn')], plan_id: stack.reference('aws_backup_plan', 'id') },
    });
  });

  test('are in a vault under the key of the data, which AWS Backup may use', () => {
    const stack = server();
    const [key] = stack.resources('aws_kms_key').filter(({ name }) => name.includes('data'));
    expect(stack.one('aws_backup_vault').kms_key_arn).toBe(`\${aws_kms_key.${key!.name}.arn}`);
    const { Ec2Uses, BackupUses } = statements(key!.attributes.policy);
    expect([Ec2Uses, BackupUses].map((it) => it!.Condition.StringEquals['kms:ViaService'])).toEqual([
      ['ec2.eu-west-1.amazonaws.com'],
      ['backup.eu-west-1.amazonaws.com'],
    ]);
  });

  test('are made by a role that does it for this volume alone, and deletes only its snapshots', () => {
    const stack = server();
    const volume = stack.reference('aws_ebs_volume', 'arn');
    const allowed = statements(stack.all('aws_iam_role_policy').find(({ name }) => name === 'snapshots')!.policy);
    expect(stack.none('aws_iam_role_policy_attachment')).toBe(true);
    expect(allowed.Makes!.Resource).toEqual([volume, 'arn:aws:ec2:eu-west-1::snapshot/*']);
    expect(allowed.Deletes).toMatchObject({
      ...{ Action: 'ec2:DeleteSnapshot', Condition: { ArnEquals: { 'ec2:ParentVolume': volume } } },
    });
    expect(Object.values(allowed).filter(({ Resource }) => Resource === '*')).toEqual([allowed.Finds]);
  });

  test('that fail are told', () => {
    expect(alarms()['dev-web-snapshot-failed']).toMatchObject({
      ...{ namespace: 'AWS/Backup', metric_name: 'NumberOfBackupJobsFailed', alarm_actions: [topicArn] },
      dimensions: { BackupVaultName: server().reference('aws_backup_vault', 'name') },
    });
  });
});

describe('alarms', () => {
  test('tell of a server that is away, broken, or full', () => {
    expect(Object.keys(alarms()).sort()).toEqual([
      'dev-web-cpu',
      'dev-web-disk-data',
      'dev-web-disk-root',
      'dev-web-memory',
      'dev-web-none-in-service',
      'dev-web-snapshot-failed',
      'dev-web-status-check-failed',
    ]);
    expect(alarms()['dev-web-disk-data']!.dimensions).toMatchObject({ path: '/data' });
  });
});

describe('leaving this stage', () => {
  const before = addresses(server());
  const after = addresses(server({ behindBalancer }));

  test('is a bigger number and a balancer on the same resources', () => {
    // Nobody has the volume any more, so nothing measures it.
    const [measured, ...others] = before.filter((address) => !after.includes(address));
    expect(measured).toContain('aws_cloudwatch_metric_alarm.web_disk-data');
    expect(others).toEqual([]);
    expect(server({ behindBalancer }).one('aws_autoscaling_group')).toMatchObject({
      ...{
        min_size: 2,
        max_size: 6,
        health_check_type: 'ELB',
        target_group_arns: [traffic.targetGroups[0]!.targetGroupArn],
      },
      vpc_zone_identifier: ['subnet-public-a', 'subnet-public-b'],
      instance_refresh: { preferences: { min_healthy_percentage: 100 } },
    });
  });

  test('keeps what AWS could not change in place', () => {
    const unchanged = (type: string) => {
      const [one, several] = [server(), server({ behindBalancer })].map((stack) => stack.all(type));
      expect(several).toEqual(one);
    };
    for (const type of ['aws_ebs_volume', 'aws_eip', 'aws_security_group', 'aws_iam_role', 'aws_kms_key'])
      unchanged(type);
    const names = [server(), server({ behindBalancer })].map((stack) => [
      stack.one('aws_autoscaling_group').name,
      stack.one('aws_launch_template').name,
    ]);
    expect(names[0]).toEqual(names[1]);
  });

  test('leaves the address with one of them, and the volume with nobody', () => {
    const text = script({ behindBalancer });
    expect(text).toContain('systemd-run --unit=elastic-address');
    expect(text).not.toContain('attach-volume');
    expect(Object.keys(own({ behindBalancer }))).toEqual([
      'OwnAddress',
      'AddressOntoItself',
      'AddressOntoOwnInterface',
    ]);
  });

  test('ends with a server group at the same addresses, without the address and the volume', () => {
    const group = synth((stack) => {
      new ServerGroup(stack, 'web', {
        ...{ name: 'dev-web', account, region, network, sessions: sessionsIn(stack), alarms: { topic: { topicArn } } },
        ...{ servers: { instanceTypes: ['t4g.small'], tags, agent: {} }, ...behindBalancer },
      });
    });
    const left = addresses(group);
    expect(left.filter((address) => !after.includes(address))).toEqual([]);
    const gone = after.filter((address) => !left.includes(address)).map((address) => address.split('.')[0]);
    expect([...new Set(gone)].sort()).toEqual([
      'aws_backup_plan',
      'aws_backup_selection',
      'aws_backup_vault',
      'aws_cloudwatch_metric_alarm',
      'aws_ebs_volume',
      'aws_eip',
      'aws_iam_role',
      'aws_iam_role_policy',
      'aws_kms_alias',
      'aws_kms_key',
      'aws_vpc_security_group_ingress_rule',
      'terraform_data',
    ]);
  });
});

describe('TLS on the server', () => {
  const tls = { hosts: ['office.example.com', 'back.example.com'], port: 8080 };
  const key = { keyArn: `arn:aws:kms:${region}:${account}:key/1234` };
  const logs = { key, retentionDays: 30, files: ['/var/log/cloud-init-output.log'] };
  const text = script({ server: { tls, logs } });
  const [run = ''] = /ExecStart=[^\\]*/.exec(text) ?? [];

  test('is that of Caddy by a pinned tag, for the hosts alone and with one issuer', () => {
    expect(run).toMatch(/ public\.ecr\.aws\/docker\/library\/caddy:\d+\.\d+\.\d+$/);
    expect(text).toContain('office.example.com, back.example.com {\\n  reverse_proxy 127.0.0.1:8080\\n}');
    expect(text).toContain('cert_issuer acme https://acme-v02.api.letsencrypt.org/directory');
  });

  test('has its certificates on the data volume, so that a new server asks for none', () => {
    expect(run).toContain('-v /data/caddy:/data ');
    expect(text).toContain('RequiresMountsFor=/data\\n');
    expect(text.indexOf('mount /data')).toBeLessThan(text.indexOf('/data/caddy'));
  });

  test('is ended by no root, which can write to nothing else', () => {
    for (const option of ['--user 10002:10002', '--read-only', '--cap-drop ALL', 'no-new-privileges']) {
      expect(run).toContain(option);
    }
    expect(text).toContain('net.ipv4.ip_unprivileged_port_start=80');
  });

  test('is none behind a balancer, and needs a log group', () => {
    expect(() => server({ server: { tls, logs }, behindBalancer })).toThrow(
      'stack/web: server.tls: expected nothing behind a balancer, where TLS ends',
    );
    expect(() => server({ server: { tls } })).toThrow('stack/web: server.logs: expected a log group for tls too');
  });

  test('is in front of a container, which has a folder of the volume at /data', () => {
    const image = {
      parameterName: '/dev/web/image',
      parameterArn: `arn:aws:ssm:${region}:${account}:parameter/dev/web/image`,
    };
    const both = script({ server: { tls, logs, container: { image, port: 8080 } } });
    expect(both).toContain('-v /data/app:/data ');
    expect(both).toContain('install -d -m 700 -o 10001 -g 10001 /data/app');
  });
});

test('a server without sessions has a shell for nobody', () => {
  const stack = synth((scope) => {
    new Server(scope, 'web', {
      ...{ name: 'dev-web', account, region, network, alarms: { topic: { topicArn } } },
      server: { instanceType: 't4g.small', tags },
      data: { zone: 'eu-west-1a', sizeGb: 20, keptSnapshots: 7 },
    });
  });
  const actions = stack.all('aws_iam_role_policy').flatMap(({ policy }) => JSON.stringify(policy));
  expect(actions.filter((one) => one.includes('ssmmessages'))).toEqual([]);
});
