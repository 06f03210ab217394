import { factsOfEnvironment } from '../../cli/review/facts';
import { smallProd as prod } from '../support/small-prod';
import { cluster } from '../../environments/changes/clusters';
import type { Environment } from '../../environments/schema';
import { rules } from '../../policies/rules';
import { evaluate } from '../../review/engine/evaluate';
import { graphOfStacks } from '../../review/model/inputs/stacks';
import { reachInEveryVariant, topologyOf } from '../../review/reach';
import { find } from '../../review/reach/find';
import { writtenStacks } from '../support/stacks';

const proxy = { maxConnectionsPercent: 80, idleClientSeconds: 600, borrowTimeoutSeconds: 10 };
const flow = (from: string, to: string) => ({
  ...{ from, to, port: 5432, protocol: 'tcp' as const },
  reason: 'orders are written and looked after',
});
const environment: Environment = {
  ...prod,
  clusters: { main: cluster, proxied: { ...cluster, proxy } },
  services: { ...prod.services, web: { ...prod.services.web, clusters: ['main', 'proxied'] } },
  flows: [
    ...prod.flows,
    flow('service-web', 'cluster-main'),
    flow('bastion', 'cluster-main'),
    flow('service-web', 'proxy-proxied'),
    flow('proxy-proxied', 'cluster-proxied'),
    flow('bastion', 'cluster-proxied'),
  ],
};
const graphOf = (of: Environment) => graphOfStacks(writtenStacks(of));

test('a service reaches its cluster, or the proxy of it and not the cluster past that; no other service does', async () => {
  const topology = topologyOf(await graphOf(environment));
  const verdict = (from: string, to: string) => {
    const [a, b] = [from, to].map((name) => find(topology, name, 'prod').parties![0]!);
    return [`${from} → ${to}`, reachInEveryVariant(topology, a!, b!, { port: 5432 }).verdict];
  };
  expect([
    verdict('service-web', 'cluster-main'),
    verdict('bastion', 'cluster-main'),
    verdict('service-web', 'proxy-proxied'),
    verdict('proxy-proxied', 'cluster-proxied'),
    verdict('service-web', 'cluster-proxied'),
    verdict('service-partners', 'cluster-main'),
    verdict('service-partners', 'proxy-proxied'),
    verdict('proxy-proxied', 'cluster-main'),
    verdict('cluster-main', 'database-main'),
  ]).toEqual([
    ['service-web → cluster-main', 'reachable'],
    ['bastion → cluster-main', 'reachable'],
    ['service-web → proxy-proxied', 'reachable'],
    ['proxy-proxied → cluster-proxied', 'reachable'],
    ['service-web → cluster-proxied', 'blocked'],
    ['service-partners → cluster-main', 'blocked'],
    ['service-partners → proxy-proxied', 'blocked'],
    ['proxy-proxied → cluster-main', 'blocked'],
    ['cluster-main → database-main', 'blocked'],
  ]);
});

test('what is decided is a finding where a database is one, and of a proxy that nobody rotates the passwords behind it', async () => {
  const facts = factsOfEnvironment(environment);
  const found = evaluate(await graphOf(environment), rules, () => facts)
    .filter(({ status }) => status !== 'pass')
    .filter(({ rule, address }) => /cluster-|proxy-/.test(address) || rule.startsWith('reach/'));
  expect([...new Set(found.map(({ status, rule }) => `${status} ${rule}`))].sort()).toEqual([
    'fail rds/admin-name',
    'fail rds/port',
    'fail secrets-manager/rotated',
  ]);
});
