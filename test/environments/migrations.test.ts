import { dev } from '../../environments';
import { changed, problems } from '../support/environments';
import { withMigrations } from '../support/migrations';

const change = (path: string, value: unknown) => problems({ prod: changed(withMigrations, path, value) });
const certificateFile = 'environments/certificates/eu-west-1-bundle.pem';

describe('migrations', () => {
  test('join databases of the environment, and external ones', () => {
    expect(problems({ prod: withMigrations })).toEqual([]);
  });

  test.each<[rule: string, path: string, value: unknown, problem: string]>([
    [
      'come from a database',
      'split.from',
      'main',
      'split.from: expected an object of certificateFile and database, cluster or external, found "main"',
    ],
    [
      'go to a database',
      'split.to',
      'orders',
      'split.to: expected an object of certificateFile and database or cluster, found "orders"',
    ],
    [
      'come from a database of the file',
      'split.from.database',
      'mian',
      'split.from.database: expected a name of databases (nearest: main), found "mian"',
    ],
    [
      'go to a cluster of the file',
      'split.to',
      { cluster: 'orders', certificateFile },
      'split.to.cluster: expected a name of clusters',
    ],
    [
      'go to another database',
      'split.to.database',
      'main',
      'split.to: expected another one than from, found {"database":"main",',
    ],
    [
      'look at certificates of a file',
      'split.to.certificateFile',
      '/etc/ca.pem',
      'split.to.certificateFile: expected the path of a PEM file of the project, such as environments/certificates/eu-west-1-bundle.pem, found "/etc/ca.pem"',
    ],
    [
      'move tables of a schema',
      'split.tables',
      ['orders'],
      'split.tables[0]: expected schema and table such as public.orders, with % for any text, found "orders"',
    ],
    ['move something', 'split.tables', [], 'split.tables: expected tables, 1 to 100 of them, found []'],
    [
      'end on a day',
      'split.endsOn',
      '2027-02-30',
      'split.endsOn: expected a day such as 2027-03-31, found "2027-02-30"',
    ],
    ['end', 'split.endsOn', 'never', 'split.endsOn: expected a day such as 2027-03-31, found "never"'],
    [
      'have a class of DMS',
      'split.instanceClass',
      'db.t3.medium',
      'split.instanceClass: expected a replication instance class of DMS of environments/aws/instance-types.ts (nearest: dms.t3.medium), found "db.t3.medium"',
    ],
    [
      'name the database of an external PostgreSQL',
      'purchase.from.external.engine',
      'postgres',
      'purchase.from.external.databaseName: expected the name of a database, of postgres, found "none"',
    ],
    [
      'name no database of an external MySQL',
      'purchase.from.external.databaseName',
      'shop',
      'purchase.from.external.databaseName: expected "none", of mysql: tables name its databases, found "shop"',
    ],
    [
      'come from narrow ranges',
      'purchase.from.external.addresses',
      ['0.0.0.0/0'],
      'purchase.from.external.addresses[0]: expected an IPv4 range of /8 to /32, such as 203.0.113.10/32, found "0.0.0.0/0"',
    ],
  ])('%s', (_, path, value, problem) => {
    expect(change(`migrations.${path}`, value)).toContainEqual(
      expect.stringContaining(`environments/prod.ts: migrations.${problem}`),
    );
  });

  test('follow a source that keeps its changes', () => {
    const expected = (field: string, parameter: string) =>
      `environments/prod.ts: migrations.split.type: expected "full-load", or ${field}.parameters with ${parameter}, by which changes are read, found "full-load-and-cdc"`;
    expect(change('databases.main.parameters', {})).toEqual([
      expected('databases.main', "rds.logical_replication: '1'"),
    ]);
    const { parameters: _, ...mysql } = { ...withMigrations.databases.main, engine: 'mysql', engineVersion: '8.4' };
    expect(change('databases.main', { ...mysql, parameters: {} })).toContain(
      expected('databases.main', "binlog_format: 'ROW'"),
    );
    const full = changed(withMigrations, 'databases.main.parameters', {});
    expect(problems({ prod: changed(full, 'migrations.split.type', 'full-load') })).toEqual([]);
  });

  test('have a name with room for that of the environment', () => {
    const criticality = 'low';
    const name = 'integration12345';
    const migrations = { 'orders-of-everybody': withMigrations.migrations.split };
    const found = problems({ [name]: { ...withMigrations, name, criticality, migrations } });
    expect(found).toContain(
      `environments/${name}.ts: migrations.orders-of-everybody: expected a name of 14 characters or less, for 31 with ${name}- in front, found "orders-of-everybody"`,
    );
  });

  test('read their secrets, and an external source, over a way that there is', () => {
    const network = { ...withMigrations.network, natGateways: 'none', interfaceEndpoints: [] };
    const found = problems({ prod: { ...withMigrations, network } }).filter((line) => line.includes(': migrations.'));
    expect(found.map((line) => line.replace(/, found .*/, ''))).toEqual([
      'environments/prod.ts: migrations.split: expected network.interfaceEndpoints with secretsmanager, or NAT gateways, through which it reads its secrets',
      'environments/prod.ts: migrations.purchase: expected network.interfaceEndpoints with secretsmanager, or NAT gateways, through which it reads its secrets',
      'environments/prod.ts: migrations.purchase.from.external.addresses[0]: expected a range of a connected network, since natGateways is "none"',
    ]);
  });

  test('are none where a file decides none', () => {
    expect(problems({ dev })).toEqual([]);
  });
});
