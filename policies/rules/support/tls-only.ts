import { unknownIn, type Document } from '../../../review/iam/document';
import { coversText } from '../../../review/iam/text-matching';
import { failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import { Unknown } from '../../../review/model/value';
import { namesEveryone } from '../../../review/iam/openness';
import { operatorOf } from '../../../review/iam/operators';
import type { Policy } from './policies';
import { elided, type AnyText } from '../../../review/model/text';

const expected = 'a Deny for everyone where aws:SecureTransport is "false"';

/** What must be denied without TLS. */
export interface Denied {
  /** Each must be denied: `s3:*`, `sns:Publish`. */
  readonly actions: readonly string[];
  /** Each must be denied. The policy of a single resource needs none. */
  readonly resources?: readonly AnyText[];
}

/** The verdict that the policies of a resource deny requests without TLS. */
export function deniesPlainText(policies: readonly Policy[], denied: Denied, more?: Unknown): Verdict {
  if (policies.some(({ document }) => !(document instanceof Unknown) && denies(document, denied))) return pass;
  const unknown = policies.map(({ document }) => (document instanceof Unknown ? document : unknownIn(document)));
  const because = more ?? unknown.find((one) => one !== undefined);
  const attribute = policies[0]?.attribute ?? 'policy';
  if (because) return notKnown(attribute, expected, because);
  return failing(attribute, expected, policies.length > 0 ? 'none that covers all of it' : 'no policy');
}

/** Several Deny statements may do so together: one for the bucket, one for its objects. */
function denies({ statements }: Document, { actions, resources = [] }: Denied): boolean {
  const denying = statements.filter(
    (statement) =>
      statement.effect === 'Deny' &&
      namesEveryone(statement) === true &&
      !statement.notPrincipals &&
      statement.conditions.length === 1 &&
      statement.conditions.every(
        (condition) =>
          condition.key.toLowerCase() === 'aws:securetransport' &&
          operatorOf(condition.operator).name === 'bool' &&
          condition.values.every((value) => elided(value).toLowerCase() === 'false'),
      ),
  );
  return actions.every((action) =>
    (resources.length > 0 ? resources : [undefined]).every((resource) =>
      denying.some(
        (statement) =>
          statement.actions?.some((one) => coversText(one, action, true) === true) &&
          (resource === undefined || statement.resources?.some((one) => coversText(one, resource) === true)),
      ),
    ),
  );
}
