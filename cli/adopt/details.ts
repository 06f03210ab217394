import { join } from 'node:path';
import { CliError } from '../errors';
import { readDataSources, type DataRoot } from '../terraform/data-sources';
import type { StackJson } from '../synthesis';
import type { Attributes } from './import-ids';
import type { Place } from './place';
import type { Planned } from './planned';

/** What tells an object from others that might be taken for the same resource. */
interface Details {
  /** The data source that reads them, and its argument. */
  readonly data: string;
  readonly by: string;
  /** The attribute of the resource that the argument takes. @default the import ID */
  readonly of?: string;
  /** The attributes of the resource that are compared. */
  readonly compared: readonly string[];
  matches(planned: Attributes, found: Attributes): boolean;
}

/** Attributes that the resource and the data source have under one name. */
const same = (compared: readonly string[], expected: Attributes = {}) => ({
  compared,
  matches: (planned: Attributes, found: Attributes) =>
    compared.every((name) => comparable(planned[name]) === comparable(found[name])) &&
    Object.entries(expected).every(([name, value]) => found[name] === value),
});

const rule = (isEgress: boolean): Details => ({
  data: 'aws_vpc_security_group_rule',
  by: 'security_group_rule_id',
  ...same(
    [
      ...['security_group_id', 'ip_protocol', 'from_port', 'to_port'],
      ...['cidr_ipv4', 'cidr_ipv6', 'prefix_list_id', 'referenced_security_group_id'],
    ],
    { is_egress: isEgress },
  ),
});

const details: Readonly<Record<string, Details>> = {
  // A key that is disabled or pending deletion was put away by somebody.
  aws_kms_key: { data: 'aws_kms_key', by: 'key_id', ...same(['description'], { key_state: 'Enabled' }) },
  aws_route53_zone: { data: 'aws_route53_zone', by: 'zone_id', ...same(['name']) },
  // The provider's error for one that does not exist names no resource.
  aws_route_table_association: {
    data: 'aws_route_table',
    by: 'route_table_id',
    of: 'route_table_id',
    compared: ['route_table_id', 'subnet_id', 'gateway_id'],
    matches: (planned, { associations }) =>
      (associations as readonly Attributes[] | undefined)?.some((one) =>
        ['subnet_id', 'gateway_id'].every((name) => comparable(one[name]) === comparable(planned[name])),
      ) ?? false,
  },
  aws_vpc_security_group_egress_rule: rule(true),
  aws_vpc_security_group_ingress_rule: rule(false),
};

/** An object that may be a planned resource, if its details agree. */
export interface Candidate {
  readonly type: string;
  readonly id: string;
  readonly provider: string;
  /** What its details are read by, where it is not the import ID. */
  readonly key?: string;
}

/** Whether all that is compared is known in the plan. */
export function isDistinct({ type, unknown }: Planned): boolean {
  return (details[type]?.compared ?? []).every((name) => !unknown.has(name));
}

/** The attribute that the details of a type are read by, where it is not the import ID. */
export function keyOf({ type, attributes }: Planned): string | undefined {
  const name = details[type]?.of;
  return name === undefined ? undefined : String(attributes[name]);
}

/** Reads details, each once. */
export class ObjectDetails {
  private readonly known: Record<string, Attributes> = {};

  constructor(private readonly place: Place) {}

  /** @throws CliError when AWS does not answer. */
  async read(candidates: readonly Candidate[]): Promise<void> {
    const unread = candidates.filter((one) => one.type in details && !(labelOf(one) in this.known));
    if (unread.length === 0) return;
    const { terraform, initialized, folder, json } = this.place;
    const path = join(folder.path, 'lookup');
    const answer = await readDataSources<Record<string, Attributes>>(
      terraform,
      initialized,
      path,
      reading(json, unread),
    );
    if ('failed' in answer) throw new CliError(answer.failed);
    Object.assign(this.known, answer.found);
  }

  of(candidate: Candidate): Attributes {
    return this.known[labelOf(candidate)] ?? {};
  }

  /** Whether the details of a candidate are those of the planned resource; it has been read. */
  matches(planned: Planned, candidate: Candidate): boolean {
    return matches(planned, this.of(candidate));
  }
}

/** Whether details are those of the planned resource; of a type without any, they are. */
export function matches({ type, attributes }: Planned, found: Attributes): boolean {
  return details[type]?.matches(attributes, found) ?? true;
}

/** The data sources that read the candidates. */
export function reading({ terraform, provider }: StackJson, candidates: readonly Candidate[]): DataRoot {
  const data: Record<string, Record<string, Record<string, unknown>>> = {};
  const found: Record<string, string> = {};
  for (const candidate of candidates) {
    const { data: type = '', by = '' } = details[candidate.type] ?? {};
    const label = labelOf(candidate);
    (data[type] ??= {})[label] = { provider: candidate.provider, [by]: candidate.key ?? candidate.id };
    found[label] = `\${data.${type}.${label}}`;
  }
  return { terraform: { required_providers: terraform.required_providers }, provider, data, found };
}

/** Names a data source after what it reads. */
function labelOf({ type, id, key = id, provider }: Candidate): string {
  return `${type}_${provider}_${key}`.replace(/[^\w-]/g, '_');
}

/** EC2 answers with an empty text or -1 where an argument was not given. */
function comparable(value: unknown): string {
  return value === undefined || value === null || value === -1 ? '' : String(value);
}
