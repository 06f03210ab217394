import * as environments from '../../environments';
import type { Environment } from '../../environments/schema';
import { onlyServices } from '../support/environments';
import { stackOf } from '../support/stacks';
import type { Attributes, Synthesized } from '../support/synth';
import { smallProd } from '../support/small-prod';

const dev = { ...environments.dev, apis: {} };
const prod = onlyServices(smallProd, 'web', 'office');
const instances = stackOf(prod, 'service');
const server = stackOf(dev, 'service');
const outputOf = (stack: string, name: string) => `\${data.terraform_remote_state.${stack}.outputs.${name}}`;
const script = (stack: Synthesized) => String(stack.one('aws_launch_template').user_data);
/** What a container finds in its environment: of a server the lines of its file, of a task what its definition says. */
const lines = (stack: Synthesized) => {
  const [, text = ''] = /'VARIABLES'\\n(.*)VARIABLES\\n/.exec(script(stack)) ?? [];
  return text.split('\\n').filter(Boolean);
};
const ofTask = (environment: Environment, name: string) => {
  const { eventSources, users, sendsFrom } = environment.services[name]!;
  const service = {
    ...environment.services['web'],
    hosts: {},
    secrets: [],
    fileSystems: {},
    eventSources,
    users,
    sendsFrom,
  } as Environment['services'][string];
  const stack = stackOf({ ...environment, services: { [name]: service }, schedules: {} }, 'service');
  const [container] = JSON.parse(stack.one('aws_ecs_task_definition').container_definitions);
  return container.environment.map((one: Attributes) => `${one.name}=${one.value}`);
};
const policies = (stack: Synthesized, role: string) =>
  stack
    .all('aws_iam_role_policy')
    .filter((policy) => String(policy.role).includes(role))
    .map(({ name }) => name)
    .sort();
const rules = (stack: Synthesized, direction: string) =>
  stack
    .all(`aws_vpc_security_group_${direction}_rule`)
    .filter(({ security_group_id }) => String(security_group_id).includes('service-office'))
    .map(({ description, from_port }) => [from_port, description]);

describe('a service of instances', () => {
  test('has exactly the variables that a container of its name would have', () => {
    expect(lines(instances)).toEqual(ofTask(prod, 'office'));
    expect(lines(instances)).toContain('DATABASE_MAIN_USER=office');
  });

  test('reads its image where a container has it from', () => {
    expect(instances.all('aws_ssm_parameter').map(({ name }) => name)).toContain('/prod/office/image');
    expect(script(instances)).toContain('aws ssm get-parameter --name /prod/office/image ');
  });

  test('is in the private tier of all zones, behind the balancer, whose health checks replace servers', () => {
    const group = instances.one('aws_autoscaling_group');
    expect(group.vpc_zone_identifier).toEqual(
      prod.network.zones.map((zone) => outputOf('network', `network_subnet_ids_private_${zone}`)),
    );
    const [targets] = instances.resources('aws_lb_target_group').filter(({ name }) => name.includes('office'));
    expect(targets!.attributes).toMatchObject({ target_type: 'instance', port: 8080, protocol: 'HTTP' });
    expect(group).toMatchObject({
      ...{ health_check_type: 'ELB', target_group_arns: [`\${aws_lb_target_group.${targets!.name}.arn}`] },
    });
  });

  test('is scaled by requests and CPU, with Spot above its base and other bounds by schedule', () => {
    const group = instances.one('aws_autoscaling_group');
    expect(group).toMatchObject({ min_size: 2, max_size: 4, capacity_rebalance: true });
    expect(group.mixed_instances_policy.instances_distribution).toMatchObject({
      ...{ on_demand_base_capacity: 2, on_demand_percentage_above_base_capacity: 50 },
    });
    const metrics = instances
      .all('aws_autoscaling_policy')
      .map(({ target_tracking_configuration: tracking }) => [
        tracking.predefined_metric_specification.predefined_metric_type,
        tracking.target_value,
      ]);
    expect(metrics).toEqual([
      ['ASGAverageCPUUtilization', 60],
      ['ALBRequestCountPerTarget', 600],
    ]);
    const bounds = instances
      .all('aws_autoscaling_schedule')
      .map(({ recurrence, min_size, max_size }) => [...[recurrence, min_size, max_size]]);
    expect(bounds).toEqual([
      ['0 20 * * MON-FRI', 2, 4],
      ['0 7 * * MON-FRI', 3, 6],
    ]);
  });

  test('is created after the rule that forwards to it, and its replacement is stopped by the alarms that say that it is down', () => {
    const group = instances.one('aws_autoscaling_group');
    expect(group.depends_on).toEqual([expect.stringMatching(/^aws_lb_listener_rule\.balancer_host-office/)]);
    expect(group.instance_refresh.preferences.alarm_specification.alarms).toEqual([
      expect.stringMatching(/^\$\{aws_cloudwatch_metric_alarm\.targets-office_alarms_none-healthy_.*\.alarm_name}$/),
      expect.stringMatching(/^\$\{aws_cloudwatch_metric_alarm\.targets-office_alarms_errors_.*\.alarm_name}$/),
      expect.stringMatching(/^\$\{aws_cloudwatch_metric_alarm\.slo-office_availability-fast-5m_.*\.alarm_name}$/),
    ]);
  });

  test('has the grants of a container in its one role, and a shell for nobody', () => {
    expect(policies(instances, 'service-office_role')).toEqual([
      'agent',
      'connect-cache-prod-main-as-office',
      'connect-database-prod-main-as-office',
      'container',
      'presign-example-terrace-prod-uploads-Office',
      'publish-prod-order-placed-Office',
      'pull-prod-web-Office',
      'read-example-terrace-prod-uploads-Office',
      'read-write-prod-sessions-Office',
    ]);
  });

  test('reaches its stores and AWS through endpoints, and is reached by the balancer alone', () => {
    expect(rules(instances, 'egress')).toEqual([
      [443, 'Tables, for office'],
      [443, 'AWS services through VPC endpoints'],
      [443, 'Packages of Amazon Linux and layers of images, in S3'],
      [6379, 'Service office, to cache main'],
      [5432, 'Service office, to database main'],
    ]);
    expect(rules(instances, 'ingress')).toEqual([[8080, 'Requests and health checks, to office']]);
  });

  test('of one size that nothing changes is not scaled', () => {
    const office = { ...prod.services.office, minServers: 2, maxServers: 2, schedules: {} };
    const stack = stackOf({ ...prod, services: { ...prod.services, office } }, 'service');
    expect(stack.none('aws_autoscaling_policy')).toBe(true);
  });

  test('that nothing sends requests has no target group, and goes out to the internet where its file says so', () => {
    const office = { ...prod.services.office, hosts: {}, outbound: 'internet' as const };
    const stack = stackOf({ ...prod, services: { office } }, 'service');
    expect(stack.none('aws_lb_target_group')).toBe(true);
    expect(stack.one('aws_autoscaling_group')).toMatchObject({ health_check_type: 'EC2' });
    expect(rules(stack, 'egress')[0]).toEqual([443, 'AWS services and packages of Amazon Linux']);
  });
});

describe('a service of one server', () => {
  test('has exactly the variables that a container of its name would have', () => {
    expect(lines(server)).toEqual(ofTask(dev, 'office'));
  });

  test('has an address and a disk of its own, in its zone', () => {
    expect(server.one('aws_eip')).toMatchObject({
      domain: 'vpc',
      tags: expect.objectContaining({ Name: 'dev-office' }),
    });
    expect(server.one('aws_ebs_volume')).toMatchObject({ size: 10, availability_zone: 'eu-central-1a' });
    expect(server.one('aws_autoscaling_group').vpc_zone_identifier).toEqual([
      outputOf('network', 'network_subnet_ids_public_eu-central-1a'),
    ]);
  });

  test('ends TLS for its hosts and hands requests to its container', () => {
    expect(script(server)).toContain('office.shop-dev.example.com {\\n  reverse_proxy 127.0.0.1:8080\\n}');
    expect(rules(server, 'ingress')).toEqual([
      [443, 'HTTPS'],
      [80, 'HTTP, which is redirected'],
    ]);
  });

  test('is no target of the balancer', () => {
    expect(server.all('aws_lb_target_group').map(({ tags }) => tags.Name)).toEqual(['dev-web']);
    expect(server.all('aws_lb_listener_rule').map(({ tags }) => tags.Name)).toEqual(['web-shop-dev.example.com']);
  });

  test('can be destroyed with its snapshots where its file says so, and else not', () => {
    expect(server.one('aws_ebs_volume').lifecycle).not.toHaveProperty('prevent_destroy');
    expect(server.one('aws_backup_vault').force_destroy).toBe(true);
    const office = { ...dev.services.office, deletionProtection: 'on' as const };
    const kept = stackOf({ ...dev, services: { office }, schedules: {} }, 'service');
    expect(kept.one('aws_ebs_volume').lifecycle).toMatchObject({ prevent_destroy: true });
    expect(kept.one('aws_backup_vault').force_destroy).toBeUndefined();
  });

  test('logs in to its stores with the role of the server, and pulls its images', () => {
    expect(policies(server, 'service-office_role')).toEqual([
      'agent',
      'connect-cache-dev-main-as-office',
      'connect-database-dev-main-as-office',
      'container',
      'own',
      'presign-example-terrace-dev-uploads-Office',
      'publish-dev-order-placed-Office',
      'pull-dev-web-Office',
      'read-example-terrace-dev-uploads-Office',
      'read-write-dev-sessions-Office',
    ]);
  });

  test('publishes its address, which its hosts point to for a minute at a time', () => {
    expect(Object.keys(server.json.output)).toContain('servers_office_public_ip');
    const records = stackOf(dev, 'edge')
      .all('aws_route53_record')
      .filter(({ name }) => name === 'office.shop-dev.example.com');
    expect(records).toMatchObject([
      { type: 'A', ttl: 60, records: [outputOf('service', 'servers_office_public_ip')], set_identifier: dev.region },
    ]);
  });

  test('is asked from outside, as its users do', () => {
    const checks = stackOf(dev, 'edge').all('aws_route53_health_check');
    expect(checks.map(({ fqdn, resource_path }) => `${fqdn}${resource_path}`)).toContain(
      'office.shop-dev.example.com/readyz',
    );
  });

  test('has a name for which Let’s Encrypt may issue certificates, which no other name of the zone is', () => {
    const caa = (environment: Environment) =>
      Object.fromEntries(
        stackOf(environment, 'dns')
          .all('aws_route53_record')
          .filter(({ type }) => type === 'CAA')
          .map(({ name, records }) => [name, records]),
      );
    const both = ['0 issue "amazon.com"', '0 issue "letsencrypt.org"'];
    expect(caa(dev)).toEqual({
      'shop-dev.example.com': ['0 issue "amazon.com"'],
      'office.shop-dev.example.com': both,
    });
    const office = { ...dev.services.office, hosts: { 'shop-dev.example.com': '/*' } };
    expect(caa({ ...dev, balancer: 'none', services: { office }, schedules: {} })).toEqual({
      'shop-dev.example.com': both,
    });
  });

  test('needs no balancer, and has records without one', () => {
    const alone: Environment = { ...dev, balancer: 'none', services: { office: dev.services.office }, schedules: {} };
    expect(stackOf(alone, 'service').none('aws_lb')).toBe(true);
    expect(
      stackOf(alone, 'edge')
        .all('aws_route53_record')
        .map(({ name }) => name),
    ).toEqual(['office.shop-dev.example.com']);
  });
});

test('leaving one server for several keeps the addresses of what both have', () => {
  const { image, hosts, port, healthCheckPath, architecture, databases, caches, tables, buckets } = dev.services.office;
  const office = {
    ...prod.services.office,
    ...{ image, hosts, port, healthCheckPath, architecture, databases, caches, tables, buckets },
    outbound: 'internet' as const,
  };
  const addresses = (stack: Synthesized) => stack.resources().map(({ type, name }) => `${type}.${name}`);
  const several = addresses(stackOf({ ...dev, services: { ...dev.services, office } }, 'service'));
  for (const type of ['autoscaling_group', 'launch_template', 'iam_role', 'security_group', 'ssm_parameter']) {
    const own = addresses(server).filter(
      (address) => address.startsWith(`aws_${type}.`) && !address.includes('backup'),
    );
    expect(own.filter((address) => !several.includes(address))).toEqual([]);
  }
});
