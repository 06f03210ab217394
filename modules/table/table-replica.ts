import { DynamodbResourcePolicy } from '@cdktf/provider-aws/lib/dynamodb-resource-policy';
import { DynamodbTableReplicaA } from '@cdktf/provider-aws/lib/dynamodb-table-replica';
import { Construct } from 'constructs';
import { policyDocument } from '../iam/policy-document';
import { inRegion } from '../in-region';
import { keyRef } from '../kms/key-ref';
import { openToServices } from '../kms/open-key';
import { topicRef } from '../notifications/topic-ref';
import { isOn } from '../opt-out';
import { assertProp, checkProps, regionName } from '../props';
import { addErrorAlarm, addThrottleAlarm } from './table-alarms';
import { tlsOnly } from './table-policy';
import type { TableProps, TableReplicaProps } from './table-props';

export interface ReplicaProps {
  readonly table: Pick<TableProps, 'name' | 'alarms' | 'optOuts'>;
  readonly tableArn: string;
  readonly region: string;
  readonly replica: TableReplicaProps;
}

/** A copy of a table in another region: with a key, a policy, recovery and alarms of its own there. */
export class TableReplica extends Construct {
  readonly tableArn: string;
  readonly nodes: { readonly replica: DynamodbTableReplicaA; readonly policy: DynamodbResourcePolicy };

  /** @throws PropsError for a provider, a key or a topic of another region than the replica's. */
  constructor(scope: Construct, id: string, { table, tableArn, region, replica: props }: ReplicaProps) {
    super(scope, id);
    const { key, topic, provider } = props;
    checkProps(this, { region: regionName, key: keyRef, topic: topicRef }, { region, key, topic });
    assertProp(this, 'provider.region', provider.region === region, region, provider.region);
    openToServices(key, 'dynamodb');
    const replica = new DynamodbTableReplicaA(this, 'replica', {
      globalTableArn: tableArn,
      kmsKeyArn: key.keyArn,
    });
    const { deletionProtection, pointInTimeRecovery } = table.optOuts ?? {};
    replica.pointInTimeRecovery = isOn(replica, 'point_in_time_recovery', pointInTimeRecovery);
    const isProtected = isOn(replica, 'deletion_protection', deletionProtection);
    replica.deletionProtectionEnabled = isProtected;
    if (isProtected) replica.lifecycle = { preventDestroy: true };
    const policy = new DynamodbResourcePolicy(this, 'policy', {
      resourceArn: replica.arn,
      policy: policyDocument([tlsOnly(replica.arn)]),
    });
    addThrottleAlarm(this, 'throttles', { table: table.name }, { ...table.alarms, topic });
    addErrorAlarm(this, table.name, { ...table.alarms, topic });
    this.tableArn = replica.arn;
    this.nodes = { replica, policy };
    inRegion(this, provider);
  }
}
