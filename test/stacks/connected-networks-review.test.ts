import { factsOfEnvironment } from '../../cli/review/facts';
import { test as testing } from '../../environments/test';
import type { Environment } from '../../environments/schema';
import { rules } from '../../policies/rules';
import { evaluate } from '../../review/engine/evaluate';
import { graphOfStacks } from '../../review/model/inputs/stacks';
import { reachInEveryVariant, topologyOf } from '../../review/reach';
import { find } from '../../review/reach/find';
import { networkOf } from '../../review/reach/network-view';
import { all, connected } from '../support/connected-networks';
import { writtenStacks } from '../support/stacks';

const graphOf = (environment: Environment) => graphOfStacks(writtenStacks(environment));
const environment: Environment = connected(all);

async function verdicts(asked: readonly (readonly [from: string, to: string, port: number])[], of = environment) {
  const topology = topologyOf(await graphOf(of));
  const party = (name: string) => find(topology, name, 'test').parties![0]!;
  return asked.map(([from, to, port]) => [
    `${from} → ${to}`,
    reachInEveryVariant(topology, party(from), party(to), { port }).verdict,
  ]);
}

test('the networks of a tier, and they alone, reach what their environment opens to them', async () => {
  expect(
    await verdicts([
      ['10.202.1.0/24', 'database-main', 5432],
      ['10.202.2.0/24', 'cache-main', 6379],
      ['10.202.1.0/24', 'database-main', 6379],
      ['10.202.3.0/24', 'database-main', 5432],
      ['10.200.0.0/16', 'database-main', 5432],
      ['10.202.1.0/24', 'service-web', 8080],
      ['10.202.1.0/24', 'bastion', 22],
      ['database-main', '10.202.1.0/24', 5432],
    ]),
  ).toEqual([
    ['10.202.1.0/24 → database-main', 'reachable'],
    ['10.202.2.0/24 → cache-main', 'reachable'],
    ['10.202.1.0/24 → database-main', 'blocked'],
    ['10.202.3.0/24 → database-main', 'blocked'],
    ['10.200.0.0/16 → database-main', 'blocked'],
    ['10.202.1.0/24 → service-web', 'blocked'],
    ['10.202.1.0/24 → bastion', 'blocked'],
    ['database-main → 10.202.1.0/24', 'blocked'],
  ]);
});

test('a service whose security group lets it out reaches the networks of the private tier', async () => {
  const ranges = ['10.200.0.0/16', '10.201.0.0/16', '10.203.0.0/24', '10.204.0.0/24', '10.205.0.0/24'];
  const asked = [...ranges, '10.202.1.0/24', '10.206.0.0/24'].map((range) => ['service-web', range, 443] as const);
  const { web, ...services } = environment.services;
  const out: Environment = { ...environment, services: { ...services, web: { ...web!, outbound: 'internet' } } };
  expect(await verdicts(asked, out)).toEqual([
    ...ranges.map((range) => [`service-web → ${range}`, 'reachable']),
    ['service-web → 10.202.1.0/24', 'blocked'],
    ['service-web → 10.206.0.0/24', 'blocked'],
  ]);
});

const findingsOf = async (one: Environment, facts = factsOfEnvironment(one)) =>
  evaluate(await graphOf(one), rules, () => facts)
    .filter(({ status }) => status !== 'pass')
    .map(({ rule, status }) => `${status} ${rule}`);

test('what is decided is no finding; how much of a peered VPC a route covers is not known', async () => {
  const before = await findingsOf(testing);
  const after = await findingsOf(environment);
  expect([...new Set(after.filter((one) => !before.includes(one)))]).toEqual(['unknown vpc/peering-narrow']);
});

test('a link that the environment did not decide is one', async () => {
  const facts = { ...factsOfEnvironment(environment), peers: [] };
  const isolated = (await findingsOf(environment, facts)).filter((one) => one.endsWith('reach/environments-isolated'));
  expect(isolated).toEqual([
    'fail reach/environments-isolated',
    'fail reach/environments-isolated',
    'fail reach/environments-isolated',
  ]);
});

test('the picture names each link, and what is at its other end', async () => {
  const { links, vpcs } = networkOf(await graphOf(environment), 'test');
  expect(links.map(({ kind, vpcs: ends }) => `${kind} ${ends[1]}`).sort()).toEqual([
    'VPN 203.0.113.1',
    'VPN 203.0.113.2',
    'peering pcx-0a1b2c3d4e5f67890',
    'peering vpc-0a1b2c3d4e5f67890',
    'transit gateway tgw-0a1b2c3d4e5f67890',
  ]);
  expect(vpcs[0]!.gateways.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['transit', 'vpn']));
  expect(vpcs[0]!.tiers.map(({ name, exposure }) => `${name} ${exposure}`)).toEqual([
    'public public',
    'private private',
    'data isolated',
    'transit-gateway isolated',
  ]);
});
