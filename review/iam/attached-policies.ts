import type { Graph } from '../model/graph';
import type { Resource } from '../model/resource';
import { isAbsent, isList, isMap, Reference, step, Unknown, type Value } from '../model/value';
import { awsManagedPolicy } from './aws-managed';
import { textIn } from './document';
import { documentOf } from './read-document';
import type { Policy } from './evaluate';
import { ownersOf } from './owners';

/** Policies that the identity's own resource holds: `inline_policy`, `managed_policy_arns`. */
export function ownPolicies(graph: Graph, resource: Resource): Policy[] {
  const blocks = resource.blocks('inline_policy');
  const inline =
    blocks instanceof Unknown
      ? [{ name: 'inline_policy', kind: 'identity', resource, document: blocks } as const]
      : blocks.map((block) => inlinePolicy(resource, step(block, 'name'), step(block, 'policy')));
  const managed = listed(resource.at('managed_policy_arns')).map((arn) => managedPolicy(graph, arn, resource));
  return [...inline, ...managed].filter((policy) => policy !== undefined);
}

export function inlinePolicy(resource: Resource, name: Value | undefined, text: Value | undefined): Policy | undefined {
  if (isAbsent(text)) return undefined;
  const document = documentOf(text) ?? new Unknown(`the policy of ${resource.key} is not JSON`);
  return { name: typeof name === 'string' ? name : resource.name, kind: 'identity', resource, document };
}

/** The policy that an attachment names: of the graph, AWS's, or one whose text is not known. */
export function managedPolicy(graph: Graph, value: Value | undefined, from: Resource): Policy | undefined {
  if (isAbsent(value)) return undefined;
  const { found } = ownersOf(graph, 'aws_iam_policy', value, from);
  const [resource] = found;
  if (resource) {
    const document = documentOf(resource.at('policy')) ?? new Unknown(`the policy of ${resource.key} is not JSON`);
    const name = resource.at('name');
    return { name: typeof name === 'string' ? name : resource.name, kind: 'identity', resource, document };
  }
  if (value instanceof Unknown) return { name: 'unknown', kind: 'identity', document: value };
  const arn = arnIn(value);
  const aws = awsManagedPolicy(arn);
  if (aws) return { ...aws, kind: 'identity' };
  return { name: arn, kind: 'identity', document: new Unknown(`the text of ${arn}, which is not in the input`) };
}

/** Of `data.aws_iam_policy`, what it looks up. */
function arnIn(value: Value): string {
  if (!(value instanceof Reference) || value.resource.type !== 'aws_iam_policy') return String(textIn(value));
  const arn = value.resource.at('arn');
  return typeof arn === 'string' ? arn : value.toString();
}

/** A list, or a single value as one. */
export function listed(value: Value | undefined): readonly Value[] {
  if (isAbsent(value)) return [];
  return isList(value) ? value : isMap(value) ? [] : [value];
}
