import { memoized } from '../../../review/memoize';
import { notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import type { Document, Statement } from '../../../review/iam/document';
import { documentOf } from '../../../review/iam/read-document';
import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { isAbsent, Unknown } from '../../../review/model/value';
import { effective } from './effective-actions';
import { policyAttributes, type PolicyKind } from './policy-carriers';

/** A policy of a resource. */
export interface Policy {
  /** `policy`, `assume_role_policy`, `inline_policy.0.policy` */
  readonly attribute: string;
  readonly kind: PolicyKind;
  readonly document: Document | Unknown;
}

/** A statement and its path: `policy.Statement.PublicRead`, else its index from 0. */
export interface PlacedStatement {
  readonly path: string;
  readonly statement: Statement;
  readonly policy: Policy & { readonly document: Document };
}

/**
 * The policies of a resource; none if it sets none and AWS's default applies.
 *
 * @param graph shows whether a managed policy is only used as a permissions boundary
 */
export function policiesOf(resource: Resource, graph?: Graph): readonly Policy[] {
  const policies = readPolicies(resource);
  if (!graph || policies.length === 0 || !isBoundary(resource, graph)) return policies;
  return policies.map((policy) => ({ ...policy, kind: 'boundary' }));
}

const readPolicies = memoized((resource: Resource): readonly Policy[] => {
  const policies: Policy[] = [];
  const add = (attribute: string, kind: PolicyKind): void => {
    const value = resource.at(attribute);
    if (isAbsent(value) || value === '') return;
    const document = documentOf(value) ?? new Unknown(`${attribute} is not a policy document`);
    policies.push({ attribute, kind, document });
  };
  for (const [kind, types] of Object.entries(policyAttributes) as [PolicyKind, Record<string, string>][]) {
    const attribute = Object.hasOwn(types, resource.type) ? types[resource.type] : undefined;
    if (attribute) add(attribute, kind);
  }
  if (resource.type === 'aws_iam_role') {
    const inline = resource.blocks('inline_policy');
    if (inline instanceof Unknown) policies.push({ attribute: 'inline_policy', kind: 'identity', document: inline });
    else inline.forEach((_, index) => add(inlinePath(inline.length, index), 'identity'));
  }
  return policies;
});

const inlinePath = (length: number, index: number): string =>
  length === 1 ? 'inline_policy.policy' : `inline_policy.${index}.policy`;

/** What attaches a managed policy, and by which attribute. */
const attachments: readonly (readonly [string, string])[] = [
  ['aws_iam_role_policy_attachment', 'policy_arn'],
  ['aws_iam_user_policy_attachment', 'policy_arn'],
  ['aws_iam_group_policy_attachment', 'policy_arn'],
  ['aws_iam_policy_attachment', 'policy_arn'],
  ['aws_iam_role', 'managed_policy_arns'],
  ['aws_iam_role_policy_attachments_exclusive', 'policy_arns'],
];

/** Whether a managed policy is only a permissions boundary of roles or users: then it grants nothing. */
function isBoundary(policy: Resource, graph: Graph): boolean {
  if (policy.type !== 'aws_iam_policy') return false;
  const has = (type: string, attribute: string) => graph.children(policy, type, attribute).found.length > 0;
  const bounds = ['aws_iam_role', 'aws_iam_user'].some((type) => has(type, 'permissions_boundary'));
  return bounds && !attachments.some(([type, attribute]) => has(type, attribute));
}

/** The statements of a policy, each with its path. */
export const statementsOf = memoized((policy: Policy): readonly PlacedStatement[] => {
  const { document } = policy;
  if (document instanceof Unknown) return [];
  return document.statements.map((statement, index) => ({
    path: `${policy.attribute}.Statement.${statement.sid || index}`,
    statement,
    policy: { ...policy, document },
  }));
});

/**
 * Judges every Allow of a resource's policies of some kinds: one verdict for each that fails, else a pass. No verdict
 * if the resource has no such policy.
 *
 * @param expected words that follow "expected", for a policy that is not known
 */
export function eachAllow(
  resource: Resource,
  graph: Graph,
  kinds: readonly PolicyKind[],
  expected: string,
  judge: (allow: PlacedStatement) => Verdict,
): readonly Verdict[] {
  const policies = policiesOf(resource, graph).filter(({ kind }) => kinds.includes(kind));
  if (policies.length === 0) return [];
  const verdicts = policies.flatMap((policy): readonly Verdict[] => {
    if (policy.document instanceof Unknown) return [notKnown(policy.attribute, expected, policy.document)];
    const allows = statementsOf(policy).flatMap((placed) => {
      if (placed.statement.effect !== 'Allow') return [];
      const statement = policy.kind === 'identity' ? effective(placed.statement, resource, graph) : placed.statement;
      return statement ? [{ ...placed, statement }] : [];
    });
    const unseen = policy.document.unknown;
    return [...allows.map(judge), ...(unseen ? [notKnown(policy.attribute, expected, unseen)] : [])];
  });
  const other = verdicts.filter(({ status }) => status !== 'pass');
  return other.length > 0 ? other : [pass];
}
