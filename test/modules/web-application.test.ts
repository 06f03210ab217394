import { type TerraformStack } from 'cdktf';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { Cluster, ImagePointer, Service } from '../../modules/ecs';
import { ImageRepository } from '../../modules/image-repository';
import { Key } from '../../modules/kms';
import { LoadBalancer } from '../../modules/load-balancer';
import { Network } from '../../modules/network';
import { Topic } from '../../modules/notifications';
import { Database } from '../../modules/rds';
import { TargetGroup } from '../../modules/target-group';
import { checkTerraform } from '../../policies';
import { synth } from '../support/synth';

const account = '111122223333';
const region = 'eu-west-1';
const logs = { logRetentionDays: 365 };

/** A container behind a load balancer, with a database: what another team writes. */
function webApplication(stack: TerraformStack): Service {
  const at = { account, region };
  new AwsProvider(stack, 'aws', { region, allowedAccountIds: [account] });
  const key = new Key(stack, 'key', { ...at, purpose: 'The shop', alias: 'shop' });
  const topic = new Topic(stack, 'alarms', { ...at, name: 'alarms', subscribers: ['a@example.com'] });
  const network = new Network(stack, 'network', {
    ...{ ...at, name: 'shop', cidr: '10.0.0.0/16', zones: ['eu-west-1a', 'eu-west-1b'], topic },
    ...{ natGateways: 'per-zone', interfaceEndpoints: ['ecr.api', 'ecr.dkr', 'kms', 'logs', 'ssm'] },
    flowLogs: { key, retentionDays: 365 },
  });
  const database = new Database(stack, 'database', {
    ...{ ...at, name: 'shop', network, key, engine: { name: 'postgres', version: '17' }, alarms: { topic } },
    capacity: { instanceClass: 'db.r7g.large', allocatedStorageGb: 100, maxAllocatedStorageGb: 500, multiAz: true },
    upkeep: {
      ...{ backupRetentionDays: 14, backupWindow: '01:00-02:00', maintenanceWindow: 'sun:03:00-sun:04:00', ...logs },
    },
  });
  const balancer = new LoadBalancer(stack, 'balancer', {
    ...{ ...at, name: 'shop', network, reachedFrom: 'internet', alarms: { topic } },
    certificate: { certificateArn: `arn:aws:acm:${region}:${account}:certificate/1` },
    logs: { bucketName: 'example-shop-logs', bucketArn: 'arn:aws:s3:::example-shop-logs' },
  });
  const targets = new TargetGroup(stack, 'targets', {
    ...{ name: 'shop-web', network, port: 8080, targetType: 'ip', healthCheck: { path: '/readyz' }, alarms: { topic } },
  });
  const rule = balancer.addHost('web', { host: 'shop.example.com', target: targets });
  const repository = new ImageRepository(stack, 'repository', { name: 'shop/web', key });
  const image = new ImagePointer(stack, 'image', {
    ...{ name: '/shop/web/image', firstImage: 'public.ecr.aws/nginx/nginx-unprivileged:1.29' },
  });
  const web = new Service(stack, 'web', {
    ...{ name: 'shop-web', network, logs: { key, retentionDays: 365 }, alarms: { topic } },
    cluster: new Cluster(stack, 'cluster', { ...at, ...logs, name: 'shop' }),
    container: { image: image.image, port: 8080, size: { cpu: 512, memoryMb: 1024 } },
    capacity: { onDemandBase: 2, spotPercent: 50 },
    scale: { min: 2, max: 10 },
    traffic: { targetGroups: [targets] },
  });
  web.waitFor(rule);
  balancer.connections.allowTo(web, web.port, 'requests and health checks');
  web.connections.allowTo(database, database.port, 'orders');
  database.grantConnect(web.taskRole, 'app');
  repository.grantPull('Web', web.executionRole);
  return web;
}

describe('a container service behind a load balancer, with a database', () => {
  const stack = synth(webApplication);

  test('is created after the rule that forwards to it', () => {
    const { depends_on } = stack.one('aws_ecs_service');
    expect(depends_on).toContainEqual(expect.stringMatching(/^aws_lb_listener_rule\./));
  });

  test('lets the balancer reach its tasks and its tasks reach the database, and nothing else', () => {
    const ingress = stack.all('aws_vpc_security_group_ingress_rule');
    const described = ingress.map(({ description, from_port }) => [description, from_port]);
    expect(described).toEqual(
      expect.arrayContaining([
        ['requests and health checks', 8080],
        ['orders', 5432],
      ]),
    );
  });

  test('passes every rule but those that other stacks and decisions answer', async () => {
    const report = await checkTerraform(stack.json, { criticality: 'critical' });
    const failing = report.findings.filter(({ status }) => status === 'fail').map(({ rule }) => rule);
    expect([...new Set(failing)].sort()).toEqual([
      // A web ACL, and a plan of AWS Backup.
      ...['backup/stores-are-backed-up', 'elb/firewall'],
      // Names and ports that the engine has by default.
      ...['rds/admin-name', 'rds/port'],
      // The test has no backend.
      'state/backend-protected',
    ]);
  });
});
