import type { AnyText } from '../model/text';
import { Unknown } from '../model/value';
import type { Statement } from './document';
import type { Policy } from './evaluate';
import type { Identity } from './identities';
import { and, some, type Truth } from './three-valued-logic';

/** Whether an identity may do everything, and a policy of it says so: `*` on `*`, within no boundary that is a limit. */
export function isAdministrator({ policies, boundary }: Identity): Truth {
  const granted = some(policies, allowsAll);
  return boundary ? and(granted, allowsAll(boundary)) : granted;
}

/** Whether an administrator has nothing to gain, since no policy denies it anything. */
export function isUnlimited(identity: Identity): Truth {
  const isDenied = identity.policies.some(
    ({ document }) =>
      !(document instanceof Unknown) &&
      document.statements.some(({ effect, conditions }) => effect === 'Deny' && conditions.length === 0),
  );
  return isDenied ? false : isAdministrator(identity);
}

/** Whether an identity has a boundary that leaves it less than everything. One whose text is not known is taken for one. */
export function limits({ boundary }: Identity): boolean {
  return boundary !== undefined && allowsAll(boundary) !== true;
}

/** Actions that only administrators have, taken together. */
const everything = [
  'iam:CreatePolicyVersion',
  'organizations:LeaveOrganization',
  'kms:ScheduleKeyDeletion',
  's3:PutObject',
];

function allowsAll({ document, atMost }: Policy): Truth {
  if (document instanceof Unknown) return !atMost || everything.every(atMost) ? document : false;
  const { statements } = document;
  const isCut = statements.some(({ effect }) => effect === 'Deny');
  return !isCut && statements.some(isEverything);
}

function isEverything({ effect, actions = [], resources = [], conditions }: Statement): boolean {
  const isAll = actions.some((action) => is(/^\*+(:\*+)?$/, action)) && resources.some((one) => is(/^\*+$/, one));
  return effect === 'Allow' && conditions.length === 0 && isAll;
}

function is(pattern: RegExp, text: AnyText): boolean {
  return typeof text === 'string' && pattern.test(text);
}
