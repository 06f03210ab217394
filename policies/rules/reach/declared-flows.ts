import { defineRule, type DeclaredFlow } from '../../../review/engine/rule';
import { all, failing, type Verdict } from '../../../review/engine/verdict';
import { alike, open } from '../../../review/reach/assertions';
import { reach } from '../../../review/reach/ask';
import { find } from '../../../review/reach/names';
import { topologyOf, type Topology } from '../../../review/reach/topology';
import { database, host, privateSubnet, vpc } from './examples';

/** Every one that `from` means reaches every one that `to` means. */
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
    return [failing(subject, expected, `nothing called ${name}${found.nearest ? ` (nearest: ${found.nearest})` : ''}`)];
  }
  return alike(sources.parties ?? []).flatMap((source) =>
    alike(targets.parties ?? []).map((target) =>
      open(subject, expected, reach(topology, source.party, target.party, { protocol, port })),
    ),
  );
}

export const declaredFlows = defineRule({
  id: 'reach/declared-flows',
  aliases: ['REACH-04'],
  title: 'What an environment declares to be reachable is',
  severity: 'medium',
  why: 'A flow that people rely on and that a route, an ACL or a group stops is an outage that shows only once it is applied.',
  fix: 'Do what the finding says is missing on the way; or take the flow out of the flows of the environment’s file.',
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
      'the database admits others': `${vpc}${privateSubnet}${host(8080, '10.0.0.0/16')}${database('', '10.9.0.0/16')}`,
      'there is no such database': `${vpc}${privateSubnet}${host(8080, '10.0.0.0/16')}`,
    },
    unknown: {
      'whom the database admits': `variable "office" {}
        ${vpc}${privateSubnet}${host(8080, '10.0.0.0/16')}${database('', undefined)}`,
    },
  },
});
