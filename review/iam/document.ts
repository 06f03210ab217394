import { textOf } from '../model/identity';
import { blocksOf, isAbsent, isList, isMap, Reference, Unknown, type Value, type ValueMap } from '../model/value';
import { ofDataSource } from './policy-document-data-source';

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
 * same resource is the same text everywhere; a part that is not known is `{…}` in a text. Policy variables stay as they are:
 * `${aws:username}`.
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
  /** Absent when not written, which AWS takes as `2008-10-17`: there policy variables are plain text. */
  readonly version?: string;
  readonly statements: readonly Statement[];
  /** A part of the document that is not known; its text has `{…}` there. */
  readonly unknown?: Unknown;
  /** Why AWS would refuse it: `Statement[1]: expected "Allow" or "Deny" as Effect, found "allow"`. */
  readonly problems?: readonly string[];
}

/**
 * Reads a policy: a JSON string, what `jsonencode` or a heredoc gave, or a reference to `aws_iam_policy_document`.
 *
 * @returns `Unknown` where nothing of it is known; nothing where no policy is written, or it is no JSON
 */
export function documentOf(value: Value | undefined): Document | Unknown | undefined {
  if (value instanceof Reference) return ofReference(value);
  if (isMap(value)) return ofPolicy(value);
  if (value instanceof Unknown && value.partial === undefined) return value;
  const text = value instanceof Unknown ? value.partial : value;
  if (typeof text !== 'string') return undefined;
  try {
    const document = ofPolicy(JSON.parse(text) as Value);
    return value instanceof Unknown && document && !(document instanceof Unknown)
      ? { ...document, unknown: value }
      : document;
  } catch {
    return value instanceof Unknown ? value : undefined;
  }
}

/** A value inside a policy as its text; what is not known is `{why}`. */
export function textIn(value: Value): string {
  if (value instanceof Reference) return textOf(value);
  if (value instanceof Unknown) return value.partial ?? `{${value.because}}`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** One text or several, as a list. */
export function textsIn(value: Value | undefined): string[] {
  if (isAbsent(value)) return [];
  return (isList(value) ? value : [value]).map(textIn);
}

function ofReference(reference: Reference): Document | Unknown | undefined {
  const { resource } = reference;
  if (resource.type === 'aws_iam_policy_document') return ofDataSource(resource, documentOf);
  return new Unknown(`${reference.toString()} is known after apply`);
}

function ofPolicy(json: Value): Document | Unknown | undefined {
  if (!isMap(json)) return undefined;
  const statements = blocksOf(own(json, 'Statement'));
  if (statements instanceof Unknown) return statements;
  const version = own(json, 'Version');
  const problems = statements.flatMap((statement, index) =>
    problemsOf(statement).map((problem) => `Statement[${index}]: ${problem}`),
  );
  return {
    ...(typeof version === 'string' && { version }),
    statements: statements.map(ofStatement),
    ...(problems.length > 0 && { problems }),
  };
}

function ofStatement(json: ValueMap): Statement {
  const [sid, effect] = [own(json, 'Sid'), own(json, 'Effect')];
  const principals = principalsOf(own(json, 'Principal'));
  const notPrincipals = principalsOf(own(json, 'NotPrincipal'));
  return {
    ...(typeof sid === 'string' && sid !== '' && { sid }),
    effect: effect === 'Deny' ? 'Deny' : 'Allow',
    ...(principals && { principals }),
    ...(notPrincipals && { notPrincipals }),
    ...texts('actions', own(json, 'Action')),
    ...texts('notActions', own(json, 'NotAction')),
    ...texts('resources', own(json, 'Resource')),
    ...texts('notResources', own(json, 'NotResource')),
    conditions: fields(own(json, 'Condition')).flatMap(([operator, keys]) =>
      fields(keys).map(([key, values]) => ({ operator, key, values: textsIn(values) })),
    ),
  };
}

function problemsOf(json: ValueMap): string[] {
  const effect = own(json, 'Effect');
  const has = (name: string) => !isAbsent(own(json, name));
  const pairs = [
    ['Action', 'NotAction'],
    ['Resource', 'NotResource'],
    ['Principal', 'NotPrincipal'],
  ] as const;
  return [
    effect !== 'Allow' &&
      effect !== 'Deny' &&
      `expected "Allow" or "Deny" as Effect, found ${isAbsent(effect) ? 'nothing' : JSON.stringify(textIn(effect))}`,
    !has('Action') && !has('NotAction') && 'expected Action or NotAction, found neither',
    ...pairs.map(([one, other]) => has(one) && has(other) && `expected ${one} or ${other}, found both`),
  ].filter((problem): problem is string => typeof problem === 'string');
}

function principalsOf(value: Value | undefined): Principal[] | undefined {
  if (isAbsent(value)) return undefined;
  if (!isMap(value)) return textsIn(value).map((id) => ({ type: '*', id }));
  return fields(value).flatMap(([type, ids]) => textsIn(ids).map((id) => ({ type: type as Principal['type'], id })));
}

function texts<K extends string>(name: K, value: Value | undefined): Partial<Record<K, string[]>> {
  return isAbsent(value) ? {} : ({ [name]: textsIn(value) } as Record<K, string[]>);
}

function fields(value: Value | undefined): [string, Value][] {
  return isMap(value) ? Object.entries(value) : [];
}

function own(json: ValueMap, name: string): Value | undefined {
  return Object.hasOwn(json, name) ? json[name] : undefined;
}
