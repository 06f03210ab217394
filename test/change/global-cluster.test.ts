import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import type { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { DatabaseCluster, GlobalCluster } from '../../modules/aurora';
import { inRegion } from '../../modules/in-region';
import { Key } from '../../modules/kms';
import { Life, kinds, order } from '../support/applied';
import { hasMoto, howToGetMoto } from '../support/emulator/moto';
import { describeWhere } from '../support/describe-where';
import { describeWithTerraform } from '../support/terraform';

jest.setTimeout(1_800_000);

const { account, region: home } = Life;
const away = 'eu-central-1';
const off = { off: true as const, reason: 'It is of a test' };
const topicOf = (region: string) => ({ topicArn: `arn:aws:sns:${region}:${account}:alarms` });

/** A network of two zones, and a key, in a region. */
function placeIn(scope: Construct, region: string) {
  const cidr = '10.0.0.0/16';
  const vpcId = new Vpc(scope, 'vpc', { cidrBlock: cidr }).id;
  const subnets = ['a', 'b'].map((zone, index) => {
    const place = { cidrBlock: `10.0.${index}.0/24`, availabilityZone: `${region}${zone}` };
    return [place.availabilityZone, new Subnet(scope, zone, { vpcId, ...place }).id];
  });
  const network = { vpcId, cidr, subnetIds: { public: {}, private: {}, data: Object.fromEntries(subnets) } };
  const about = { account, region, purpose: 'Data', alias: `data-${region}`, optOuts: { deletionProtection: off } };
  return { network, key: new Key(scope, 'key', about) };
}

const upkeep = {
  ...{ backupRetentionDays: 7, backupWindow: '01:00-02:00', maintenanceWindow: 'sun:03:00-sun:04:00' },
  logRetentionDays: 30,
};
const capacity = { instanceClass: 'db.r8g.large', instances: { a: {} } };
const optOuts = { deletionProtection: off, finalSnapshot: off };

/** A cluster that is in one region, or in two. */
const application =
  ({ isGlobal, isAway }: { readonly isGlobal: boolean; readonly isAway: boolean }) =>
  (stack: TerraformStack): void => {
    const here = placeIn(new Construct(stack, 'here'), home);
    const primary = new DatabaseCluster(stack, 'main', {
      ...{ ...here, name: 'prod-main', account, region: home, capacity, upkeep, optOuts },
      engine: { name: 'aurora-postgresql', version: '17', masterPasswordVersion: 1 },
      alarms: { topic: topicOf(home) },
    });
    if (!isGlobal) return;
    const everywhere = new GlobalCluster(stack, 'global', {
      ...{ name: 'prod-main-global', primary, optOuts: { deletionProtection: off } },
    });
    const provider = new AwsProvider(stack, away, { region: away, alias: 'away', allowedAccountIds: [account] });
    const scope = new Construct(stack, 'away');
    inRegion(scope, provider);
    const there = placeIn(scope, away);
    if (!isAway) return;
    everywhere.addSecondary('frankfurt', {
      ...{ ...there, name: 'prod-main-away', provider, capacity, upkeep, optOuts },
      alarms: { topic: topicOf(away) },
    });
  };

const alone = { isGlobal: false, isAway: false };
const both = { isGlobal: true, isAway: true };
const types = ['aws_rds_global_cluster', 'aws_rds_cluster', 'aws_rds_cluster_instance'];

describeWithTerraform('a cluster that goes to another region', () => {
  describeWhere(hasMoto(), 'on the emulator', howToGetMoto, () => {
    let life: Life;
    beforeAll(async () => (life = await Life.start()));
    afterAll(() => life.end());

    test('stays as it is, and is the primary before the secondary comes', async () => {
      await life.apply(application(alone));
      const made = order(await life.apply(application(both)), ...types);
      expect(made).toEqual([
        ...['create aws_rds_global_cluster', 'create aws_rds_cluster', 'create aws_rds_cluster_instance'],
      ]);
      expect(kinds(await life.plan(application(both)))).toEqual([]);
    });

    test('leaves a region: the instances first, then the membership with the cluster', async () => {
      const left = { isGlobal: true, isAway: false };
      const gone = order(await life.apply(application(left)), ...types);
      expect(gone).toEqual(['delete aws_rds_cluster_instance', 'delete aws_rds_cluster']);
      expect(kinds(await life.plan(application(left)))).toEqual([]);
    });

    test('is destroyed whole, the global cluster before its primary', async () => {
      await life.apply(application(both));
      const gone = order(await life.destroy(), 'aws_rds_global_cluster', 'aws_rds_cluster');
      expect(gone).toEqual(['delete aws_rds_cluster', 'delete aws_rds_global_cluster', 'delete aws_rds_cluster']);
    });
  });
});
