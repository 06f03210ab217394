import { dev } from '../../environments';
import type { Environment } from '../../environments/schema';
import { withoutFileSystems } from '../support/environments';
import { stackOf } from '../support/stacks';
import type { Synthesized } from '../support/synth';
import { smallProd as prod, smallTest as testing } from '../support/small-prod';

const stack = stackOf(testing, 'service');
const { general } = testing.clusterInstances;
const outputOf = (of: string, name: string) => `\${data.terraform_remote_state.${of}.outputs.${name}}`;
const groupOf = (of: Synthesized, name: string) =>
  of.all('aws_autoscaling_group').find((group) => group.name === name)!;
/** The one resource of a type that is of the service of partners. */
const partners = (type: string) => {
  const found = stack.resources(type).filter(({ name }) => name.includes('partners'));
  expect(found).toHaveLength(1);
  return found[0]!.attributes;
};
/** What a security group lets out, by the construct that it is of. */
const egress = (of: Synthesized, construct: string) =>
  of
    .all('aws_vpc_security_group_egress_rule')
    .filter(({ security_group_id }) => String(security_group_id).includes(construct))
    .map(({ description, from_port, cidr_ipv4 = 'no range' }) => [description, from_port, cidr_ipv4]);

describe('a service of containers on instances of the cluster', () => {
  test('runs on their capacity provider, by its name, and no Fargate', () => {
    const service = partners('aws_ecs_service');
    expect(service).toMatchObject({
      name: 'test-partners',
      capacity_provider_strategy: [{ capacity_provider: 'test-general', weight: 100 }],
    });
    expect(service.platform_version).toBeUndefined();
    expect(partners('aws_ecs_task_definition')).toMatchObject({ requires_compatibilities: ['EC2'], cpu: '256' });
  });

  test('waits for the cluster to have it', () => {
    const [providers] = stack.resources('aws_ecs_cluster_capacity_providers');
    expect(partners('aws_ecs_service').depends_on).toContain(`aws_ecs_cluster_capacity_providers.${providers!.name}`);
    expect(providers!.attributes.capacity_providers).toEqual([
      ...['FARGATE', 'FARGATE_SPOT'],
      stack.reference('aws_ecs_capacity_provider', 'name'),
    ]);
  });

  test('reaches what it would reach on Fargate', () => {
    const onFargate: Environment = {
      ...testing,
      clusterInstances: {},
      services: {
        ...testing.services,
        partners: { ...testing.services.partners, capacity: { onDemandTasks: 2, spotPercent: 50 } },
      },
    };
    expect(egress(stack, 'service-partners')).toEqual(egress(stackOf(onFargate, 'service'), 'service-partners'));
    expect(egress(stack, 'service-partners').length).toBeGreaterThan(0);
  });

  test('keeps the addresses of its tasks when it moves there', () => {
    // Tasks on instances mount no file systems.
    const before = withoutFileSystems(prod);
    const web = { ...prod.services.web, capacity: 'general', fileSystems: {} };
    const moved = { ...before, services: { ...before.services, web } };
    const addresses = (of: Environment) =>
      stackOf(of, 'service')
        .resources()
        .map(({ type, name }) => `${type}.${name}`);
    const after = addresses(moved);
    expect(addresses(before).filter((address) => !after.includes(address))).toEqual([]);
  });
});

describe('instances of the cluster', () => {
  test('are as many as decided, of the types and shares that are decided', () => {
    const group = groupOf(stack, 'test-general');
    expect(group).toMatchObject({ min_size: general.minServers, max_size: general.maxServers });
    const { launch_template, instances_distribution } = group.mixed_instances_policy;
    expect(launch_template.override).toEqual(general.instanceTypes.map((instance_type) => ({ instance_type })));
    expect(instances_distribution).toMatchObject({
      on_demand_base_capacity: 2,
      on_demand_percentage_above_base_capacity: 50,
    });
  });

  test('are in the private tier of all zones', () => {
    expect(groupOf(stack, 'test-general').vpc_zone_identifier).toEqual(
      testing.network.zones.map((zone) => outputOf('network', `network_subnet_ids_private_${zone}`)),
    );
  });

  test('are on demand alone where there is no Spot', () => {
    const onDemand = { ...general, instanceTypes: ['t4g.small' as const], spotPercent: 0 };
    const alone = stackOf({ ...testing, clusterInstances: { general: onDemand } }, 'service');
    expect(JSON.stringify(groupOf(alone, 'test-general'))).not.toMatch(/on_demand_base_capacity":2|"spot/);
  });

  test('reach endpoints and S3 alone, or the internet where it is decided', () => {
    expect(egress(stack, 'capacity-general').map(([, port, range]) => [port, range])).toEqual([
      [443, 'no range'],
      [443, 'no range'],
    ]);
    const open = stackOf(
      { ...testing, clusterInstances: { general: { ...general, outbound: 'internet' } } },
      'service',
    );
    expect(egress(open, 'capacity-general').map(([, port, range]) => [port, range])).toEqual([[443, '0.0.0.0/0']]);
  });

  test('are reached by nobody', () => {
    const ingress = stack
      .all('aws_vpc_security_group_ingress_rule')
      .filter(({ security_group_id }) => String(security_group_id).includes('capacity-general'));
    expect(ingress).toEqual([]);
  });

  test('write their logs, and have the tags of the environment', () => {
    expect(stack.all('aws_cloudwatch_log_group').map(({ name }) => name)).toContain('/aws/ec2/test-general');
    const tags = groupOf(stack, 'test-general').tag.map(({ key, value }: Record<string, string>) => [key, value]);
    expect(tags).toContainEqual(['owner', testing.tags.owner]);
    expect(tags).toContainEqual(['AmazonECSManaged', 'true']);
  });

  test('have a role within the boundary of the environment', () => {
    const roles = stack.all('aws_iam_role');
    expect(roles.map(({ name }) => name)).toContain('test-general');
    for (const { permissions_boundary } of roles)
      expect(permissions_boundary).toBe(outputOf('account', 'boundary_policy_arn'));
  });

  test('are there without a service, and are none in an environment that decides none', () => {
    const services = { office: testing.services.office };
    const group = { ...testing, services };
    expect(stackOf(group, 'service').one('aws_ecs_capacity_provider').name).toBe('test-general');
    const alone: Environment = { ...testing, services: {}, balancer: 'none', edge: 'none' };
    expect(stackOf(alone, 'service').one('aws_ecs_capacity_provider').name).toBe('test-general');
    expect(stackOf(dev, 'service').none('aws_ecs_capacity_provider')).toBe(true);
  });

  test('of two groups have a capacity provider each', () => {
    const large = { ...general, minServers: 0 };
    const two = stackOf({ ...testing, clusterInstances: { general, large } }, 'service');
    expect(
      two
        .all('aws_ecs_capacity_provider')
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['test-general', 'test-large']);
    expect(two.one('aws_ecs_cluster_capacity_providers').capacity_providers).toHaveLength(4);
  });
});
