import { accountId, arn, matching, reference, regionName, wholeNumber } from '../props';
import { engineProps, type DatabaseEngineProps } from './engine-props';

/** The source of a read replica in another region: `database.replicaSource`. */
export interface ReplicaSource {
  /** The source's identifier: `prod-main`. */
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly databaseArn: string;
  /** Engine, version, parameters and audit log, which the replica has too. */
  readonly engine: DatabaseEngineProps;
  /** Storage of the source at first, which its alarms are computed from. */
  readonly allocatedStorageGb: number;
}

export const replicaSource = reference<ReplicaSource>('the source of a read replica', {
  name: matching(/^[a-z][a-z0-9-]{0,62}$/, 'the identifier of a DB instance', { structure: true }),
  account: accountId,
  region: regionName,
  databaseArn: arn('a DB instance', 'rds', /^db:[a-z0-9-]+$/),
  engine: engineProps,
  allocatedStorageGb: wholeNumber('GiB', 20, 65_536, { structure: true }),
});
