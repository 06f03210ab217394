import { isStateful } from '../engine/stateful';
import { plannedAttributes } from './attributes';
import type { PlannedAction, PlannedChange } from './change';
import { effectsOf } from './effects';
import type { ChangeJson, PlanJson, ResourceChangeJson } from './plan-json';
import { withRenamed } from './renamed';

/** A stack of the plan. */
export interface PlannedStack {
  /** `prod-data` */
  readonly name: string;
  /** The module that it is in a joined plan. @default none: the plan is of the stack alone */
  readonly module?: string;
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

export interface PlannedOptions {
  /** Of a comparison without the account. */
  readonly offline?: {
    /** The stack in the older tree. */
    readonly older?: PlannedStack;
    /** Whether AWS chooses an argument of a type where none is set. */
    readonly isChosenByAws: (type: string, path: readonly string[]) => boolean;
  };
}

/** What a plan does to the resources of a stack, what is lost first. */
export function plannedChanges(plan: PlanJson, stack: PlannedStack, options: PlannedOptions = {}): PlannedChange[] {
  const prefix = stack.module === undefined ? '' : `module.${stack.module}.`;
  const its = (plan.resource_changes ?? []).filter(
    ({ mode, address }) => mode === 'managed' && address.startsWith(prefix),
  );
  const changes = its.flatMap((one) => changeOf(one, its, prefix, stack, options) ?? []);
  return [...withRenamed(changes, its, prefix)].sort(
    (a, b) => order.indexOf(a.action) - order.indexOf(b.action) || Number(b.holdsData) - Number(a.holdsData),
  );
}

const order: readonly PlannedAction[] = ['replace', 'destroy', 'forget', 'update', 'create'];

/** Undefined where nothing changes. */
function changeOf(
  one: ResourceChangeJson,
  its: readonly ResourceChangeJson[],
  prefix: string,
  stack: PlannedStack,
  options: PlannedOptions,
) {
  const { change, previous_address: previous } = one;
  const action = actionOf(change.actions);
  const address = one.address.slice(prefix.length);
  const movedFrom = previous?.startsWith(prefix) ? previous.slice(prefix.length) : previous;
  if (!action && movedFrom === undefined) return undefined;
  const [type = '', name = ''] = address.replace(/^(module\.[\w-]+(\[[^\]]*\])?\.)*/, '').split(/[.[]/);
  const block = stack.resource?.[type]?.[name];
  const { offline } = options;
  const older = offline?.older?.resource?.[type]?.[name];
  const constructPath = pathOf(block) ?? pathOf(older);
  const compares = action === 'update' || action === 'replace';
  const attributes = compares
    ? plannedAttributes(change, {
        // Without its configuration, anything may be set.
        isSet: (attribute) => !block || Object.hasOwn(block, attribute),
        configured: (path) => path.reduce<unknown>(memberOf, block),
        ...(offline && {
          offline: {
            isChosenByAws: ([top = '', ...path]) =>
              !Object.hasOwn(older ?? {}, top) && offline.isChosenByAws(type, [top, ...path]),
          },
        }),
      })
    : [];
  // Nothing that a configuration decides: values that only AWS gives are not known here.
  if (offline && action === 'update' && attributes.length === 0 && movedFrom === undefined) return undefined;
  const refused =
    action === 'replace' || action === 'destroy' ? refusalOf(type, change.before) : ipv6RefusalOf(type, change, its);
  const planned: PlannedChange = {
    action: action ?? 'update',
    stack: stack.name,
    address,
    type,
    ...(constructPath && { constructPath }),
    module: constructPath?.split('/')[1] ?? type,
    holdsData: isStateful({ mode: 'managed', type }),
    ...(action === 'replace' && { createsFirst: change.actions[0] === 'create' }),
    attributes,
    effects:
      action === 'update'
        ? effectsOf(
            type,
            change,
            attributes.map(({ name }) => name.split(/[.[]/)[0] ?? ''),
          )
        : [],
    ...(refused && { refused }),
    ...(movedFrom !== undefined && { movedFrom }),
  };
  return planned;
}

/** A single block is synthesized as an object, and a plan has it in a list. */
function memberOf(value: unknown, part: string | number): unknown {
  if (part === 0 && !Array.isArray(value)) return value;
  return (value as Readonly<Record<string | number, unknown>> | null | undefined)?.[part];
}

function actionOf(actions: readonly string[]): PlannedAction | undefined {
  if (actions.includes('delete')) return actions.includes('create') ? 'replace' : 'destroy';
  if (actions.includes('forget')) return 'forget';
  if (actions.includes('create')) return 'create';
  return actions.includes('update') ? 'update' : undefined;
}

function pathOf(block: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const { metadata } = (block?.['//'] ?? {}) as { metadata?: { path?: string } };
  return metadata?.path?.replace(/\/Default(?=\/|$)/g, '');
}

/** AWS refuses to delete what is protected, until an apply of its own has taken the protection away. */
function refusalOf(type: string, before: unknown): string | undefined {
  const values = (before ?? {}) as Readonly<Record<string, unknown>>;
  if (type === 'aws_subnet' && isInUse(values)) return 'AWS refuses while anything is in it: let its zone retire first';
  const protections = ['deletion_protection', 'enable_deletion_protection', 'deletion_protection_enabled'];
  const on = protections.find((name) => values[name] === true || values[name] === 'ACTIVE');
  return on && `AWS refuses: ${on} is on`;
}

/**
 * AWS takes the range of no subnet that an interface has an address of, and of no VPC that a subnet has a range of; the provider changes the VPC first (EC2 API
 * reference, DisassociateSubnetCidrBlock and DisassociateVpcCidrBlock).
 */
function ipv6RefusalOf(type: string, change: ChangeJson, its: readonly ResourceChangeJson[]): string | undefined {
  if (
    type === 'aws_subnet' &&
    isTaken(change, 'ipv6_cidr_block') &&
    has(change.before, 'assign_ipv6_address_on_creation')
  )
    return 'AWS refuses while an interface has an IPv6 address of it: let the addresses of network.ipv6 retire first';
  const hasRanges = its.some(
    ({ address, change: { before } }) => /(^|\.)aws_subnet\./.test(address) && has(before, 'ipv6_cidr_block'),
  );
  return type === 'aws_vpc' && isTaken(change, 'assign_generated_ipv6_cidr_block') && hasRanges
    ? 'AWS refuses while a subnet has an IPv6 range of it: let network.ipv6 retire first'
    : undefined;
}

const has = (values: unknown, name: string) => Boolean((values as Readonly<Record<string, unknown>> | null)?.[name]);
/** Whether it is gone after the change; what is known after apply is not. */
const isTaken = ({ before, after, after_unknown: unknown }: ChangeJson, name: string) =>
  has(before, name) && !has(after, name) && !has(unknown, name);

/** Of a zone that retires, the subnets are tagged before they go: by then everything has left them. */
function isInUse({ tags }: Readonly<Record<string, unknown>>): boolean {
  const { tier, retiring } = (tags ?? {}) as Readonly<Record<string, unknown>>;
  return ['public', 'private', 'data'].includes(String(tier)) && retiring !== 'true';
}
