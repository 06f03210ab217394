import { contextOf, type ContextValues } from '../../../review/iam/context';
import { holds } from '../../../review/iam/conditions';
import type { Statement } from '../../../review/iam/document';
import { isEveryone, namedBy } from '../../../review/iam/principals';
import { resourcePolicy } from '../../../review/iam/resource-policies';
import { actionMatches } from '../../../review/iam/statement';
import { matchesText } from '../../../review/iam/text-matching';
import { and, or, some, type Truth } from '../../../review/iam/three-valued-logic';
import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { Unknown } from '../../../review/model/value';

/** An AWS service that acts under its own name, and what it does. */
export interface ServiceRequest {
  /** `logs.eu-west-1.amazonaws.com`; with `*` for a region that is not known. */
  readonly service: string;
  readonly actions: readonly string[];
  /** What it sends; `null` for a condition key that it does not send. What is not named here is taken to be what the policy expects. */
  readonly context: ContextValues;
}

/** A service that acts under its own name is nobody's principal, and goes through no other service. */
const neverSent: ContextValues = { 'kms:ViaService': null, 'kms:CallerAccount': null, 'aws:PrincipalAccount': null };

/** Whether a statement of the policy of a resource lets a service do each of its actions. */
export function admits(graph: Graph, resource: Resource, request: ServiceRequest): Truth {
  const document = resourcePolicy(graph, resource)?.document;
  if (document === undefined) return false;
  if (document instanceof Unknown) return document;
  const allowed = request.actions.map((action) => {
    const found = some(document.statements, (one) => (one.effect === 'Allow' ? lets(one, action, request) : false));
    return document.unknown ? or(found, document.unknown) : found;
  });
  return and(...allowed);
}

function lets(statement: Statement, action: string, { service, context }: ServiceRequest): Truth {
  const isNamed = some(namedBy(statement), (principal) => {
    if (isEveryone(principal)) return true;
    if (principal.type !== 'Service') return false;
    return principal.unknown ?? matchesText(service, principal.id);
  });
  const known = { ...neverSent, ...context };
  const names = new Set(Object.keys(known).map((key) => key.toLowerCase()));
  const judged = statement.conditions.filter(({ key }) => names.has(key.toLowerCase()));
  const conditions = judged.map((one) => holds(one, contextOf('unknown', known), true));
  return and(isNamed, actionMatches(statement, action), ...conditions);
}
