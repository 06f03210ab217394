import * as exported from '../../environments';
import { loadEnvironments } from '../../environments/load';
import { stackOf } from '../support/stacks';

// What is destroyed and made again under the same name: AWS keeps some names for a while, and some for ever.

const stacks = ['account', 'audit', 'network', 'dns', 'data', 'messaging', 'service', 'edge'] as const;
const made = loadEnvironments(exported).flatMap((environment) =>
  stacks.flatMap((name) => {
    const present = name === 'dns' ? environment.dns !== 'none' : name === 'edge' ? environment.edge !== 'none' : true;
    return present ? [{ stack: `${environment.name}-${name}`, synthesized: stackOf(environment, name) }] : [];
  }),
);
const all = (type: string) =>
  made.flatMap(({ stack, synthesized }) =>
    synthesized.resources(type).map((resource) => ({ stack, synthesized, ...resource })),
  );
const ofThisLife = /-\$\{aws_security_group\.[^}]+\.id\}$/;

describe('a second life', () => {
  test.each(['aws_db_instance', 'aws_elasticache_replication_group'])(
    'leaves a last snapshot of %s under another name than the first',
    (type) => {
      const names = all(type).flatMap(({ attributes }) => attributes.final_snapshot_identifier ?? []);
      expect(names).not.toEqual([]);
      for (const name of names) expect(name).toMatch(ofThisLife);
    },
  );

  test('has secrets with names of their own: a deleted one keeps its name until its recovery window ends', () => {
    const secrets = all('aws_secretsmanager_secret');
    expect(secrets).not.toEqual([]);
    for (const { attributes } of secrets) {
      expect(attributes).toMatchObject({ name_prefix: expect.stringMatching(/-$/) });
      expect(attributes).not.toHaveProperty('name');
    }
  });

  test('finds no log group that a service made after ours was gone: who writes goes first', () => {
    for (const { stack, synthesized, name, attributes } of all('aws_cloudwatch_log_group')) {
      const writers = synthesized
        .resources()
        .filter(({ attributes }) => JSON.stringify(attributes).includes(`aws_cloudwatch_log_group.${name}`));
      // That of a canary is called by the function that AWS makes of it, another one in each life.
      const isOfCanary = /aws_synthetics_canary/.test(attributes.name);
      expect([stack, name, writers.length > 0 || isOfCanary]).toEqual([stack, name, true]);
    }
  });
});
