import { defineRule } from '../../../review/engine/rule';
import { all } from '../../../review/engine/verdict';
import { blocked, membersIn } from '../../../review/reach/assertions';
import { reach } from '../../../review/reach/ask';
import { theInternet } from '../../../review/reach/party';
import { topologyOf } from '../../../review/reach/topology';
import { database, natGateway, privateSubnet, vpc } from './examples';

const out = (text: string) => text.replace('ingress {', 'egress {').replace('"tcp"', '"-1"');

export const dataTierNotToInternet = defineRule({
  id: 'reach/data-tier-not-to-internet',
  aliases: ['REACH-05'],
  title: 'No database, cache or file system reaches the internet',
  severity: 'medium',
  why: 'What keeps data has nobody on the internet to talk to. A way out is how data leaves after a flaw of the engine is used, and how the attacker’s next program comes in.',
  fix: 'Give its security group no egress rule to the internet, and put it in subnets without a route to an internet or NAT gateway.',
  resources: ['@environment'],
  check: (_, { graph, environment }) => {
    const topology = topologyOf(graph);
    const members = membersIn(graph, environment.name, 'data');
    if (members.length === 0) return [];
    return all(
      members.map(({ label, party }) => blocked(label, 'no way to the internet', reach(topology, party, theInternet))),
    );
  },
  examples: {
    good: {
      'no egress rule': `${vpc}${natGateway}${privateSubnet}${database('', '0.0.0.0/0')}`,
      'a group that lets all out, and no route': `${vpc}${privateSubnet}${out(database('', '0.0.0.0/0'))}`,
      'out to the VPC': `${vpc}${natGateway}${privateSubnet}${out(database('', '10.0.0.0/16'))}`,
    },
    bad: {
      'out through a NAT gateway': `${vpc}${natGateway}${privateSubnet}${out(database('', '0.0.0.0/0'))}`,
    },
    unknown: {
      'where it may go': `variable "office" {}
        ${vpc}${natGateway}${privateSubnet}${out(database('', undefined))}`,
    },
  },
});
