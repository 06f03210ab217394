import { all, failing, notKnown, type Verdict } from '../../../review/engine/verdict';
import { overlaps } from '../../../review/iam/wildcard';
import type { Resource } from '../../../review/model/resource';
import { blocksOf, isAbsent, isList, step, Unknown, type Value } from '../../../review/model/value';
import { textOfValue } from '../support/text';
import { listeners } from './balancers';
import { actionsOf, signInOf } from './sign-in-actions';

const found = 'an action that forwards without sign-in';
const everything = ['*'];

/** What a rule, or what happens by default, does with requests, as far as it is known. */
interface Step {
  readonly address: string;
  /** The default is last. */
  readonly priority: number | Unknown;
  readonly hosts: readonly string[] | Unknown;
  readonly paths: readonly string[] | Unknown;
  /** `undefined` for a redirect or a fixed response. */
  readonly forwards: 'after sign-in' | 'at once' | undefined | Unknown;
}

function stepOf(resource: Resource): Step {
  const isDefault = listeners.includes(resource.type);
  return {
    address: isDefault ? 'default_action' : resource.address,
    priority: isDefault ? Number.POSITIVE_INFINITY : priorityOf(resource.at('priority')),
    hosts: isDefault ? everything : patternsOf(resource, 'host_header'),
    paths: isDefault ? everything : patternsOf(resource, 'path_pattern'),
    forwards: forwardsOf(resource),
  };
}

function priorityOf(value: Value | undefined): number | Unknown {
  if (value instanceof Unknown) return value;
  const number = Number(textOfValue(value));
  // Without one, the provider takes the next that is free.
  return isAbsent(value) || Number.isNaN(number) ? new Unknown('the priority is known after apply') : number;
}

function forwardsOf(resource: Resource): Step['forwards'] {
  const actions = actionsOf(resource);
  if (actions instanceof Unknown) return actions;
  for (const action of actions) {
    const signIn = signInOf(action);
    if (signIn instanceof Unknown) return signIn;
    if (signIn.length > 0) return 'after sign-in';
  }
  return actions.some(({ values }) => textOfValue(step(values, 'type')) === 'forward') ? 'at once' : undefined;
}

/** The texts of a kind of condition; every text where there is none. */
function patternsOf(rule: Resource, kind: string): readonly string[] | Unknown {
  const conditions = rule.blocks('condition');
  if (conditions instanceof Unknown) return conditions;
  for (const condition of conditions) {
    const blocks = blocksOf(step(condition, kind));
    if (blocks instanceof Unknown) return blocks;
    const [block] = blocks;
    if (!block) continue;
    const values = block.values;
    if (values instanceof Unknown) return values;
    if (!isList(values)) return new Unknown(`${kind} is known after apply`);
    const open = values.find((value) => value instanceof Unknown);
    return open instanceof Unknown ? open : values.map((value) => textOfValue(value));
  }
  return everything;
}

/** Whether some request is for both: `undefined` where that is not known. */
function meet(one: readonly string[] | Unknown, other: readonly string[] | Unknown): boolean | undefined {
  if (one instanceof Unknown || other instanceof Unknown) return undefined;
  return one.some((pattern) => other.some((text) => overlaps(pattern, text, true)));
}

/** The verdict on a rule that forwards at once, before one that signs people in. */
function verdictOn(rule: Step, signed: Step): Verdict | undefined {
  const truths = [meet(rule.hosts, signed.hosts), meet(rule.paths, signed.paths), isBefore(rule, signed)];
  if (truths.includes(false)) return undefined;
  const expected = `sign-in, which ${signed.address} asks of the same requests`;
  const place = `${rule.address} action`;
  const doubts = [rule.hosts, rule.paths, signed.hosts, signed.paths, rule.forwards];
  const order = truths[2] === true ? [] : [rule.priority, signed.priority];
  const doubt = [...doubts, ...order].find((value) => value instanceof Unknown);
  return doubt instanceof Unknown ? notKnown(place, expected, doubt) : failing(place, expected, found);
}

function isBefore({ priority }: Step, other: Step): boolean | undefined {
  if (other.priority === Number.POSITIVE_INFINITY) return true;
  return priority instanceof Unknown || other.priority instanceof Unknown ? undefined : priority < other.priority;
}

/** Of a listener and its rules, on each that may forward at once: the first reason against it. */
export function verdictsOn(resources: readonly Resource[]): readonly Verdict[] {
  const steps = resources.map(stepOf);
  const signed = steps.filter(({ forwards }) => forwards === 'after sign-in');
  if (signed.length === 0) return [];
  const others = steps.filter(({ forwards }) => forwards === 'at once' || forwards instanceof Unknown);
  return all(
    others.flatMap((rule) => {
      const its = signed.flatMap((one) => verdictOn(rule, one) ?? []);
      return its.find(({ status }) => status === 'fail') ?? its[0] ?? [];
    }),
  );
}
