import { unreadModuleGiven } from '../network/unread-modules';
import type { Graph } from '../model/graph';
import type { Resource } from '../model/resource';
import { arnOf } from '../model/identity';
import { keyOf, type AnyText } from '../model/text';
import { isList, isMap, Unknown, type Value } from '../model/value';
import type { Document, Statement } from './document';
import { documentOf } from './read-document';
import { anywhere, isOrHolds, resourceOfArn } from './resource-policies';
import { resourcePolicyTypes } from './resource-policy-types';

/** A resource that may allow an action, and whose policy is not read. */
export interface UnreadPolicy {
  readonly resource: Resource;
  /** Its statements with principals, where it is a policy. */
  readonly statements: readonly Statement[];
  readonly because: Unknown;
}

/** Policies with principals that only limit what other policies allow. */
const limits = /^aws_(vpc_endpoint(_policy)?|cloudformation_stack(_set)?|organizations_.*)$/;

/** Modules that were not read: all of them, or those that may hold or change the resource asked about. */
export function unreadModules(graph: Graph, arn: AnyText | undefined): readonly UnreadPolicy[] {
  const target = arn === undefined ? undefined : resourceOfArn(graph, arn);
  if (target) {
    const because = unreadModuleGiven(graph, target);
    return because ? [{ resource: target, statements: [], because }] : [];
  }
  return graph.all('@module').map((module) => {
    const reason = module.at('not_read');
    const because = `what ${module.address} holds, which was not read${typeof reason === 'string' ? `: ${reason}` : ''}`;
    return { resource: module, statements: [], because: new Unknown(because) };
  });
}

/** Services whose resources may have a resource policy, or permissions instead. */
const services: ReadonlySet<string> = new Set(Object.values(resourcePolicyTypes).map(({ service }) => service)).add(
  'lambda',
);

/**
 * Why a resource may allow more than was found: it is not in the input, and neither is its policy. Undefined if the
 * service has no resource policies.
 */
export function policyOutsideInput(graph: Graph, action: string, arn: AnyText): string | undefined {
  if (keyOf(arn) === keyOf('*') || !services.has(action.split(':')[0]?.toLowerCase() ?? '')) return undefined;
  const isHere = graph.resources.some((one) => one.mode === 'managed' && isOrHolds(anywhere(arnOf(one)), arn) === true);
  return isHere ? undefined : `the policy of ${String(arn)} itself, which is not in the input`;
}

/** Policies with principals of types that are not in the table of resource policies. */
export function unreadPolicies(graph: Graph, service: string): readonly UnreadPolicy[] {
  return graph.resources
    .filter(({ mode, type }) => mode === 'managed' && !type.startsWith('@'))
    .filter(({ type }) => !Object.hasOwn(resourcePolicyTypes, type) && !limits.test(type))
    .flatMap((resource) =>
      documentsIn(resource.attributes, '').flatMap((document): UnreadPolicy[] => {
        const { type, address } = resource;
        const because = (why: string) => new Unknown(`the policy of ${address}: ${why}`);
        if (document instanceof Unknown) {
          // Which types have a resource policy is only told by their policies: of others, those of the service count.
          const isOfService = type.split('_').includes(service) && !/_(lifecycle|redrive)/.test(type);
          return isOfService ? [{ resource, statements: [], because: because(document.because) }] : [];
        }
        const statements = document.statements.filter(({ principals, notPrincipals }) => principals ?? notPrincipals);
        const why = `policies of the type ${type} are not read`;
        return statements.length > 0 ? [{ resource, statements, because: because(why) }] : [];
      }),
    );
}

/** The policies in attributes that are named like one, at any depth. */
function documentsIn(value: Value | undefined, name: string): readonly (Document | Unknown)[] {
  if (/(^|_)(policy|policies)(_|$)/.test(name) && !isList(value)) {
    const document = documentOf(value);
    if (document instanceof Unknown || (document && document.statements.length > 0)) return [document];
  }
  if (isList(value)) return value.flatMap((one) => documentsIn(one, name));
  return isMap(value) ? Object.entries(value).flatMap(([key, one]) => documentsIn(one, key)) : [];
}
