import type { StackJson } from '../synthesis';
import type { DataRoot } from '../terraform/data-sources';
import { regions, tagsOf, type Planned } from './planned';

/** Something in AWS that has the tags of a stack. */
export interface Tagged {
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
  /** The provider in whose region it is. */
  readonly provider: string;
}

/** What is needed of an object beside its tags, to tell it from others with the same tags. */
interface Details {
  /** The data source, and its argument that takes the import ID. */
  readonly data: string;
  readonly by: string;
  /** Attributes that the resource has and the data source too, under the same name. */
  readonly same: readonly string[];
  /** What the data source must say otherwise. */
  readonly expected: Readonly<Record<string, unknown>>;
}

const ruleDetails = (isEgress: boolean): Details => ({
  data: 'aws_vpc_security_group_rule',
  by: 'security_group_rule_id',
  same: [
    ...['security_group_id', 'ip_protocol', 'from_port', 'to_port'],
    ...['cidr_ipv4', 'cidr_ipv6', 'prefix_list_id', 'referenced_security_group_id'],
  ],
  expected: { is_egress: isEgress },
});

/** Types of which a stack has several with the same tags. */
const details: Readonly<Record<string, Details>> = {
  // A key that is disabled or pending deletion was put away by somebody.
  aws_kms_key: { data: 'aws_kms_key', by: 'key_id', same: ['description'], expected: { key_state: 'Enabled' } },
  aws_route53_zone: { data: 'aws_route53_zone', by: 'zone_id', same: ['name'], expected: {} },
  aws_vpc_security_group_egress_rule: ruleDetails(true),
  aws_vpc_security_group_ingress_rule: ruleDetails(false),
};

/** Finds everything that has the tags. `tag:GetResources` lists what is in one region, so each provider asks for itself. */
export function objectsWithTags(stack: StackJson, tags: Tagged['tags']): DataRoot {
  const tag_filter = Object.entries(tags).map(([key, value]) => ({ key, values: [value] }));
  const { terraform, provider } = stack;
  const names = [...regions(stack).keys()];
  const label = (name: string) => name.replace('.', '_');
  const found = Object.fromEntries(
    names.map((name) => {
      const list = `data.aws_resourcegroupstaggingapi_resources.${label(name)}.resource_tag_mapping_list`;
      return [name, `\${[for one in ${list} : { arn = one.resource_arn, tags = one.tags }]}`];
    }),
  );
  return {
    terraform: { required_providers: terraform.required_providers },
    provider,
    data: {
      aws_resourcegroupstaggingapi_resources: Object.fromEntries(
        names.map((name) => [label(name), { provider: name, tag_filter }]),
      ),
    },
    found,
  };
}

/** Whether an object is where a provider looks. What is global is listed in us-east-1, whichever provider has the resource. */
export function isSeenBy({ arn, provider }: Tagged, name: string): boolean {
  return provider === name || arn.split(':')[3] === '';
}

/** An object that may be a planned resource, if its details agree. */
export interface Candidate {
  readonly type: string;
  readonly id: string;
  readonly provider: string;
}

/** Reads the details of the candidates that have any; undefined where none has. */
export function detailsOf({ terraform, provider }: StackJson, candidates: readonly Candidate[]): DataRoot | undefined {
  const readings = candidates.flatMap(({ type, id, provider }) => {
    const { data = '', by = '' } = details[type] ?? {};
    return data ? [{ data, by, id, provider, label: labelOf({ type, id, provider }) }] : [];
  });
  if (readings.length === 0) return undefined;
  const data: Record<string, Record<string, Record<string, unknown>>> = {};
  for (const { data: type, by, id, provider, label } of readings) (data[type] ??= {})[label] = { provider, [by]: id };
  const found = Object.fromEntries(readings.map(({ data, label }) => [label, `\${data.${data}.${label}}`]));
  return { terraform: { required_providers: terraform.required_providers }, provider, data, found };
}

/** Names a data source after what it reads. */
export function labelOf({ type, id, provider }: Candidate): string {
  return `${type}_${provider}_${id}`.replace(/[^\w-]/g, '_');
}

/** Whether the tags that a resource will have are those of the object; it may have more. */
export function hasTags({ tags }: Tagged, { attributes }: Planned): boolean {
  const planned = tagsOf(attributes);
  return planned !== undefined && Object.entries(planned).every(([key, value]) => tags[key] === value);
}

/** Whether all that tells a resource from others with the same tags is known in the plan. */
export function isDistinct({ type, unknown }: Planned): boolean {
  return !unknown.has('tags_all') && (details[type]?.same ?? []).every((name) => !unknown.has(name));
}

/** Whether the details of an object are those of the planned resource. */
export function hasDetails({ type, attributes }: Planned, found: Readonly<Record<string, unknown>>): boolean {
  const { same = [], expected = {} } = details[type] ?? {};
  return (
    same.every((name) => comparable(attributes[name]) === comparable(found[name])) &&
    Object.entries(expected).every(([name, value]) => found[name] === value)
  );
}

/** EC2 answers with an empty text or -1 where an argument was not given. */
function comparable(value: unknown): string {
  return value === undefined || value === null || value === -1 ? '' : String(value);
}
