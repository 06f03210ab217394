import type { DbInstance } from '@cdktf/provider-aws/lib/db-instance';
import { Construct } from 'constructs';
import type { OptOut } from '../opt-out';
import { DatabaseInstance, type DatabaseInstanceProps } from './database-instance';
import type { DatabaseProps } from './database-props';
import { nameOfReplica, type DatabaseReplica } from './replica-props';

type Shared = Pick<DatabaseInstanceProps, 'parameterGroup' | 'optionGroup' | 'securityGroup' | 'monitoringRole'>;

const retiring: OptOut = {
  off: true,
  reason: 'It is retiring: the next change deletes this replica, which holds no data of its own.',
};

/** The names of all replicas, also of those that are about to go. */
export function replicaNames({ capacity }: Pick<DatabaseProps, 'capacity'>): readonly string[] {
  return allReplicas({ capacity }).map(nameOfReplica);
}

function allReplicas({ capacity }: Pick<DatabaseProps, 'capacity'>): readonly DatabaseReplica[] {
  return [...(capacity.readReplicas ?? []), ...(capacity.retiringReplicas ?? [])];
}

/**
 * The replicas of `source`, by name. Subnets, key and storage size come from the source, and RDS refuses them here; so are backups
 * and a final snapshot.
 */
export function addReplicas(
  scope: Construct,
  database: DatabaseProps,
  source: DbInstance,
  shared: Shared,
): Record<string, DbInstance> {
  const replicas = new Construct(scope, 'replicas');
  const retiringNames = (database.capacity.retiringReplicas ?? []).map(nameOfReplica);
  const own = { replicateSourceDb: source.identifier, skipFinalSnapshot: true };
  const made = allReplicas(database).map((replica) => {
    const name = nameOfReplica(replica);
    const { instanceClass } = typeof replica === 'string' ? database.capacity : replica;
    const deletionProtection = retiringNames.includes(name) ? retiring : database.optOuts?.deletionProtection;
    const identifier = `${database.name}-${name}`;
    const props = { ...shared, database, identifier, instanceClass, deletionProtection, own };
    return [name, new DatabaseInstance(replicas, name, props).nodes.instance] as const;
  });
  return Object.fromEntries(made);
}
