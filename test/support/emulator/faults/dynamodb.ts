import { editJson, json } from '../answer';
import type { Call } from '../call';
import type { Fault } from '../fault';

export const dynamodb = (): Fault[] => [
  attributesOfIndexes(),
  provisionedThroughput(),
  onDemandThroughput(),
  tableClass(),
  contributorInsights(),
];

const target = 'DynamoDB_20120810';
const tableOf = ({ region, json }: Call) => `${region}/${json.TableName}`;

/** A table as the questions need one. */
const table = {
  TableName: 'kept',
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  BillingMode: 'PAY_PER_REQUEST',
};

function attributesOfIndexes(): Fault {
  const keys = ({ KeySchema }: any) => KeySchema.map(({ AttributeName }: any) => AttributeName);
  return {
    service: 'dynamodb',
    fault: 'keeps the attributes of an index that is deleted',
    answers: {
      DescribeTable: async (call, next) =>
        editJson(await next(call), ({ Table }) => {
          const { GlobalSecondaryIndexes = [], LocalSecondaryIndexes = [] } = Table;
          const used = new Set([Table, ...GlobalSecondaryIndexes, ...LocalSecondaryIndexes].flatMap(keys));
          Table.AttributeDefinitions = Table.AttributeDefinitions.filter((one: any) => used.has(one.AttributeName));
        }),
    },
    isThere: async (moto) => {
      const name = { TableName: 'indexed' };
      const day = { AttributeName: 'day', AttributeType: 'S' };
      const index = {
        ...{ IndexName: 'by-day', Projection: { ProjectionType: 'ALL' } },
        KeySchema: [{ AttributeName: 'day', KeyType: 'HASH' }],
      };
      const AttributeDefinitions = [...table.AttributeDefinitions, day];
      const indexed = { ...table, ...name, AttributeDefinitions, GlobalSecondaryIndexes: [index] };
      await moto.json('dynamodb', `${target}.CreateTable`, indexed);
      const GlobalSecondaryIndexUpdates = [{ Delete: { IndexName: 'by-day' } }];
      await moto.json('dynamodb', `${target}.UpdateTable`, { ...name, GlobalSecondaryIndexUpdates });
      return (await moto.json('dynamodb', `${target}.DescribeTable`, name)).text.includes('"day"');
    },
  };
}

function provisionedThroughput(): Fault {
  return {
    service: 'dynamodb',
    fault: 'keeps the capacity of a table that was provisioned, and of its indexes, when it is on demand',
    answers: {
      DescribeTable: async (call, next) =>
        editJson(await next(call), ({ Table }) => {
          if (Table.BillingModeSummary?.BillingMode !== 'PAY_PER_REQUEST') return;
          for (const one of [Table, ...(Table.GlobalSecondaryIndexes ?? [])]) {
            one.ProvisionedThroughput = { ...one.ProvisionedThroughput, ReadCapacityUnits: 0, WriteCapacityUnits: 0 };
          }
        }),
    },
    isThere: async (moto) => {
      const name = { TableName: 'throughput' };
      const throughput = { ProvisionedThroughput: { ReadCapacityUnits: 7, WriteCapacityUnits: 7 } };
      await moto.json('dynamodb', `${target}.CreateTable`, {
        ...table,
        ...name,
        BillingMode: 'PROVISIONED',
        ...throughput,
      });
      await moto.json('dynamodb', `${target}.UpdateTable`, { ...name, BillingMode: 'PAY_PER_REQUEST' });
      const { text } = await moto.json('dynamodb', `${target}.DescribeTable`, name);
      return JSON.parse(text).Table.ProvisionedThroughput.ReadCapacityUnits === 7;
    },
  };
}

function onDemandThroughput(): Fault {
  const kept = new Map<string, Record<string, unknown>>();
  /** Under the table's name what it has itself, under `/<index>` what its indexes have. */
  const keep = (table: string, index: string, throughput: unknown) => {
    if (throughput !== undefined) kept.set(table, { ...kept.get(table), [index]: throughput });
  };
  const keepAll = (call: Call) => {
    const { OnDemandThroughput, GlobalSecondaryIndexes = [], GlobalSecondaryIndexUpdates = [] } = call.json;
    const updated = GlobalSecondaryIndexUpdates.flatMap(({ Create, Update }: any) => Create ?? Update ?? []);
    keep(tableOf(call), '', OnDemandThroughput);
    for (const index of [...GlobalSecondaryIndexes, ...updated]) {
      keep(tableOf(call), index.IndexName, index.OnDemandThroughput);
    }
  };
  const described = (call: Call, description: Record<string, any>) => {
    const { '': own, ...indexes } = kept.get(tableOf(call)) ?? {};
    if (description.BillingModeSummary?.BillingMode !== 'PAY_PER_REQUEST') return;
    if (own) description.OnDemandThroughput = own;
    for (const index of description.GlobalSecondaryIndexes ?? []) {
      if (indexes[index.IndexName]) index.OnDemandThroughput = indexes[index.IndexName];
    }
  };
  return {
    service: 'dynamodb',
    fault: 'forgets the most throughput of tables on demand, and of their indexes',
    answers: {
      CreateTable: (call, next) => {
        kept.delete(tableOf(call));
        keepAll(call);
        return next(call);
      },
      UpdateTable: (call, next) => {
        keepAll(call);
        return next(call);
      },
      DescribeTable: async (call, next) => editJson(await next(call), ({ Table }) => described(call, Table)),
    },
    isThere: async (moto) => {
      await moto.json('dynamodb', `${target}.CreateTable`, {
        ...table,
        OnDemandThroughput: { MaxReadRequestUnits: 7 },
      });
      const { text } = await moto.json('dynamodb', `${target}.DescribeTable`, { TableName: 'kept' });
      return !text.includes('OnDemandThroughput');
    },
  };
}

function tableClass(): Fault {
  const kept = new Map<string, string>();
  return {
    service: 'dynamodb',
    fault: 'forgets the class of tables',
    answers: {
      CreateTable: (call, next) => {
        kept.set(tableOf(call), call.json.TableClass ?? 'STANDARD');
        return next(call);
      },
      UpdateTable: (call, next) => {
        if (call.json.TableClass) kept.set(tableOf(call), call.json.TableClass);
        return next(call);
      },
      DescribeTable: async (call, next) =>
        editJson(await next(call), ({ Table }) => {
          Table.TableClassSummary = { TableClass: kept.get(tableOf(call)) ?? 'STANDARD' };
        }),
    },
    isThere: async (moto) => {
      const name = { TableName: 'class' };
      await moto.json('dynamodb', `${target}.CreateTable`, { ...table, ...name, TableClass: 'STANDARD' });
      return !(await moto.json('dynamodb', `${target}.DescribeTable`, name)).text.includes('TableClassSummary');
    },
  };
}

function contributorInsights(): Fault {
  const kept = new Map<string, 'ENABLED' | 'DISABLED'>();
  const nameOf = (call: Call) => `${tableOf(call)}/${call.json.IndexName ?? ''}`;
  const answer = (call: Call) => {
    const { TableName, IndexName } = call.json;
    const status = kept.get(nameOf(call)) ?? 'DISABLED';
    return json({ TableName, ...(IndexName && { IndexName }), ContributorInsightsStatus: status });
  };
  return {
    service: 'dynamodb',
    fault: 'has no Contributor Insights',
    answers: {
      UpdateContributorInsights: (call) => {
        kept.set(nameOf(call), call.json.ContributorInsightsAction === 'ENABLE' ? 'ENABLED' : 'DISABLED');
        return answer(call);
      },
      DescribeContributorInsights: answer,
    },
    isThere: async (moto) => {
      const name = { TableName: 'insights' };
      return (await moto.json('dynamodb', `${target}.DescribeContributorInsights`, name)).status >= 400;
    },
  };
}
