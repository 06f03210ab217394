import { asText } from '../model/configuration/text';
import { keyIn, unknownPart, type AnyText } from '../model/text';
import { isAbsent, isList, isMap, Reference, Text, Unknown, type Value, type ValueMap } from '../model/value';

/** A principal of a statement: `{ type: 'AWS', id: '*' }`, `{ type: 'Service', id: 'ec2.amazonaws.com' }`. */
export interface Principal {
  readonly type: 'AWS' | 'Service' | 'Federated' | 'CanonicalUser' | '*';
  readonly id: AnyText;
  /** Why its type is not known. */
  readonly unknown?: Unknown;
}

/** `{ operator: 'StringEquals', key: 'aws:SourceAccount', values: ['111122223333'] }` */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly AnyText[];
  /** Why its operator or its key is not known: then they are as a reader expects them, `${var.issuer}:sub`. */
  readonly unknown?: Unknown;
}

/**
 * A statement, however it was written. Lists are lists; a reference is the text that stands for it (`textOf`), so that the
 * same resource is the same text everywhere; a part that is not known is a hole. Policy variables stay as they are:
 * `${aws:username}`.
 */
export interface Statement {
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  /** Absent where the statement names none, as in identity policies. */
  readonly principals?: readonly Principal[];
  readonly notPrincipals?: readonly Principal[];
  readonly actions?: readonly AnyText[];
  readonly notActions?: readonly AnyText[];
  readonly resources?: readonly AnyText[];
  readonly notResources?: readonly AnyText[];
  readonly conditions: readonly Condition[];
}

export interface Document {
  /** Absent when not written, which AWS takes as `2008-10-17`: there policy variables are plain text. */
  readonly version?: string;
  readonly statements: readonly Statement[];
  /** Why there may be statements that are not known. */
  readonly unknown?: Unknown;
  /** Why AWS would refuse it: `Statement[1]: expected "Allow" or "Deny" as Effect, found "allow"`. */
  readonly problems?: readonly string[];
}

/** A value inside a policy as its text. */
export function textIn(value: Value): AnyText {
  return asText(value);
}

/** One text or several, as a list. */
export function textsIn(value: Value | undefined): AnyText[] {
  if (isAbsent(value)) return [];
  return (isList(value) ? value : [value]).map(asText);
}

/** The first thing that is not known of a document, in its statements or besides. */
export function unknownIn({ statements, unknown }: Document): Unknown | undefined {
  return unknown ?? statements.map(unknownOf).find((one) => one !== undefined);
}

function unknownOf(statement: Statement): Unknown | undefined {
  const { principals = [], notPrincipals = [], conditions } = statement;
  const named = [...principals, ...notPrincipals];
  const texts = [
    ...[statement.actions, statement.notActions, statement.resources, statement.notResources],
    named.map(({ id }) => id),
    ...conditions.map(({ values }) => values),
  ];
  const inTexts = texts.flatMap((all) => (all ?? []).map(unknownPart));
  return [...inTexts, ...[...named, ...conditions].map(({ unknown }) => unknown)].find((one) => one !== undefined);
}

/** A policy that was JSON; `Unknown` where its statements are. */
export function ofPolicy(json: Value): Document | Unknown | undefined {
  if (!isMap(json)) return undefined;
  const written = own(json, 'Statement');
  if (written instanceof Unknown) return written;
  const all = isList(written) ? written : isAbsent(written) ? [] : [written];
  const blocks = all.filter(isMap);
  const [hidden] = all.filter((one) => one instanceof Unknown || one instanceof Reference);
  const effect = blocks.map((block) => own(block, 'Effect')).find((one) => one instanceof Unknown);
  const unknown = hidden instanceof Reference ? new Unknown(`${hidden.toString()} is known after apply`) : hidden;
  const version = own(json, 'Version');
  const problems = blocks.flatMap((statement, index) =>
    problemsOf(statement).map((problem) => `Statement[${index}]: ${problem}`),
  );
  return {
    ...(typeof version === 'string' && { version }),
    statements: blocks.map(ofStatement),
    ...((unknown ?? effect) && { unknown: (unknown ?? effect) as Unknown }),
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
    conditions: conditionsOf(own(json, 'Condition')),
  };
}

function conditionsOf(value: Value | undefined): Condition[] {
  if (value instanceof Unknown) return [conditionOf(new Text([value]), new Text([value]), [])];
  return fields(value).flatMap(([operator, keys]) =>
    keys instanceof Unknown
      ? [conditionOf(operator, new Text([keys]), [])]
      : fields(keys).map(([key, values]) => conditionOf(operator, key, textsIn(values))),
  );
}

export function conditionOf(operator: AnyText, key: AnyText, values: readonly AnyText[]): Condition {
  const unknown = unknownPart(operator) ?? unknownPart(key);
  return { operator: String(operator), key: String(key), values, ...(unknown && { unknown }) };
}

export function principalOf(type: AnyText, id: AnyText): Principal {
  const unknown = unknownPart(type);
  return { type: String(type) as Principal['type'], id, ...(unknown && { unknown }) };
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
      !(effect instanceof Unknown) &&
      `expected "Allow" or "Deny" as Effect, found ${isAbsent(effect) ? 'nothing' : JSON.stringify(textIn(effect))}`,
    !has('Action') && !has('NotAction') && 'expected Action or NotAction, found neither',
    ...pairs.map(([one, other]) => has(one) && has(other) && `expected ${one} or ${other}, found both`),
  ].filter((problem): problem is string => typeof problem === 'string');
}

function principalsOf(value: Value | undefined): Principal[] | undefined {
  if (isAbsent(value)) return undefined;
  if (!isMap(value)) return textsIn(value).map((id) => principalOf('*', id));
  return fields(value).flatMap(([type, ids]) => textsIn(ids).map((id) => principalOf(type, id)));
}

function texts<K extends string>(name: K, value: Value | undefined): Partial<Record<K, AnyText[]>> {
  return isAbsent(value) ? {} : ({ [name]: textsIn(value) } as Record<K, AnyText[]>);
}

function fields(value: Value | undefined): [AnyText, Value][] {
  return isMap(value) ? Object.entries(value).map(([key, one]) => [keyIn(value, key), one]) : [];
}

function own(json: ValueMap, name: string): Value | undefined {
  return Object.hasOwn(json, name) ? json[name] : undefined;
}
