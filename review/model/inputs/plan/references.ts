import { isList, Reference, type Value } from '../../value';

/** The references of an expression without the beginnings of each, which Terraform lists after it. */
export function leavesOf(references: readonly unknown[]): string[] {
  const texts = references.filter((one): one is string => typeof one === 'string');
  const leaves: string[] = [];
  for (const text of texts) {
    const isBeginning = leaves.some((leaf) => leaf.startsWith(`${text}.`) || leaf.startsWith(`${text}[`));
    if (!isBeginning && !leaves.includes(text)) leaves.push(text);
  }
  return leaves;
}

/** `module.a["x.y"].b[0]` → `['module', 'a', 'x.y', 'b', '0']` */
export function pathOf(reference: string): string[] {
  return [...reference.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([^.[\]]+)/g)].map(
    ([, quoted, index, name]) => quoted?.replace(/\\(.)/g, '$1') ?? index ?? name ?? '',
  );
}

/** Attributes whose value names a resource. For other attributes, a plan does not contain how the expression uses the reference. */
const names: ReadonlySet<string> = new Set([
  'id',
  'arn',
  'name',
  'bucket',
  'key_id',
  'key_arn',
  'secret_id',
  'family',
  'identifier',
  'qualified_arn',
  'invoke_arn',
  'url',
  'target_key_arn',
  'allocation_id',
  'dns_name',
  'domain_name',
  'group_id',
  'role',
  'arn_suffix',
  'replication_group_id',
  'cluster_identifier',
]);

/** Whether a reference, alone in an expression, is most likely its value: it names a resource. */
export function isPlain(reference: string, value: Value): boolean {
  if (reference.startsWith('var.') || reference.startsWith('module.')) return true;
  if (isList(value)) return false;
  return !(value instanceof Reference) || names.has(value.attribute);
}

/** The types that an attribute names by another word. */
const otherKinds: Readonly<Record<string, readonly string[]>> = {
  gateway: ['internet_gateway', 'vpn_gateway'],
  egress_only_gateway: ['egress_only_internet_gateway'],
};

/** Whether an attribute names resources of a type: `nat_gateway_id`, `vpc_security_group_ids`, `subnets`. */
export function fits(attribute: string, type: string): boolean {
  const kind = type.replace(/^aws_/, '');
  const stem = attribute.replace(/_(ids?|arns?)$/, '').replace(/s$/, '');
  const others = otherKinds[stem];
  if (others) return others.includes(kind);
  const end = stem.split('_').slice(-2).join('_');
  return kind === end || kind.endsWith(`_${end}`) || (stem.startsWith('vpc_') && kind === stem.slice(4));
}
