import { defineRule } from '../../../review/engine/rule';
import { all } from '../../../review/engine/verdict';
import { expectBlocked, membersIn } from '../../../review/reach/verdicts';
import { reach } from '../../../review/reach/reach';
import { theInternet } from '../../../review/reach/party';
import { topologyOf } from '../../../review/reach/topology';
import { database, publicSubnet, privateSubnet, vpc } from './examples';

export const dataTierNotFromInternet = defineRule({
  id: 'reach/data-tier-not-from-internet',
  aliases: ['REACH-01'],
  title: 'Databases, caches and file systems should not be reachable from the internet',
  severity: 'critical',
  why: 'Scanners find data stores on the internet within minutes. Then one password, or one vulnerability of the engine, is the only protection.',
  fix: 'Remove at least one link of the path, better all: publicly_accessible, the route of its subnets to the internet gateway, the ingress rule that allows internet addresses, or the load balancer in front of it.',
  resources: ['@environment'],
  check: (_, { graph, environment }) => {
    const topology = topologyOf(graph);
    const members = membersIn(graph, environment.name, 'data');
    if (members.length === 0) return [];
    const asked = members.map((who) => ({ who, answer: reach(topology, theInternet, who.party) }));
    return all(expectBlocked('no path from the internet', asked));
  },
  examples: {
    good: {
      'no public address, in subnets without a way out': `${vpc}${privateSubnet}${database('publicly_accessible = false', '10.0.0.0/16')}`,
      'a public address that nothing routes to': `${vpc}${privateSubnet}${database('publicly_accessible = true', '0.0.0.0/0')}`,
      'open to the VPC only, whatever its address': `${vpc}${publicSubnet}${database('publicly_accessible = true', '10.0.0.0/16')}`,
    },
    bad: {
      'a public address, a route and an open group': `${vpc}${publicSubnet}${database('publicly_accessible = true', '0.0.0.0/0')}`,
      'open to somebody on the internet': `${vpc}${publicSubnet}${database('publicly_accessible = true', '203.0.113.0/24')}`,
      'two halves of the internet': `${vpc}${publicSubnet}${database('publicly_accessible = true', '0.0.0.0/1', '128.0.0.0/1')}`,
    },
    unknown: {
      'a source without a value': `variable "office" {}
        ${vpc}${publicSubnet}${database('publicly_accessible = true', undefined)}`,
    },
  },
});
