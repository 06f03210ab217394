import type { Environment } from '../../environments/schema';
import { factsFor } from '../../review/engine/environment-facts';
import type { EnvironmentFacts } from '../../review/engine/rule';

/** The settings of an environment file that rules use. */
export function factsOfEnvironment({
  name,
  criticality,
  logRetentionDays,
  flows,
  peers,
  network: { connectedNetworks },
}: Environment): EnvironmentFacts {
  const links = Object.values(connectedNetworks).flatMap(({ through }) => linkOf(through));
  const facts = factsFor(name, criticality, { requiredTags, flows, peers: [...peers, ...new Set(links)] });
  // An environment may decide to keep more than its criticality asks for, and is held to it; not less.
  return { ...facts, logRetentionDays: Math.max(facts.logRetentionDays, logRetentionDays) };
}

/** What the environment decided to be connected with, by the id that its stacks have. */
function linkOf(through: Environment['network']['connectedNetworks'][string]['through']): string[] {
  if (through.type === 'transit-gateway') return [through.transitGatewayId];
  if (through.type === 'peering-requester') return [through.peerVpcId];
  return through.type === 'peering-accepter' ? [through.vpcPeeringConnectionId] : [];
}

/** The tags that every resource must have. */
const requiredTags = ['environment', 'owner', 'cost-centre', 'repository'];
