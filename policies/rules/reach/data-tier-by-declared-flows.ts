import { defineRule, type DeclaredFlow } from '../../../review/engine/rule';
import { all, failing, notKnown, type Verdict } from '../../../review/engine/verdict';
import { portsText } from '../../../review/reach/answer';
import { distinctParties } from '../../../review/reach/distinct-parties';
import { find } from '../../../review/reach/find';
import { partyOf, type Party } from '../../../review/reach/party';
import { reach } from '../../../review/reach/reach';
import { isDataTier, topologyOf, type Topology } from '../../../review/reach/topology';
import { database, host, privateSubnet, vpc } from './examples';

const expected = 'only connections that flows declare';

const nameOf = (from: Party, to: Party, protocol: string, port: number) =>
  [from.resource?.key, to.resource?.key, protocol, port].join(' ');

/** The connections that flows declare, between all that their names mean. */
function declaredBy(topology: Topology, environment: string, flows: readonly DeclaredFlow[]): ReadonlySet<string> {
  const partiesOf = (name: string) => find(topology, name, environment).parties ?? [];
  const names = flows.flatMap(({ from, to, port, protocol = 'tcp' }) =>
    partiesOf(from).flatMap((source) => partiesOf(to).map((target) => nameOf(source, target, protocol, port))),
  );
  return new Set(names);
}

function judge(topology: Topology, environment: string, flows: readonly DeclaredFlow[]): Verdict[] {
  const members = topology.members.filter(({ resource }) => resource.environment === environment);
  const declared = declaredBy(topology, environment, flows);
  const sources = distinctParties(topology, members.filter(({ interfaces }) => interfaces.length > 0).map(partyOf));
  return members.filter(isDataTier).flatMap((target) => {
    const to = partyOf(target);
    return sources.flatMap(({ party, others }) => {
      const { verdict, because = 'what is on the path', ports } = reach(topology, party, to);
      if (verdict === 'blocked') return [];
      return [party, ...others].flatMap((from): Verdict[] => {
        const more = ports.filter(
          (one) => one.from !== one.to || !declared.has(nameOf(from, to, one.protocol, one.to)),
        );
        if (from.member === target || more.length === 0) return [];
        const subject = `${from.label} → ${to.label}`;
        if (verdict === 'unknown') return [notKnown(subject, expected, because)];
        return [failing(subject, expected, `${portsText(more)}, which no flow declares`)];
      });
    });
  });
}

export const dataTierByDeclaredFlows = defineRule({
  id: 'reach/data-tier-by-declared-flows',
  aliases: [],
  title: 'Data stores should be reached only by the flows that an environment declares',
  severity: 'medium',
  why: 'Each resource that can open a connection to a database is a way for an attacker to get to its data. A rule of a security group that nobody declared is seldom noticed in a review.',
  fix: 'Remove the rule of the security group that admits the source, or declare the connection in the flows of the environment file, with its reason.',
  resources: ['@environment'],
  check: (_, { graph, environment }) => {
    if (environment.flows.length === 0) return [];
    return all(judge(topologyOf(graph), environment.name, environment.flows));
  },
  examples: {
    environment: {
      flows: [{ from: 'aws_instance.host', to: 'aws_db_instance.main', port: 5432, reason: 'queries of the host' }],
    },
    good: {
      'the host alone, as declared': `${vpc}${privateSubnet}${host(8080, '10.0.0.0/16')}${database('', '10.0.0.0/16')}`,
    },
    bad: {
      'another instance with the same group': `${vpc}${privateSubnet}${host(8080, '10.0.0.0/16')}${database('', '10.0.0.0/16')}
        resource "aws_instance" "other" {
          subnet_id              = aws_subnet.main.id
          vpc_security_group_ids = [aws_security_group.host.id]
        }`,
    },
    unknown: {
      'a source that is not known, and another instance': `variable "office" {}
        ${vpc}${privateSubnet}${host(8080, '10.0.0.0/16')}${database('', undefined)}
        resource "aws_instance" "other" {
          subnet_id              = aws_subnet.main.id
          vpc_security_group_ids = [aws_security_group.host.id]
        }`,
    },
  },
});
