import type { TerraformStack } from 'cdktf';
import { Namespace } from '../../modules/discovery';
import { Cluster, ImagePointer, Service, type DiscoveryProps, type ServiceProps } from '../../modules/ecs';
import { FileSystem } from '../../modules/file-system';
import { memoryMbFor } from '../../modules/ecs/task-size';
import { statements, synth } from '../support/synth';

const account = '111122223333';
const region = 'eu-west-1';
const key = { keyArn: `arn:aws:kms:${region}:${account}:key/1234` };
const topic = { topicArn: `arn:aws:sns:${region}:${account}:alarms` };
const role = { roleName: 'pipeline', roleArn: `arn:aws:iam::${account}:role/pipeline` };
const zones = (tier: string) => ({ 'eu-west-1a': `subnet-${tier}-a`, 'eu-west-1b': `subnet-${tier}-b` });
const network = {
  vpcId: 'vpc-1',
  cidr: '10.0.0.0/16',
  subnetIds: { public: zones('public'), private: zones('private'), data: zones('data') },
};
const targetGroup = {
  targetGroupArn: `arn:aws:elasticloadbalancing:${region}:${account}:targetgroup/web/0123456789abcdef`,
};
const size = { cpu: 512, memoryMb: 1024 };
const container = { image: 'public.ecr.aws/nginx/nginx:1.29', port: 8080, size };
const clusterIn = (stack: TerraformStack) =>
  new Cluster(stack, 'cluster', { name: 'prod', account, region, logRetentionDays: 90 });
type Rest = Partial<Omit<ServiceProps, 'cluster'>>;
const serviceIn = (stack: TerraformStack, rest: Rest = {}) =>
  new Service(stack, 'web', {
    ...{ name: 'prod-web', network, logs: { key, retentionDays: 90 }, container },
    cluster: clusterIn(stack),
    capacity: { onDemandBase: 2, spotPercent: 75 },
    scale: { min: 2, max: 10 },
    alarms: { topic },
    ...rest,
  });
const service = (rest?: Rest) => synth((stack) => serviceIn(stack, rest));
const refusal = (rest: Rest) => () => service(rest);

/** The container of the task definition; tokens stay as they are. */
function definition(rest?: Rest): Record<string, any> {
  return JSON.parse(service(rest).one('aws_ecs_task_definition').container_definitions)[0];
}

describe('a file system in a service', () => {
  const mounting = (use: (web: Service, files: FileSystem) => void, rest?: Rest) =>
    synth((stack) => {
      const accessPoints = { exports: { uid: 1000, gid: 1000 } };
      const files = new FileSystem(stack, 'files', { name: 'shared', network, key, accessPoints, alarms: { topic } });
      use(serviceIn(stack, rest), files);
    });
  const mount = { accessPoint: 'exports', path: '/mnt/exports' } as const;

  test('is mounted over TLS, as the role of the task and by an access point, which it may write and reaches', () => {
    const stack = mounting((web, files) => web.mount(files, mount));
    const { volume, container_definitions } = stack.one('aws_ecs_task_definition');
    expect(volume).toEqual([
      { name: 'tmp' },
      {
        name: 'mnt-exports',
        efs_volume_configuration: {
          file_system_id: stack.reference('aws_efs_file_system', 'id'),
          transit_encryption: 'ENABLED',
          authorization_config: { access_point_id: stack.reference('aws_efs_access_point', 'id'), iam: 'ENABLED' },
        },
      },
    ]);
    const [{ mountPoints }] = JSON.parse(container_definitions);
    expect(mountPoints).toEqual([
      { sourceVolume: 'tmp', containerPath: '/tmp', readOnly: false },
      { sourceVolume: 'mnt-exports', containerPath: '/mnt/exports', readOnly: false },
    ]);
    const [grant] = stack.all('aws_iam_role_policy').filter(({ name }) => name.startsWith('mount-'));
    expect(statements(grant!.policy).MountAccessPoint!.Action).toContain('elasticfilesystem:ClientWrite');
    const ports = stack.all('aws_vpc_security_group_ingress_rule').map(({ from_port }) => from_port);
    expect(ports).toEqual([2049]);
  });

  test('is read alone, where that is asked', () => {
    const stack = mounting((web, files) => web.mount(files, { ...mount, access: 'read' }));
    const [{ mountPoints }] = JSON.parse(stack.one('aws_ecs_task_definition').container_definitions);
    expect(mountPoints[1].readOnly).toBe(true);
  });

  test.each<[string, (web: Service, files: FileSystem) => void, string]>([
    [
      'an access point that is not there',
      (web, files) => web.mount(files, { ...mount, accessPoint: 'imports' }),
      'stack/web: accessPoint: expected one of exports, found "imports"',
    ],
    [
      'a path elsewhere',
      (web, files) => web.mount(files, { ...mount, path: '/etc' }),
      'path: expected a path below /mnt, such as /mnt/exports, found "/etc"',
    ],
    [
      'a path that is taken',
      (web, files) => {
        web.mount(files, mount);
        web.mount(files, mount);
      },
      'path: expected a path of its own, found "/mnt/exports"',
    ],
    [
      'a path whose volume would have the name of another one',
      (web, files) => {
        web.mount(files, { ...mount, path: '/mnt/a.b' });
        web.mount(files, { ...mount, path: '/mnt/a-b' });
      },
      'path: expected a path of its own, found "/mnt/a-b"',
    ],
    ['what is none', (web) => web.mount({} as never, mount), 'fileSystem: expected a FileSystem, or what FileSystem'],
  ])('is refused by %s', (_, use, problem) => {
    expect(() => mounting(use)).toThrow(problem);
  });
});

describe('a cluster', () => {
  const cluster = () => synth((stack) => clusterIn(stack));

  test('has Container Insights, and logs what is done in its containers, encrypted', () => {
    const stack = cluster();
    const { setting, configuration } = stack.one('aws_ecs_cluster');
    expect(setting).toEqual([{ name: 'containerInsights', value: 'enhanced' }]);
    expect(configuration.execute_command_configuration).toEqual({
      kms_key_id: stack.reference('aws_kms_key', 'arn'),
      logging: 'OVERRIDE',
      log_configuration: {
        cloud_watch_encryption_enabled: true,
        cloud_watch_log_group_name: stack.reference('aws_cloudwatch_log_group', 'name'),
      },
    });
    expect(stack.one('aws_cloudwatch_log_group')).toMatchObject({ name: '/prod/ecs-exec', retention_in_days: 90 });
  });

  test('runs on Fargate and Fargate Spot; what names neither is not interrupted', () => {
    expect(cluster().one('aws_ecs_cluster_capacity_providers')).toMatchObject({
      capacity_providers: ['FARGATE', 'FARGATE_SPOT'],
      default_capacity_provider_strategy: [{ capacity_provider: 'FARGATE', weight: 1 }],
    });
  });
});

describe('a service', () => {
  test('changes its share of Spot in place: without a forced deployment the provider replaces it', () => {
    expect(service().one('aws_ecs_service').force_new_deployment).toBe(true);
  });

  test('runs in private subnets, without a public address, under capacity providers', () => {
    const stack = service();
    const made = stack.one('aws_ecs_service');
    expect(made).toMatchObject({
      name: 'prod-web',
      desired_count: 2,
      capacity_provider_strategy: [
        { capacity_provider: 'FARGATE', base: 2, weight: 25 },
        { capacity_provider: 'FARGATE_SPOT', weight: 75 },
      ],
      network_configuration: { assign_public_ip: false, subnets: Object.values(network.subnetIds.private) },
      availability_zone_rebalancing: 'ENABLED',
      propagate_tags: 'SERVICE',
    });
    expect(made).not.toHaveProperty('launch_type');
  });

  test('is not on Spot where its share is 0, and only on Spot above the base where it is 100', () => {
    const strategy = (onDemandBase: number, spotPercent: number) =>
      service({ capacity: { onDemandBase, spotPercent } }).one('aws_ecs_service').capacity_provider_strategy;
    expect(strategy(0, 0)).toEqual([{ capacity_provider: 'FARGATE', base: 0, weight: 100 }]);
    expect(strategy(1, 100)).toEqual([
      { capacity_provider: 'FARGATE', base: 1, weight: 0 },
      { capacity_provider: 'FARGATE_SPOT', weight: 100 },
    ]);
  });

  test('starts new tasks before it stops old ones, and is rolled back by the circuit breaker and by alarms', () => {
    const made = service({ traffic: { targetGroups: [targetGroup], rollbackAlarms: ['prod-web-5xx'] } }).one(
      'aws_ecs_service',
    );
    expect(made).toMatchObject({
      deployment_minimum_healthy_percent: 100,
      deployment_maximum_percent: 200,
      deployment_circuit_breaker: { enable: true, rollback: true },
      alarms: { alarm_names: ['prod-web-5xx'], enable: true, rollback: true },
      wait_for_steady_state: false,
    });
    expect(service().one('aws_ecs_service')).not.toHaveProperty('alarms');
  });

  test('leaves the number of tasks to the scaling', () => {
    const stack = service();
    expect(stack.one('aws_ecs_service').lifecycle).toEqual({ ignore_changes: ['desired_count'] });
    expect(stack.one('aws_appautoscaling_target')).toMatchObject({ min_capacity: 2, max_capacity: 10 });
  });

  test('scales by CPU and memory, and by requests where it is told', () => {
    const metrics = (rest?: Rest) =>
      service(rest)
        .all('aws_appautoscaling_policy')
        .map(({ target_tracking_scaling_policy_configuration: { predefined_metric_specification, target_value } }) => [
          predefined_metric_specification.predefined_metric_type,
          target_value,
        ]);
    expect(metrics()).toEqual([
      ['ECSServiceAverageCPUUtilization', 60],
      ['ECSServiceAverageMemoryUtilization', 75],
    ]);
    const resourceLabel = 'app/prod/0123456789abcdef/targetgroup/web/0123456789abcdef';
    expect(
      metrics({ scale: { min: 2, max: 4, cpuPercent: 50, requests: { perMinute: 600, resourceLabel } } }),
    ).toContainEqual(['ALBRequestCountPerTarget', 600]);
  });

  describe('that scales by the messages that wait', () => {
    const backlog = { queueName: 'prod-orders', messagesPerTask: 30 };
    const scaled = (min: number) => service({ scale: { min, max: 4, backlog } });

    test('tracks them for each task that runs, and nothing else', () => {
      const { target_tracking_scaling_policy_configuration: tracked } = scaled(1).one('aws_appautoscaling_policy');
      const { metrics } = tracked.customized_metric_specification;
      expect(tracked.target_value).toBe(30);
      expect(
        metrics.map(({ id, return_data }: { readonly id: string; readonly return_data: boolean }) => [id, return_data]),
      ).toEqual([
        ['messages', false],
        ['tasks', false],
        ['backlog', true],
      ]);
      expect(metrics[0].metric_stat.metric).toEqual({
        namespace: 'AWS/SQS',
        metric_name: 'ApproximateNumberOfMessagesVisible',
        dimensions: [{ name: 'QueueName', value: 'prod-orders' }],
      });
    });

    test('starts the first task by a step, where none runs at rest', () => {
      const stack = scaled(0);
      const policies = stack.all('aws_appautoscaling_policy').map(({ policy_type }) => policy_type);
      expect(policies.sort()).toEqual(['StepScaling', 'TargetTrackingScaling']);
      const alarm = stack
        .all('aws_cloudwatch_metric_alarm')
        .find(({ alarm_name }) => alarm_name === 'prod-web-waiting');
      expect(alarm?.alarm_actions).toEqual([
        expect.stringMatching(/^\$\{aws_appautoscaling_policy\..*first-task.*\.arn\}$/),
      ]);
      expect(stack.one('aws_appautoscaling_target').min_capacity).toBe(0);
      expect(JSON.stringify(stack.all('aws_cloudwatch_metric_alarm'))).not.toContain('prod-web-tasks');
    });

    test('needs no step where one task runs anyway', () => {
      expect(JSON.stringify(scaled(1).all('aws_cloudwatch_metric_alarm'))).not.toContain('prod-web-waiting');
    });

    test.each([
      ['no task at rest without a backlog', { min: 0, max: 2 }, 'scale.min: expected 1 or more, without scale.backlog'],
      ['no task at all', { min: 0, max: 0, backlog }, 'scale.max: expected a whole number of tasks from 1 to 5000'],
      [
        'another metric beside it',
        { min: 1, max: 2, cpuPercent: 50, backlog },
        'scale.backlog: expected nothing, beside scale.cpuPercent',
      ],
    ])('is refused with %s', (_, scale, message) => {
      expect(() => service({ scale })).toThrow(message);
    });
  });

  test('is registered in its target groups, after what forwards to them', () => {
    const stack = synth((stack) => {
      const web = serviceIn(stack, { traffic: { targetGroups: [targetGroup] } });
      web.waitFor(web.nodes.logGroup.nodes.logGroup);
    });
    const made = stack.one('aws_ecs_service');
    expect(made.load_balancer).toEqual([
      { target_group_arn: targetGroup.targetGroupArn, container_name: 'app', container_port: 8080 },
    ]);
    expect(made.health_check_grace_period_seconds).toBe(60);
    expect(made.depends_on).toEqual([
      expect.stringMatching(/^aws_ecs_cluster_capacity_providers\./),
      expect.stringMatching(/^aws_cloudwatch_log_group\./),
    ]);
  });

  test('lets nothing in or out until a connection is declared', () => {
    const stack = service();
    expect(stack.one('aws_security_group')).toMatchObject({ name: 'prod-web-service', revoke_rules_on_delete: true });
    expect(stack.none('aws_vpc_security_group_egress_rule')).toBe(true);
    expect(stack.none('aws_vpc_security_group_ingress_rule')).toBe(true);
  });

  test('logs to an encrypted group that only its execution role writes', () => {
    const stack = service();
    const logs = stack.all('aws_cloudwatch_log_group').find(({ name }) => name === '/aws/ecs/prod-web');
    expect(logs).toMatchObject({ retention_in_days: 90, kms_key_id: key.keyArn });
    const policy = stack.all('aws_iam_role_policy').find(({ name }) => name === 'logs');
    expect(statements(policy?.policy).Logs?.Action).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents']);
  });

  test('has a role for the application and one for ECS, which only ECS of this account assumes', () => {
    const roles = service().all('aws_iam_role');
    expect(roles.map(({ name }) => name)).toEqual(['prod-web-execution', 'prod-web-task']);
    for (const { assume_role_policy } of roles) {
      const [trust] = Object.values(statements(assume_role_policy));
      expect(trust).toMatchObject({
        Principal: { Service: 'ecs-tasks.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': account } },
      });
    }
  });

  test('reads exactly the secrets that it is given, by its execution role', () => {
    const secrets = {
      PASSWORD: `arn:aws:secretsmanager:${region}:${account}:secret:web-1`,
      FLAG: `arn:aws:ssm:${region}:${account}:parameter/web/flag`,
    };
    const stack = service({ container: { ...container, secrets } });
    const policy = stack.all('aws_iam_role_policy').find(({ name }) => name === 'secrets');
    expect(statements(policy?.policy)).toMatchObject({
      Secrets: { Action: 'secretsmanager:GetSecretValue', Resource: [secrets.PASSWORD] },
      Parameters: { Action: 'ssm:GetParameters', Resource: [secrets.FLAG] },
    });
    expect(definition({ container: { ...container, secrets } }).secrets).toEqual([
      { name: 'FLAG', valueFrom: secrets.FLAG },
      { name: 'PASSWORD', valueFrom: secrets.PASSWORD },
    ]);
  });

  test('is entered by ECS Exec only where that is decided', () => {
    expect(service().one('aws_ecs_service').enable_execute_command).toBe(false);
    const stack = service({ exec: true });
    expect(stack.one('aws_ecs_service').enable_execute_command).toBe(true);
    const exec = stack.all('aws_iam_role_policy').find(({ name }) => name === 'exec-ProdWeb');
    expect(exec?.role).toMatch(/aws_iam_role\.web_task-role_\w+\.name/);
    expect(Object.keys(statements(exec?.policy))).toEqual([
      'SessionChannels',
      'SessionKey',
      'SessionLog',
      'SessionLogIsEncrypted',
    ]);
  });

  test('tells of CPU, memory and missing tasks', () => {
    const alarms = service().all('aws_cloudwatch_metric_alarm');
    expect(alarms.map(({ alarm_name, threshold }) => [alarm_name, threshold])).toEqual([
      ['prod-web-cpu', 90],
      ['prod-web-memory', 90],
      ['prod-web-tasks', 2],
    ]);
    for (const { alarm_actions, ok_actions, dimensions } of alarms) {
      expect([alarm_actions, ok_actions]).toEqual([[topic.topicArn], [topic.topicArn]]);
      expect(Object.keys(dimensions)).toEqual(['ClusterName', 'ServiceName']);
    }
  });
});

describe('a service that others find', () => {
  const namespace = {
    ...{ namespaceId: 'ns-0123456789abcdef', namespaceName: 'services.prod.internal' },
    namespaceArn: `arn:aws:servicediscovery:${region}:${account}:namespace/ns-0123456789abcdef`,
  };
  const found = (rest: Partial<DiscoveryProps> = {}) =>
    service({ traffic: { discovery: { namespace, name: 'web', ...rest } } });
  const clientServer = { serviceConnect: { role: 'client-server' } } as const;

  test('has a name with the addresses of the tasks that ECS says are healthy', () => {
    const stack = found();
    expect(stack.one('aws_service_discovery_service')).toMatchObject({
      name: 'web',
      dns_config: {
        namespace_id: namespace.namespaceId,
        routing_policy: 'MULTIVALUE',
        dns_records: [{ type: 'A', ttl: 10 }],
      },
      health_check_custom_config: { failure_threshold: 1 },
      force_destroy: true,
    });
    expect(stack.one('aws_ecs_service').service_registries).toEqual({
      registry_arn: stack.reference('aws_service_discovery_service', 'arn'),
    });
    expect(found({ ttlSeconds: 60 }).one('aws_service_discovery_service').dns_config.dns_records[0].ttl).toBe(60);
  });

  test('has no proxy and no target group unless it is told to', () => {
    const made = found().one('aws_ecs_service');
    expect(made.load_balancer).toEqual([]);
    expect(made).not.toHaveProperty('service_connect_configuration');
    expect(service().none('aws_service_discovery_service')).toBe(true);
    expect(service().one('aws_ecs_service')).not.toHaveProperty('service_registries');
  });

  test('is called through Service Connect by the name that DNS has, too', () => {
    const stack = found(clientServer);
    expect(stack.one('aws_ecs_service').service_connect_configuration).toEqual({
      enabled: true,
      namespace: namespace.namespaceArn,
      log_configuration: {
        log_driver: 'awslogs',
        options: expect.objectContaining({
          'awslogs-group': expect.stringMatching(/^\${aws_cloudwatch_log_group\.web_log-group_.*\.name}$/),
          'awslogs-stream-prefix': 'service-connect',
        }),
      },
      service: [
        {
          port_name: 'http',
          discovery_name: 'web_connect',
          client_alias: { dns_name: 'web.services.prod.internal', port: 8080 },
          timeout: { idle_timeout_seconds: 300, per_request_timeout_seconds: 60 },
        },
      ],
    });
  });

  test('has no idle connection closed before a long answer', () => {
    const [server] = found({ serviceConnect: { role: 'client-server', requestTimeoutSeconds: 900 } }).one(
      'aws_ecs_service',
    ).service_connect_configuration.service;
    expect(server.timeout).toEqual({ idle_timeout_seconds: 900, per_request_timeout_seconds: 900 });
  });

  test('as a client serves nothing', () => {
    const made = found({ serviceConnect: { role: 'client' } }).one('aws_ecs_service');
    expect(made.service_connect_configuration.enabled).toBe(true);
    expect(made.service_connect_configuration).not.toHaveProperty('service');
  });

  test('keeps its task definition when Service Connect is turned on: ECS cannot change the protocol of its port later', () => {
    const definitionOf = (stack: ReturnType<typeof service>) => stack.one('aws_ecs_task_definition');
    expect(definitionOf(found(clientServer))).toEqual(definitionOf(service()));
    expect(definition().portMappings).toEqual([
      { name: 'http', containerPort: 8080, hostPort: 8080, protocol: 'tcp', appProtocol: 'http' },
    ]);
  });

  test('says its name, which is in the namespace of this stack or another', () => {
    const stack = synth((stack) => {
      const own = new Namespace(stack, 'namespace', { name: 'services.prod.internal', network });
      const web = serviceIn(stack, { traffic: { discovery: { namespace: own, name: 'web' } } });
      expect([web.dnsName, web.port]).toEqual(['web.services.prod.internal', 8080]);
    });
    expect(stack.one('aws_service_discovery_service').dns_config.namespace_id).toBe(
      stack.reference('aws_service_discovery_private_dns_namespace', 'id'),
    );
  });
});

describe('a task', () => {
  test('is not root, cannot write but to its own paths, and has no privileges', () => {
    const task = service().one('aws_ecs_task_definition');
    expect(task).toMatchObject({
      family: 'prod-web',
      network_mode: 'awsvpc',
      cpu: '512',
      memory: '1024',
      requires_compatibilities: ['FARGATE'],
      runtime_platform: { cpu_architecture: 'ARM64', operating_system_family: 'LINUX' },
      volume: [{ name: 'tmp' }],
      skip_destroy: true,
    });
    expect(definition()).toMatchObject({
      user: '10001:10001',
      privileged: false,
      readonlyRootFilesystem: true,
      linuxParameters: { initProcessEnabled: true, capabilities: { drop: ['ALL'] } },
      mountPoints: [{ sourceVolume: 'tmp', containerPath: '/tmp', readOnly: false }],
      stopTimeout: 30,
    });
  });

  test('has its variables by name, whatever their order', () => {
    const environment = { B: '2', A: '1' };
    expect(definition({ container: { ...container, environment } }).environment).toEqual([
      { name: 'A', value: '1' },
      { name: 'B', value: '2' },
    ]);
  });

  test('has a health check of its own where one is given', () => {
    expect(definition().healthCheck).toBeUndefined();
    expect(definition({ container: { ...container, healthCheck: ['node', 'health.js'] } }).healthCheck).toMatchObject({
      command: ['CMD', 'node', 'health.js'],
    });
  });
});

describe('the image', () => {
  test('is what the pointer names, which Terraform creates and the pipeline writes', () => {
    const stack = synth((stack) => {
      const pointer = new ImagePointer(stack, 'image', { name: '/prod/web/image', firstImage: container.image });
      pointer.grantWrite('Pipeline', role);
      serviceIn(stack, { container: { ...container, image: pointer.image } });
    });
    const parameter = stack.one('aws_ssm_parameter');
    expect(parameter).toMatchObject({ name: '/prod/web/image', type: 'String', insecure_value: container.image });
    expect(parameter.lifecycle).toEqual({ ignore_changes: ['insecure_value', 'value'] });
    expect(stack.one('aws_ecs_task_definition').container_definitions).toMatch(
      /aws_ssm_parameter\.[\w-]+\.insecure_value/,
    );
    const write = stack.all('aws_iam_role_policy').find(({ name }) => name === 'write-Pipeline');
    expect(statements(write?.policy).ImagePointer).toMatchObject({
      Action: ['ssm:GetParameter', 'ssm:PutParameter'],
      Resource: stack.reference('aws_ssm_parameter', 'arn'),
    });
  });
});

describe('what ECS would refuse is refused', () => {
  test.each<[Rest, RegExp]>([
    [{ name: 'prod_web' }, /stack\/web: name/],
    [
      { container: { ...container, port: 80 } },
      /stack\/web: container\.port: expected a whole number of \(a port\) from 1024/,
    ],
    [
      { container: { ...container, size: { ...size, cpu: 300 } } },
      /stack\/web: container\.size\.cpu: expected 256, 512, 1024/,
    ],
    [
      { container: { ...container, size: { ...size, memoryMb: 512 } } },
      /stack\/web: container\.size\.memoryMb: expected a memory of Fargate for 512 CPU units: 1024 to 4096 in steps of 1024 MiB, found 512/,
    ],
    [{ container: { ...container, size: { cpu: 256, memoryMb: 4096 } } }, /512, 1024, 2048 MiB, found 4096/],
    [
      { container: { ...container, image: 'nginx' } },
      /stack\/web: container\.image: expected the name of an image with its tag/,
    ],
    [{ container: { ...container, user: '0:0' } }, /stack\/web: container\.user/],
    [{ container: { ...container, user: 'root' } }, /stack\/web: container\.user/],
    [
      {
        container: {
          ...container,
          environment: { S: 'x' },
          secrets: { S: `arn:aws:ssm:${region}:${account}:parameter/s` },
        },
      },
      /stack\/web: container\.secrets: expected no variable that environment has too, found "S"/,
    ],
    [
      { traffic: { discovery: { namespace: {} as never, name: 'Web', ttlSeconds: 5 } } },
      /stack\/web: traffic\.discovery\.namespace\.namespaceArn[^]*traffic\.discovery\.name: expected 1 to 63 of a-z[^]*ttlSeconds: expected a whole number of seconds from 10 to 60/,
    ],
    [{ scale: { min: 3, max: 2 } }, /stack\/web: scale\.max: expected scale\.min 3 or more, found 2/],
    [{ scale: { min: 0, max: 2 } }, /stack\/web: scale\.min/],
    [{ capacity: { onDemandBase: 1, spotPercent: 101 } }, /stack\/web: capacity\.spotPercent/],
    [
      { network: { ...network, subnetIds: { ...network.subnetIds, private: { 'eu-west-1a': 'subnet-1' } } } },
      /stack\/web: network: expected two zones or more with a private subnet/,
    ],
  ])('%j', (rest, message) => {
    expect(refusal(rest)).toThrow(message);
  });

  test('Fargate has a memory for each of its sizes of CPU, and none for others', () => {
    expect(memoryMbFor(1024)).toEqual([2048, 3072, 4096, 5120, 6144, 7168, 8192]);
    expect(memoryMbFor(8192)?.at(-1)).toBe(61_440);
    expect(memoryMbFor(1)).toBeUndefined();
    expect(memoryMbFor('constructor' as never)).toBeUndefined();
  });
});
