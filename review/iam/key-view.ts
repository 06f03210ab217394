import { memoized } from '../memoize';
import type { Graph } from '../model/graph';
import { reasonsInVariants } from '../model/graph-variants';
import { arnOf } from '../model/identity';
import type { Resource } from '../model/resource';
import { keyOf, type AnyText } from '../model/text';
import { isList, isMap, Reference, Text, Unknown, type Value } from '../model/value';
import { inWords } from './conditions';
import { unknownIn, type Document, type Principal, type Statement } from './document';
import { grantsFor } from './grants';
import { groupBy } from '../group-by';
import { identitiesIn, type Identity } from './identities';
import { noteOf, whereIn } from './identity-view';
import { narrowsCaller } from './narrowing';
import { isDenied, opennessOf, type Openness } from './openness';
import { isEveryone, namedBy } from './principals';
import { aliasesOf, authorize } from './authorize';
import { resourcePolicy } from './resource-policies';
import { accountNamed, actionMatches } from './statement';
import { isPattern, matchesText } from './text-matching';
import type { KeyUser, KeyView, ResourceNote } from './views';

/** Cryptographic actions, and those that grant them; all others administer or read. */
const using = [
  'kms:Decrypt',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:ReEncryptFrom',
  'kms:CreateGrant',
  'kms:Sign',
  'kms:Verify',
  'kms:GenerateMac',
  'kms:VerifyMac',
  'kms:DeriveSharedSecret',
];
const administering = ['kms:ScheduleKeyDeletion', 'kms:DisableKey', 'kms:PutKeyPolicy', 'kms:UpdateAlias'];

/** The KMS keys of an environment, as a page shows them. */
export function keyViewsOf(graph: Graph, environment: string): readonly KeyView[] {
  const uses = encryptedBy(graph);
  const identities = identitiesIn(graph).filter((identity) => identity.environment === environment);
  const holders = new Holders(graph, identities);
  return graph
    .all('aws_kms_key', 'aws_kms_replica_key')
    .filter((key) => key.environment === environment)
    .map((key) => view(graph, key, uses.get(key) ?? [], holders));
}

function view(graph: Graph, key: Resource, encrypts: KeyView['encrypts'], holders: Holders): KeyView {
  const named = aliasesOf(graph, key);
  const aliases = named instanceof Unknown ? [] : named.map(String);
  const [description, deletion] = [key.at('description'), key.at('deletion_window_in_days')];
  const document = resourcePolicy(graph, key)?.document;
  const unknown = [named, document instanceof Unknown || !document ? document : unknownIn(document)].filter(
    (value): value is Unknown => value instanceof Unknown,
  );
  return {
    name: aliases[0] ?? (typeof description === 'string' ? description : key.address),
    ...{ aliases, encrypts },
    resource: noteOf(key),
    rotation: rotationOf(key),
    ...(typeof deletion === 'number' && { deletionWindowDays: deletion }),
    multiRegion: key.at('multi_region') === true || key.type === 'aws_kms_replica_key',
    users: whoMay(graph, key, using, holders),
    administrators: whoMay(graph, key, administering, holders),
    unknown: [...unknown.map(({ because }) => because), ...policyMayBeAbsent(graph, key)],
  };
}

function policyMayBeAbsent(graph: Graph, key: Resource): readonly string[] {
  const own = resourcePolicy(graph, key)?.resource;
  return reasonsInVariants(graph, key, (without) => resourcePolicy(without, key)?.resource !== own);
}

function rotationOf(key: Resource): KeyView['rotation'] {
  if (key.type === 'aws_kms_replica_key') return { on: false, none: 'rotated with its primary' };
  const spec = key.at('customer_master_key_spec');
  if (typeof spec === 'string' && spec !== 'SYMMETRIC_DEFAULT') {
    return { on: false, none: `KMS does not rotate ${spec} keys` };
  }
  const [on, period] = [key.at('enable_key_rotation'), key.at('rotation_period_in_days')];
  if (on instanceof Unknown) return { on: false, unknown: on.because };
  const isOn = on === true || on === 'true';
  return { on: isOn, ...(isOn && { periodDays: typeof period === 'number' ? period : 365 }) };
}

function whoMay(graph: Graph, key: Resource, actions: readonly string[], holders: Holders): KeyUser[] {
  const document = resourcePolicy(graph, key)?.document;
  const statements = !document || document instanceof Unknown ? [] : document.statements;
  const named = statements
    .filter((one) => one.effect === 'Allow' && isDenied(one, document as Document, 'all') !== true)
    .flatMap((statement) => {
      const meant = actions.filter((action) => actionMatches(statement, action) !== false);
      const principals = meant.length > 0 ? namedBy(statement) : [];
      // The account itself uses no key: it delegates to the policies of its identities.
      const users = principals.filter((one) => isEveryone(one) || accountNamed(one.id) === undefined);
      return users.map((principal) => userOf(principal, statement, document as Document, meant, holders.byArn));
    });
  const delegated = holders.of(key, actions).flatMap((identity) => throughIdentity(graph, identity, key, actions));
  return [...named, ...delegated];
}

function userOf(
  principal: Principal,
  statement: Statement,
  document: Document,
  actions: readonly string[],
  byArn: ReadonlyMap<string, Identity>,
): KeyUser {
  const identity = byArn.get(keyOf(principal.id));
  const { conditions } = statement;
  const openness = opennessOf(statement, document);
  return {
    name: identity?.name ?? (isEveryone(principal) ? everyoneOf(statement, openness) : String(principal.id)),
    ...(identity && { resource: noteOf(identity.resource) }),
    actions,
    conditions: conditions.map(inWords),
    through: 'key policy',
  };
}

/** Everyone, within the conditions and Deny statements. */
function everyoneOf({ conditions }: Statement, openness: Openness): string {
  if (openness === 'everyone') return 'everyone';
  if (openness instanceof Unknown) return `everyone, unless limited by ${openness.because}`;
  const isOfAccount = conditions.some(
    (condition) =>
      /^(kms:CallerAccount|aws:PrincipalAccount)$/i.test(condition.key) && narrowsCaller(condition) === true,
  );
  return isOfAccount ? 'anyone in the account' : 'everyone who meets the conditions of the policy';
}

/** The identities whose own policies name a key for an action. */
class Holders {
  readonly byArn: ReadonlyMap<string, Identity>;
  private readonly found = new Map<
    string,
    { exact: ReadonlyMap<string, readonly Identity[]>; wide: readonly Held[] }
  >();

  constructor(
    private readonly graph: Graph,
    private readonly identities: readonly Identity[],
  ) {
    this.byArn = new Map(identities.map((identity) => [keyOf(identity.arn), identity]));
  }

  of(key: Resource, actions: readonly string[]): readonly Identity[] {
    const arn = arnOf(key);
    const named = actions.flatMap((action) => {
      const { exact, wide } = this.holding(action);
      const matched = wide.filter(({ pattern }) => matchesText(pattern, arn) !== false);
      return [...(exact.get(keyOf(arn)) ?? []), ...matched.map(({ identity }) => identity)];
    });
    return [...new Set(named)];
  }

  private holding(action: string) {
    const known = this.found.get(action);
    if (known) return known;
    const held = this.identities.flatMap((identity): Held[] =>
      grantsFor(this.graph, identity, action).map(({ resource }) => ({ identity, pattern: resource })),
    );
    const isWide = ({ pattern }: Held) => isPattern(pattern);
    const one = groupBy(
      held.filter((each) => !isWide(each)),
      ({ pattern }) => keyOf(pattern),
    );
    const exact = new Map([...one].map(([pattern, all]) => [pattern, all.map(({ identity }) => identity)]));
    const holders = { exact, wide: held.filter(isWide) };
    this.found.set(action, holders);
    return holders;
  }
}

interface Held {
  readonly identity: Identity;
  readonly pattern: AnyText;
}

/** Access that the key policy delegates to the account and an identity policy grants. */
function throughIdentity(graph: Graph, identity: Identity, key: Resource, actions: readonly string[]): KeyUser[] {
  const decisions = actions
    .map((action) => ({ action, decision: authorize(graph, { identity, action, resource: arnOf(key) }) }))
    .filter(({ decision }) => decision.result !== 'denied' && decision.by?.policy.kind === 'identity');
  if (decisions.length === 0) return [];
  const conditions = decisions.flatMap(({ decision }) => whereIn(decision));
  return [
    {
      name: identity.name,
      resource: noteOf(identity.resource),
      actions: decisions.map(({ action }) => action),
      conditions: [...new Set(conditions)],
      through: 'identity policy',
    },
  ];
}

type Use = ResourceNote & { readonly attribute: string };

/** Every resource that names a key in an attribute, or an alias of it. */
const encryptedBy = memoized((graph: Graph): ReadonlyMap<Resource, readonly Use[]> => {
  const uses = new Map<Resource, Use[]>();
  const keys = ['aws_kms_key', 'aws_kms_replica_key', 'aws_kms_alias'];
  const isKeyName = /(kms|cmk|encrypt|key_id|key_arn)/i;
  const walk = (resource: Resource, value: Value, path: string) => {
    if (isList(value)) value.forEach((one, index) => walk(resource, one, `${path}.${index}`));
    else if (isMap(value)) for (const [name, one] of Object.entries(value)) walk(resource, one, `${path}.${name}`);
    else if (
      value instanceof Reference ||
      ((typeof value === 'string' || value instanceof Text) && isKeyName.test(path))
    ) {
      const found = graph.resolveFor(resource, value, ...keys);
      const key = found instanceof Unknown || !found ? undefined : keyBehind(graph, found);
      if (key) uses.set(key, [...(uses.get(key) ?? []), { ...noteOf(resource), attribute: path.slice(1) }]);
    }
  };
  for (const resource of graph.resources) {
    if (resource.mode !== 'managed' || /^(@|aws_(kms|iam)_)/.test(resource.type)) continue;
    walk(resource, resource.attributes, '');
  }
  return uses;
});

function keyBehind(graph: Graph, found: Resource): Resource | undefined {
  if (found.type === 'aws_kms_key' || found.type === 'aws_kms_replica_key') return found;
  if (found.type !== 'aws_kms_alias') return undefined;
  const key = graph.resolveFor(found, found.at('target_key_id'), 'aws_kms_key', 'aws_kms_replica_key');
  return key instanceof Unknown ? undefined : key;
}
