import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import type { TerraformStack } from 'cdktf';
import { Accelerator, type AcceleratorProps } from '../../modules/accelerator';
import { Life, kinds, order } from '../support/applied';
import { hasMoto, howToGetMoto } from '../support/emulator/moto';
import { describeWhere } from '../support/describe-where';
import { describeWithTerraform } from '../support/terraform';

jest.setTimeout(1_200_000);

const { account, region } = Life;
const topic = { topicArn: `arn:aws:sns:${region}:${account}:alarms` };
const events = { topicArn: `arn:aws:sns:${region}:${account}:events` };
const table = (tableName: string) => ({
  table: { tableName, tableArn: `arn:aws:dynamodb:${region}:${account}:table/${tableName}` },
});
const products = { ...table('prod-products'), access: 'read' } as const;
const prices = { ...table('prod-prices'), access: 'read-write' } as const;

/** A cluster in the data tier of some zones, as props change it. */
const accelerator =
  (change: Partial<AcceleratorProps> = {}, zones: readonly ('a' | 'b' | 'c')[] = ['a', 'b']) =>
  (stack: TerraformStack): void => {
    const cidr = '10.0.0.0/16';
    const vpcId = new Vpc(stack, 'vpc', { cidrBlock: cidr }).id;
    const data = Object.fromEntries(
      zones.map((zone) => {
        const place = { cidrBlock: `10.0.${zone.charCodeAt(0)}.0/24`, availabilityZone: `${region}${zone}` };
        return [place.availabilityZone, new Subnet(stack, zone, { vpcId, ...place }).id];
      }),
    );
    new Accelerator(stack, 'catalogue', {
      ...{ name: 'prod-catalogue', alarms: { topic }, maintenanceWindow: 'sun:04:00-sun:05:00' },
      network: { vpcId, cidr, subnetIds: { public: {}, private: {}, data } },
      tables: { products },
      nodes: { nodeType: 'dax.r5.large', count: 2 },
      timeToLive: { itemSeconds: 600, querySeconds: 30 },
      ...change,
    });
  };

describeWithTerraform('an accelerator that is used', () => {
  describeWhere(hasMoto(), 'on the emulator', howToGetMoto, () => {
    let life: Life;
    beforeAll(async () => (life = await Life.start()));
    afterAll(() => life.end());

    const [cluster, subnets, parameters, role, policy, alarm] = [
      ...['aws_dax_cluster', 'aws_dax_subnet_group', 'aws_dax_parameter_group', 'aws_iam_role', 'aws_iam_role_policy'],
      'aws_cloudwatch_metric_alarm',
    ] as const;
    const nodes = { nodeType: 'dax.r5.large', count: 3 };
    const timeToLive = { itemSeconds: 300, querySeconds: 30 };

    test('is made after its alarms, groups and role, and plans no change then', async () => {
      const made = order(await life.apply(accelerator()), alarm!, subnets!, parameters!, role!, cluster!);
      expect(made.at(-1)).toBe(`create ${cluster}`);
      expect(made).toHaveLength(9);
      expect(kinds(await life.plan(accelerator()))).toEqual([]);
    });

    test.each<[string, Partial<AcceleratorProps>]>([
      ['node type', { nodes: { nodeType: 'dax.r7i.large', count: 2 } }],
      ['name', { name: 'prod-products' }],
    ])('with another %s is another one, which begins empty', async (_, change) => {
      const planned = kinds(await life.plan(accelerator(change)));
      expect(planned).toContain(`delete-create ${cluster}`);
      if (change.nodes) expect(planned).toEqual([`delete-create ${cluster}`]);
    });

    test('gets and loses nodes, and takes another window and a topic of events in place', async () => {
      const more = { nodes, maintenanceWindow: 'sat:04:00-sat:05:00', events };
      expect(kinds(await life.plan(accelerator(more)))).toEqual([`update ${cluster}`]);
      await life.apply(accelerator(more));
      expect(kinds(await life.plan(accelerator(more)))).toEqual([]);
      await life.apply(accelerator({ events }));
      expect(kinds(await life.plan(accelerator({ events })))).toEqual([]);
    });

    test('keeps items for another time in place: the group with it first, and the old one last', async () => {
      const change = accelerator({ events, timeToLive });
      expect(kinds(await life.plan(change)).sort()).toEqual([`create-delete ${parameters}`, `update ${cluster}`]);
      expect(order(await life.apply(change), parameters!, cluster!)).toEqual([
        ...[`create ${parameters}`, `update ${cluster}`, `delete ${parameters}`],
      ]);
      expect(kinds(await life.plan(change))).toEqual([]);
    });

    test('reads another table and loses one by its role alone, and has a zone more in place', async () => {
      const change = accelerator({ events, timeToLive, tables: { prices } }, ['a', 'b', 'c']);
      expect(kinds(await life.plan(change)).sort()).toEqual([
        ...['create aws_iam_role_policy', 'create aws_subnet', `delete ${policy}`, `update ${subnets}`],
      ]);
      await life.apply(change);
      expect(kinds(await life.plan(change))).toEqual([]);
    });

    test('is destroyed before its groups, its role and its alarms', async () => {
      const gone = order(await life.destroy(), alarm!, subnets!, parameters!, role!, cluster!);
      expect(gone[0]).toBe(`delete ${cluster}`);
      expect(gone).toHaveLength(9);
    });
  });
});
