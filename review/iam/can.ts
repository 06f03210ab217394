import type { Graph } from '../model/graph';
import { arnOf } from '../model/identity';
import type { Resource } from '../model/resource';
import { keyOf, type AnyText } from '../model/text';
import { actionOf } from './actions';
import type { ContextValues } from './context';
import type { Decision } from './evaluate';
import { grantsFor } from './grants';
import { identitiesIn, type Identity } from './identities';
import { authorize } from './authorize';
import { resourceOfArn, resourcePolicy, typesWithPolicies } from './resource-policies';
import { hasWildcard, matchesText } from './text-matching';

/** Whether an identity may do something with a resource. */
export interface Answer {
  readonly identity: Identity;
  readonly action: string;
  /** An ARN, or a pattern: some resource that it matches. */
  readonly resource: AnyText;
  /** Of the graph, when it is one. */
  readonly target?: Resource;
  readonly decision: Decision;
}

/**
 * Whether an identity may do something.
 *
 * @param action whole: `kms:Decrypt`
 * @param resource an ARN or a pattern; left out, every place where it may: patterns of its policies, and resources of the
 *   graph that have policies of their own. Then one answer says "denied" where it may nowhere
 */
export function can(
  graph: Graph,
  identity: Identity,
  action: string,
  resource?: AnyText,
  context: ContextValues = {},
): readonly Answer[] {
  const answer = (at: AnyText): Answer => {
    const target = resourceOfArn(graph, at, identity.resource);
    const decision = authorize(graph, { identity, action, resource: at, context });
    return { identity, action, resource: at, ...(target && { target }), decision };
  };
  if (resource !== undefined) return [answer(resource)];
  if (actionOf(action)?.isWildcardOnly) return [answer('*')];
  const granted = grantsFor(graph, identity, action, { context }).map((grant) => answer(grant.resource));
  const own = withPolicies(graph, identity, action)
    .filter(({ arn }) => !granted.some((grant) => keyOf(grant.resource) === keyOf(arn)))
    .map(({ arn }) => answer(arn));
  const found = [...granted, ...own].filter(({ decision }) => decision.result !== 'denied');
  if (found.length > 0) return decidedFirst(found);
  const [nowhere] = own.length > 0 ? own : [answer('*')];
  if (nowhere?.decision.result === 'denied') return [nowhere];
  // Another input may have a key policy that names it; this one has none.
  return [{ identity, action, resource: '*', decision: { result: 'denied', because: 'nothing allows it' } }];
}

/** Who of the graph may do something: an answer for each identity and place, the denied ones left out. */
export function identitiesAllowed(
  graph: Graph,
  action: string,
  resource?: AnyText,
  context: ContextValues = {},
): readonly Answer[] {
  return identitiesIn(graph)
    .filter((identity) => isNear(graph, identity, resource))
    .flatMap((identity) => can(graph, identity, action, resource, context))
    .filter(({ decision }) => decision.result !== 'denied');
}

/** Environments are separate, unless a resource is named that several may see. */
function isNear(graph: Graph, identity: Identity, resource: AnyText | undefined): boolean {
  const target = resource === undefined ? undefined : resourceOfArn(graph, resource, identity.resource);
  return target === undefined || target.environment === identity.environment;
}

/** Where a pattern is not decided, the resources that it matches may be; they say more. */
function decidedFirst(answers: readonly Answer[]): readonly Answer[] {
  const isCovered = ({ resource, decision }: Answer) =>
    decision.result === 'unknown' &&
    hasWildcard(resource) &&
    answers.some((other) => other.resource !== resource && matchesText(resource, other.resource) === true);
  return answers.filter((answer) => !isCovered(answer));
}

/** Resources of an environment that have a policy of their own and take the action. */
function withPolicies(graph: Graph, identity: Identity, action: string): { arn: AnyText }[] {
  const service = action.split(':')[0]?.toLowerCase();
  return [...typesWithPolicies, 'aws_iam_role']
    .filter((type) => serviceOf(type) === service)
    .flatMap((type) => graph.all(type))
    .filter((target) => target.environment === identity.environment && target !== identity.resource)
    .filter((target) => resourcePolicy(graph, target) !== undefined)
    .map((target) => ({ arn: arnOf(target) }));
}

function serviceOf(type: string): string {
  if (type === 'aws_iam_role') return 'sts';
  const named: Readonly<Record<string, string>> = {
    aws_opensearch_domain: 'es',
    aws_efs_file_system: 'elasticfilesystem',
    aws_sesv2_email_identity: 'ses',
  };
  return named[type] ?? (type.split('_')[1] as string);
}
