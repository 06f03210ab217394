import type { Resource } from '../model/resource';
import { changed, type AnyText } from '../model/text';
import { blocksOf, isAbsent, isList, step, Unknown, type Value, type ValueMap } from '../model/value';
import {
  conditionOf,
  principalOf,
  textIn,
  textsIn,
  type Condition,
  type Document,
  type Principal,
  type Statement,
} from './document';

/** AWS takes 10,240 characters at most; documents that merge each other twice over would double without end. */
const mostStatements = 5000;
const read = new WeakMap<Resource, Document | Unknown>();

/**
 * What `aws_iam_policy_document` exports as `json`: `source_policy_documents`, then its own statements, then
 * `override_policy_documents`. A statement with a sid takes the place of an earlier one with the same sid.
 */
export function ofDataSource(
  resource: Resource,
  documentOf: (value: Value) => Document | Unknown | undefined,
): Document | Unknown {
  const known = read.get(resource);
  if (known) return known;
  read.set(resource, new Unknown(`${resource.address} refers to itself`));
  const document = documentFrom(resource, documentOf);
  read.set(resource, document);
  return document;
}

function documentFrom(
  resource: Resource,
  documentOf: (value: Value) => Document | Unknown | undefined,
): Document | Unknown {
  const own = resource.blocks('statement');
  if (own instanceof Unknown) return own;
  const given = (...names: string[]) => names.flatMap((name) => listed(resource.at(name)));
  const documents = [
    ...given('source_json', 'source_policy_documents').map(documentOf),
    { statements: own.map(ofBlock), ...unknownEffect(own) },
    ...given('override_json', 'override_policy_documents').map(documentOf),
  ].filter((document) => document !== undefined);
  const version = resource.at('version');
  const document = merged(documents, typeof version === 'string' ? version : '2012-10-17');
  return document.statements.length > mostStatements
    ? new Unknown(`${resource.address} has more than ${mostStatements} statements`)
    : document;
}

function merged(documents: readonly (Document | Unknown)[], version: string): Document {
  const statements: Statement[] = [];
  const bySid = new Map<string, number>();
  let unknown: Unknown | undefined;
  for (const document of documents) {
    if (document instanceof Unknown) {
      unknown ??= document;
      continue;
    }
    unknown ??= document.unknown;
    for (const statement of document.statements) {
      const at = statement.sid === undefined ? undefined : bySid.get(statement.sid);
      if (statement.sid !== undefined) bySid.set(statement.sid, at ?? statements.length);
      statements[at ?? statements.length] = statement;
    }
  }
  const problems = documents.flatMap((document) => (document instanceof Unknown ? [] : (document.problems ?? [])));
  return { version, statements, ...(unknown && { unknown }), ...(problems.length > 0 && { problems }) };
}

function listed(value: Value | undefined): readonly Value[] {
  if (isAbsent(value) || value === '') return [];
  return isList(value) ? value : [value];
}

function ofBlock(block: ValueMap): Statement {
  const [allowed, denied] = [principals(block, 'principals'), principals(block, 'not_principals')];
  const sid = step(block, 'sid');
  return {
    ...(typeof sid === 'string' && sid !== '' && { sid }),
    effect: step(block, 'effect') === 'Deny' ? 'Deny' : 'Allow',
    ...(allowed && { principals: allowed }),
    ...(denied && { notPrincipals: denied }),
    ...texts('actions', step(block, 'actions')),
    ...texts('notActions', step(block, 'not_actions')),
    ...texts('resources', step(block, 'resources')),
    ...texts('notResources', step(block, 'not_resources')),
    conditions: conditionsOf(block),
  };
}

/** The values of blocks with the same test and variable are alternatives, as they are in JSON. */
function conditionsOf(block: ValueMap): Condition[] {
  const merged = new Map<string, { operator: AnyText; key: AnyText; values: AnyText[] }>();
  for (const { test, variable, values } of blocks(block, 'condition')) {
    const [operator, key] = [textIn(test ?? ''), textIn(variable ?? '')];
    const same = merged.get(`${String(operator)}\n${String(key)}`);
    if (same) same.values.push(...variables(values));
    else merged.set(`${String(operator)}\n${String(key)}`, { operator, key, values: variables(values) });
  }
  return [...merged.values()].map(({ operator, key, values }) => conditionOf(operator, key, values));
}

function principals(block: ValueMap, name: string): Principal[] | undefined {
  const found = blocks(block, name).flatMap(({ type, identifiers }) =>
    variables(identifiers).map((id) => principalOf(textIn(type ?? ''), id)),
  );
  return found.length > 0 ? found : undefined;
}

/** Blocks that are not known are one block of which nothing is. */
function blocks(block: ValueMap, name: string): readonly ValueMap[] {
  const found = blocksOf(step(block, name));
  if (!(found instanceof Unknown)) return found;
  return [{ test: found, variable: found, values: found, type: found, identifiers: found }];
}

function texts<K extends string>(name: K, value: Value | undefined): Partial<Record<K, AnyText[]>> {
  return isAbsent(value) ? {} : ({ [name]: variables(value) } as Record<K, AnyText[]>);
}

/** The data source writes a policy variable as `&{aws:username}`. */
function variables(value: Value | undefined): AnyText[] {
  return textsIn(value).map((text) => changed(text, (all) => all.replaceAll('&{', '${')));
}

function unknownEffect(statements: readonly ValueMap[]): { unknown?: Unknown } {
  const unknown = statements.map((block) => step(block, 'effect')).find((effect) => effect instanceof Unknown);
  return unknown instanceof Unknown ? { unknown: new Unknown(unknown.because) } : {};
}
