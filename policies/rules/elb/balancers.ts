import { attribute } from '../../engine/attribute';
import { asText } from '../../model/configuration/text';
import type { Graph } from '../../model/graph';
import { Resource } from '../../model/resource';
import { isAbsent, Unknown } from '../../model/value';

/** A load balancer by both of the names that the provider has for it. */
export const balancers: readonly string[] = ['aws_lb', 'aws_alb'];
export const listeners: readonly string[] = ['aws_lb_listener', 'aws_alb_listener'];

/** `application`, which is the default, `network` or `gateway`. */
export function kindOf(balancer: Resource): string | Unknown {
  const kind = balancer.at('load_balancer_type') ?? 'application';
  return kind instanceof Unknown ? kind : asText(kind);
}

/** Whether a load balancer is of a kind; where that is not known it may be. */
export function isKind(balancer: Resource, ...kinds: readonly string[]): boolean {
  const kind = kindOf(balancer);
  return kind instanceof Unknown || kinds.includes(kind);
}

/** The protocol of a listener: what it says, else what its load balancer has by default. */
export function protocolOf(graph: Graph, listener: Resource): string | Unknown {
  const said = listener.at('protocol');
  if (said instanceof Unknown) return said;
  if (!isAbsent(said)) return asText(said).toUpperCase();
  const balancer = graph.resolve(listener.at('load_balancer_arn'), ...balancers);
  if (balancer instanceof Unknown) return balancer;
  const kind = balancer instanceof Resource && balancer.mode === 'managed' ? kindOf(balancer) : 'application';
  if (kind instanceof Unknown) return kind;
  return kind === 'application' ? 'HTTP' : 'GENEVE';
}

/** Whether a load balancer is on the internet, which is the default. */
export function isInternal(balancer: Resource) {
  return attribute(balancer, 'internal', { default: false }).is(true);
}
