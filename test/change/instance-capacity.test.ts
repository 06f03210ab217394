import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import type { TerraformStack } from 'cdktf';
import { Cluster, InstanceCapacity, Service } from '../../modules/ecs';
import { Key } from '../../modules/kms';
import { Life, kinds, order } from '../support/applied';
import { hasMoto, howToGetMoto } from '../support/emulator/moto';
import { describeWhere } from '../support/describe-where';
import { describeWithTerraform } from '../support/terraform';

jest.setTimeout(1_200_000);

const { account, region } = Life;
const topic = { topicArn: `arn:aws:sns:${region}:${account}:alarms` };

/** A service, and the instances that its cluster has beside Fargate. */
const service =
  (on: 'fargate' | 'general' | 'large', names: readonly ('general' | 'large')[]) =>
  (stack: TerraformStack): void => {
    const cidr = '10.0.0.0/16';
    const vpcId = new Vpc(stack, 'vpc', { cidrBlock: cidr }).id;
    const privateSubnets = Object.fromEntries(
      ['a', 'b'].map((zone, index) => {
        const place = { cidrBlock: `10.0.${index}.0/24`, availabilityZone: `${region}${zone}` };
        return [place.availabilityZone, new Subnet(stack, zone, { vpcId, ...place }).id];
      }),
    );
    const subnetIds = { public: {}, private: privateSubnets, data: {} };
    const network = { vpcId, cidr, subnetIds, s3PrefixListId: 'pl-6da54004' };
    const key = new Key(stack, 'key', { purpose: 'Logs', alias: 'logs', account, region });
    const cluster = new Cluster(stack, 'cluster', { name: 'prod', account, region, logRetentionDays: 90 });
    const made = names.map((name) => {
      const capacity = new InstanceCapacity(stack, name, {
        ...{ name: `prod-${name}`, cluster, network, alarms: { topic } },
        instances: { instanceTypes: ['c7g.large', 'c6g.large', 'm7g.large'], tags: { owner: 'web@example.com' } },
        scale: { min: 1, max: 4, spot: { onDemandBase: 1, percentAbove: 50 } },
      });
      return [name, capacity] as const;
    });
    const instances = new Map<string, InstanceCapacity>(made).get(on);
    new Service(stack, 'web', {
      ...{ name: 'prod-web', network, cluster, logs: { key, retentionDays: 90 }, alarms: { topic } },
      container: { image: 'public.ecr.aws/nginx/nginx:1.29', port: 8080, size: { cpu: 512, memoryMb: 1024 } },
      capacity: instances ? { instances } : { onDemandBase: 1, spotPercent: 50 },
      scale: { min: 2, max: 10 },
    });
  };

describeWithTerraform('a cluster that runs', () => {
  describeWhere(hasMoto(), 'on the emulator', howToGetMoto, () => {
    let life: Life;
    beforeAll(async () => (life = await Life.start()));
    afterAll(() => life.end());

    const [group, provider, providers] = [
      ...['aws_autoscaling_group', 'aws_ecs_capacity_provider', 'aws_ecs_cluster_capacity_providers'],
    ] as const;

    test('gets instances with the service that runs on them, and plans no change then', async () => {
      const made = order(
        await life.apply(service('general', ['general'])),
        group!,
        provider!,
        providers!,
        'aws_ecs_service',
      );
      expect(made).toEqual([group, provider, providers, 'aws_ecs_service'].map((type) => `create ${type}`));
      expect(kinds(await life.plan(service('general', ['general'])))).toEqual([]);
    });

    test('moves a service between Fargate and instances in place', async () => {
      for (const on of ['fargate', 'general'] as const) {
        expect(kinds(await life.plan(service(on, ['general']))).sort()).toEqual([
          'delete-create aws_ecs_task_definition',
          'update aws_ecs_service',
        ]);
        await life.apply(service(on, ['general']));
        expect(kinds(await life.plan(service(on, ['general'])))).toEqual([]);
      }
    });

    test('gets other instances beside, to which the service moves; it leaves the first before they are deleted', async () => {
      await life.apply(service('general', ['general', 'large']));
      expect(kinds(await life.plan(service('large', ['general', 'large'])))).toEqual(['update aws_ecs_service']);
      await life.apply(service('large', ['general', 'large']));
      const gone = order(await life.apply(service('large', ['large'])), group!, provider!, providers!);
      expect(gone).toEqual([`update ${providers}`, `delete ${provider}`, `delete ${group}`]);
    });

    test('is destroyed: the service first, then the providers, and the instances before the cluster that they are in', async () => {
      const gone = order(await life.destroy(), 'aws_ecs_service', providers!, provider!, group!, 'aws_ecs_cluster');
      expect(gone).toEqual(
        ['aws_ecs_service', providers, provider, group, 'aws_ecs_cluster'].map((type) => `delete ${type}`),
      );
    });
  });
});
