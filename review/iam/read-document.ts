import { parseJson } from '../model/text';
import { isMap, Reference, Text, Unknown, type Value } from '../model/value';
import { ofPolicy, type Document } from './document';
import { ofDataSource } from './document-data-source';

/**
 * Reads a policy: a JSON string, what `jsonencode` or a heredoc gave, or a reference to `aws_iam_policy_document`.
 *
 * @returns `Unknown` where nothing of it is known; nothing where no policy is written, or it is not JSON
 */
export function documentOf(value: Value | undefined): Document | Unknown | undefined {
  if (value instanceof Reference) return ofReference(value);
  if (isMap(value)) return ofPolicy(value);
  const text = value instanceof Unknown ? value.text : value;
  if (typeof text !== 'string' && !(text instanceof Text)) return value instanceof Unknown ? value : undefined;
  const json = parseJson(text);
  if (json === undefined) return value instanceof Unknown ? value : undefined;
  return json instanceof Reference || json instanceof Unknown ? documentOf(json) : ofPolicy(json);
}

function ofReference(reference: Reference): Document | Unknown | undefined {
  const { resource } = reference;
  if (resource.type === 'aws_iam_policy_document') return ofDataSource(resource, documentOf);
  return new Unknown(`${reference.toString()} is known after apply`);
}
