import { factsOfEnvironment } from '../../cli/review/facts';
import { shard } from '../../environments/changes/shards';
import type { Environment } from '../../environments/schema';
import { rules } from '../../policies/rules';
import { evaluate } from '../../review/engine/evaluate';
import { graphOfStacks } from '../../review/model/inputs/stacks';
import { reachInEveryVariant, topologyOf } from '../../review/reach';
import { find } from '../../review/reach/find';
import { all as networks, connected } from '../support/connected-networks';
import { sharded } from '../support/shards';
import { stackOf, writtenStacks } from '../support/stacks';
import { statements, type Attributes, type Synthesized } from '../support/synth';
import { smallProd as prod } from '../support/small-prod';

const [one, two] = [sharded('b'), sharded('b', 'c')];
const data = stackOf(two, 'data');
const service = stackOf(two, 'service');
const outputOf = (name: string) => `\${data.terraform_remote_state.data.outputs.${name}}`;

/** What a database consists of, as if it were called `main`. */
function definitionOf(stack: Synthesized, name: string): string[] {
  const its = stack.resources().filter((resource) => resource.name.startsWith(`database-${name}_`));
  return its
    .map((resource) =>
      JSON.stringify(resource)
        .replaceAll(name, 'main')
        .replace(/_[0-9A-F]{8}\b/g, ''),
    )
    .sort();
}

describe('shards in the data stack', () => {
  test('are a database each, of one definition: replicas, secret, alarms, backups, groups', () => {
    expect(
      data
        .all('aws_db_instance')
        .map(({ identifier }) => identifier)
        .sort(),
    ).toEqual([
      ...['prod-main', 'prod-main-b', 'prod-main-b-reads', 'prod-main-b-reporting'],
      ...['prod-main-c', 'prod-main-c-reads', 'prod-main-c-reporting', 'prod-main-reads', 'prod-main-reporting'],
    ]);
    const main = definitionOf(data, 'main');
    expect(main.length).toBeGreaterThan(30);
    expect(definitionOf(data, 'main-b')).toEqual(main);
    expect(definitionOf(data, 'main-c')).toEqual(main);
  });

  test('have what they decide themselves: how they began, and whether they are protected', () => {
    const restoreFrom = { pointInTime: { of: 'main', at: '2026-09-01T10:00:00Z' } };
    const off = { off: true as const, reason: 'no slot is on it' };
    const main = {
      ...prod.databases.main,
      shards: { map: 'shard-maps', others: { b: { ...shard, restoreFrom }, c: { ...shard, deletionProtection: off } } },
    };
    const instances = stackOf({ ...two, databases: { main } }, 'data').all('aws_db_instance');
    const of = (name: string) => instances.find(({ identifier }) => identifier === name)!;
    expect(of('prod-main-b').restore_to_point_in_time).toMatchObject({ source_db_instance_identifier: 'prod-main' });
    expect(of('prod-main')).not.toHaveProperty('restore_to_point_in_time');
    expect(['prod-main', 'prod-main-b', 'prod-main-c'].map((name) => of(name).deletion_protection)).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('are open to the networks that are connected with the database', () => {
    const { databases, tables, ...others } = connected(networks);
    const shards = { map: 'shard-maps', others: { b: shard } };
    const main = { ...databases.main!, shards };
    const stack = stackOf({ ...others, databases: { main }, tables: { ...tables, ...one.tables } }, 'data');
    const rules = stack
      .all('aws_vpc_security_group_ingress_rule')
      .filter(({ cidr_ipv4 }) => cidr_ipv4 === '10.202.1.0/24');
    expect(rules.map(({ description, from_port }) => [description, from_port]).sort()).toEqual([
      ['Network analytics, to cache main', 6379],
      ['Network analytics, to database main', 5432],
      ['Network analytics, to database main-b', 5432],
    ]);
  });

  test('have their map in a table that Terraform writes no item of', () => {
    expect(data.all('aws_dynamodb_table').map(({ name }) => name)).toContain('prod-shard-maps');
    expect(data.none('aws_dynamodb_table_item')).toBe(true);
  });
});

test.each([
  ['the first', prod, one],
  ['one more', one, two],
])('%s changes no resource and no output of what is there, but what tells services of it', (_, before, after) => {
  for (const name of ['account', 'network', 'data', 'service', 'edge'] as const) {
    const [old, now] = [before, after].map((environment) => stackOf(environment, name).json) as [
      Attributes,
      Attributes,
    ];
    expect([name, now.output ?? {}]).toEqual([name, expect.objectContaining(old.output ?? {})]);
    const changed = Object.entries<Attributes>(old.resource).flatMap(([type, named]) =>
      Object.entries(named)
        .filter(([id, attributes]) => JSON.stringify(now.resource[type]?.[id]) !== JSON.stringify(attributes))
        .map(() => type),
    );
    expect([name, [...new Set(changed)].sort()]).toEqual([
      name,
      name === 'service' ? ['aws_ecs_task_definition', 'aws_launch_template'] : [],
    ]);
  }
});

describe('a service of a sharded database', () => {
  test('is told each shard, their names, and where the map is', () => {
    const task = service.all('aws_ecs_task_definition').find(({ family }) => family === 'prod-web')!;
    const [{ environment }] = JSON.parse(task.container_definitions);
    const variables = Object.fromEntries(environment.map(({ name, value }: Attributes) => [name, value]));
    expect(variables).toMatchObject({
      DATABASE_MAIN_HOST: outputOf('databases_main_endpoint'),
      DATABASE_MAIN_B_HOST: outputOf('databases_main-b_endpoint'),
      DATABASE_MAIN_C_HOST: outputOf('databases_main-c_endpoint'),
      DATABASE_MAIN_C_USER: 'web',
      DATABASE_MAIN_SHARDS: 'main,main-b,main-c',
      DATABASE_MAIN_SHARD_MAP: 'prod-shard-maps',
    });
    expect(variables).not.toHaveProperty('DATABASE_MAIN_B_SHARDS');
  });

  test('is told of no map where the database is not sharded', () => {
    expect(JSON.stringify(stackOf(prod, 'service').json)).not.toMatch(/DATABASE_MAIN_SHARD/);
  });

  test('logs in to each with IAM, and reads the map', () => {
    const policies = service.all('aws_iam_role_policy').filter(({ name }) => name.endsWith('-as-web'));
    const targets = policies.map(({ policy }) => statements(policy).Connect?.Resource).flat();
    for (const shard of ['main', 'main-b', 'main-c']) {
      expect(targets).toContainEqual(expect.stringContaining(outputOf(`databases_${shard}_resource_ids_source`)));
    }
    const names = service.all('aws_iam_role_policy').map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['read-prod-shard-maps-Web']));
  });
});

test('more shards than one role may log in to are refused when they are synthesized', () => {
  const many = sharded(...Array.from({ length: 19 }, (_, index) => `s${index}`));
  expect(() => writtenStacks(many)).toThrow(
    /service-web_task-role.*expected inline policies of 10,240 characters or less in all/,
  );
});

const flow = (from: string, to: string) => ({
  ...{ from, to, port: 5432, protocol: 'tcp' as const },
  reason: 'orders are written and looked after',
});

describe('in the review', () => {
  const services = ['web', 'accounts', 'partners', 'office', 'bounces'].map((name) => `service-${name}`);
  const users = ['bastion', ...services];
  const map = (from: string) => ({ ...flow(from, 'network/gateway-endpoints/dynamodb'), port: 443 });
  const environment: Environment = {
    ...one,
    flows: [
      ...one.flows,
      ...users.map((user) => flow(user, 'database-main-b')),
      map('service-partners'),
      map('service-bounces'),
    ],
  };
  const graph = graphOfStacks(writtenStacks(environment));

  test('each user of the database reaches each shard of it, and no shard another', async () => {
    const topology = topologyOf(await graph);
    const verdict = (from: string, to: string) => {
      const [a, b] = [from, to].map((name) => find(topology, name, 'prod').parties![0]!);
      return reachInEveryVariant(topology, a!, b!, { port: 5432 }).verdict;
    };
    expect(users.map((user) => verdict(user, 'database-main-b'))).toEqual(users.map(() => 'reachable'));
    expect([
      verdict('service-worker', 'database-main-b'),
      verdict('database-main', 'database-main-b'),
      verdict('database-main-b', 'database-main'),
    ]).toEqual(['blocked', 'blocked', 'blocked']);
  });

  test('a shard has the findings that the first one has, and no other', async () => {
    const facts = factsOfEnvironment(environment);
    const found = evaluate(await graph, rules, () => facts).filter(({ status }) => status !== 'pass');
    expect(found.filter(({ rule }) => rule.startsWith('reach/'))).toEqual([]);
    const of = (name: string) =>
      found
        .filter(({ address }) => address.includes(`.database-${name}_`))
        .map(({ rule, status }) => `${status} ${rule}`)
        .sort();
    expect(of('main')).not.toEqual([]);
    expect(of('main-b')).toEqual(of('main'));
  });
});
