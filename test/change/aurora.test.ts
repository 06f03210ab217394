import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import type { TerraformStack } from 'cdktf';
import { DatabaseCluster, type DatabaseClusterProps } from '../../modules/aurora';
import { DatabaseProxy } from '../../modules/database-proxy';
import { Key } from '../../modules/kms';
import { Life, order, type Change } from '../support/applied';
import { hasMoto, howToGetMoto } from '../support/emulator/moto';
import { describeWhere } from '../support/describe-where';
import { describeWithTerraform } from '../support/terraform';

jest.setTimeout(1_200_000);

const { account, region } = Life;
const topic = { topicArn: `arn:aws:sns:${region}:${account}:alarms` };
const off = { off: true, reason: 'It is of a test' } as const;
const two = { a: {}, b: { promotionTier: 2 } };
const serverless = {
  ...{ instanceClass: 'db.serverless', instances: two, serverless: { minAcu: 0.5, maxAcu: 8 } },
  readerScaling: { maxReaders: 4 },
} as const;

/** A cluster in two zones, as props change it. */
const cluster =
  (change: Partial<DatabaseClusterProps> = {}) =>
  (stack: TerraformStack): void => {
    const cidr = '10.0.0.0/16';
    const vpcId = new Vpc(stack, 'vpc', { cidrBlock: cidr }).id;
    const data = Object.fromEntries(
      ['a', 'b'].map((zone, index) => {
        const place = { cidrBlock: `10.0.${index}.0/24`, availabilityZone: `${region}${zone}` };
        return [place.availabilityZone, new Subnet(stack, zone, { vpcId, ...place }).id];
      }),
    );
    const network = { vpcId, cidr, subnetIds: { public: {}, private: {}, data } };
    const key = new Key(stack, 'key', { purpose: 'Data', alias: 'data', account, region });
    const made = new DatabaseCluster(stack, 'main', {
      ...{ name: 'prod-main', account, region, alarms: { topic }, capacity: serverless },
      ...{ network, key },
      engine: { name: 'aurora-postgresql', version: '16' },
      upkeep: {
        ...{ backupRetentionDays: 14, backupWindow: '01:00-02:00' },
        ...{ maintenanceWindow: 'sun:03:00-sun:04:00', logRetentionDays: 90 },
      },
      optOuts: { deletionProtection: off, finalSnapshot: off },
      ...change,
    });
    new DatabaseProxy(stack, 'proxy', {
      ...{ name: 'prod-main', account, region, network, key, logRetentionDays: 90, alarms: { topic } },
      ...{ database: made, users: { orders: {} } },
    });
  };

describeWithTerraform('an Aurora cluster that is used', () => {
  describeWhere(hasMoto(), 'on the emulator', howToGetMoto, () => {
    let life: Life;
    beforeAll(async () => (life = await Life.start()));
    afterAll(() => life.end());

    const kinds = (changes: readonly Change[]) =>
      changes.map(({ type, actions }) => `${actions.join('-')} ${type}`).sort();
    const [group, instance, target] = [
      'aws_rds_cluster',
      'aws_rds_cluster_instance',
      'aws_appautoscaling_target',
    ] as const;

    test('is made before its instances, they before their scaling and the proxy knows them; and plans no change then', async () => {
      const made = order(await life.apply(cluster()), group, instance, target, 'aws_db_proxy_target');
      expect(made.slice(0, 3)).toEqual([group, instance, instance].map((type) => `create ${type}`));
      expect(made.slice(3).sort()).toEqual([`create ${target}`, 'create aws_db_proxy_target']);
      expect(kinds(await life.plan(cluster()))).toEqual([]);
    });

    test('gets an instance, another capacity and another order of promotion in place', async () => {
      const capacity = {
        ...{ ...serverless, serverless: { minAcu: 1, maxAcu: 16 } },
        instances: { c: {}, a: { promotionTier: 0 }, b: { promotionTier: 2 } },
      };
      expect(
        kinds(await life.plan(cluster({ capacity }))).filter((kind) => / aws_(rds|app|db_proxy)/.test(kind)),
      ).toEqual([...[`create ${instance}`, `update ${target}`, `update ${group}`, `update ${instance}`]]);
    });

    test('keeps its engine and its major version', async () => {
      const mysql = cluster({ engine: { name: 'aurora-mysql', version: '8.0' } });
      expect(await life.refused(mysql)).toContain('Expected aurora-postgresql, found aurora-mysql');
      const major = cluster({ engine: { name: 'aurora-postgresql', version: '17' } });
      expect(await life.refused(major)).toContain('expected major version 16, or allowMajorVersionUpgrade');
    });

    test('is destroyed: its scaling first, then its instances', async () => {
      const gone = order(await life.destroy(), target, instance, group);
      expect(gone).toEqual([target, instance, instance, group].map((type) => `delete ${type}`));
    });
  });
});
