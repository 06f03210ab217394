import type { Resource } from '../model/resource';
import { asText } from '../model/configuration/evaluate';
import { blocksOf, isAbsent, isList, isMap, Reference, Unknown, type Value, type ValueMap } from '../model/value';

/** Whom a statement is about: `{ type: 'AWS', id: '*' }`, `{ type: 'Service', id: 'ec2.amazonaws.com' }`. */
export interface Principal {
  readonly type: 'AWS' | 'Service' | 'Federated' | 'CanonicalUser' | '*';
  readonly id: string;
}

/** `{ operator: 'StringEquals', key: 'aws:SourceAccount', values: ['111122223333'] }` */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/**
 * A statement, however it was written. Lists are lists; a reference is the text that stands for it (`textOf`), so that the
 * same resource is the same text everywhere; a part that is not known is `{…}` in a text.
 */
export interface Statement {
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  /** Absent where the statement names none, as in identity policies. */
  readonly principals?: readonly Principal[];
  readonly notPrincipals?: readonly Principal[];
  readonly actions?: readonly string[];
  readonly notActions?: readonly string[];
  readonly resources?: readonly string[];
  readonly notResources?: readonly string[];
  readonly conditions: readonly Condition[];
}

export interface Document {
  readonly statements: readonly Statement[];
  /** A part of the document that is not known; its text has `{…}` there. */
  readonly unknown?: Unknown;
}

/**
 * Reads a policy: a JSON string, what `jsonencode` or a heredoc gave, or a reference to `aws_iam_policy_document`.
 *
 * @returns `Unknown` where nothing of it is known; nothing where no policy is written, or it is no JSON
 */
export function documentOf(value: Value | undefined): Document | Unknown | undefined {
  if (value instanceof Reference) return ofDataSource(value);
  if (value instanceof Unknown && value.partial === undefined) return value;
  const text = value instanceof Unknown ? value.partial : value;
  if (typeof text !== 'string') return undefined;
  try {
    const statements = blocksOf((JSON.parse(text) as ValueMap).Statement);
    if (statements instanceof Unknown) return statements;
    const document = { statements: statements.map(ofJson) };
    return value instanceof Unknown ? { ...document, unknown: value } : document;
  } catch {
    return value instanceof Unknown ? value : undefined;
  }
}

function ofDataSource({ resource }: Reference): Document | Unknown | undefined {
  if (resource.type !== 'aws_iam_policy_document') return new Unknown(`${resource.address} is known after apply`);
  const statements = resource.blocks('statement');
  if (statements instanceof Unknown) return statements;
  return { statements: statements.map((block) => ofBlock(block, resource)) };
}

function ofJson(json: ValueMap): Statement {
  const principals = principalsOf(json.Principal);
  const notPrincipals = principalsOf(json.NotPrincipal);
  return {
    ...(typeof json.Sid === 'string' && { sid: json.Sid }),
    effect: json.Effect === 'Deny' ? 'Deny' : 'Allow',
    ...(principals && { principals }),
    ...(notPrincipals && { notPrincipals }),
    ...texts('actions', json.Action),
    ...texts('notActions', json.NotAction),
    ...texts('resources', json.Resource),
    ...texts('notResources', json.NotResource),
    conditions: Object.entries(isMap(json.Condition) ? json.Condition : {}).flatMap(([operator, keys]) =>
      Object.entries(isMap(keys) ? keys : {}).map(([key, values]) => ({ operator, key, values: list(values) })),
    ),
  };
}

function ofBlock(block: ValueMap, _source: Resource): Statement {
  const blocks = (name: string): readonly ValueMap[] => {
    const found = blocksOf(block[name]);
    return found instanceof Unknown ? [] : found;
  };
  const principals = (name: string): Principal[] | undefined => {
    const found = blocks(name).flatMap(({ type, identifiers }) =>
      list(identifiers).map((id) => ({ type: asText(type ?? null) as Principal['type'], id })),
    );
    return found.length > 0 ? found : undefined;
  };
  const [allowed, denied] = [principals('principals'), principals('not_principals')];
  return {
    ...(typeof block.sid === 'string' && { sid: block.sid }),
    effect: block.effect === 'Deny' ? 'Deny' : 'Allow',
    ...(allowed && { principals: allowed }),
    ...(denied && { notPrincipals: denied }),
    ...texts('actions', block.actions),
    ...texts('notActions', block.not_actions),
    ...texts('resources', block.resources),
    ...texts('notResources', block.not_resources),
    conditions: blocks('condition').map(({ test, variable, values }) => ({
      operator: asText(test ?? null),
      key: asText(variable ?? null),
      values: list(values),
    })),
  };
}

function principalsOf(value: Value | undefined): Principal[] | undefined {
  if (isAbsent(value)) return undefined;
  if (!isMap(value)) return list(value).map((id) => ({ type: '*', id }));
  return Object.entries(value).flatMap(([type, ids]) =>
    list(ids).map((id) => ({ type: type as Principal['type'], id })),
  );
}

function texts<K extends string>(name: K, value: Value | undefined): Partial<Record<K, string[]>> {
  return isAbsent(value) ? {} : ({ [name]: list(value) } as Record<K, string[]>);
}

function list(value: Value | undefined): string[] {
  if (isAbsent(value)) return [];
  return (isList(value) ? value : [value]).map(asText);
}
