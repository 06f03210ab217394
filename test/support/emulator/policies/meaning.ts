import { actionsMatching, type Action } from '../../../../review/iam/actions';
import { list, statementsOf, type Fault, type Statement } from './grammar';
import { exists, hasConditionKey, isGlobalKey, supports } from './reference';

/**
 * What of a policy can never have an effect: actions that no service has, actions on resources that they are never about, and
 * condition keys that no request for them has.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
 */
export function meaningFaults(policy: { readonly Statement?: unknown }, isTrust: boolean): Fault[] {
  return statementsOf(policy).flatMap((statement, index) => {
    const place = `Statement[${index}]`;
    return [...actionFaults(place, statement), ...(isTrust ? [] : keyFaults(place, statement))];
  });
}

function actionFaults(place: string, { Action, NotAction, Resource }: Statement): Fault[] {
  const named = [...list(Action), ...list(NotAction)] as string[];
  const unknown = named.filter((pattern) => pattern !== '*' && !exists(pattern));
  const about = list(Resource) as string[];
  const elsewhere = (list(Action) as string[]).filter(
    (pattern) =>
      pattern !== '*' &&
      about.length > 0 &&
      actionsMatching(pattern).length > 0 &&
      !actionsMatching(pattern).some((action) => about.some((resource) => supports(action, resource))),
  );
  return [
    ...unknown.map((pattern): Fault => [`${place}.Action`, 'expected an action that exists', pattern]),
    ...elsewhere.map((pattern): Fault => [
      `${place}.Resource`,
      `expected a resource that ${pattern} supports`,
      about.join(', '),
    ]),
  ];
}

function keyFaults(place: string, { Action, Condition = {} }: Statement): Fault[] {
  const actions = (list(Action) as string[]).flatMap(actionsOf);
  const keys = Object.values(Condition as Record<string, object>).flatMap((byKey) => Object.keys(byKey));
  return keys
    .filter((key) => !isGlobalKey(key) && actions.length > 0 && !actions.some((action) => hasConditionKey(action, key)))
    .map((key): Fault => [`${place}.Condition`, 'expected a condition key that a request for the actions has', key]);
}

/** None for `*`: some action of some service has any key. */
function actionsOf(pattern: string): readonly Action[] {
  return pattern === '*' ? [] : actionsMatching(pattern);
}
