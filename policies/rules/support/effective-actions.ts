import type { Statement } from '../../../review/iam/document';
import { identitiesIn } from '../../../review/iam/identities';
import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { Unknown } from '../../../review/model/value';

/**
 * Actions that need no permission: whoever has a token calls them, and the role's trust policy decides. In a policy of an
 * identity they grant nothing.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
const unsigned = /^sts:assumerolewith(webidentity|saml)$/i;

/** A text message goes to a phone number, which has no ARN: https://docs.aws.amazon.com/sns/latest/dg/sms_sending-overview.html */
const text = /^sns:publish$/i;

/** The actions of an identity's Allow that could be limited to resources, as a statement; none where nothing is left. */
export function effective(statement: Statement, carrier: Resource, graph: Graph): Statement | undefined {
  const { actions } = statement;
  if (!actions) return statement;
  const isVoid = (action: unknown) =>
    typeof action === 'string' && (unsigned.test(action) || (text.test(action) && sendsTexts(carrier, graph)));
  const left = actions.filter((action) => !isVoid(action));
  if (left.length === actions.length) return statement;
  return left.length === 0 ? undefined : { ...statement, actions: left };
}

/** Whether only Cognito user pools have the policy, which send text messages with it. */
function sendsTexts(carrier: Resource, graph: Graph): boolean {
  const holders = identitiesIn(graph).filter(({ policies }) => policies.some(({ resource }) => resource === carrier));
  return (
    holders.length > 0 &&
    holders.every(({ trust }) => {
      if (!trust || trust.document instanceof Unknown) return false;
      const principals = trust.document.statements.flatMap(({ principals = [] }) => principals);
      return principals.length > 0 && principals.every(({ id }) => id === 'cognito-idp.amazonaws.com');
    })
  );
}
