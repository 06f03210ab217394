import { groupBy } from '../group-by';
import type { Graph } from '../model/graph';
import { keyOf, type AnyText } from '../model/text';
import { Unknown } from '../model/value';
import { variantsOf } from '../model/graph-variants';
import { can, type Answer } from './can';
import type { ContextValues } from './context';
import { externalAccess, type ExternalAccess } from './external-access';
import { identityOf, type Identity } from './identities';

/**
 * As `can`, where resources may be absent since their `count` or `for_each` is not known: what depends on whether a
 * policy, an attachment or a boundary exists is not known. The identity and the resource of the question are assumed to
 * exist.
 */
export function canInEveryVariant(
  graph: Graph,
  identity: Identity,
  action: string,
  resource?: AnyText,
  context: ContextValues = {},
): readonly Answer[] {
  const answers = can(graph, identity, action, resource, context);
  const variants = variantsOf(graph).flatMap((variant) => {
    const same = identityOf(variant.graph, identity.resource);
    return same ? [{ ...variant, identity: same }] : [];
  });
  if (variants.length === 0) return answers;
  const answersThere = variants.flatMap((variant) => can(variant.graph, variant.identity, action, resource, context));
  const open = [...answers, ...answersThere].filter(({ decision }) => decision.result !== 'denied');
  const asked = resource === undefined ? [...groupBy(open, (one) => keyOf(one.resource)).values()] : [answers];
  if (asked.length === 0) return answers;
  return asked.flatMap((same) => {
    const at = (same[0] as Answer).resource;
    const [answer] = can(graph, identity, action, at, context);
    return variants
      .filter(({ absent }) => !answer?.target || !absent.has(answer.target))
      .reduce((all, variant) => {
        const [there] = can(variant.graph, variant.identity, action, at, context);
        const isOtherwise = (without: Graph) => {
          const same = identityOf(without, identity.resource);
          const [one] = same ? can(without, same, action, at, context) : [];
          return one !== undefined && one.decision.result !== all.decision.result;
        };
        return there
          ? joined(all, there, () => variant.because(isOtherwise, [identity.resource, answer?.target]))
          : all;
      }, answer as Answer);
  });
}

/** Two possible answers to one question. */
function joined(answer: Answer, there: Answer, because: () => string): Answer {
  const [one, other] = [answer.decision, there.decision];
  if (one.result === other.result) return answer;
  if (one.result === 'unknown') return answer;
  const by = (one.result === 'denied' ? other.by : one.by) ?? one.by;
  return { ...answer, decision: { result: 'unknown', because: because(), ...(by && { by }) } };
}

/**
 * As `externalAccess`, where resources may be absent: what is allowed only with a policy, or only without a protection,
 * that may be absent is not known. That the resource itself exists is taken for granted.
 */
export function externalAccessInEveryVariant(graph: Graph, action: string, arn?: AnyText): readonly ExternalAccess[] {
  const found = new Map(externalAccess(graph, action, arn).map((one) => [keyOfAccess(one), one]));
  for (const { graph: other, absent, because } of variantsOf(graph)) {
    const there = new Map(externalAccess(other, action, arn).map((one) => [keyOfAccess(one), one]));
    for (const [key, one] of [...found, ...there]) {
      if (absent.has(one.resource)) continue;
      const [known, same] = [found.get(key), there.get(key)];
      if (known && (known.unknown || (same && !same.unknown))) continue;
      const isOtherwise = (without: Graph) => {
        const alone = externalAccess(without, action, arn).find((other) => keyOfAccess(other) === key);
        return (
          (alone === undefined) === (known !== undefined) ||
          (alone?.unknown !== undefined) !== (known?.unknown !== undefined)
        );
      };
      found.set(key, { ...one, unknown: same?.unknown ?? new Unknown(because(isOtherwise, [one.resource])) });
    }
  }
  return [...found.values()];
}

function keyOfAccess({ name, policy, sid, resource }: ExternalAccess): string {
  return [name, resource.key, policy.key, sid].join(' ');
}
