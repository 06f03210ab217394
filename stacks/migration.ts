import type { Construct } from 'constructs';
import type { Environment } from '../environments/schema';
import { databaseUser } from '../environments/store-users';
import { DatabaseCluster } from '../modules/aurora';
import { boundRoles } from '../modules/iam';
import { Key } from '../modules/kms';
import { Migration, type MigrationDatabase } from '../modules/migration';
import { endpointOf } from '../modules/network/interface-endpoint';
import { Database } from '../modules/rds';
import { SecurityGroup } from '../modules/security-group';
import type { AccountStack } from './account';
import type { DataOutputs, DataStack } from './data';
import { EnvironmentStack } from './environment-stack';
import { found } from './map-values';
import type { NetworkOutputs, NetworkStack } from './network';
import { textOfFile } from './text-of-file';

type Decided = Environment['migrations'][string];
type Side = Decided['from'] | Decided['to'];

interface Below {
  readonly account: AccountStack;
  readonly network: NetworkStack;
  readonly data: DataStack;
}

/** Data on its way from one database to another. The stack is there as long as a migration is, and keeps nothing: what it moved is in its target. */
export class MigrationStack extends EnvironmentStack {
  constructor(scope: Construct, environment: Environment, below: Below) {
    super(scope, environment, 'migration');
    const { name, account, region, logRetentionDays, migrations } = environment;
    const { alarms: topic, boundary } = this.read(below.account);
    const { network, endpoints } = this.read(below.network);
    const data = this.read(below.data);
    boundRoles(this, boundary);
    // The passwords of its users go through write-only arguments.
    this.requires('1.11');
    const key = new Key(this, 'key', {
      purpose: `Migrations of ${name}`,
      alias: `terrace/${name}/migration`,
      account,
      region,
    });
    for (const [migration, decided] of Object.entries(migrations)) {
      const { instanceClass, allocatedStorageGb, multiAz, maintenanceWindow, type, tables, endsOn } = decided;
      const made = new Migration(this, `migration-${migration}`, {
        ...{ name: `${name}-${migration}`, account, region, network, key, alarms: { topic } },
        source: this.databaseOf(migration, 'from', decided.from, data),
        target: this.databaseOf(migration, 'to', decided.to, data),
        task: { type, tables, endsOn },
        instance: { instanceClass, allocatedStorageGb, multiAz, maintenanceWindow, logRetentionDays },
      });
      this.letOut(migration, made, endpoints);
    }
  }

  private databaseOf(migration: string, field: 'from' | 'to', side: Side, data: DataOutputs): MigrationDatabase {
    const at = `environments/${this.environment.name}.ts: migrations.${migration}.${field}.certificateFile`;
    const about = { user: databaseUser(`dms-${migration}`), certificatePem: textOfFile(at, side.certificateFile) };
    if ('external' in side) {
      const { engine, host, port, databaseName, addresses } = side.external;
      const peers = addresses.map((cidr) => ({ name: cidr.replaceAll(/[./]/g, '-'), cidr }));
      return { ...about, engine, host, port, peers, ...(databaseName !== 'none' && { databaseName }) };
    }
    const id = `${field}-${migration}`;
    if ('database' in side) {
      const ref = found(data.databases, side.database, 'databases');
      return { ...about, engine: ref.engine, ...hereOf(ref, Database.import(this, id, ref)) };
    }
    const ref = found(data.clusters, side.cluster, 'clusters');
    const engine = ref.engine === 'aurora-mysql' ? 'aurora' : ref.engine;
    return { ...about, engine, ...hereOf(ref, DatabaseCluster.import(this, id, ref)) };
  }

  /** To Secrets Manager: by its endpoint, where the network has it, and over the internet else. */
  private letOut(name: string, migration: Migration, { securityGroup }: NetworkOutputs['endpoints']): void {
    const services = this.environment.network.interfaceEndpoints.map((one) => endpointOf(one).service);
    if (!securityGroup || !services.includes('secretsmanager')) {
      migration.connections.allowToInternet(443, `Secrets Manager, for migration ${name}`);
      return;
    }
    const group = SecurityGroup.import(this, `endpoints-of-${name}`, securityGroup);
    migration.connections.allowTo(group, 443, `Secrets Manager, for migration ${name}`);
  }
}

/** Where a database of the environment is. DMS takes the name of a database of PostgreSQL alone. */
function hereOf(
  { databaseName, engine }: { readonly databaseName?: string; readonly engine: string },
  imported: Pick<MigrationDatabase, 'port'> & { readonly endpoint: string } & MigrationDatabase['peers'][number],
): Pick<MigrationDatabase, 'host' | 'port' | 'peers' | 'databaseName'> {
  const { endpoint: host, port } = imported;
  const isNamed = engine.includes('postgres') && databaseName !== undefined;
  return { host, port, peers: [imported], ...(isNamed && { databaseName }) };
}
