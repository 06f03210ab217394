import { memoized } from '../memoize';
import type { Graph } from '../model/graph';
import { isOwnAccountText } from '../model/identity';
import type { Resource } from '../model/resource';
import { concat, split, type AnyText } from '../model/text';
import { Reference, Unknown } from '../model/value';
import { actionOf } from './actions';
import { contextOf, lookupIn, type ContextLookup, type ContextValues, type RequestContext } from './context';
import { textIn } from './document';
import { decide, type Decision, type Policies, type Policy } from './evaluate';
import type { Identity } from './identities';
import { needsPolicy, resourceOfArn, resourcePolicy, tagsOf } from './resource-policies';
import type { Request, Requester } from './statement';
import { hasWildcard } from './text-matching';

/** What is asked of an identity of the graph. */
export interface Question {
  readonly identity: Identity;
  /** Whole: `kms:Decrypt`. */
  readonly action: string;
  /** An ARN, or a pattern for "some resource that it matches". */
  readonly resource: AnyText;
  /** Condition keys that are given. */
  readonly context?: ContextValues;
  /** Keys as they are where the graph does not tell. */
  readonly fallback?: ContextValues;
  readonly isChosen?: (key: string) => boolean;
  /** Whether an account that a policy names is the identity's own, where the provider does not say which that is. */
  readonly isOwnAccount?: boolean;
}

/** Decides as AWS would, from all policies of the graph on both sides. */
export function authorize(graph: Graph, question: Question): Decision {
  const { identity, action, resource, context = {}, fallback = {}, isChosen } = question;
  const target = resourceOfArn(graph, resource, identity.resource);
  const keys: RequestContext = contextOf(
    'unknown',
    context,
    ...principalLayers(identity),
    ...(target ? [resourceKeys(graph, target)] : []),
    resourceAccountKey(resource),
    fallback,
  );
  const request: Request = {
    requester: requesterOf(identity),
    action,
    resource,
    isWildcardOnly: resource === '*' && (actionOf(action)?.isWildcardOnly ?? false),
    context: isChosen ? { ...keys, isChosen } : keys,
  };
  return decide(request, policiesFor(graph, question, target));
}

/** The context keys of any request of an identity. */
export function principalContext(identity: Identity, context: ContextValues = {}): RequestContext {
  return contextOf('unknown', context, ...principalLayers(identity));
}

const principalLayers = memoized((identity: Identity): readonly ContextLookup[] => [
  lookupIn(principalKeys(identity)),
  directly,
  principalTags(identity),
]);

function requesterOf({ kind, arn, account, name, boundary }: Identity): Requester {
  // A group never asks; any of its members does.
  return {
    kind: kind === 'role' ? 'role' : 'user',
    id: kind === 'group' ? concat(['arn:aws:iam::', account, ':user/', new Unknown(`which member of ${name}`)]) : arn,
    account,
    hasBoundary: boundary !== undefined,
  };
}

/** All policies that decide what an identity may do with a resource. */
function policiesFor(graph: Graph, question: Question, target?: Resource): Policies {
  const { identity, action, resource, isOwnAccount } = question;
  const isOwn = isOwnAccount && isOwnAccountText(identity.account);
  const account = isOwn ? identity.account : (target?.provider.account ?? accountIn(resource));
  const policy = target ? targetPolicy(graph, target, action) : policyElsewhere(identity, action, resource, account);
  return {
    identity: identity.policies,
    ...(identity.boundary && { boundary: identity.boundary }),
    ...(policy && { resource: policy }),
    ...(account !== undefined && { resourceAccount: account }),
    needsResourcePolicy: needsPolicy(action),
  };
}

/** A trust policy decides only who can assume a role. */
function targetPolicy(graph: Graph, target: Resource, action: string): Policy | undefined {
  if (target.type === 'aws_iam_role' && !action.toLowerCase().startsWith('sts:')) return undefined;
  return resourcePolicy(graph, target);
}

/** The policy of a resource outside the graph: unknown, if it decides. */
function policyElsewhere(identity: Identity, action: string, resource: AnyText, account?: AnyText): Policy | undefined {
  const isForeign = typeof account === 'string' && account !== identity.account && /^\d{12}$/.test(account);
  if (!isForeign && !needsPolicy(action)) return undefined;
  const document = new Unknown(`the policy of ${String(resource)}, which is not in the input`);
  return { name: `the policy of ${String(resource)}`, kind: 'resource', document };
}

function accountIn(arn: AnyText): AnyText | undefined {
  const account = split(arn, ':')[4];
  return account !== undefined && account !== '' && !hasWildcard(account) ? account : undefined;
}

function principalKeys({ kind, arn, account, name }: Identity): ContextValues {
  return {
    ...(kind !== 'group' && { 'aws:PrincipalArn': arn }),
    'aws:PrincipalAccount': account,
    'aws:PrincipalType': kind === 'role' ? 'AssumedRole' : 'User',
    ...(kind !== 'group' && { 'aws:username': kind === 'user' ? name : null }),
    'kms:CallerAccount': account,
  };
}

/** The request is the identity's own, over TLS: no service passes it on. */
const directly = lookupIn({
  'aws:PrincipalIsAWSService': 'false',
  'aws:PrincipalServiceName': null,
  'aws:SourceArn': null,
  'aws:SourceAccount': null,
  'aws:ViaAWSService': 'false',
  'aws:CalledVia': null,
  'aws:CalledViaFirst': null,
  'aws:CalledViaLast': null,
  'aws:SecureTransport': 'true',
  'kms:ViaService': null,
  'kms:GrantIsForAWSResource': 'false',
});

/** Tags of the role or user. Session tags may add others, if the trust policy allows that. */
function principalTags({ resource, kind }: Identity): ContextLookup {
  return (key) => {
    if (!key.startsWith('aws:principaltag/') || kind === 'group') return 'unsaid';
    const value = tagNamed(resource, key.slice('aws:principaltag/'.length));
    return value === undefined ? 'unsaid' : value;
  };
}

function resourceKeys(graph: Graph, target: Resource): ContextLookup {
  return (key) => {
    const tag = /^[a-z0-9-]+:resourcetag\/(.+)$/.exec(key)?.[1];
    if (tag !== undefined) return tagNamed(target, tag);
    if (key === 'aws:resourceaccount') return target.provider.account ? [target.provider.account] : 'unsaid';
    if (key === 'kms:resourcealiases' && /^aws_kms_(replica_)?key$/.test(target.type)) return aliasesOf(graph, target);
    if (key === 'iam:permissionsboundary' && /^aws_iam_(role|user)$/.test(target.type)) {
      const boundary = target.at('permissions_boundary');
      if (boundary instanceof Unknown) return boundary;
      return boundary === undefined ? undefined : [textIn(boundary)];
    }
    return 'unsaid';
  };
}

/** The names of the aliases of a key. */
export function aliasesOf(graph: Graph, key: Resource): readonly AnyText[] | Unknown {
  const { found, unknown } = graph.children(key, 'aws_kms_alias', 'target_key_id');
  return unknown ?? found.map((alias) => textIn(alias.at('name') ?? new Reference(alias, 'name')));
}

function tagNamed(resource: Resource, lowered: string): readonly AnyText[] | undefined | Unknown {
  const tags = tagsOf(resource);
  if (tags instanceof Unknown) return tags;
  const [, value] = Object.entries(tags).find(([name]) => name.toLowerCase() === lowered) ?? [];
  return value === undefined ? undefined : value instanceof Unknown ? value : [textIn(value)];
}

function resourceAccountKey(resource: AnyText): ContextValues {
  const account = accountIn(resource);
  return {
    ...(account !== undefined && { 'aws:ResourceAccount': account }),
    ...regionKey(resource),
  };
}

/** A request goes to the region of what it is about. */
function regionKey(resource: AnyText): ContextValues {
  const region = split(resource, ':')[3];
  return region !== undefined && region !== '' && !hasWildcard(region) ? { 'aws:RequestedRegion': region } : {};
}
