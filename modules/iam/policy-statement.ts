import { list, map, matching, object, oneOf, optional, text, type Description, type Prop } from '../props';

/** One statement of an IAM policy, in IAM's own words. A list of one is written as a list. */
export interface PolicyStatement {
  /** Says what the statement is for; letters and digits only, as IAM requires. */
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  /** Only in resource and trust policies. */
  readonly Principal?: '*' | PolicyPrincipals;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: PolicyConditions;
}

type PolicyPrincipals = Readonly<Partial<Record<'AWS' | 'Service' | 'Federated', string | readonly string[]>>>;
type PolicyConditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** Text of a policy, in which IAM's own variables are escaped for Terraform: `$${aws:username}`. */
export function policyText(expected: string, pattern: RegExp): Prop<string> {
  const plain = text(expected, (value) => pattern.test(value));
  const withoutVariables = (found: unknown) =>
    typeof found === 'string' ? found.replace(/\$\$\{([\w:./-]+)\}/g, '$1') : found;
  return {
    ...plain,
    problems: (found, prop) => plain.problems(withoutVariables(found), prop).map((problem) => ({ ...problem, found })),
  };
}

/** A text, or a list of them. IAM takes an empty list, and then the statement is about nothing. */
function oneOrMore(what: string, item: Prop<string>): Prop<string | readonly string[]> {
  const several = list(what, item, { min: 1, max: 500 });
  return {
    expected: `${item.expected}, or a list of them`,
    known: 'structure',
    item,
    problems: (found, prop) => (Array.isArray(found) ? several : item).problems(found, prop),
  };
}

const actions = oneOrMore('actions', policyText('an action, such as s3:GetObject', /^(\*|[a-z0-9-]+:[A-Za-z0-9*?]+)$/));
const resources = oneOrMore('resources', policyText('* or an ARN', /^(\*|arn:\S+)$/));
const principals = (what: string) => oneOrMore('principals', policyText(what, /^\S+$/));
const none = 'none';
const principal = object<PolicyPrincipals>({
  AWS: optional(principals('an account, or the ARN of a role or user'), none),
  Service: optional(principals('a service principal'), none),
  Federated: optional(principals('the ARN of an identity provider'), none),
});

/** Conditions by operator and condition key. */
export const policyConditions: Prop<PolicyConditions> = map(
  'operators',
  matching(/^((ForAllValues|ForAnyValue):)?[A-Z][A-Za-z]+$/, 'an operator, such as StringEquals', { structure: true }),
  map(
    'condition keys',
    matching(/^[\w-]+([.:/][\w.:/=+@-]+)+$/, 'a condition key, such as aws:SourceAccount', { structure: true }),
    oneOrMore('values', policyText('text', /\S/)),
    { min: 1, max: 50 },
  ),
  { min: 1, max: 20 },
);

const members: Description<PolicyStatement> = {
  Sid: matching(/^[A-Za-z0-9]+$/, 'letters and digits', { structure: true }),
  Effect: oneOf(['Allow', 'Deny']),
  Principal: optional(
    { ...principal, problems: (found, prop) => (found === '*' ? [] : principal.problems(found, prop)) },
    none,
  ),
  Action: optional(actions, 'NotAction'),
  NotAction: optional(actions, 'Action'),
  Resource: optional(resources, 'NotResource'),
  NotResource: optional(resources, 'Resource'),
  Condition: optional(policyConditions, none),
};
const statement = object<PolicyStatement>(members);

const each: Prop<PolicyStatement> = {
  ...statement,
  problems(found, prop) {
    const problems = statement.problems(found, prop);
    if (problems.length > 0) return problems;
    const { Action, NotAction, Resource, NotResource } = found as PolicyStatement;
    const has = (one: unknown, other: unknown) => Number(one !== undefined) + Number(other !== undefined);
    return [
      ...(has(Action, NotAction) === 1 ? [] : [{ prop, expected: 'either Action or NotAction', found }]),
      ...(has(Resource, NotResource) < 2 ? [] : [{ prop, expected: 'either Resource or NotResource', found }]),
    ];
  },
};
// AWS counts characters, not statements: modules/quotas.
const statements = list('statements', each, { min: 1, max: 1000 });

/** The statements of a policy: each with a Sid of its own, and either of Action and NotAction. A trust policy has no Resource. */
export const policyStatements: Prop<readonly PolicyStatement[]> = {
  ...statements,
  problems(found, prop) {
    const problems = statements.problems(found, prop);
    if (problems.length > 0) return problems;
    const sids = (found as readonly PolicyStatement[]).map(({ Sid }) => Sid);
    const repeated = sids.findIndex((sid, index) => sids.indexOf(sid) < index);
    const expected = 'a Sid of its own';
    return repeated < 0 ? [] : [{ prop: `${prop}[${repeated}].Sid`, expected, found: sids[repeated] }];
  },
};
