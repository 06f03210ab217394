import { defineRule } from '../../../review/engine/rule';
import { all, failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import { membersIn, wayText, type Alike } from '../../../review/reach/assertions';
import { reach } from '../../../review/reach/ask';
import { theInternet } from '../../../review/reach/party';
import { topologyOf, type Topology } from '../../../review/reach/topology';
import { host, privateSubnet, publicSubnet, vpc } from './examples';

/** Ports by which a machine is run: SSH, RDP, telnet, WinRM, VNC, and Docker without a password. */
const adminPorts = [22, 23, 2375, 3389, 5900, 5985, 5986];
const expected = 'no administration port open to the world';

function judge(topology: Topology, { label, party }: Alike): Verdict[] {
  // Most members have no way from the internet at all: one question says so.
  if (reach(topology, theInternet, party, { protocol: 'tcp' }).verdict === 'blocked') return [pass];
  return adminPorts.map((port) => {
    const answer = reach(topology, theInternet, party, { port });
    if (!answer.isWorld) return pass;
    if (answer.verdict === 'unknown') return notKnown(label, expected, answer.because ?? 'what is on the way');
    return failing(label, expected, `tcp ${port} ${wayText(answer)}`);
  });
}

export const noAdminPortFromInternet = defineRule({
  id: 'reach/no-admin-port-from-internet',
  aliases: ['REACH-02'],
  title: 'The world reaches no port of administration',
  severity: 'critical',
  why: 'SSH, RDP and their like are tried with stolen and guessed passwords around the clock, and a flaw in one of them gives the machine away; whoever is in goes on from there.',
  fix: 'Reach machines by Session Manager, which needs no open port; else narrow the ingress rule to addresses of yours, a /16 at the most.',
  resources: ['@environment'],
  check: (_, { graph, environment }) => {
    const topology = topologyOf(graph);
    const members = membersIn(graph, environment.name, 'all');
    if (members.length === 0) return [];
    return all(members.flatMap((member) => judge(topology, member)));
  },
  examples: {
    good: {
      'HTTPS for the world': `${vpc}${publicSubnet}${host(443, '0.0.0.0/0')}`,
      'SSH for the office': `${vpc}${publicSubnet}${host(22, '203.0.113.0/24')}`,
      'SSH in a group that lets all in, where no route leads': `${vpc}${privateSubnet}${host(22, '0.0.0.0/0')}`,
    },
    bad: {
      'SSH for the world': `${vpc}${publicSubnet}${host(22, '0.0.0.0/0')}`,
      'RDP for two halves of the world': `${vpc}${publicSubnet}${host(3389, '0.0.0.0/1', '128.0.0.0/1')}`,
    },
    unknown: {
      'whether it has a public address': `variable "public" {}
        ${vpc}${publicSubnet}${host(22, '0.0.0.0/0').replace('= true', '= var.public')}`,
    },
  },
});
