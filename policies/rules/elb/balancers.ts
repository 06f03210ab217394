import { attribute } from '../../../review/engine/attribute';
import { notKnown, type Verdict } from '../../../review/engine/verdict';
import { asText } from '../../../review/model/configuration/text';
import type { Graph } from '../../../review/model/graph';
import { Resource } from '../../../review/model/resource';
import { isAbsent, Unknown } from '../../../review/model/value';

/** A load balancer by both of the names that the provider has for it. */
export const balancers: readonly string[] = ['aws_lb', 'aws_alb'];
export const listeners: readonly string[] = ['aws_lb_listener', 'aws_alb_listener'];

/** `application`, which is the default, `network` or `gateway`. */
function kindOf(balancer: Resource): string | Unknown {
  const kind = balancer.at('load_balancer_type') ?? 'application';
  return kind instanceof Unknown ? kind : asText(kind);
}

/** What a rule says of load balancers of some kinds; not known where it would fail and the kind is not known either. */
export function ofKinds(
  balancer: Resource,
  kinds: readonly string[],
  judge: () => Verdict | readonly Verdict[],
): readonly Verdict[] {
  const kind = kindOf(balancer);
  if (!(kind instanceof Unknown) && !kinds.includes(kind)) return [];
  const verdicts = [judge()].flat();
  const isFine = verdicts.every(({ status }) => status === 'pass');
  return kind instanceof Unknown && !isFine ? [notKnown('load_balancer_type', kinds.join(' or '), kind)] : verdicts;
}

/** The protocol of a listener: what it says, else what its load balancer has by default. */
export function protocolOf(graph: Graph, listener: Resource): string | Unknown {
  const said = listener.at('protocol');
  if (said instanceof Unknown) return said;
  if (!isAbsent(said)) return asText(said).toUpperCase();
  const balancer = graph.resolveFor(listener, listener.at('load_balancer_arn'), ...balancers);
  if (balancer instanceof Unknown) return balancer;
  const kind = balancer instanceof Resource && balancer.mode === 'managed' ? kindOf(balancer) : 'application';
  if (kind instanceof Unknown) return kind;
  return kind === 'application' ? 'HTTP' : 'GENEVE';
}

/** Whether a load balancer is on the internet, which is the default. */
export function isInternal(balancer: Resource) {
  return attribute(balancer, 'internal', { default: false }).is(true);
}
