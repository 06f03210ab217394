import { defineRule } from '../../../review/engine/rule';
import { all } from '../../../review/engine/verdict';
import { Resource } from '../../../review/model/resource';
import { Unknown } from '../../../review/model/value';
import { balancerTypes, listenersOf, type Target } from '../../../review/reach/load-balancers';
import { expectBlocked, membersIn, type MemberGroup, type MemberAnswer } from '../../../review/reach/verdicts';
import { reach } from '../../../review/reach/reach';
import { theInternet } from '../../../review/reach/party';
import { topologyOf, type Topology } from '../../../review/reach/topology';
import { host, privateSubnet, publicSubnet, vpc } from './examples';

/** Administration ports: SSH, RDP, telnet, WinRM, VNC, and Docker without a password. */
const adminPorts = [22, 23, 2375, 3389, 5900, 5985, 5986];
const expected = 'no administration port open to the internet';

/** The answers for each port that somebody of the whole internet reaches, or may reach. */
function ask(topology: Topology, who: MemberGroup): MemberAnswer[] {
  const { member, resource } = who.party;
  // Port 22 of a file transfer server is SFTP, without a shell.
  if (resource?.type === 'aws_transfer_server') return [];
  // A database answers in its own protocol, whichever its port is: reach/data-tier-not-from-internet judges it.
  if (member?.keepsData && member.listens instanceof Unknown) return [];
  // Most members have no path from the internet at all: one query shows that.
  if (reach(topology, theInternet, who.party, { protocol: 'tcp' }).verdict === 'blocked') return [];
  return adminPorts
    .filter((port) => !(resource && isAnsweredByTargets(topology, resource, port)))
    .map((port) => ({ who, answer: reach(topology, theInternet, who.party, { port }) }))
    .filter(({ answer }) => answer.isWorld);
}

/** Whether a load balancer forwards a port to members of the input that have the same port: those are judged. */
function isAnsweredByTargets({ graph }: Topology, balancer: Resource, port: number): boolean {
  if (!balancerTypes.some((type) => type === balancer.type)) return false;
  const listeners = listenersOf(graph, balancer).filter((listener) => listener.port === port);
  const isJudged = ({ to, port: at }: Target) => to instanceof Resource && at === port;
  return listeners.length > 0 && listeners.every(({ targets }) => targets.length > 0 && targets.every(isJudged));
}

export const noAdminPortFromInternet = defineRule({
  id: 'reach/no-admin-port-from-internet',
  aliases: ['REACH-02'],
  title: 'Administration ports should not be reachable from the internet',
  severity: 'critical',
  why: 'SSH, RDP and similar ports are attacked around the clock with stolen and guessed passwords and with new exploits. From a compromised host the attack goes on to the rest of the network.',
  fix: 'Use Session Manager, which needs no open port, or narrow the ingress rule to your own addresses, at most a /16.',
  resources: ['@environment'],
  check: (_, { graph, environment }) => {
    const topology = topologyOf(graph);
    const members = membersIn(graph, environment.name, 'all');
    if (members.length === 0) return [];
    return all(
      expectBlocked(
        expected,
        members.flatMap((member) => ask(topology, member)),
      ),
    );
  },
  examples: {
    good: {
      'HTTPS for the internet': `${vpc}${publicSubnet}${host(443, '0.0.0.0/0')}`,
      'SSH for the office': `${vpc}${publicSubnet}${host(22, '203.0.113.0/24')}`,
      'SSH in a group that allows all ingress, without a route': `${vpc}${privateSubnet}${host(22, '0.0.0.0/0')}`,
    },
    bad: {
      'SSH for the internet': `${vpc}${publicSubnet}${host(22, '0.0.0.0/0')}`,
      'RDP for two halves of the internet': `${vpc}${publicSubnet}${host(3389, '0.0.0.0/1', '128.0.0.0/1')}`,
    },
    unknown: {
      'whether it has a public address': `variable "public" {}
        ${vpc}${publicSubnet}${host(22, '0.0.0.0/0').replace('= true', '= var.public')}`,
    },
  },
});
