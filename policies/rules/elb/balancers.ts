import { attribute, type Block } from '../../../review/engine/attribute';
import { notKnown, type Verdict } from '../../../review/engine/verdict';
import { asText } from '../../../review/model/configuration/text';
import type { Graph } from '../../../review/model/graph';
import { Resource } from '../../../review/model/resource';
import { blocksOf, isAbsent, step, Unknown, type Value } from '../../../review/model/value';

/** Both names that the provider has for a load balancer. */
export const balancers: readonly string[] = ['aws_lb', 'aws_alb'];
export const listeners: readonly string[] = ['aws_lb_listener', 'aws_alb_listener'];

/** `application`, which is the default, `network` or `gateway`. */
function kindOf(balancer: Resource): string | Unknown {
  const kind = balancer.at('load_balancer_type') ?? 'application';
  return kind instanceof Unknown ? kind : String(asText(kind));
}

/** The verdict on load balancers of some types; unknown if it would fail and the type is not known. */
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

/** The protocol of a listener, else the default of its load balancer. */
export function protocolOf(graph: Graph, listener: Resource): string | Unknown {
  const protocol = listener.at('protocol');
  if (protocol instanceof Unknown) return protocol;
  if (!isAbsent(protocol)) return String(asText(protocol)).toUpperCase();
  const balancer = graph.resolveFor(listener, listener.at('load_balancer_arn'), ...balancers);
  if (balancer instanceof Unknown) return balancer;
  const kind = balancer instanceof Resource && balancer.mode === 'managed' ? kindOf(balancer) : 'application';
  if (kind instanceof Unknown) return kind;
  return kind === 'application' ? 'HTTP' : 'GENEVE';
}

/** The verdict that a load balancer is internal; the default is internet-facing. */
export function isInternal(balancer: Resource) {
  return attribute(balancer, 'internal', { default: false }).is(true);
}

/** The target groups that an action forwards to, however it names them. */
export function targetGroupsOf({ values }: Block): readonly Value[] | Unknown {
  const forward = blocksOf(step(values, 'forward'));
  if (forward instanceof Unknown) return forward;
  const several = forward.map((block) => blocksOf(block.target_group));
  const unknown = several.find((blocks) => blocks instanceof Unknown);
  if (unknown instanceof Unknown) return unknown;
  const arns = several.flatMap((blocks) => (blocks instanceof Unknown ? [] : blocks.map(({ arn }) => arn)));
  return [step(values, 'target_group_arn'), ...arns].filter((value): value is Value => !isAbsent(value));
}
