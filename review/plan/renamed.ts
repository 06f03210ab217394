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
 * another id, and Terraform takes it for another resource.
 */
export function withRenamed(
  changes: readonly PlannedChange[],
  planned: readonly ResourceChangeJson[],
  prefix: string,
): readonly PlannedChange[] {
  const values = new Map(planned.map(({ address, change }) => [address.slice(prefix.length), change]));
  const created = changes.filter(({ action }) => action === 'create');
  return changes.map((one) => {
    if (one.action !== 'destroy') return one;
    const was = nameOf(values.get(one.address)?.before);
    const index = created.findIndex(
      ({ type, address }) => was !== undefined && type === one.type && nameOf(values.get(address)?.after) === was,
    );
    const [found] = index < 0 ? [] : created.splice(index, 1);
    return found ? { ...one, maybeMovedTo: found.address } : one;
  });
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
