import { defineRule, type DeclaredFlow } from '../../../review/engine/rule';
import { all, failing, type Verdict } from '../../../review/engine/verdict';
import { memberGroupsOf, expectReachable } from '../../../review/reach/verdicts';
import { reach } from '../../../review/reach/reach';
import { find } from '../../../review/reach/find';
import { topologyOf, type Topology } from '../../../review/reach/topology';
import { database, host, privateSubnet, vpc } from './examples';

/** Everything that `from` means reaches everything that `to` means. */
function judge(topology: Topology, environment: string, flow: DeclaredFlow): Verdict[] {
  const { from, to, port, protocol = 'tcp' } = flow;
  const subject = `flow ${from} → ${to}, ${protocol} ${port}`;
  const expected = `${from} to reach ${to} on ${protocol} ${port}`;
  const [sources, targets] = [find(topology, from, environment), find(topology, to, environment)];
  for (const [name, found] of [
    [from, sources],
    [to, targets],
  ] as const) {
    if (found.parties) continue;
    return [
      failing(subject, expected, `no resource named ${name}${found.nearest ? ` (nearest: ${found.nearest})` : ''}`),
    ];
  }
  return memberGroupsOf(topology, sources.parties ?? []).flatMap((source) =>
    memberGroupsOf(topology, targets.parties ?? []).map((target) =>
      expectReachable(subject, expected, reach(topology, source.party, target.party, { protocol, entry: port })),
    ),
  );
}

export const declaredFlows = defineRule({
  id: 'reach/declared-flows',
  aliases: ['REACH-04'],
  title: 'Network flows that an environment declares should be reachable',
  severity: 'medium',
  why: 'If a route, a network ACL or a security group blocks a flow that applications rely on, the outage appears only after the apply.',
  fix: 'Add what the finding names as missing on the path, or remove the flow from the flows of the environment file.',
  resources: ['@environment'],
  check: (_, { graph, environment }) => {
    if (environment.flows.length === 0) return [];
    const topology = topologyOf(graph);
    return all(environment.flows.flatMap((flow) => judge(topology, environment.name, flow)));
  },
  examples: {
    environment: {
      flows: [{ from: 'aws_instance.host', to: 'aws_db_instance.main', port: 5432, reason: 'queries of the host' }],
    },
    good: {
      'both groups let it pass': `${vpc}${privateSubnet}${host(8080, '10.0.0.0/16')}${database('', '10.0.0.0/16')}`,
    },
    bad: {
      'the database allows others': `${vpc}${privateSubnet}${host(8080, '10.0.0.0/16')}${database('', '10.9.0.0/16')}`,
      'a database that does not exist': `${vpc}${privateSubnet}${host(8080, '10.0.0.0/16')}`,
    },
    unknown: {
      'groups that the database allows': `variable "office" {}
        ${vpc}${privateSubnet}${host(8080, '10.0.0.0/16')}${database('', undefined)}`,
    },
  },
});
