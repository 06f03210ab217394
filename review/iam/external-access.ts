import type { Graph } from '../model/graph';
import { accountOf, arnOf } from '../model/identity';
import type { Resource } from '../model/resource';
import { concat, type AnyText } from '../model/text';
import { Unknown } from '../model/value';
import type { Document, Principal, Statement } from './document';
import { permissionsOf } from './permissions';
import { denialOf, exceptionsOfDenies, isDenied, isPublicBy, opennessOf, notPrincipalsOfDenies } from './openness';
import { callerOf, isEveryone, namedBy, unknownOf } from './principals';
import { isBlockedByS3 } from './public-access';
import { documentOf } from './read-document';
import { anywhere, isOrHolds } from './resource-policies';
import { resourcePolicyTypes } from './resource-policy-types';
import { actionMatches } from './statement';
import { overlapsText } from './text-matching';
import { and, or, some, type Truth } from './three-valued-logic';
import { unreadModules, unreadPolicies } from './unread-policies';

/** A principal outside the graph to which a resource grants access. */
export interface ExternalAccess {
  /** `everyone`, an ARN of another account, a service, an identity provider. */
  readonly name: string;
  readonly resource: Resource;
  /** The resource that grants it: a policy, permission, grant or function URL. */
  readonly policy: Resource;
  readonly sid?: string;
  /** The condition keys of the statement; none where it allows without conditions. */
  readonly conditions: readonly string[];
  /** Whether everyone is allowed, and no condition or Deny limits it to named callers. */
  readonly isPublic: Truth;
  /** Why it is not known whether it is allowed. */
  readonly unknown?: Unknown;
}

/** A policy of a resource, or its equivalent, such as an ACL or a grant. */
interface Source {
  readonly resource: Resource;
  readonly policy: Resource;
  readonly document: Document | Unknown;
  readonly isAcl?: boolean;
}

/**
 * Who outside the input is allowed an action by resources: everyone, other accounts, services, federated principals,
 * after the Deny statements of the same policy.
 *
 * @param arn the resource asked about, or a pattern; all of them when there is none
 */
export function externalAccess(graph: Graph, action: string, arn?: AnyText): readonly ExternalAccess[] {
  const found = sourcesOf(graph, action).flatMap((source) => {
    const isAsked = arn === undefined ? true : isOrHolds(arnOf(source.resource), arn);
    return isAsked === false ? [] : inSource(graph, source, action, arn, isAsked);
  });
  found.push(...notRead(graph, action, arn));
  return [...new Map(found.map((one) => [keyOfAccess(one), one])).values()];
}

/** Statements that say the same of somebody are shown once. */
function keyOfAccess({ name, policy, sid, conditions, unknown }: ExternalAccess): string {
  return JSON.stringify([name, policy.key, sid, conditions, unknown?.because]);
}

/** What may allow it, and was not looked at. */
function notRead(graph: Graph, action: string, arn: AnyText | undefined): ExternalAccess[] {
  const service = action.split(':')[0]?.toLowerCase() ?? '';
  const policies = unreadPolicies(graph, service).filter(
    ({ statements }) =>
      statements.length === 0 ||
      statements.some((one) => one.effect === 'Allow' && isAbout(one, action, arn, false) !== false),
  );
  return [...policies, ...unreadModules(graph, arn)].map(({ resource, because }) => ({
    ...{ name: 'anyone', resource, policy: resource, conditions: [], isPublic: because, unknown: because },
  }));
}

function inSource(
  graph: Graph,
  { resource, policy, document, isAcl = false }: Source,
  action: string,
  arn: AnyText | undefined,
  isAsked: Truth,
): ExternalAccess[] {
  const unknown = document instanceof Unknown ? document : document.unknown;
  const open = unknown ? [{ name: 'anyone', resource, policy, conditions: [], isPublic: unknown, unknown }] : [];
  if (document instanceof Unknown) return open;
  const own = accountOf(resource.provider);
  const allowed = document.statements.flatMap((statement): ExternalAccess[] => {
    const about =
      statement.effect === 'Allow' ? and(isAsked, isAbout(statement, action, arn, isAsked === true)) : false;
    if (about === false) return [];
    const asked: Statement = { ...statement, actions: [action] };
    const openness = opennessOf(asked, document);
    return principalsLeft(asked, document).flatMap((principal): ExternalAccess[] => {
      const caller = callerOf(principal, own);
      if (caller === 'own account') return [];
      const denial =
        caller === 'everyone'
          ? {
              isDenied: isDenied(asked, document, 'all'),
              conditions: openness === 'everyone' ? [] : exceptionsOfDenies(document),
            }
          : denialOf(principal, asked, document);
      if (denial.isDenied === true) return [];
      const isPublic = isPublicBy(principal, asked, document);
      // Block Public Access does not affect access that is limited to named callers.
      const isOpen = caller === 'everyone' && (isAcl || openness !== 'named');
      const blocked = isOpen ? isBlockedByS3(graph, resource, policy, isAcl) : false;
      if (blocked === true) return [];
      const doubt = caller === 'unknown' ? unknownOf(principal, own) : caller === 'everyone' ? openness : false;
      const because = [doubt, about, denial.isDenied, blocked].find((one) => one instanceof Unknown);
      return [
        {
          ...{ name: nameOf(principal), resource, policy, isPublic },
          ...(statement.sid !== undefined && { sid: statement.sid }),
          conditions: [...new Set([...statement.conditions, ...denial.conditions].map(({ key }) => key))],
          ...(because instanceof Unknown && { unknown: because }),
        },
      ];
    });
  });
  return [...allowed, ...open];
}

/** The principals of a statement, without those that a Deny with `NotPrincipal` excludes. */
function principalsLeft(statement: Statement, document: Document): readonly Principal[] {
  return namedBy(statement).flatMap((one) =>
    isEveryone(one) ? (notPrincipalsOfDenies(document, statement) ?? [one]) : [one],
  );
}

function nameOf(principal: Principal): string {
  return isEveryone(principal) ? 'everyone' : String(principal.id);
}

/** @param isOwn whether the policy is that of the resource asked about */
function isAbout(statement: Statement, action: string, arn: AnyText | undefined, isOwn: boolean): Truth {
  const { resources } = statement;
  const isOfAction = actionMatches(statement, action);
  if (arn === undefined || !resources || isOfAction === false) return isOfAction;
  const asked = isOwn ? anywhere(arn) : arn;
  return and(
    isOfAction,
    some(
      resources.map((one) => (isOwn ? anywhere(one) : one)),
      (one) => or(overlapsText(one, asked), overlapsText(one, concat([asked, '/*']))),
    ),
  );
}

function sourcesOf(graph: Graph, action: string): readonly Source[] {
  const service = action.split(':')[0]?.toLowerCase() ?? '';
  const policies = Object.entries(resourcePolicyTypes)
    .filter(([, type]) => overlapsText(type.service, service) !== false)
    .flatMap(([type, { policy, of }]) =>
      graph.all(type).flatMap((holder): Source[] => {
        const value = holder.at(policy);
        if (value === undefined || value === '') return [];
        const owner = of ? ownerOf(graph, holder, ...of) : holder;
        const document = documentOf(value) ?? new Unknown(`the policy of ${holder.address} is not JSON`);
        return [{ resource: owner, policy: holder, document }];
      }),
    );
  const permissions = permissionsOf(graph, service).map(({ permission, owner, statement, isAcl }): Source => {
    const resource = ownerOf(graph, permission, ...owner);
    return {
      resource,
      policy: permission,
      document: { version: '2012-10-17', statements: [statement] },
      ...(isAcl && { isAcl }),
    };
  });
  return [...policies, ...permissions];
}

function ownerOf(graph: Graph, holder: Resource, attribute: string, ...types: string[]): Resource {
  const value = holder.at(attribute);
  const [named] = types.flatMap((type) => graph.resolveAllBy(holder, value, type, 'name').found);
  return named ?? holder;
}
