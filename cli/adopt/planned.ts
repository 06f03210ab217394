import type { PlanJson, ResourceChangeJson } from '../../review/plan/plan-json';
import type { StackJson } from '../synthesis';
import type { Attributes } from './import-ids';

/** A resource that a plan creates or imports. */
export interface Planned {
  readonly address: string;
  readonly type: string;
  /** Those that are known. */
  readonly attributes: Attributes;
  /** Those that are known only after apply. */
  readonly unknown: ReadonlySet<string>;
  /** Its ID and ARN in the state and in the plan, as far as they are known; a resource that is replaced has two of each. */
  readonly ids: readonly string[];
  /** What the plan does with it, besides importing it: `create`; `no-op`, `update` or `delete`, `create`. */
  readonly actions: readonly string[];
  /** Whether an apply was interrupted after AWS had created it: the next one replaces it. */
  readonly isTainted: boolean;
  /** The attributes that an update changes, or that force a replacement. */
  readonly changes: readonly string[];
}

interface PlannedChange extends ResourceChangeJson {
  readonly type: string;
  readonly action_reason?: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before?: Attributes | null;
    readonly after?: Attributes | null;
    readonly after_unknown?: Attributes;
    /** The attributes that force a replacement. */
    readonly replace_paths?: readonly (readonly (string | number)[])[];
  };
}

/** Every managed resource of a plan that stays or comes. */
export function plannedResources(plan: PlanJson): Planned[] {
  const changes = (plan.resource_changes ?? []) as readonly PlannedChange[];
  return changes.filter(({ mode, change }) => mode === 'managed' && change.after).map(plannedResource);
}

/** The addresses of resources that the state has and AWS no longer has, as the plan's refresh saw. */
export function goneFromAws(plan: PlanJson): ReadonlySet<string> {
  const drift = (plan.resource_drift ?? []) as readonly ResourceChangeJson[];
  const deleted = drift.filter(({ change: { actions } }) => actions.length === 1 && actions[0] === 'delete');
  return new Set(deleted.map(({ address }) => address));
}

function plannedResource({ address, type, action_reason, change }: PlannedChange): Planned {
  const { actions, before, after_unknown = {} } = change;
  const after = change.after ?? {};
  const attributes = Object.fromEntries(Object.entries(after).filter(([, value]) => value !== null));
  const unknown = new Set(Object.keys(after_unknown).filter((name) => after_unknown[name] === true));
  const changed = [...Object.keys(after), ...unknown].filter(
    (name) => JSON.stringify(after[name]) !== JSON.stringify(before?.[name]),
  );
  const forcing = new Set(change.replace_paths?.map(([name]) => String(name)));
  return {
    address,
    type,
    attributes,
    unknown,
    ids: [before, after].flatMap((values) => [values?.id, values?.arn]).filter((id) => typeof id === 'string'),
    actions,
    isTainted: action_reason === 'replace_because_tainted',
    changes: before ? changed.filter((name) => forcing.size === 0 || forcing.has(name)) : [],
  };
}

/** The tags that every resource of a plan has in common: those of its environment and stack. */
export function commonTags(resources: readonly Planned[]): Record<string, string> {
  const [first = {}, ...others] = resources
    .map(({ attributes }) => tagsOf(attributes))
    .filter((tags) => tags !== undefined);
  return Object.fromEntries(
    Object.entries(first).filter(([key, value]) => others.every((tags) => tags[key] === value)),
  );
}

/** Its own tags and those of the provider. */
export function tagsOf({ tags_all: tags }: Attributes): Readonly<Record<string, string>> | undefined {
  return tags as Readonly<Record<string, string>> | undefined;
}

/** The provider that a resource names: `aws.us_east_1`; `aws` unless it names one. */
export function providerOf(stack: StackJson, address: string): string {
  const [type = '', name = ''] = address.replace(/\[.*$/, '').split('.');
  return String(stack.resource?.[type]?.[name]?.provider ?? type.split('_')[0]);
}

/** The region of each provider of a stack, by its name: `aws`, `aws.us_east_1`. */
export function regions(stack: StackJson): Map<string, string> {
  const configured = (stack.provider?.aws ?? []) as readonly { readonly alias?: string; readonly region?: unknown }[];
  return new Map(configured.map(({ alias, region }) => [alias ? `aws.${alias}` : 'aws', String(region)]));
}
