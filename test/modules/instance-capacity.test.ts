import type { TerraformStack } from 'cdktf';
import { SessionPreferences } from '../../modules/bastion';
import {
  Cluster,
  InstanceCapacity,
  Service,
  type ContainerInstanceProps,
  type InstanceCapacityProps,
  type InstanceScaleProps,
  type TaskSizeProps,
} from '../../modules/ecs';
import { SecurityGroup } from '../../modules/security-group';
import { statements, synth } from '../support/synth';

const account = '111122223333';
const region = 'eu-west-1';
const key = { keyArn: `arn:aws:kms:${region}:${account}:key/1234` };
const topic = { topicArn: `arn:aws:sns:${region}:${account}:alarms` };
const zones = (tier: string) => ({ 'eu-west-1a': `subnet-${tier}-a`, 'eu-west-1b': `subnet-${tier}-b` });
const network = {
  ...{ vpcId: 'vpc-1', cidr: '10.0.0.0/16', s3PrefixListId: 'pl-s3' },
  subnetIds: { public: zones('public'), private: zones('private'), data: zones('data') },
};
const spot = { onDemandBase: 1, percentAbove: 50 };
const mix = ['c7g.large', 'c6g.large', 'm7g.large'];

interface Trial extends Partial<Omit<InstanceCapacityProps, 'instances' | 'scale'>> {
  readonly instances?: Partial<ContainerInstanceProps>;
  readonly scale?: Partial<InstanceScaleProps>;
}

const clusterIn = (stack: TerraformStack, name = 'prod') =>
  new Cluster(stack, name, { name, account, region, logRetentionDays: 90 });

function capacityIn(stack: TerraformStack, cluster: Cluster, trial: Trial = {}, id = 'general') {
  const sessions =
    (stack.node.tryFindChild('sessions') as SessionPreferences | undefined) ??
    new SessionPreferences(stack, 'sessions', { name: 'prod', account, region, logRetentionDays: 30 });
  return new InstanceCapacity(stack, id, {
    ...{ name: `prod-${id}`, cluster, network, sessions, alarms: { topic } },
    ...trial,
    instances: { instanceTypes: ['c7g.large'], tags: { owner: 'web@example.com' }, ...trial.instances },
    scale: { min: 0, max: 4, ...trial.scale },
  });
}
const capacity = (trial?: Trial, use: (it: InstanceCapacity) => void = () => {}) =>
  synth((stack) => use(capacityIn(stack, clusterIn(stack), trial)));

interface ServiceTrial {
  readonly size?: TaskSizeProps;
  readonly isElsewhere?: boolean;
}
const service = ({ size = { cpu: 700, memoryMb: 900 }, isElsewhere = false }: ServiceTrial = {}) =>
  synth((stack) => {
    const cluster = clusterIn(stack);
    const instances = capacityIn(stack, isElsewhere ? clusterIn(stack, 'other') : cluster);
    new Service(stack, 'web', {
      ...{ name: 'prod-web', network, cluster, logs: { key, retentionDays: 90 }, alarms: { topic } },
      container: { image: 'public.ecr.aws/nginx/nginx:1.29', port: 8080, size },
      ...{ capacity: { instances }, scale: { min: 2, max: 10 } },
    });
  });
const script = (trial?: Trial) => {
  const text = String(capacity(trial).one('aws_launch_template').user_data);
  return text.replaceAll('\\n', '\n').replaceAll('$${', '${');
};
const addressOf = (stack: ReturnType<typeof capacity>, type: string) => `${type}.${stack.resources(type)[0]!.name}`;

describe('instances of a cluster', () => {
  test.each([
    ['c7g.large', '/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id'],
    ['c7i.large', '/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id'],
  ])('of %s boot the newest image of ECS', (instanceType, parameter) => {
    const template = capacity({ instances: { instanceTypes: [instanceType] } }).one('aws_launch_template');
    expect(template.image_id).toBe(`resolve:ssm:${parameter}`);
  });

  test('join the cluster, and keep their role from tasks', () => {
    const lines = script().split('\n');
    expect(lines).toContain('ECS_CLUSTER=$ECS_CLUSTER');
    expect(lines).toContain('ECS_AWSVPC_BLOCK_IMDS=true');
    expect(lines.find((line) => line.startsWith('export ECS_CLUSTER='))).toMatch(
      /aws_ecs_cluster\.prod_cluster_\w+\.name/,
    );
    expect(script()).not.toContain('SPOT');
    expect(script({ instances: { instanceTypes: mix }, scale: { spot } })).toContain(
      'ECS_ENABLE_SPOT_INSTANCE_DRAINING=true',
    );
  });

  test('are on a disk that holds the image, encrypted, with IMDSv2 only, in private subnets', () => {
    const stack = capacity();
    const { block_device_mappings, metadata_options } = stack.one('aws_launch_template');
    expect(block_device_mappings).toMatchObject([{ ebs: { encrypted: 'true', volume_size: 30 } }]);
    expect(metadata_options).toMatchObject({ http_tokens: 'required', http_put_response_hop_limit: 1 });
    expect(stack.one('aws_autoscaling_group').vpc_zone_identifier).toEqual(Object.values(network.subnetIds.private));
  });

  test('may do in their cluster what the agent does, and nothing in another', () => {
    const stack = capacity();
    const policy = stack.all('aws_iam_role_policy').find(({ name }) => name === 'ecs');
    const clusterArn = stack.reference('aws_ecs_cluster', 'arn');
    expect(statements(policy?.policy)).toEqual({
      FindsEcs: { Sid: 'FindsEcs', Effect: 'Allow', Action: 'ecs:DiscoverPollEndpoint', Resource: '*' },
      JoinsCluster: {
        ...{ Sid: 'JoinsCluster', Effect: 'Allow', Resource: clusterArn },
        Action: [
          ...['ecs:DeregisterContainerInstance', 'ecs:RegisterContainerInstance', 'ecs:SubmitAttachmentStateChanges'],
          ...['ecs:SubmitContainerStateChange', 'ecs:SubmitTaskStateChange'],
        ],
      },
      RunsTasks: {
        ...{ Sid: 'RunsTasks', Effect: 'Allow' },
        Action: ['ecs:Poll', 'ecs:StartTelemetrySession', 'ecs:UpdateContainerInstancesState'],
        Resource: `arn:aws:ecs:${region}:${account}:container-instance/${stack.reference('aws_ecs_cluster', 'name')}/*`,
        Condition: { ArnEquals: { 'ecs:cluster': clusterArn } },
      },
    });
    expect(stack.none('aws_iam_role_policy_attachment')).toBe(true);
  });

  test('call ECS and ECR by endpoints where the network has them, else over the internet', () => {
    const own = ['kms', 'logs', 'ssm', 'ssmmessages'];
    const ecs = ['ecr.api', 'ecr.dkr', 'ecs', 'ecs-agent', 'ecs-telemetry'];
    const ranges = (interfaceEndpoints: string[]) =>
      synth((stack) => {
        const endpoints = new SecurityGroup(stack, 'endpoints', { network, name: 'e', description: 'Endpoints' });
        capacityIn(stack, clusterIn(stack), { network: { ...network, endpoints, interfaceEndpoints } });
      })
        .all('aws_vpc_security_group_egress_rule')
        .map(({ cidr_ipv4 }) => cidr_ipv4);
    expect(ranges([...own, ...ecs])).toEqual([undefined, undefined]);
    expect(ranges([...own, ...ecs.slice(1)])).toEqual(['0.0.0.0/0']);
  });

  test('say what they call', () => {
    expect(capacity().one('aws_vpc_security_group_egress_rule').description).toBe(
      'Session Manager, KMS, Logs, ecr.api, ecr.dkr, ecs, ecs-agent, ecs-telemetry and packages of Amazon Linux',
    );
  });

  test('let nothing in, and nobody on them where no sessions are decided', () => {
    const stack = synth((stack) => {
      new InstanceCapacity(stack, 'general', {
        ...{ name: 'prod-general', cluster: clusterIn(stack), network, alarms: { topic } },
        ...{ instances: { instanceTypes: ['c7g.large'], tags: {} }, scale: { min: 0, max: 4 } },
      });
    });
    expect(stack.all('aws_iam_role_policy').map(({ name }) => name)).toEqual(['ecs']);
    expect(capacity().none('aws_vpc_security_group_ingress_rule')).toBe(true);
  });
});

describe('a capacity provider', () => {
  const provider = (trial?: Trial) => capacity(trial).one('aws_ecs_capacity_provider');

  test('scales its group for the tasks, and drains what goes; nothing is protected for ever', () => {
    expect(provider().auto_scaling_group_provider).toEqual({
      auto_scaling_group_arn: capacity().reference('aws_autoscaling_group', 'arn'),
      managed_scaling: { status: 'ENABLED', target_capacity: 100, minimum_scaling_step_size: 1 },
      managed_draining: 'ENABLED',
      managed_termination_protection: 'DISABLED',
    });
    expect(provider({ scale: { targetCapacityPercent: 90, stepSize: 3 } }).auto_scaling_group_provider).toMatchObject({
      managed_scaling: { target_capacity: 90, minimum_scaling_step_size: 3 },
    });
  });

  test('has the name of its group, known when services are planned, and is left by the cluster before it is deleted', () => {
    const stack = capacity();
    const { name, lifecycle } = stack.one('aws_ecs_capacity_provider');
    expect([name, stack.one('aws_autoscaling_group').name]).toEqual(['prod-general', 'prod-general']);
    expect(lifecycle).toEqual({ create_before_destroy: true });
  });

  test('has a group whose size is its own: no other policy, no desired size, its tag declared', () => {
    const stack = capacity({ instances: { tags: { owner: 'me' } } });
    const group = stack.one('aws_autoscaling_group');
    expect(stack.none('aws_autoscaling_policy')).toBe(true);
    expect(group).toMatchObject({ min_size: 0, max_size: 4, lifecycle: { ignore_changes: ['desired_capacity'] } });
    expect(group.tag).toContainEqual({ key: 'AmazonECSManaged', value: 'true', propagate_at_launch: true });
  });

  test('has a group that is destroyed at once: nobody answers the hook that drains when the provider is gone', () => {
    expect(capacity().one('aws_autoscaling_group').force_delete).toBe(true);
  });

  test('tells of tasks that wait for instances', () => {
    const stack = capacity();
    const alarm = stack.all('aws_cloudwatch_metric_alarm').find(({ alarm_name }) => alarm_name === 'prod-general-full');
    expect(alarm).toMatchObject({
      ...{ namespace: 'AWS/ECS/ManagedScaling', metric_name: 'CapacityProviderReservation', threshold: 100 },
      ...{ comparison_operator: 'GreaterThanThreshold', alarm_actions: [topic.topicArn] },
      dimensions: {
        CapacityProviderName: stack.reference('aws_ecs_capacity_provider', 'name'),
        ClusterName: stack.reference('aws_ecs_cluster', 'name'),
      },
    });
  });

  test('is one of the cluster, beside Fargate and others; what names none runs on Fargate', () => {
    const stack = synth((stack) => {
      const cluster = clusterIn(stack);
      capacityIn(stack, cluster);
      capacityIn(stack, cluster, {}, 'large');
    });
    const providers = stack.resources('aws_ecs_capacity_provider').map(({ name }) => name);
    expect(providers).toHaveLength(2);
    expect(stack.one('aws_ecs_cluster_capacity_providers')).toMatchObject({
      capacity_providers: [
        ...['FARGATE', 'FARGATE_SPOT'],
        ...providers.map((name) => `\${aws_ecs_capacity_provider.${name}.name}`),
      ],
      default_capacity_provider_strategy: [{ capacity_provider: 'FARGATE', weight: 1 }],
    });
  });
});

describe('a service on instances', () => {
  test('is placed in all zones, then on the fewest instances, under their capacity provider', () => {
    const stack = service();
    const made = stack.one('aws_ecs_service');
    expect(made).toMatchObject({
      capacity_provider_strategy: [{ capacity_provider: 'prod-general', weight: 100 }],
      ordered_placement_strategy: [
        { type: 'spread', field: 'attribute:ecs.availability-zone' },
        { type: 'binpack', field: 'memory' },
      ],
      ...{ availability_zone_rebalancing: 'ENABLED', force_new_deployment: true },
      network_configuration: { assign_public_ip: false, subnets: Object.values(network.subnetIds.private) },
    });
    expect(made).not.toHaveProperty('platform_version');
    expect(made).not.toHaveProperty('launch_type');
  });

  test('has tasks of any size, each with a network interface of its own', () => {
    expect(service().one('aws_ecs_task_definition')).toMatchObject({
      ...{ requires_compatibilities: ['EC2'], network_mode: 'awsvpc', cpu: '700', memory: '900' },
    });
  });

  test('is started after the cluster has its capacity provider', () => {
    const stack = service();
    expect(stack.one('aws_ecs_service').depends_on).toEqual([addressOf(stack, 'aws_ecs_cluster_capacity_providers')]);
  });
});

describe('what would never run is refused', () => {
  test.each<[Trial, RegExp]>([
    [{ name: 'ecs-general' }, /stack\/general: name: expected 3 to 50 letters, digits and hyphens, not aws, ecs/],
    [{ name: 'Fargate-general' }, /stack\/general: name/],
    [{ cluster: {} as never }, /stack\/general: cluster: expected a Cluster/],
    [{ instances: { diskGb: 8 } }, /stack\/general: instances\.diskGb: expected a whole number of GiB from 30/],
    [{ instances: { tags: { AmazonECSManaged: '' } } }, /instances\.tags: expected no AmazonECSManaged/],
    [{ instances: { userData: 'reboot' } as never }, /stack\/general: instances\.userData/],
    [
      { instances: { instanceTypes: ['c7g.large', 'c7i.large'] } },
      /general\/servers: servers\.instanceTypes: expected types of one/,
    ],
    [{ scale: { spot } }, /servers\.instanceTypes: expected three types or more for Spot Instances/],
    [{ scale: { targetCapacityPercent: 0 } }, /stack\/general: scale\.targetCapacityPercent/],
    [{ scale: { stepSize: 0 } }, /stack\/general: scale\.stepSize/],
    [{ scale: { cpuPercent: 60 } as never }, /stack\/general: scale\.cpuPercent/],
    [{ replacement: { drainSeconds: 60 } as never }, /stack\/general: replacement\.drainSeconds/],
    [
      { network: { ...network, subnetIds: { ...network.subnetIds, private: { 'eu-west-1a': 'subnet-1' } } } },
      /stack\/general: network: expected two zones or more with a private subnet/,
    ],
  ])('%j', (trial, message) => {
    expect(() => capacity(trial)).toThrow(message);
  });

  test.each<[ServiceTrial, RegExp]>([
    [{ isElsewhere: true }, /stack\/web: capacity\.instances: expected instances of stack\/prod, found "stack\/other"/],
    [
      { size: { cpu: 512, memoryMb: 1024, architecture: 'X86_64' } },
      /stack\/web: container\.size\.architecture: expected ARM64, which the instances have, found "X86_64"/,
    ],
    [{ size: { cpu: 64, memoryMb: 1024 } }, /stack\/web: container\.size\.cpu: expected a whole number of CPU units/],
  ])('a service with %j', (trial, message) => {
    expect(() => service(trial)).toThrow(message);
  });
});
