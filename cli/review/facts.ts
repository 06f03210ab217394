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
}: Environment): EnvironmentFacts {
  const facts = factsFor(name, criticality, { requiredTags, flows, peers });
  // An environment may decide to keep more than its criticality asks for, and is held to it; not less.
  return { ...facts, logRetentionDays: Math.max(facts.logRetentionDays, logRetentionDays) };
}

/** The tags that every resource must have. */
const requiredTags = ['environment', 'owner', 'cost-centre', 'repository'];
