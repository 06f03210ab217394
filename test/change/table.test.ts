import type { TerraformStack } from 'cdktf';
import { Key } from '../../modules/kms';
import { Table, type TableProps } from '../../modules/table';
import { Life, kinds, type Change } from '../support/applied';
import { hasMoto, howToGetMoto } from '../support/emulator/moto';
import { describeWhere } from '../support/describe-where';
import { describeWithTerraform } from '../support/terraform';

jest.setTimeout(1_200_000);

const { account, region } = Life;
const topic = { topicArn: `arn:aws:sns:${region}:${account}:alarms` };
const off = { off: true as const, reason: 'It is of a test' };

const schema = {
  ...{ partitionKey: { name: 'id' }, sortKey: { name: 'at', type: 'N' as const } },
  timeToLive: { attribute: 'expiresAt' },
  globalIndexes: { 'by-user': { partitionKey: { name: 'user' }, nonKeyAttributes: ['device'] } },
  localIndexes: { 'by-kind': { sortKey: { name: 'kind' } } },
};

/** One table with the key below it, as props change it. */
const table =
  (change: Partial<TableProps> = {}) =>
  (stack: TerraformStack): void =>
    void new Table(stack, 'sessions', {
      ...{ name: 'prod-sessions', region, alarms: { topic } },
      key: new Key(stack, 'key', { purpose: 'Data', alias: 'data', account, region }),
      schema,
      capacity: { onDemand: { maxReadUnits: 200, maxWriteUnits: 100 } },
      stream: 'KEYS_ONLY',
      optOuts: { deletionProtection: off },
      ...change,
    });

describeWithTerraform('a table that is used', () => {
  describeWhere(hasMoto(), 'on the emulator', howToGetMoto, () => {
    let life: Life;
    beforeAll(async () => (life = await Life.start()));
    afterAll(() => life.end());

    const ofTables = (changes: readonly Change[]) => kinds(changes).filter((kind) => / aws_dynamodb_/.test(kind));
    /** What a change does to the table; then there is nothing left to change. */
    const changes = async (change: Partial<TableProps>) => {
      const planned = await life.plan(table(change));
      await life.apply(table(change));
      expect(kinds(await life.plan(table(change)))).toEqual([]);
      return ofTables(planned);
    };
    const twoIndexes = { ...schema.globalIndexes, 'by-day': { partitionKey: { name: 'day' } } };
    const noExpiry = { ...schema, timeToLive: { ...schema.timeToLive, enabled: false } };
    const later = { schema: { ...noExpiry, globalIndexes: twoIndexes }, alarms: { topic, contributorInsights: true } };

    test('is made, and plans no change then', async () => {
      expect((await changes({})).sort()).toEqual(['create aws_dynamodb_resource_policy', 'create aws_dynamodb_table']);
    });

    test.each<[string, Partial<TableProps['schema']>]>([
      ['partition key', { partitionKey: { name: 'token' } }],
      ['sort key', { sortKey: { name: 'since', type: 'N' } }],
      ['local index', { localIndexes: {} }],
    ])('keeps its %s: a plan refuses what would be another table', async (_, other) => {
      expect(await life.refused(table({ schema: { ...schema, ...other } }))).toMatch(
        /Table prod-sessions: DynamoDB changes neither the key of a table nor its local indexes\. Expected id:S at:N, by-kind kind:S \*, found/,
      );
    });

    test('gets a global index, no expiry and Contributor Insights in place', async () => {
      expect((await changes(later)).sort()).toEqual([
        ...Array<string>(3).fill('create aws_dynamodb_contributor_insights'),
        'update aws_dynamodb_table',
      ]);
    });

    test('is provisioned in place, and on demand again', async () => {
      const capacity = { provisioned: { read: { min: 5, max: 50 }, write: { min: 5, max: 20 } } };
      expect(await changes({ ...later, capacity })).toEqual(['update aws_dynamodb_table']);
      expect(await changes(later)).toEqual(['update aws_dynamodb_table']);
    });

    test('loses a global index in place', async () => {
      const change = { schema: noExpiry };
      expect(await changes(change)).toContain('update aws_dynamodb_table');
    });

    test('is destroyed', async () => {
      await life.destroy();
    });
  });
});
