import { placeholder } from './attributes';
import type { PlannedChange } from './change';
import type { ResourceChangeJson } from './plan-json';

/** Arguments that name a resource to AWS or tell it from others of its type. */
const naming = [
  ...['name', 'identifier', 'bucket', 'replication_group_id', 'cluster_identifier', 'cluster_id', 'domain_name'],
  ...[
    'function_name',
    'alarm_name',
    'name_prefix',
    'family',
    'role',
    'cidr_block',
    'policy_arn',
    'rule_number',
    'egress',
  ],
  ...['cidr_ipv4', 'from_port', 'description'],
];

/**
 * Says of each resource that is destroyed whether one of the same type is created that has the same name: probably its construct got
 * another id, and Terraform takes it for another resource. What has no name, such as the policy of a topic, moves with the construct that it is in.
 */
export function withRenamed(
  changes: readonly PlannedChange[],
  planned: readonly ResourceChangeJson[],
  prefix: string,
): readonly PlannedChange[] {
  const values = new Map(planned.map(({ address, change }) => [address.slice(prefix.length), change]));
  const created = changes.filter(({ action }) => action === 'create');
  const destroyed = changes.filter(({ action }) => action === 'destroy');
  const moves = new Map<PlannedChange, PlannedChange>();
  const pair = (one: PlannedChange, isIt: (other: PlannedChange) => boolean) => {
    const index = moves.has(one) ? -1 : created.findIndex((other) => other.type === one.type && isIt(other));
    const [found] = index < 0 ? [] : created.splice(index, 1);
    if (found) moves.set(one, found);
  };
  for (const one of destroyed) {
    const was = nameOf(values.get(one.address)?.before);
    pair(one, ({ address }) => was !== undefined && nameOf(values.get(address)?.after) === was);
  }
  const renames = [...moves]
    .map(([from, to]) => renamedParts(from.constructPath, to.constructPath))
    .filter((parts) => parts !== undefined);
  for (const one of destroyed) {
    const paths = renames.flatMap(([from, to]) =>
      one.constructPath?.startsWith(from) ? `${to}${one.constructPath.slice(from.length)}` : [],
    );
    pair(one, ({ constructPath }) => constructPath !== undefined && paths.includes(constructPath));
  }
  return changes.map((one) => {
    const found = moves.get(one);
    if (!found) return one;
    const effects = securityGroupRules.includes(one.type) ? [...one.effects, takenOnce] : one.effects;
    const parts = renamedParts(one.constructPath, found.constructPath);
    const [was, is] = (parts ?? []).map((path) => path.split('/').slice(1, -1));
    const maybeRenamed = was && is && ([was.join('/'), is.at(-1) ?? ''] as const);
    return { ...one, effects, maybeMovedTo: found.address, ...(maybeRenamed && { maybeRenamed }) };
  });
}

const securityGroupRules = ['aws_vpc_security_group_ingress_rule', 'aws_vpc_security_group_egress_rule'];
/** Terraform does both at once. Source: EC2 API reference, AuthorizeSecurityGroupIngress, InvalidPermission.Duplicate */
const takenOnce = 'EC2 may refuse the same rule that is created, since it takes each once';

/** The part of two paths up to the one construct whose id differs: `['prod-account/billing/', 'prod-account/budget/']`. */
function renamedParts(from: string | undefined, to: string | undefined): readonly [string, string] | undefined {
  const [was, is] = [from, to].map((path) => path?.split('/') ?? []);
  if (!was || !is || was.length !== is.length) return undefined;
  const different = was.flatMap((id, index) => (id === is[index] ? [] : [index]));
  const [index, another] = different;
  if (index === undefined || another !== undefined) return undefined;
  return [`${was.slice(0, index + 1).join('/')}/`, `${is.slice(0, index + 1).join('/')}/`];
}

function nameOf(values: unknown): string | undefined {
  if (typeof values !== 'object' || values === null) return undefined;
  const all = values as Readonly<Record<string, unknown>>;
  const tags = (all.tags ?? {}) as Readonly<Record<string, unknown>>;
  const named = [...naming.map((name) => all[name]), tags.Name].map((value) => (isName(value) ? value : null));
  return named.some((value) => typeof value === 'string' && value !== '') ? JSON.stringify(named) : undefined;
}

/** What only AWS gives is different each time. */
function isName(value: unknown): boolean {
  return (
    typeof value === 'number' ||
    typeof value === 'boolean' ||
    (typeof value === 'string' && !value.includes(placeholder))
  );
}
