import { failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import { actionsMatching, fullName, type Action } from '../../../review/iam/actions';
import type { Statement } from '../../../review/iam/document';
import { Unknown } from '../../../review/model/value';
import { narrowsResources, someNarrow } from '../../../review/iam/narrowing';
import { type PlacedStatement } from '../support/policies';
import { unknownText } from '../support/text';
import { elided, type AnyText } from '../../../review/model/text';

/** How broad the resources of a statement are; `false` if they are narrow. */
export type Width = (statement: Statement) => boolean | Unknown;

/** A metric has no ARN; the datasets in the service reference are not what most callers write to. */
const knowsNoResource = (action: Action): boolean =>
  action.isWildcardOnly || fullName(action) === 'cloudwatch:PutMetricData';

/** Whether a statement covers every resource, and no condition narrows that. */
export const onEverything: Width = (statement) => wide(statement, isEverything);

/** Whether it covers everything, or every resource of a type: `arn:aws:s3:::*`, `arn:aws:iam::111122223333:role/*`. */
export const onWholeType: Width = (statement) =>
  wide(statement, (resource) => isEverything(resource) || isWholeType(resource));

function wide({ resources, conditions }: Statement, isWide: (resource: AnyText) => boolean): boolean | Unknown {
  // Without Resource there is NotResource: all except some.
  const found = resources?.map((resource) => unknownText(resource) ?? isWide(resource)) ?? [true];
  const result = found.includes(true) || (found.find((one) => one instanceof Unknown) ?? false);
  if (result === false) return false;
  const narrowed = someNarrow(conditions, narrowsResources);
  if (narrowed === true) return false;
  return result === true && narrowed instanceof Unknown ? narrowed : result;
}

/** `*`, and ARNs that are equivalent: `arn:aws:*:*:*:*`, `arn:aws:s3:::*`. */
export function isEverything(text: AnyText): boolean {
  const resource = elided(text);
  if (/^[*?:]+$/.test(resource)) return true;
  const [arn, , , , account, ...rest] = resource.split(':');
  if (arn !== 'arn') return false;
  return /^[*?]*$/.test(account ?? '') && /^[*?/:]*$/.test(rest.join(':'));
}

/** An ARN that names no resource beyond the type: `…:role/*`, `…:secret:*`, `…:dbuser:*\/*`. */
export function isWholeType(text: AnyText): boolean {
  const resource = elided(text);
  const [arn, , , , account, ...rest] = resource.split(':');
  const name = rest.join(':');
  // An S3 ARN has no account and no type: the text before the slash is the bucket.
  return arn === 'arn' && (account ? /^([a-zA-Z-]+[:/])?[*?/:]*$/ : /^[*?/:]*$/).test(name);
}

/** The actions that a statement allows, by the patterns of its `Action`. */
function actionsAllowed({ actions = [] }: Statement): readonly Action[] {
  return actions.flatMap((pattern) => actionsMatching(elided(pattern)));
}

/**
 * The verdict on an Allow that must not grant some actions on every resource. Actions without resource-level permissions can
 * only be granted so, and are ignored.
 */
export function refuses(
  { path, statement }: PlacedStatement,
  expected: string,
  isMeant: (action: Action) => boolean,
  width: Width = onEverything,
): Verdict {
  const isWide = width(statement);
  // Every action on every resource is judged by iam/no-full-admin.
  const isAdministration = statement.actions?.some(isEveryAction) && onEverything(statement) === true;
  if (isWide === false || isAdministration) return pass;
  const found = actionsAllowed(statement).filter((action) => !knowsNoResource(action) && isMeant(action));
  if (found.length === 0) {
    const unknown = statement.actions?.map(unknownText).find((one) => one !== undefined);
    return unknown ? notKnown(path, expected, unknown) : pass;
  }
  if (isWide instanceof Unknown) return notKnown(path, expected, isWide);
  const where = statement.resources
    ? statement.resources.slice(0, 2).map(String).join(', ')
    : 'all resources except some';
  return failing(path, expected, `${listed(found.map(fullName))} on ${where}`);
}

/** `s3:GetObject, s3:PutObject and 3 more` */
export function listed(names: readonly string[]): string {
  const all = [...new Set(names)];
  return all.length > 3 ? `${all.slice(0, 2).join(', ')} and ${all.length - 2} more` : all.join(', ');
}

/** Whether a pattern matches the actions of every service. */
export function isEveryAction(pattern: AnyText): boolean {
  return typeof pattern === 'string' && /^[*?]+(:[*?]+)?$/.test(pattern) && pattern.includes('*');
}
