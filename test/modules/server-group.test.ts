import { SessionPreferences } from '../../modules/bastion';
import { Key } from '../../modules/kms';
import { LoadBalancer } from '../../modules/load-balancer';
import { SecurityGroup } from '../../modules/security-group';
import {
  ServerGroup,
  type ReplacementProps,
  type ServerGroupProps,
  type ServerScaleProps,
  type ServersProps,
} from '../../modules/server-group';
import { TargetGroup } from '../../modules/target-group';
import { optOuts, statements, synth, type Attributes } from '../support/synth';

const account = '111122223333';
const region = 'eu-west-1';
const topicArn = `arn:aws:sns:${region}:${account}:alarms`;
const zones = (tier: string) => ({ 'eu-west-1a': `subnet-${tier}-a`, 'eu-west-1b': `subnet-${tier}-b` });
const network = {
  ...{ vpcId: 'vpc-1', cidr: '10.10.0.0/16', s3PrefixListId: 'pl-s3' },
  subnetIds: { public: zones('public'), private: zones('private'), data: {} },
};
const targetGroupArn = `arn:aws:elasticloadbalancing:${region}:${account}:targetgroup/web/0123456789abcdef`;
const traffic = { targetGroups: [{ targetGroupArn, targetType: 'instance' as const }] };
const resourceLabel = 'app/prod/0123456789abcdef/targetgroup/web/0123456789abcdef';
const key = { keyArn: `arn:aws:kms:${region}:${account}:key/1234` };
const ami = 'ami-0123456789abcdef0';
const mix = ['t4g.small', 't4g.medium', 'm7g.medium'];
const morning = { days: 'MON-FRI', at: '08:05', timeZone: 'Europe/Dublin', min: 4, max: 12 };

interface Trial extends Partial<Omit<ServerGroupProps, 'servers' | 'scale'>> {
  readonly servers?: Partial<ServersProps>;
  readonly scale?: Partial<ServerScaleProps>;
}

function servers(trial: Trial = {}, use: (group: ServerGroup) => void = () => {}) {
  return synth((stack) => {
    const sessions = new SessionPreferences(stack, 'sessions', { name: 'prod', account, region, logRetentionDays: 30 });
    const group = new ServerGroup(stack, 'web', {
      ...{ name: 'prod-web', account, region, network, sessions, alarms: { topic: { topicArn } } },
      ...trial,
      servers: { instanceTypes: ['t4g.small'], tags: { owner: 'web@example.com' }, ...trial.servers },
      scale: { min: 2, max: 6, ...trial.scale },
    });
    use(group);
  });
}
const group = (trial?: Trial) => servers(trial).one('aws_autoscaling_group');
const template = (trial?: Trial) => servers(trial).one('aws_launch_template');
const alarms = (trial?: Trial) =>
  Object.fromEntries(
    servers(trial)
      .all('aws_cloudwatch_metric_alarm')
      .map((alarm) => [alarm.alarm_name, alarm]),
  );
const script = (trial: Trial) => {
  const [, quoted = ''] = /^\$\{base64encode\((".*")\)\}$/s.exec(String(template(trial).user_data)) ?? [];
  return String(JSON.parse(quoted)).replaceAll('$${', '${').replaceAll('%%{', '%{');
};

describe('a server', () => {
  test('is in a private subnet of every zone, without a public address', () => {
    expect(group().vpc_zone_identifier).toEqual(['subnet-private-a', 'subnet-private-b']);
    expect(template().network_interfaces).toMatchObject([{ associate_public_ip_address: 'false' }]);
  });

  test('of the public tier has a public address', () => {
    const trial: Trial = { servers: { tier: 'public' } };
    expect(group(trial).vpc_zone_identifier).toEqual(['subnet-public-a', 'subnet-public-b']);
    expect(template(trial).network_interfaces).toMatchObject([{ associate_public_ip_address: 'true' }]);
  });

  test('has IMDSv2 only, for itself only', () => {
    expect(template().metadata_options).toEqual({
      ...{ http_endpoint: 'enabled', http_tokens: 'required', http_put_response_hop_limit: 1 },
    });
  });

  test('has an encrypted disk under a key of its own, which Auto Scaling uses through EC2', () => {
    const stack = servers({ servers: { diskGb: 30 } });
    const [disk, ...others] = stack.one('aws_launch_template').block_device_mappings;
    const [{ name, attributes }] = stack.resources('aws_kms_key').filter(({ name }) => name.includes('disk')) as [any];
    expect(others).toEqual([]);
    expect(disk.ebs).toMatchObject({
      ...{ encrypted: 'true', kms_key_id: `\${aws_kms_key.${name}.arn}`, volume_size: 30, volume_type: 'gp3' },
    });
    expect(statements(attributes.policy).Ec2Delegates!.Condition.StringEquals).toEqual({
      ...{ 'kms:CallerAccount': account, 'kms:ViaService': ['ec2.eu-west-1.amazonaws.com'] },
    });
  });

  test.each([
    ['t4g.small', undefined, 'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64'],
    ['m7i.large', undefined, 'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64'],
    ['t4g.small', '/prod/web/image', 'resolve:ssm:/prod/web/image'],
    ['t4g.small', ami, ami],
  ])('of %s with the image %p is launched from %s', (instanceType, image, expected) => {
    expect(template({ servers: { instanceTypes: [instanceType], image } }).image_id).toBe(expected);
  });

  test('brings its tags, and gives them to its disk and its network interface', () => {
    const tags = { owner: 'web@example.com', Name: 'prod-web' };
    expect(group().tag).toEqual(
      Object.entries(tags).map(([key, value]) => ({ key, value, propagate_at_launch: true })),
    );
    expect(template().tag_specifications).toEqual([
      { resource_type: 'volume', tags },
      { resource_type: 'network-interface', tags },
    ]);
  });

  test('may be reached by Session Manager, and nothing else, until something is granted to its role', () => {
    const [session, ...others] = servers().all('aws_iam_role_policy');
    expect(session!.name).toBe('sessions-prod-ProdWeb');
    expect(others).toEqual([]);
    expect(servers().none('aws_iam_role_policy_attachment')).toBe(true);
  });

  test('is what a grant is for', () => {
    const stack = servers({}, ({ role }) =>
      role.addPolicy('reads', [
        { Sid: 'Reads', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' },
      ]),
    );
    const granted = stack.all('aws_iam_role_policy').find(({ name }) => name === 'reads')!;
    expect(granted.role).toBe(stack.reference('aws_iam_role', 'name'));
    expect(stack.one('aws_launch_template').iam_instance_profile).toEqual({
      arn: stack.reference('aws_iam_instance_profile', 'arn'),
    });
  });
});

describe('user data', () => {
  test('is none by default', () => {
    expect(template().user_data).toBeUndefined();
  });

  test('is a script in which Terraform evaluates nothing', () => {
    const userData = 'echo "${HOME} \\"a\\" %{b}" > /tmp/a\n\tsystemctl start web';
    expect(script({ servers: { userData } })).toBe(`#!/bin/bash\nset -euo pipefail\n${userData}\n`);
  });

  test('knows variables, whose values Terraform may know later', () => {
    const stack = synth((stack) => {
      const bucket = new Key(stack, 'key', { purpose: 'a', alias: 'a', account, region });
      const sessions = new SessionPreferences(stack, 'sessions', { name: 'a', account, region, logRetentionDays: 30 });
      new ServerGroup(stack, 'web', {
        ...{ name: 'prod-web', account, region, network, sessions, alarms: { topic: { topicArn } } },
        servers: {
          ...{ instanceTypes: ['t4g.small'], tags: {}, userData: 'echo "$KEY_ARN"' },
          variables: { KEY_ARN: bucket.keyArn, STAGE: 'prod' },
        },
        scale: { min: 1, max: 1 },
      });
    });
    const [key] = stack.resources('aws_kms_key').filter(({ name }) => name.startsWith('key'));
    expect(stack.one('aws_launch_template').user_data).toBe(
      `\${base64encode("#!/bin/bash\\nset -euo pipefail\\nexport KEY_ARN='\${aws_kms_key.${key!.name}.arn}'\\nexport STAGE='prod'\\necho \\"$KEY_ARN\\"\\n")}`,
    );
  });

  test.each([
    ['', /servers.userData: expected commands for bash/],
    ['x'.repeat(12_289), /servers.userData: expected commands for bash, 1 to 12288 bytes/],
    ['echo ${file("/etc/passwd")}', /servers.userData: expected commands without an expression of Terraform/],
    ['echo undefined', /servers.userData: expected commands without undefined/],
  ])('is not %p', (userData, message) => {
    expect(() => servers({ servers: { userData } })).toThrow(message);
  });

  test('has no variable that bash does not know, and no quote in its value', () => {
    expect(() => servers({ servers: { variables: { 'a b': '' } } })).toThrow('servers.variables: expected capital');
    expect(() => servers({ servers: { variables: { A: "'" } } })).toThrow('servers.variables.A: expected');
  });
});

describe('logs', () => {
  const logs = { key, retentionDays: 30, files: ['/var/log/web/*.log'] };

  test('need no agent where there are none', () => {
    expect(
      servers()
        .resources('aws_cloudwatch_log_group')
        .map(({ attributes }) => attributes.name),
    ).toEqual(['/prod/sessions']);
  });

  test('go to an encrypted group, by an agent that measures memory and disk as the group', () => {
    const stack = servers({ servers: { agent: { logs }, userData: 'systemctl start web' } });
    const [own] = stack.all('aws_cloudwatch_log_group').filter(({ name }) => name === '/aws/ec2/prod-web');
    expect(own).toMatchObject({ retention_in_days: 30, kms_key_id: key.keyArn });
    const text = script({ servers: { agent: { logs }, userData: 'systemctl start web' } });
    const [, json = ''] = /<<'JSON'\n(.*?)\nJSON\n/s.exec(text) ?? [];
    const { metrics, logs: configured } = JSON.parse(json);
    expect(configured.logs_collected.files.collect_list).toEqual([
      { file_path: '/var/log/web/*.log', log_group_name: '/aws/ec2/prod-web', log_stream_name: '{instance_id}' },
    ]);
    expect(metrics.metrics_collected.mem.append_dimensions).toEqual({ AutoScalingGroupName: 'prod-web' });
    expect(text.indexOf('systemctl')).toBeGreaterThan(text.indexOf('amazon-cloudwatch-agent-ctl'));
  });

  test('are what the agent may write, and metrics of its namespace', () => {
    const policy = servers({ servers: { agent: { logs } } })
      .all('aws_iam_role_policy')
      .find(({ name }) => name === 'agent')!;
    const { Metrics, Logs } = statements(policy.policy);
    expect(Metrics!.Condition).toEqual({ StringEquals: { 'cloudwatch:namespace': 'CWAgent' } });
    expect(Logs!.Resource).toEqual([expect.stringContaining('aws_cloudwatch_log_group'), expect.any(String)]);
  });

  test('bring alarms on memory and on the disk', () => {
    const found = alarms({ servers: { agent: { logs } }, alarms: { topic: { topicArn }, diskPercent: 70 } });
    expect(found['prod-web-memory']).toMatchObject({
      namespace: 'CWAgent',
      metric_name: 'mem_used_percent',
      threshold: 90,
    });
    expect(found['prod-web-disk-root']).toMatchObject({
      ...{ metric_name: 'disk_used_percent', threshold: 70 },
      dimensions: { AutoScalingGroupName: expect.any(String), path: '/' },
    });
  });
});

describe('connections', () => {
  const egress = (trial?: Trial) => servers(trial).all('aws_vpc_security_group_egress_rule');

  test('come from nowhere, and go to the internet on 443', () => {
    expect(servers().none('aws_vpc_security_group_ingress_rule')).toBe(true);
    expect(egress()).toEqual([expect.objectContaining({ cidr_ipv4: '0.0.0.0/0', from_port: 443, to_port: 443 })]);
  });

  test('go to endpoints where all that servers need has one, the metrics of their agent too', () => {
    const withEndpoints = (services: string[], more: Partial<ServersProps> = {}) =>
      synth((stack) => {
        const endpoints = new SecurityGroup(stack, 'endpoints', { network, name: 'e', description: 'Endpoints' });
        const sessions = new SessionPreferences(stack, 'sessions', {
          name: 'a',
          account,
          region,
          logRetentionDays: 30,
        });
        new ServerGroup(stack, 'web', {
          ...{ name: 'prod-web', account, region, sessions, alarms: { topic: { topicArn } } },
          network: { ...network, endpoints, interfaceEndpoints: services },
          servers: { instanceTypes: ['t4g.small'], tags: {}, ...more },
          scale: { min: 1, max: 1 },
        });
      })
        .all('aws_vpc_security_group_egress_rule')
        .map(({ cidr_ipv4 }) => cidr_ipv4);
    const services = ['kms', 'logs', 'ssm', 'ssmmessages'];
    expect(withEndpoints(services)).toEqual([undefined, undefined]);
    for (const [more, service] of [
      [{ agent: {} }, 'monitoring'],
      [{ calls: ['sqs'] }, 'sqs'],
    ] as const) {
      expect(withEndpoints(services, more)).toEqual(['0.0.0.0/0']);
      expect(withEndpoints([...services, service], more)).toEqual([undefined, undefined]);
    }
  });

  test('say what they are for', () => {
    const reasons = (calls?: string[]) => egress({ servers: { calls } }).map(({ description }) => description);
    expect(reasons()).toEqual(['Session Manager, KMS, Logs and packages of Amazon Linux']);
    expect(reasons(['ecr.api', 'sqs'])).toEqual([
      'Session Manager, KMS, Logs, ecr.api, sqs and packages of Amazon Linux',
    ]);
  });

  test('come from a balancer that is let in, with the group that the servers are in', () => {
    const stack = servers({}, ({ connections }) =>
      connections.allowFrom({ name: 'balancer', cidr: '10.10.1.0/24' }, 8080, 'requests'),
    );
    const [own] = stack.resources('aws_security_group');
    expect(stack.one('aws_vpc_security_group_ingress_rule')).toMatchObject({
      security_group_id: `\${aws_security_group.${own!.name}.id}`,
      from_port: 8080,
    });
    expect(stack.one('aws_launch_template').network_interfaces[0].security_groups).toEqual([
      `\${aws_security_group.${own!.name}.id}`,
    ]);
  });
});

describe('one type', () => {
  test('is launched by its template, of a version that Terraform sees change', () => {
    const stack = servers();
    const { launch_template, mixed_instances_policy, capacity_rebalance } = stack.one('aws_autoscaling_group');
    expect(launch_template).toEqual({
      id: stack.reference('aws_launch_template', 'id'),
      version: stack.reference('aws_launch_template', 'latest_version'),
    });
    expect([mixed_instances_policy, capacity_rebalance]).toEqual([undefined, undefined]);
  });
});

describe('several types', () => {
  const policy = (trial: Trial) => group(trial).mixed_instances_policy as Attributes;

  test('are mixed in the order of the list, on demand', () => {
    const { instances_distribution, launch_template } = policy({ servers: { instanceTypes: mix } });
    expect(launch_template.override).toEqual(mix.map((instance_type) => ({ instance_type })));
    expect(instances_distribution).toMatchObject({
      ...{ on_demand_allocation_strategy: 'prioritized', on_demand_percentage_above_base_capacity: 100 },
    });
    expect(group({ servers: { instanceTypes: mix } }).capacity_rebalance).toBeUndefined();
  });

  test('with Spot above a base are replaced before AWS takes them', () => {
    const trial = { servers: { instanceTypes: mix }, scale: { spot: { onDemandBase: 2, percentAbove: 75 } } };
    expect(policy(trial).instances_distribution).toEqual({
      ...{ on_demand_allocation_strategy: 'prioritized', spot_allocation_strategy: 'price-capacity-optimized' },
      ...{ on_demand_base_capacity: 2, on_demand_percentage_above_base_capacity: 25 },
    });
    expect(group(trial)).toMatchObject({ capacity_rebalance: true });
  });

  test('are three or more with Spot', () => {
    const trial = { servers: { instanceTypes: mix.slice(1) }, scale: { spot: { onDemandBase: 0, percentAbove: 100 } } };
    expect(() => servers(trial)).toThrow('servers.instanceTypes: expected three types or more for Spot Instances');
  });

  test('are of one architecture', () => {
    expect(() => servers({ servers: { instanceTypes: ['t4g.small', 't3.small'] } })).toThrow(
      'servers.instanceTypes: expected types of one architecture',
    );
  });
});

describe('how many there are', () => {
  test('is decided by CPU between the bounds, and not by Terraform', () => {
    const stack = servers();
    expect(stack.one('aws_autoscaling_policy')).toMatchObject({
      ...{
        policy_type: 'TargetTrackingScaling',
        autoscaling_group_name: stack.reference('aws_autoscaling_group', 'name'),
      },
      target_tracking_configuration: {
        target_value: 60,
        predefined_metric_specification: { predefined_metric_type: 'ASGAverageCPUUtilization' },
      },
    });
    expect(stack.one('aws_autoscaling_group')).toMatchObject({
      ...{
        min_size: 2,
        max_size: 6,
        desired_capacity: 2,
        wait_for_capacity_timeout: '0',
        default_instance_warmup: 120,
      },
      lifecycle: { ignore_changes: ['desired_capacity'] },
    });
  });

  test('is decided by requests too, where something sends them', () => {
    const scale = { requests: { perMinute: 600, resourceLabel }, cpuPercent: 50 };
    const policies = servers({ traffic, scale }).all('aws_autoscaling_policy');
    const targets = policies.map(
      ({ target_tracking_configuration: { target_value, predefined_metric_specification } }) => [
        target_value,
        predefined_metric_specification,
      ],
    );
    expect(targets).toEqual([
      [50, { predefined_metric_type: 'ASGAverageCPUUtilization' }],
      [600, { predefined_metric_type: 'ALBRequestCountPerTarget', resource_label: resourceLabel }],
    ]);
    expect(() => servers({ scale })).toThrow('scale.requests: expected traffic, whose requests are counted');
  });

  test('is fixed where the bounds are the same: Terraform decides, and no metric', () => {
    const stack = servers({ scale: { min: 2, max: 2 } });
    expect(stack.none('aws_autoscaling_policy')).toBe(true);
    const { lifecycle, wait_for_capacity_timeout, default_instance_warmup } = stack.one('aws_autoscaling_group');
    expect([lifecycle, wait_for_capacity_timeout, default_instance_warmup]).toEqual([undefined, undefined, undefined]);
    expect(() => servers({ scale: { min: 2, max: 2, cpuPercent: 60 } })).toThrow('scale.cpuPercent: expected nothing');
  });

  test.each<[Partial<ServerScaleProps>, string]>([
    [{ min: 3, max: 2 }, 'scale.max: expected scale.min 3 or more, found 2'],
    [{ desired: 7 }, 'scale.desired: expected from 2 to 6, found 7'],
    [{ min: -1 }, 'scale.min: expected a whole number of instances from 0'],
    [{ cpuPercent: 101 }, 'scale.cpuPercent: expected a whole number of percent from 1 to 100, or none, found 101'],
  ])('is not %p', (scale, message) => {
    expect(() => servers({ scale })).toThrow(message);
  });
});

describe('a schedule', () => {
  test('sets both bounds, and never the number alone, in a time zone with its summer time', () => {
    const stack = servers({ scale: { max: 12, schedules: { morning } } });
    expect(stack.one('aws_autoscaling_schedule')).toEqual({
      ...{ scheduled_action_name: 'prod-web-morning', recurrence: '5 8 * * MON-FRI', time_zone: 'Europe/Dublin' },
      autoscaling_group_name: stack.reference('aws_autoscaling_group', 'name'),
      // -1 is none: what is left out, the provider sends as 0.
      ...{ min_size: 4, max_size: 12, desired_capacity: -1 },
    });
  });

  test('is not undone by an apply, for the bounds that it changes', () => {
    const ignored = (scale: Partial<ServerScaleProps>) => group({ scale }).lifecycle.ignore_changes;
    expect(ignored({ max: 12, schedules: { morning } })).toEqual(['desired_capacity', 'min_size']);
    expect(ignored({ schedules: { morning } })).toEqual(['desired_capacity', 'min_size', 'max_size']);
    expect(ignored({ min: 4, max: 12, schedules: { morning } })).toEqual(['desired_capacity']);
  });

  test('keeps its address when another comes', () => {
    const names = (schedules: ServerScaleProps['schedules']) =>
      servers({ scale: { schedules } })
        .resources('aws_autoscaling_schedule')
        .map(({ name }) => name);
    expect(names({ evening: morning, morning })).toEqual(expect.arrayContaining(names({ morning })));
  });

  test.each([
    [{ min: 13 }, 'scale.schedules.morning.max: expected scale.schedules.morning.min 13 or more, found 12'],
    [{ desired: 2 }, 'scale.schedules.morning.desired: expected from 4 to 12, found 2'],
    [{ timeZone: 'Dublin' }, 'scale.schedules.morning.timeZone: expected an IANA time zone'],
    [{ at: '24:00' }, 'scale.schedules.morning.at: expected a time from 00:00 to 23:59'],
    [{ days: 'Monday' }, 'scale.schedules.morning.days: expected days such as'],
  ])('is not of %p', (part, message) => {
    expect(() => servers({ scale: { schedules: { morning: { ...morning, ...part } } } })).toThrow(message);
  });
});

describe('a warm pool', () => {
  const warmPool = { min: 2 };

  test('has servers that have booted and wait, stopped', () => {
    expect(group({ servers: { image: ami }, scale: { warmPool } }).warm_pool).toEqual({
      ...{ min_size: 2, pool_state: 'Stopped' },
    });
    expect(group().warm_pool).toBeUndefined();
  });

  test('is refused with several types, with the reason', () => {
    expect(() => servers({ servers: { image: ami, instanceTypes: mix }, scale: { warmPool } })).toThrow(
      'scale.warmPool: expected none with several instance types or Spot: a warm pool and a mixed instances policy exclude each other',
    );
  });

  test('is refused for an image by parameter, with the reason', () => {
    expect(() => servers({ scale: { warmPool } })).toThrow(
      'scale.warmPool: expected none without the id of an AMI in servers.image: Auto Scaling has no warm pool for a parameter',
    );
  });
});

describe('behind a balancer', () => {
  test("its health checks decide, once a server's boot is over", () => {
    expect(group({ traffic })).toMatchObject({
      ...{ target_group_arns: [targetGroupArn], health_check_type: 'ELB', health_check_grace_period: 300 },
    });
  });

  test('and without one those of EC2', () => {
    const { target_group_arns, health_check_type, health_check_grace_period } = group();
    expect([target_group_arns, health_check_type, health_check_grace_period]).toEqual([undefined, 'EC2', undefined]);
  });

  test('it is registered in target groups of instances, and in no other', () => {
    const inBalancer = (targetType: 'ip' | 'instance') =>
      synth((stack) => {
        const alarms = { topic: { topicArn } };
        const balancer = new LoadBalancer(stack, 'balancer', {
          ...{ name: 'prod', account, region, network, alarms, reachedFrom: 'internet' },
          certificate: { certificateArn: `arn:aws:acm:${region}:${account}:certificate/1234` },
          logs: { bucketName: 'example-logs', bucketArn: 'arn:aws:s3:::example-logs' },
        });
        const target = new TargetGroup(stack, 'targets', {
          ...{ name: 'prod-web', network, port: 8080, targetType, healthCheck: { path: '/readyz' }, alarms },
        });
        balancer.addHost('web', { host: 'shop.example.com', target });
        const sessions = new SessionPreferences(stack, 'sessions', {
          name: 'a',
          account,
          region,
          logRetentionDays: 30,
        });
        const group = new ServerGroup(stack, 'web', {
          ...{ name: 'prod-web', account, region, network, sessions, alarms },
          servers: { instanceTypes: ['t4g.small'], tags: {} },
          scale: {
            ...{ min: 2, max: 6 },
            requests: { perMinute: 600, resourceLabel: `${balancer.arnSuffix}/${target.arnSuffix}` },
          },
          traffic: { targetGroups: [target] },
          replacement: { alarms: [target.errorAlarm!.alarmName] },
        });
        balancer.connections.allowTo(group, target.port, 'requests and health checks');
      });
    const stack = inBalancer('instance');
    expect(stack.one('aws_autoscaling_group').target_group_arns).toEqual([
      stack.reference('aws_lb_target_group', 'arn'),
    ]);
    expect(() => inBalancer('ip')).toThrow('traffic.targetGroups[0].targetType: expected one of instance, found "ip"');
  });
});

describe('replacement', () => {
  const refresh = (replacement?: ReplacementProps, image?: string) =>
    group({ servers: { image }, ...(replacement && { replacement }) }).instance_refresh as Attributes;
  const maxLifetime = (replacement?: ReplacementProps) => group(replacement && { replacement }).max_instance_lifetime;

  test('has the new one up before the old one goes, by a refresh and at any other time', () => {
    const healthy = { min_healthy_percentage: 100, max_healthy_percentage: 200 };
    expect(refresh()).toEqual({ strategy: 'Rolling', triggers: ['tag'], preferences: healthy });
    expect(group().instance_maintenance_policy).toEqual(healthy);
    expect(refresh({ maxHealthyPercent: 110 }).preferences.max_healthy_percentage).toBe(110);
  });

  test('has the old one gone first where it has what only one can have', () => {
    const order = 'terminate-before-launch';
    const gone = { min_healthy_percentage: 0, max_healthy_percentage: 100 };
    expect(refresh({ order }).preferences).toEqual(gone);
    expect(group({ replacement: { order } }).instance_maintenance_policy).toEqual(gone);
    expect(() => refresh({ order, maxHealthyPercent: 150 })).toThrow('replacement.maxHealthyPercent: expected nothing');
  });

  test('is stopped by alarms', () => {
    expect(refresh({ alarms: ['prod-web-errors'] }).preferences.alarm_specification).toEqual({
      alarms: ['prod-web-errors'],
    });
  });

  test('leaves out servers that have the new template, for an image that Auto Scaling can compare', () => {
    expect(refresh({}, ami).preferences.skip_matching).toBe(true);
    expect(refresh({}, '/prod/web/image').preferences.skip_matching).toBeUndefined();
  });

  test('is not rolled back to the template that failed', () => {
    expect(refresh({ alarms: ['prod-web-errors'] }, ami).preferences.auto_rollback).toBeUndefined();
  });

  test('comes every week, or after a number of days, or not, with a reason', () => {
    expect(maxLifetime()).toBe(604_800);
    expect(maxLifetime({ maxLifetimeDays: 30 })).toBe(2_592_000);
    const off = { maxLifetimeDays: { off: true as const, reason: 'A licence is bound to the host' } };
    expect(maxLifetime(off)).toBeUndefined();
    const found = optOuts((stack) => {
      const sessions = new SessionPreferences(stack, 'sessions', { name: 'a', account, region, logRetentionDays: 30 });
      new ServerGroup(stack, 'web', {
        ...{ name: 'prod-web', account, region, network, sessions, alarms: { topic: { topicArn } }, replacement: off },
        ...{ servers: { instanceTypes: ['t4g.small'], tags: {} }, scale: { min: 1, max: 1 } },
      });
    });
    expect(found['stack/web/group']).toEqual({ max_instance_lifetime: 'A licence is bound to the host' });
  });

  test('waits for the work of a server that should go, which may say itself that it is done', () => {
    const stack = servers({ replacement: { drainSeconds: 600 } });
    expect(stack.one('aws_autoscaling_lifecycle_hook')).toEqual({
      ...{ name: 'prod-web-drain', lifecycle_transition: 'autoscaling:EC2_INSTANCE_TERMINATING' },
      ...{ heartbeat_timeout: 600, default_result: 'CONTINUE' },
      autoscaling_group_name: stack.reference('aws_autoscaling_group', 'name'),
    });
    const policy = stack.all('aws_iam_role_policy').find(({ name }) => name === 'drain')!;
    expect(statements(policy.policy).EndsItsWork).toMatchObject({
      Resource: 'arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:*:autoScalingGroupName/prod-web',
    });
    expect(servers().none('aws_autoscaling_lifecycle_hook')).toBe(true);
  });
});

describe('alarms', () => {
  test('are told to the topic, and are all of these', () => {
    expect(Object.keys(alarms()).sort()).toEqual([
      'prod-web-below-minimum',
      'prod-web-cpu',
      'prod-web-none-in-service',
      'prod-web-status-check-failed',
    ]);
    for (const alarm of Object.values(alarms()))
      expect(alarm).toMatchObject({ alarm_actions: [topicArn], ok_actions: [topicArn] });
  });

  test('tell of fewer servers than the minimum, which a schedule may have changed', () => {
    const { metric_query } = alarms()['prod-web-below-minimum']!;
    expect(metric_query.at(-1)).toMatchObject({ expression: 'least - running', return_data: true });
    const watched = metric_query.flatMap(({ metric }: Attributes) => metric?.metric_name ?? []);
    expect(group().enabled_metrics).toEqual(expect.arrayContaining(watched));
  });

  test('tell of the only server by one alarm', () => {
    expect(Object.keys(alarms({ scale: { min: 1, max: 1 } }))).not.toContain('prod-web-below-minimum');
  });

  test('have thresholds', () => {
    expect(alarms({ alarms: { topic: { topicArn }, cpuPercent: 70 } })['prod-web-cpu']!.threshold).toBe(70);
    expect(alarms({ alarms: { topic: { topicArn }, cpuPercent: 'none' } })['prod-web-cpu']).toBeUndefined();
  });
});

test('a network without a subnet of the tier is refused', () => {
  const none = { ...network, subnetIds: { ...network.subnetIds, private: {} } };
  expect(() => servers({ network: none })).toThrow('network.subnetIds.private: expected one subnet or more');
});
