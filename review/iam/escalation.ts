import type { Graph } from '../model/graph';
import { memoized } from '../memoize';
import { isUnlimited } from './administrator';
import { Search, type Escalation } from './escalation-search';
import type { Identity } from './identities';
import { or, type Truth } from './three-valued-logic';
import { statementLabel } from './statement-label';

export type { Escalation };

/**
 * The known methods by which an identity can gain permissions, over all its policies together. None for an
 * administrator, or for an identity that cannot leave an effective permissions boundary.
 */
export function escalationsOf(graph: Graph, identity: Identity): readonly Escalation[] {
  return found(identity, graph);
}

const found = memoized((identity: Identity, graph: Graph): readonly Escalation[] =>
  new Search(graph, identity, (target) => isStrong(target, graph)).all(),
);

/** Whether it is worth assuming: an administrator, or an identity that can make itself one. */
const isStrong = memoized((identity: Identity, graph: Graph): Truth => {
  const admin = isUnlimited(identity);
  // Alone, without what others could do for it: that ends.
  return admin === true || or(admin, new Search(graph, identity, () => false).isCertain());
});

/** `iam:PassRole on "*" (policy "deploy", statement 0) + ec2:RunInstances on "*" (…), to run code of its own …` */
export function inSentence({ method, steps }: Escalation): string {
  const parts = steps.map(
    ({ action, resource, by }) => `${action} on ${JSON.stringify(resource)}${by ? ` (${statementLabel(by)})` : ''}`,
  );
  return `${parts.join(' + ')}, ${method.gain}`;
}
