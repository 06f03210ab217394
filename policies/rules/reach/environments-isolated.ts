import { defineRule, type EnvironmentFacts } from '../../../review/engine/rule';
import { all, failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import type { Graph } from '../../../review/model/graph';
import { Unknown } from '../../../review/model/value';
import { linkedPairs, linksLeavingInput } from '../../../review/reach/environment-links';
import { vpc } from './examples';

const expected = 'no path between environments, except those in peers';

function judge(graph: Graph, { name, peers }: EnvironmentFacts): Verdict[] {
  const joined = linkedPairs(graph, name, (peer) => peers.includes(peer)).map(({ label, answer }): Verdict => {
    if (answer.verdict === 'blocked') return pass;
    if (answer.verdict === 'unknown') return notKnown(label, expected, answer.because ?? 'what is on the path');
    return failing(label, expected, `a path from ${answer.from} to ${answer.to}`);
  });
  const outward = linksLeavingInput(graph, name).map(({ label, peer }): Verdict => {
    if (peer instanceof Unknown) return notKnown(label, expected, peer);
    return peers.includes(peer) ? pass : failing(label, expected, `a link to ${peer}, which is not in the input`);
  });
  return [...joined, ...outward];
}

const link = (routes: string) => `${vpc}
        resource "aws_vpc_peering_connection" "partner" {
          vpc_id      = aws_vpc.main.id
          peer_vpc_id = "vpc-0123456789abcdef0"
        }${routes}`;

export const environmentsIsolated = defineRule({
  id: 'reach/environments-isolated',
  aliases: ['REACH-03', 'reach/environments-apart'],
  title: 'Environments should reach each other only where both declare it',
  severity: 'high',
  why: 'An environment that is reachable from another one is only as safe as the weaker of the two. An attacker in dev can go on to prod.',
  fix: 'Remove the peering, the attachment or the routes, or name the other side in peers of both environment files.',
  resources: ['@environment'],
  check: (_, { graph, environment }) => all(judge(graph, environment)),
  examples: {
    environment: { peers: ['vpc-0fedcba9876543210'] },
    good: {
      'no link': vpc,
      'a link that is declared': link('').replace('vpc-0123456789abcdef0', 'vpc-0fedcba9876543210'),
    },
    bad: {
      'a link to a VPC that is not declared': link(''),
    },
    unknown: {
      'a link to an unknown VPC': `variable "peer" {}${link('').replace('"vpc-0123456789abcdef0"', 'var.peer')}`,
    },
  },
});
