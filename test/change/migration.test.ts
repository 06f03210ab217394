import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import type { TerraformStack } from 'cdktf';
import { readFileSync } from 'node:fs';
import { Key } from '../../modules/kms';
import { Migration, MigrationServiceRoles, type MigrationProps } from '../../modules/migration';
import { Life, kinds, order } from '../support/applied';
import { hasMoto, howToGetMoto } from '../support/emulator/moto';
import { describeWhere } from '../support/describe-where';
import { describeWithTerraform } from '../support/terraform';

jest.setTimeout(1_200_000);

const { account, region } = Life;
const topic = { topicArn: `arn:aws:sns:${region}:${account}:alarms` };
const off = { off: true as const, reason: 'It is of a test' };
const certificatePem = readFileSync('test/support/certificates/database-ca.pem', 'utf8');

const bought = {
  ...{ engine: 'mysql', host: 'db.bought.example.net', port: 3306, user: 'dms_orders', certificatePem },
  peers: [{ name: 'bought', cidr: '203.0.113.10/32' }],
} satisfies MigrationProps['source'];
const own = {
  ...{ engine: 'postgres', host: 'prod-orders.example.net', port: 5432, databaseName: 'postgres', user: 'dms_orders' },
  ...{ certificatePem, peers: [{ name: 'orders', cidr: '10.0.9.0/24' }] },
} satisfies MigrationProps['source'];

/** A migration in a network of two zones, in an account that has the roles of DMS. */
const orders =
  (change: Partial<MigrationProps> = {}) =>
  (stack: TerraformStack): void => {
    const cidr = '10.0.0.0/16';
    const vpcId = new Vpc(stack, 'vpc', { cidrBlock: cidr }).id;
    const subnets = ['a', 'b'].map((zone, index) => {
      const place = { cidrBlock: `10.0.${index}.0/24`, availabilityZone: `${region}${zone}` };
      return [place.availabilityZone, new Subnet(stack, zone, { vpcId, ...place }).id];
    });
    const subnetIds = { public: {}, private: Object.fromEntries(subnets), data: {} };
    const optOuts = { deletionProtection: off };
    new MigrationServiceRoles(stack, 'roles', { account });
    new Migration(stack, 'orders', {
      ...{ name: 'prod-orders', account, region, network: { vpcId, cidr, subnetIds }, alarms: { topic } },
      key: new Key(stack, 'key', { account, region, purpose: 'Migrations', alias: 'migrations', optOuts }),
      ...{ source: bought, target: own },
      task: { type: 'full-load-and-cdc', tables: ['shop.orders'], endsOn: '2027-03-31' },
      instance: { instanceClass: 'dms.t3.medium', maintenanceWindow: 'sun:04:00-sun:05:00', logRetentionDays: 30 },
      ...change,
    });
  };

describeWithTerraform('a migration that runs', () => {
  describeWhere(hasMoto(), 'on the emulator', howToGetMoto, () => {
    let life: Life;
    beforeAll(async () => (life = await Life.start()));
    afterAll(() => life.end());

    test('logs in with secrets that are there before its endpoints, and plans no change then', async () => {
      const made = await life.apply(orders());
      const [secret, endpoint] = [
        order(made, 'aws_secretsmanager_secret_version', 'aws_dms_endpoint').indexOf('create aws_dms_endpoint'),
        order(made, 'aws_secretsmanager_secret_version', 'aws_dms_endpoint').lastIndexOf('create aws_dms_endpoint'),
      ];
      expect([secret, endpoint]).toEqual([2, 3]);
      expect(kinds(await life.plan(orders()))).toEqual([]);
      expect(life.emulator.judge?.report().filter((line) => !/^requests/.test(line))).toEqual([]);
    });

    test('takes other tables in place', async () => {
      const task = { type: 'full-load-and-cdc', tables: ['shop.orders', 'shop.lines'], endsOn: '2027-03-31' } as const;
      expect(kinds(await life.plan(orders({ task })))).toEqual(['update aws_dms_replication_task']);
    });

    test('gets a password again where its source is moved, as the secret says where that is', async () => {
      const moved = kinds(await life.plan(orders({ source: { ...bought, host: 'db2.bought.example.net' } })));
      expect(moved.sort()).toEqual(['delete-create aws_secretsmanager_secret_version', 'update terraform_data']);
    });

    test('is destroyed, its task first', async () => {
      const gone = order(await life.destroy(), 'aws_dms_replication_task', 'aws_dms_replication_instance');
      expect(gone).toEqual(['delete aws_dms_replication_task', 'delete aws_dms_replication_instance']);
    });
  });
});
