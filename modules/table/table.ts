import { DynamodbContributorInsights } from '@cdktf/provider-aws/lib/dynamodb-contributor-insights';
import { DynamodbResourcePolicy } from '@cdktf/provider-aws/lib/dynamodb-resource-policy';
import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table';
import { Construct } from 'constructs';
import { policyDocument } from '../iam/policy-document';
import { openToServices } from '../kms/open-key';
import { isOn } from '../opt-out';
import { assertProp, checkProps } from '../props';
import { GrantingTable } from './granting-table';
import { ImportedTable } from './imported-table';
import { keepKeys } from './keep-keys';
import { addCapacityAlarms, addErrorAlarm, addReplicationAlarm, addThrottleAlarm } from './table-alarms';
import { assertCapacity, indexThroughputOf, mostOf, mostOfIndex, throughputOf } from './table-capacity';
import { tlsOnly } from './table-policy';
import { tableProps, type TableProps } from './table-props';
import type { TableRef } from './table-ref';
import { TableReplica } from './table-replica';
import { TableScaling } from './table-scaling';
import { assertSchema, keyAttributes, projectionOf, timeToLiveOf } from './table-schema';

/**
 * A DynamoDB table: encrypted, over TLS only, with a limit to what it costs, restorable to any second of the last weeks, protected from deletion, with alarms.
 * Nobody may read or write it but who is granted to:
 *
 * ```ts
 * sessions.grantItems('Web', webRole, ['session#*']);
 * ```
 */
export class Table extends GrantingTable implements TableRef {
  static readonly props = tableProps;
  readonly tableName: string;
  readonly tableArn: string;
  /** The ARN of the stream of changes, of a table that has one. */
  readonly streamArn?: string;
  readonly nodes: {
    readonly table: DynamodbTable;
    readonly policy: DynamodbResourcePolicy;
    /** Of a provisioned table. */
    readonly scaling?: TableScaling;
    /** By region. */
    readonly replicas: Readonly<Record<string, TableReplica>>;
  };

  /** @throws PropsError for anything that DynamoDB would refuse. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: TableProps,
  ) {
    super(scope, id);
    this.check();
    const { name, key, schema, capacity } = props;
    openToServices(key, 'dynamodb');
    const stream = props.stream ?? (this.replicas.length > 0 ? 'NEW_AND_OLD_IMAGES' : undefined);
    const { partitionKey, sortKey } = schema;
    const table = new DynamodbTable(this, 'table', {
      ...{ name, hashKey: partitionKey.name, ...(sortKey && { rangeKey: sortKey.name }) },
      ...{ attribute: this.attributes(), ...this.indexes(), ...throughputOf(capacity) },
      ttl: timeToLiveOf(schema),
      ...(stream && { streamEnabled: true, streamViewType: stream }),
      serverSideEncryption: { enabled: true, kmsKeyArn: key.keyArn },
      tags: { Name: name },
    });
    this.protect(table);
    keepKeys(this, table, name, schema);
    const policy = new DynamodbResourcePolicy(this, 'policy', {
      resourceArn: table.arn,
      policy: policyDocument([tlsOnly(table.arn)]),
    });

    this.tableName = name;
    this.tableArn = table.arn;
    if (stream) this.streamArn = table.streamArn;
    const scaling = this.addScaling(table);
    this.nodes = { table, policy, ...(scaling && { scaling }), replicas: this.addReplicas(table) };
    this.addAlarms();
    if (props.alarms.contributorInsights) this.addContributorInsights(table);
  }

  /** A table of another stack, by a name that is known at synthesis: the grants that name it belong to this stack. */
  static import(scope: Construct, id: string, ref: TableRef): ImportedTable {
    return new ImportedTable(scope, id, ref);
  }

  /** What a stack above imports it by. */
  get ref(): TableRef {
    const { tableName, tableArn, streamArn } = this;
    return { tableName, tableArn, ...(streamArn !== undefined && { streamArn }) };
  }

  protected get granting(): TableRef {
    return this.ref;
  }

  private get replicas() {
    return Object.entries(this.props.replicas ?? {});
  }

  private get globalIndexes() {
    return Object.entries(this.props.schema.globalIndexes ?? {});
  }

  private check(): void {
    const { props } = this;
    checkProps(this, tableProps, props);
    assertSchema(this, props.schema);
    assertCapacity(this, props.capacity);
    if (this.replicas.length === 0) return;
    const own = this.replicas.find(([region]) => region === props.region);
    assertProp(this, 'replicas', !own, "regions other than the table's", props.region);
    // Replicas of a provisioned table have a scaling each, which is not made here (DynamoDB developer guide, Best practices for global tables).
    const isOnDemand = 'onDemand' in props.capacity;
    assertProp(this, 'capacity', isOnDemand, 'onDemand, for a table with replicas', 'provisioned');
    const { stream = 'NEW_AND_OLD_IMAGES' } = props;
    const isWhole = stream === 'NEW_AND_OLD_IMAGES';
    assertProp(this, 'stream', isWhole, 'NEW_AND_OLD_IMAGES, for a table with replicas', stream);
  }

  private attributes() {
    const types = new Map(keyAttributes(this.props.schema).map(({ name, type = 'S' }) => [name, type]));
    return [...types].map(([name, type]) => ({ name, type }));
  }

  private indexes() {
    const { schema, capacity } = this.props;
    const globalSecondaryIndex = this.globalIndexes.map(([name, index]) => ({
      ...{ name, hashKey: index.partitionKey.name, ...(index.sortKey && { rangeKey: index.sortKey.name }) },
      ...{ ...projectionOf(index.nonKeyAttributes), ...indexThroughputOf(capacity, index) },
    }));
    const localSecondaryIndex = Object.entries(schema.localIndexes ?? {}).map(([name, index]) => ({
      ...{ name, rangeKey: index.sortKey.name, ...projectionOf(index.nonKeyAttributes) },
    }));
    return {
      ...(globalSecondaryIndex.length > 0 && { globalSecondaryIndex }),
      ...(localSecondaryIndex.length > 0 && { localSecondaryIndex }),
    };
  }

  private protect(table: DynamodbTable): void {
    const { recoveryDays = 35, optOuts } = this.props;
    const recovers = isOn(table, 'point_in_time_recovery', optOuts?.pointInTimeRecovery);
    table.putPointInTimeRecovery({ enabled: recovers, ...(recovers && { recoveryPeriodInDays: recoveryDays }) });
    const isProtected = isOn(table, 'deletion_protection', optOuts?.deletionProtection);
    table.deletionProtectionEnabled = isProtected;
    table.lifecycle = {
      // Capacity is the scaling's and replicas are resources of their own, from the first day: to ignore them later would be another definition.
      ignoreChanges: ['read_capacity', 'write_capacity', 'replica'],
      ...(isProtected && { preventDestroy: true }),
    };
  }

  private addScaling(table: DynamodbTable): TableScaling | undefined {
    const { name, capacity } = this.props;
    if (!('provisioned' in capacity)) return undefined;
    return new TableScaling(this, 'scaling', { name, tableName: table.name, provisioned: capacity.provisioned });
  }

  private addReplicas(table: DynamodbTable): Readonly<Record<string, TableReplica>> {
    if (this.replicas.length === 0) return {};
    const scope = new Construct(this, 'replicas');
    const made = this.replicas.map(([region, replica]) => {
      const props = { table: this.props, tableArn: table.arn, region, replica };
      return [region, new TableReplica(scope, region, props)] as const;
    });
    return Object.fromEntries(made);
  }

  private addAlarms(): void {
    const { name: table, capacity, alarms } = this.props;
    const scope = new Construct(this, 'alarms');
    addThrottleAlarm(scope, 'throttles', { table }, alarms);
    addErrorAlarm(scope, table, alarms);
    const ids = { read: 'read-capacity', write: 'write-capacity' };
    addCapacityAlarms(scope, ids, { table }, { ...alarms, most: mostOf(capacity) });
    for (const [index, props] of this.globalIndexes) {
      addThrottleAlarm(scope, `throttles-${index}`, { table, index }, alarms);
      const ids = { read: `read-capacity-${index}`, write: `write-capacity-${index}` };
      addCapacityAlarms(scope, ids, { table, index }, { ...alarms, most: mostOfIndex(capacity, props) });
    }
    const { topic, replicationLagSeconds: seconds = 30 } = alarms;
    for (const [region] of this.replicas) addReplicationAlarm(scope, table, { region, topic, seconds });
  }

  private addContributorInsights({ name: tableName }: DynamodbTable): void {
    const scope = new Construct(this, 'contributor-insights');
    new DynamodbContributorInsights(scope, 'table', { tableName });
    for (const [indexName] of this.globalIndexes) {
      new DynamodbContributorInsights(scope, `index-${indexName}`, { tableName, indexName });
    }
  }
}
