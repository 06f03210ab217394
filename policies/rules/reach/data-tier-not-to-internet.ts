import { defineRule } from '../../../review/engine/rule';
import { all } from '../../../review/engine/verdict';
import { expectBlocked, membersIn } from '../../../review/reach/verdicts';
import { reach } from '../../../review/reach/reach';
import { theInternet } from '../../../review/reach/party';
import { topologyOf } from '../../../review/reach/topology';
import { database, natGateway, privateSubnet, vpc } from './examples';

const out = (text: string) => text.replace('ingress {', 'egress {').replace('"tcp"', '"-1"');

export const dataTierNotToInternet = defineRule({
  id: 'reach/data-tier-not-to-internet',
  aliases: ['REACH-05'],
  title: 'Databases, caches and file systems should not have access to the internet',
  severity: 'medium',
  why: 'A data store needs no connection to the internet. An attacker uses such a path to copy the data out and to load further tools.',
  fix: 'Remove egress rules to the internet from its security group, and use subnets without a route to an internet gateway or a NAT gateway.',
  resources: ['@environment'],
  check: (_, { graph, environment }) => {
    const topology = topologyOf(graph);
    // What is in no VPC opens no connections that a route or a group could stop.
    const members = membersIn(graph, environment.name, 'data').filter(({ party }) => party.places.length > 0);
    if (members.length === 0) return [];
    const asked = members.map((who) => ({ who, answer: reach(topology, who.party, theInternet) }));
    return all(expectBlocked('no path to the internet', asked));
  },
  examples: {
    good: {
      'no egress rule': `${vpc}${natGateway}${privateSubnet}${database('', '0.0.0.0/0')}`,
      'a group that allows all egress, and no route': `${vpc}${privateSubnet}${out(database('', '0.0.0.0/0'))}`,
      'out to the VPC': `${vpc}${natGateway}${privateSubnet}${out(database('', '10.0.0.0/16'))}`,
    },
    bad: {
      'out through a NAT gateway': `${vpc}${natGateway}${privateSubnet}${out(database('', '0.0.0.0/0'))}`,
    },
    unknown: {
      'a destination that is not known': `variable "office" {}
        ${vpc}${natGateway}${privateSubnet}${out(database('', undefined))}`,
    },
  },
});
