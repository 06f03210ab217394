import type { Children, Graph } from '../model/graph';
import type { Resource } from '../model/resource';
import { isAbsent, isList, Reference, type Value } from '../model/value';
import { textIn } from './document';

/** The roles, users, groups or policies that a value of an attachment, or each of a list, names: by ARN or by name. */
export function ownersOf(graph: Graph, type: string, value: Value | undefined, from: Resource): Children {
  // What is looked up (`data.aws_iam_role`) may be of the input as well.
  const texts = (isAbsent(value) ? [] : isList(value) ? value : [value]).map((one) =>
    one instanceof Reference && (one.resource.type !== type || one.resource.mode !== 'managed') ? textIn(one) : one,
  );
  return graph.resolveAllBy(from, texts, type, 'name');
}
