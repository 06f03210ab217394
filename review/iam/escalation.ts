import type { Graph } from '../model/graph';
import { isAdministrator } from './administrator';
import { Search, type Escalation } from './escalation-search';
import type { Identity } from './identities';
import { or, type Truth } from './truth';
import { whereIs } from './words';

export type { Escalation };

const cache = new WeakMap<Identity, readonly Escalation[]>();
const direct = new WeakMap<Identity, Truth>();

/**
 * The known ways by which an identity gets more than it was given, over all of its policies together. None of an
 * administrator, who has everything, nor of one that cannot leave a boundary which is a limit.
 */
export function escalationsOf(graph: Graph, identity: Identity): readonly Escalation[] {
  const known = cache.get(identity);
  if (known) return known;
  const found = new Search(graph, identity, (target) => isStrong(graph, target)).all();
  cache.set(identity, found);
  return found;
}

/** Whether it is worth becoming: an administrator, or one that may make itself any. */
function isStrong(graph: Graph, identity: Identity): Truth {
  const known = direct.get(identity);
  if (known !== undefined) return known;
  const admin = isAdministrator(identity);
  // Alone, without what others could do for it: that ends.
  const truth = admin === true || or(admin, new Search(graph, identity, () => false).isCertain());
  direct.set(identity, truth);
  return truth;
}

/** `iam:PassRole on "*" (policy "deploy", statement 0) + ec2:RunInstances on "*" (…), to run code of its own …` */
export function inSentence({ method, steps }: Escalation): string {
  const parts = steps.map(
    ({ action, resource, by }) => `${action} on ${JSON.stringify(resource)}${by ? ` (${whereIs(by)})` : ''}`,
  );
  return `${parts.join(' + ')}, ${method.gain}`;
}
