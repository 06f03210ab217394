import { identities } from '../../cli/adopt/import-ids';
import { factsOfEnvironment } from '../../cli/review/facts';
import { prod } from '../../environments';
import { cluster } from '../../environments/changes/clusters';
import type { Environment } from '../../environments/schema';
import { rules } from '../../policies/rules';
import { judge } from '../../review/assessment/judge';
import { evaluate } from '../../review/engine/evaluate';
import { graphOfStacks } from '../../review/model/inputs/stacks';
import { reachInEveryVariant, topologyOf } from '../../review/reach';
import { find } from '../../review/reach/find';
import { withMigrations } from '../support/migrations';
import { stackOf, writtenStacks } from '../support/stacks';
import { statements, type Synthesized } from '../support/synth';

const migration = stackOf(withMigrations, 'migration');
const outputOf = (name: string) => `\${data.terraform_remote_state.data.outputs.${name}}`;
const secrets = (stack: Synthesized) =>
  stack
    .all('aws_secretsmanager_secret_version')
    .map(({ secret_string_wo }) => JSON.parse(secret_string_wo as string) as Record<string, unknown>);

describe('the stack of migrations', () => {
  test('is there where one is declared, and nowhere else', () => {
    expect(writtenStacks(withMigrations).some(({ name }) => name === 'prod-migration')).toBe(true);
    expect(writtenStacks(prod).some(({ name }) => name === 'prod-migration')).toBe(false);
  });

  test('moves from a database of the environment to another, as a user of its own', () => {
    const split = secrets(migration).filter(({ username }) => username === 'dms_split');
    expect(split.map(({ host, port }) => [host, port])).toEqual([
      [outputOf('databases_main_endpoint'), 5432],
      [outputOf('databases_orders_endpoint'), 5432],
    ]);
    const engines = migration.all('aws_dms_endpoint').map(({ endpoint_id, engine_name }) => [endpoint_id, engine_name]);
    expect(Object.fromEntries(engines)).toEqual({
      'prod-split-source': 'postgres',
      'prod-split-target': 'postgres',
      'prod-purchase-source': 'mysql',
      'prod-purchase-target': 'postgres',
    });
  });

  test('moves to a cluster, by the engine that DMS calls it by', () => {
    const { certificateFile } = withMigrations.migrations.split.to;
    const purchase = { ...withMigrations.migrations.purchase, to: { cluster: 'main', certificateFile } };
    const mysql = { ...cluster, engine: 'aurora-mysql', engineVersion: '8.0', auditEvents: 'none' } as const;
    const engineOf = (main: Environment['clusters'][string]) =>
      stackOf({ ...withMigrations, clusters: { main }, migrations: { purchase } }, 'migration')
        .all('aws_dms_endpoint')
        .map(({ engine_name, database_name }) => [engine_name, database_name]);
    expect(engineOf(cluster)[1]).toEqual(['aurora-postgresql', 'postgres']);
    expect(engineOf(mysql)[1]).toEqual(['aurora', undefined]);
  });

  test('reaches its databases, an external one at its addresses, and Secrets Manager by its endpoint', () => {
    const opened = migration.all('aws_vpc_security_group_egress_rule').map(({ description }) => description as string);
    expect(opened.sort()).toEqual([
      'Migration prod-purchase, source',
      'Migration prod-purchase, target',
      'Migration prod-split, source',
      'Migration prod-split, target',
      'Secrets Manager, for migration purchase',
      'Secrets Manager, for migration split',
    ]);
    const internet = migration
      .all('aws_vpc_security_group_egress_rule')
      .filter(({ cidr_ipv4 }) => cidr_ipv4 === '0.0.0.0/0');
    expect(internet).toEqual([]);
  });

  test('reaches Secrets Manager over the internet where the network has no endpoint of it', () => {
    const { interfaceEndpoints } = withMigrations.network;
    const network = {
      ...withMigrations.network,
      interfaceEndpoints: interfaceEndpoints.filter((one) => one !== 'secretsmanager'),
    } as Environment['network'];
    const rules = stackOf({ ...withMigrations, network }, 'migration').all('aws_vpc_security_group_egress_rule');
    const open = rules.filter(({ cidr_ipv4 }) => cidr_ipv4 === '0.0.0.0/0');
    expect(open.map(({ from_port }) => from_port as number)).toEqual([443, 443]);
  });

  test('makes roles within the boundary alone', () => {
    for (const role of migration.all('aws_iam_role')) {
      expect(role).toMatchObject({ path: '/bounded/', permissions_boundary: expect.stringContaining('boundary') });
    }
  });

  test('names the file that is not there', () => {
    const certificateFile = 'environments/certificates/none.pem';
    const split = { ...withMigrations.migrations.split, from: { database: 'main', certificateFile } };
    expect(() => stackOf({ ...withMigrations, migrations: { split } }, 'migration')).toThrow(
      'environments/prod.ts: migrations.split.from.certificateFile: expected a file of the project that can be read, found "environments/certificates/none.pem"',
    );
  });
});

describe('the account', () => {
  const account = stackOf(withMigrations, 'account');
  const policies = account.all('aws_iam_role_policy').map(({ policy }) => statements(policy as string));

  test('has the roles that DMS looks for, and no others need an administrator', () => {
    const names = account.all('aws_iam_role').map(({ name }) => name as string);
    expect(names).toEqual(expect.arrayContaining(['dms-vpc-role', 'dms-cloudwatch-logs-role']));
    expect(JSON.stringify(stackOf(prod, 'account').json)).not.toContain('dms');
  });

  test('lets CI make migrations, and pass DMS the role that reads their secrets', () => {
    const boundary = account.all('aws_iam_policy').find(({ name }) => name === 'boundary')!;
    expect(statements(boundary.policy as string).Services!.Action).toContain('dms:*');
    const apply = policies.find((policy) => policy.PassesBoundedRoles)!.PassesBoundedRoles!;
    const receivers = apply.Condition.StringEqualsIfExists['iam:PassedToService'] as string[];
    expect(receivers).toEqual(expect.arrayContaining(['dms.amazonaws.com', 'dms.eu-west-1.amazonaws.com']));
  });

  test('lets DMS tell the topic of alarms', () => {
    const [topic] = account.all('aws_sns_topic_policy').map(({ policy }) => policy as string);
    expect(topic).toContain('dms.amazonaws.com');
  });
});

test('what is there already is found by its name, the roles of DMS too', () => {
  const types = [...migration.types(), ...stackOf(withMigrations, 'account').types()];
  expect(types.filter((type) => !Object.hasOwn(identities, type))).toEqual([]);
  for (const type of [...types.filter((one) => one.startsWith('aws_dms_')), 'aws_iam_role']) {
    expect([type, identities[type]!.kind]).toEqual([type, 'attributes']);
  }
});

describe('the review', () => {
  test('proves which databases a migration reaches', async () => {
    const topology = topologyOf(await graphOfStacks(writtenStacks(withMigrations)));
    const verdict = (from: string, to: string, port: number) => {
      const [a, b] = [from, to].map((name) => find(topology, name, 'prod').parties![0]!);
      return [from, to, reachInEveryVariant(topology, a!, b!, { port }).verdict];
    };
    expect([
      verdict('migration-split', 'database-main', 5432),
      verdict('migration-split', 'database-orders', 5432),
      verdict('migration-purchase', 'database-orders', 5432),
      verdict('migration-purchase', 'database-main', 5432),
      verdict('migration-split', 'cache-main', 6379),
    ]).toEqual([
      ['migration-split', 'database-main', 'reachable'],
      ['migration-split', 'database-orders', 'reachable'],
      ['migration-purchase', 'database-orders', 'reachable'],
      ['migration-purchase', 'database-main', 'blocked'],
      ['migration-split', 'cache-main', 'blocked'],
    ]);
  });

  test('finds nothing wrong with them and their flows, but passwords that nobody rotates while they are there', async () => {
    const facts = { ...factsOfEnvironment(withMigrations), date: '2026-11-30' };
    const findings = evaluate(await graphOfStacks(writtenStacks(withMigrations)), rules, () => facts);
    const its = findings.filter(({ address, rule }) => /[.]migration-/.test(address) || rule.startsWith('reach/'));
    expect(its.filter(({ rule, status }) => rule.startsWith('dms/') && status === 'pass').length).toBeGreaterThan(0);
    const open = its.filter(({ status }) => status !== 'pass').map(({ rule, status }) => `${status} ${rule}`);
    expect([...new Set(open)]).toEqual(['fail secrets-manager/rotated']);
  });

  test('finds what is there after its day', async () => {
    const graph = await graphOfStacks(writtenStacks(withMigrations));
    const of = (date: string) =>
      judge(graph, { rules, factsOf: () => factsOfEnvironment(withMigrations), date })
        .findings.filter(({ rule, status }) => rule === 'dms/end-date' && status !== 'pass')
        .map(({ status, found }) => `${status} ${found}`);
    expect(of('2027-03-31')).toEqual([]);
    expect(of('2027-04-01')).toEqual(['fail "2027-03-31"', 'fail "2027-03-31"']);
  });
});
