import { factsOfEnvironment } from '../../cli/review/facts';
import { test as testing } from '../../environments/test';
import type { Environment } from '../../environments/schema';
import { rules } from '../../policies/rules';
import { evaluate } from '../../review/engine/evaluate';
import { graphOfStacks } from '../../review/model/inputs/stacks';
import { reachInEveryVariant, topologyOf } from '../../review/reach';
import { find } from '../../review/reach/find';
import { networkOf } from '../../review/reach/network-view';
import { certificateVpn, samlVpn, withVpn } from '../support/vpn';
import { writtenStacks } from '../support/stacks';

const graphOf = (environment: Environment) => graphOfStacks(writtenStacks(environment));

async function verdicts(of: Environment, asked: readonly (readonly [from: string, to: string, port: number])[]) {
  const topology = topologyOf(await graphOf(of));
  const party = (name: string) => {
    const [first] = find(topology, name, 'test').parties ?? [];
    return first!;
  };
  return asked.map(([from, to, port]) => {
    const { verdict } = reachInEveryVariant(topology, party(from), party(to), { port });
    return `${from} → ${to} ${port}: ${verdict}`;
  });
}

test('people of each group reach the stores that the VPN is for, on their ports, and nothing else', async () => {
  expect(
    await verdicts(withVpn(), [
      ['client-vpn', 'database-main', 5432],
      ['developers', 'database-main', 5432],
      ['b4d1e6f0-analysts', 'cache-main', 6379],
      ['10.210.1.7', 'database-main', 5432],
      ['developers', 'database-main', 22],
      ['developers', 'cluster-analytics', 5432],
      ['developers', 'bastion', 22],
      ['developers', 'service-web', 8080],
      ['database-main', 'client-vpn', 443],
    ]),
  ).toEqual([
    'client-vpn → database-main 5432: reachable',
    'developers → database-main 5432: reachable',
    'b4d1e6f0-analysts → cache-main 6379: reachable',
    '10.210.1.7 → database-main 5432: reachable',
    'developers → database-main 22: blocked',
    'developers → cluster-analytics 5432: blocked',
    'developers → bastion 22: blocked',
    'developers → service-web 8080: blocked',
    'database-main → client-vpn 443: blocked',
  ]);
});

test('the answer names the group and the endpoint', async () => {
  const topology = topologyOf(await graphOf(withVpn()));
  const [from, to] = ['developers', 'database-main'].map((name) => find(topology, name, 'test').parties![0]!);
  const answer = reachInEveryVariant(topology, from!, to!, { port: 5432 });
  expect(from!.label).toBe('group b4d1e6f0-developers on client-vpn/endpoint');
  expect(JSON.stringify(answer)).toContain('authorizes group b4d1e6f0-developers for 10.20.');
});

test('whoever has a certificate reaches the same', async () => {
  expect(await verdicts(withVpn(certificateVpn), [['client-vpn', 'database-main', 5432]])).toEqual([
    'client-vpn → database-main 5432: reachable',
  ]);
});

const findingsOf = async (one: Environment) =>
  evaluate(await graphOf(one), rules, () => factsOfEnvironment(one))
    .filter(({ status }) => status !== 'pass')
    .map(({ rule, status }) => `${status} ${rule}`);

test('what is decided is no finding', async () => {
  const before = await findingsOf(testing);
  for (const vpn of [samlVpn, certificateVpn]) {
    const after = await findingsOf(withVpn(vpn));
    expect([...new Set(after.filter((one) => !before.includes(one)))]).toEqual([]);
  }
});

test('a VPN that no flow tells of is one', async () => {
  const { flows: _, ...rest } = withVpn();
  const after = await findingsOf({ ...rest, flows: testing.flows });
  expect(after).toContain('fail reach/data-tier-by-declared-flows');
});

test('the picture has the endpoint in the private tier', async () => {
  const view = networkOf(await graphOf(withVpn()), 'test');
  expect(JSON.stringify(view)).toContain('client-vpn/endpoint');
});
