import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import type { TerraformStack } from 'cdktf';
import { Cache, type CacheProps } from '../../modules/elasticache';
import { Key } from '../../modules/kms';
import { Life, kinds, type AppliedChange } from '../support/applied';
import { hasMoto, howToGetMoto } from '../support/emulator/moto';
import { describeWhere } from '../support/describe-where';
import { describeWithTerraform } from '../support/terraform';

// The provider waits for half a minute after each change of a user group.
jest.setTimeout(1_200_000);

const { account, region } = Life;
const topic = { topicArn: `arn:aws:sns:${region}:${account}:alarms` };

/** One cache with the network and the key below it, as props change it. */
const cache =
  (change: Partial<CacheProps>) =>
  (stack: TerraformStack): void => {
    const cidr = '10.0.0.0/16';
    const vpcId = new Vpc(stack, 'vpc', { cidrBlock: cidr }).id;
    const data = Object.fromEntries(
      ['a', 'b'].map((zone, index) => {
        const place = { cidrBlock: `10.0.${index}.0/24`, availabilityZone: `${region}${zone}` };
        return [place.availabilityZone, new Subnet(stack, zone, { vpcId, ...place }).id];
      }),
    );
    new Cache(stack, 'main', {
      name: 'prod-main',
      network: { vpcId, cidr, subnetIds: { public: {}, private: {}, data } },
      key: new Key(stack, 'key', { purpose: 'Data', alias: 'data', account, region }),
      engine: { name: 'valkey', version: '8.0' },
      capacity: { nodeType: 'cache.r7g.large', shards: 1, replicasPerShard: 1 },
      upkeep: {
        ...{ snapshotRetentionDays: 14, snapshotWindow: '02:00-03:00', maintenanceWindow: 'sun:04:00-sun:05:00' },
        logRetentionDays: 90,
      },
      alarms: { topic },
      ...change,
    });
  };

describeWithTerraform('a cache that runs', () => {
  describeWhere(hasMoto(), 'on the emulator', howToGetMoto, () => {
    let life: Life;
    beforeEach(async () => (life = await Life.start()));
    afterEach(() => life.end());

    const upkeep = {
      snapshotRetentionDays: 14,
      snapshotWindow: '02:00-03:00',
      maintenanceWindow: 'sun:04:00-sun:05:00',
    };
    const atOnce = { upkeep: { ...upkeep, logRetentionDays: 90, applyImmediately: true } } as const;
    const redis = { engine: { name: 'redis', version: '7.1' } } as const;
    const upgraded = { engine: { name: 'valkey', version: '8.0', userGroup: 'redis' } } as const;
    const valkey = { engine: { name: 'valkey', version: '8.0' } } as const;
    const order = (changes: readonly AppliedChange[]) => changes.map(({ action, type }) => `${action} ${type}`);

    test('goes from Redis OSS to Valkey in place; its users and group follow in a later apply, and the default user last', async () => {
      await life.apply(cache(redis));

      // The case: nothing but engine and version. Nothing of it waits, nothing is half done.
      expect(await life.refused(cache(upgraded))).toMatch(/Expected applyImmediately/);
      expect(await life.refused(cache({ ...valkey, ...atOnce }))).toMatch(/its cache runs Redis OSS/);
      expect(kinds(await life.plan(cache(redis)))).toEqual([]);

      const upgrade = cache({ ...upgraded, ...atOnce });
      expect(kinds(await life.plan(upgrade)).sort()).toEqual([
        'create-delete aws_elasticache_parameter_group',
        'update aws_elasticache_replication_group',
        'update terraform_data',
        'update terraform_data',
      ]);
      expect(order(await life.apply(upgrade)).slice(-3)).toEqual([
        'create aws_elasticache_parameter_group',
        'update aws_elasticache_replication_group',
        'delete aws_elasticache_parameter_group',
      ]);
      expect(kinds(await life.plan(cache(upgraded)))).toEqual(['update aws_elasticache_replication_group']);
      await life.apply(cache(upgraded));
      expect(kinds(await life.plan(cache(upgraded)))).toEqual([]);

      expect(order(await life.apply(cache(valkey)))).toEqual([
        'update aws_elasticache_user',
        'update aws_elasticache_user_group',
        'delete aws_elasticache_user',
      ]);
      expect(kinds(await life.plan(cache(valkey)))).toEqual([]);
    });

    test('gets and loses replicas and shards in place: alarms come before their nodes, and go after them', async () => {
      const node = 'cache.r7g.large';
      const capacity = (shards: number, replicasPerShard: number) =>
        cache({ capacity: { nodeType: node, shards, replicasPerShard } });
      const group = 'update aws_elasticache_replication_group';
      const alarm = 'aws_cloudwatch_metric_alarm';
      await life.apply(capacity(1, 1));
      for (const [shards, replicas] of [...[[1, 2] as const, [2, 2] as const]]) {
        const grown = order(await life.apply(capacity(shards, replicas)));
        expect([grown.at(-1), new Set(grown.slice(0, -1))]).toEqual([group, new Set([`create ${alarm}`])]);
        expect(kinds(await life.plan(capacity(shards, replicas)))).toEqual([]);
      }
      for (const [shards, replicas] of [...[[1, 2] as const, [1, 1] as const]]) {
        const shrunk = order(await life.apply(capacity(shards, replicas)));
        expect([shrunk[0], new Set(shrunk.slice(1))]).toEqual([group, new Set([`delete ${alarm}`])]);
        expect(kinds(await life.plan(capacity(shards, replicas)))).toEqual([]);
      }
    });

    test('lets a user go after its group did, and another one come', async () => {
      await life.apply(cache({ users: { app: 'on ~* +@all', jobs: 'on ~* +@all' } }));
      const swapped = cache({ users: { app: 'on ~* +@all', web: 'on ~* +@all' } });
      expect(order(await life.apply(swapped))).toEqual([
        'create aws_elasticache_user',
        'update aws_elasticache_user_group',
        'delete aws_elasticache_user',
      ]);
    });
  });
});
