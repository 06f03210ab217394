import { cluster } from '../../environments/changes/clusters';
import type { Environment } from '../../environments/schema';
import { stackOf } from '../support/stacks';
import { statements } from '../support/synth';
import { smallProd as prod } from '../support/small-prod';

const proxy = { maxConnectionsPercent: 80, idleClientSeconds: 600, borrowTimeoutSeconds: 10 };
const withCluster = (change: object = {}): Environment => ({
  ...prod,
  clusters: { orders: { ...cluster, ...change } },
  services: { ...prod.services, web: { ...prod.services.web, clusters: ['orders'] } },
});
const [plain, proxied] = [withCluster(), withCluster({ proxy })];
const outputOf = (name: string) => `\${data.terraform_remote_state.data.outputs.${name}}`;

describe('a cluster of an environment', () => {
  const data = stackOf(plain, 'data');

  test('is as the file decides, encrypted, protected and backed up', () => {
    expect(data.one('aws_rds_cluster')).toMatchObject({
      cluster_identifier: 'prod-orders',
      engine: cluster.engine,
      engine_version: cluster.engineVersion,
      kms_key_id: data.reference('aws_kms_key', 'arn'),
      storage_encrypted: true,
      iam_database_authentication_enabled: true,
      backup_retention_period: cluster.backupRetentionDays,
      deletion_protection: true,
      lifecycle: { prevent_destroy: true },
      serverlessv2_scaling_configuration: { min_capacity: 0.5, max_capacity: 16 },
    });
    const instances = data.all('aws_rds_cluster_instance');
    expect(instances.map(({ identifier }) => identifier).sort()).toEqual(['prod-orders-a', 'prod-orders-b']);
    expect(data.one('aws_appautoscaling_target')).toMatchObject({ min_capacity: 1, max_capacity: 4 });
    expect(data.none('aws_db_proxy')).toBe(true);
  });

  test('has instances that find the log group of enhanced monitoring', () => {
    const [group] = data
      .resources('aws_cloudwatch_log_group')
      .filter(({ attributes }) => attributes.name === 'RDSOSMetrics');
    for (const { depends_on } of data.all('aws_rds_cluster_instance')) {
      expect(depends_on).toContain(`aws_cloudwatch_log_group.${group!.name}`);
    }
  });

  test('takes its names from nothing but its own: a cluster more moves no other', () => {
    const two = { ...plain, clusters: { archive: cluster, ...plain.clusters } };
    const before = data.json.resource as Record<string, Record<string, unknown>>;
    const after = stackOf(two, 'data').json.resource as Record<string, Record<string, unknown>>;
    for (const [type, named] of Object.entries(before)) {
      if (type === 'aws_kms_key') continue;
      expect([type, after[type]]).toEqual([type, expect.objectContaining(named)]);
    }
  });

  test('is open to operators on the bastion, who log in as themselves', () => {
    const rules = data.all('aws_vpc_security_group_egress_rule').map(({ description }) => description);
    expect(rules).toContain('Operators, to cluster orders');
    const grants = data.all('aws_iam_role_policy').map(({ policy }) => statements(policy).Connect);
    expect(grants).toContainEqual(
      expect.objectContaining({
        Action: 'rds-db:connect',
        Resource: [
          expect.stringContaining(`:dbuser:${data.reference('aws_rds_cluster', 'cluster_resource_id')}/operator`),
        ],
      }),
    );
  });

  test('of an environment without one is no resource at all', () => {
    expect(stackOf(prod, 'data').none('aws_rds_cluster')).toBe(true);
    expect(Object.keys(stackOf(prod, 'data').json.output).filter((name) => /^(clusters|proxies)/.test(name))).toEqual(
      [],
    );
  });
});

describe('a service with a cluster', () => {
  const variablesOf = (environment: Environment) => {
    const made = stackOf(environment, 'service')
      .all('aws_ecs_task_definition')
      .find(({ family }) => family === 'prod-web')!;
    const [container] = JSON.parse(made.container_definitions) as { environment: { name: string; value: string }[] }[];
    const found = container!.environment.filter(({ name }) => name.startsWith('CLUSTER_'));
    return Object.fromEntries(found.map(({ name, value }) => [name, value]));
  };
  const connectOf = (environment: Environment) =>
    stackOf(environment, 'service')
      .all('aws_iam_role_policy')
      .flatMap(({ policy }) => statements(policy).Connect ?? [])
      .flatMap(({ Resource }) => Resource)
      .filter((resource) => resource.includes('orders'));

  test('is told where it writes and where it reads', () => {
    expect(variablesOf(plain)).toEqual({
      CLUSTER_ORDERS_HOST: outputOf('clusters_orders_endpoint'),
      CLUSTER_ORDERS_READER_HOST: outputOf('clusters_orders_reader_endpoint'),
      CLUSTER_ORDERS_PORT: '5432',
      CLUSTER_ORDERS_NAME: 'postgres',
      CLUSTER_ORDERS_USER: 'web',
    });
  });

  test('logs in to it as the user of its name', () => {
    expect(connectOf(plain)).toEqual([
      expect.stringMatching(
        /:dbuser:\$\{data\.terraform_remote_state\.data\.outputs\.clusters_orders_resource_id\}\/web$/,
      ),
    ]);
  });

  test('reaches it, and no other does', () => {
    const rules = stackOf(plain, 'service').all('aws_vpc_security_group_ingress_rule');
    const to = rules.filter(({ security_group_id: group }) => group === outputOf('clusters_orders_security_group_id'));
    expect(to.map(({ description, from_port }) => [description, from_port])).toEqual([
      ['Service web, to cluster orders', 5432],
    ]);
  });

  describe('behind a proxy', () => {
    const data = stackOf(proxied, 'data');
    const service = stackOf(proxied, 'service');

    test('is told where the proxy is', () => {
      expect(variablesOf(proxied)).toEqual({
        CLUSTER_ORDERS_HOST: outputOf('proxies_orders_endpoint'),
        CLUSTER_ORDERS_PORT: '5432',
        CLUSTER_ORDERS_NAME: 'postgres',
        CLUSTER_ORDERS_USER: 'web',
      });
    });

    test('may log in to the proxy, and not to the cluster past it', () => {
      expect(connectOf(proxied)).toEqual([expect.stringContaining(outputOf('proxies_orders_resource_id'))]);
      const groups = service
        .all('aws_vpc_security_group_ingress_rule')
        .map(({ security_group_id }) => security_group_id);
      expect(groups).toContain(outputOf('proxies_orders_security_group_id'));
      expect(groups).not.toContain(outputOf('clusters_orders_security_group_id'));
    });

    test('is a user of the proxy, which takes TLS alone and pools as the file decides', () => {
      expect(data.one('aws_db_proxy')).toMatchObject({
        ...{ name: 'prod-orders', require_tls: true, idle_client_timeout: 600 },
        auth: [{ description: 'Database user web', iam_auth: 'REQUIRED' }],
      });
      expect(data.one('aws_db_proxy_default_target_group').connection_pool_config).toMatchObject({
        ...{ max_connections_percent: 80, connection_borrow_timeout: 10 },
      });
      expect(data.one('aws_db_proxy_target').db_cluster_identifier).toBeDefined();
    });

    test('needs a Terraform that has write-only arguments', () => {
      const bare = { ...proxied, databases: {}, flows: [] };
      const services = Object.fromEntries(
        Object.entries(proxied.services).map(([name, its]) => [name, { ...its, databases: [] }]),
      );
      const version = (environment: Environment) => stackOf(environment, 'data').json.terraform.required_version;
      expect(version({ ...bare, services } as Environment)).toBe(version(prod));
      expect(version({ ...bare, services, clusters: { orders: cluster } } as Environment)).not.toBe(version(prod));
    });
  });
});
