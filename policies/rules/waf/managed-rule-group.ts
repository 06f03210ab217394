import type { Block } from '../../../review/engine/attribute';
import { failing, notKnown, quoted, type Verdict } from '../../../review/engine/verdict';
import { and, type Truth } from '../../../review/iam/three-valued-logic';
import { blocksOf, isAbsent, step, Unknown } from '../../../review/model/value';

/** A rule that only counts blocks nothing. */
export function counts({ path, values }: Block): readonly Verdict[] {
  return ['action', 'override_action'].flatMap((name): Verdict[] => {
    const action = step(values, name);
    if (action instanceof Unknown) return [notKnown(`${path}.${name}`, 'a blocking action', action)];
    const isCount = !isAbsent(step(action, 'count'));
    return isCount ? [failing(`${path}.${name}`, 'a blocking action', 'count')] : [];
  });
}

const groupOf = ({ values }: Block) => step(step(values, 'statement'), 'managed_rule_group_statement');

/** A rule of the group that is excluded, or overridden to count or allow, blocks nothing either. */
export function overrides(block: Block): readonly Verdict[] {
  const group = groupOf(block);
  return ['rule_action_override', 'excluded_rule'].flatMap((name): Verdict[] => {
    const path = `${block.path}.statement.managed_rule_group_statement.${name}`;
    const blocks = blocksOf(step(group, name));
    if (blocks instanceof Unknown) return [notKnown(path, 'a blocking action', blocks)];
    const open = blocks.filter((one) => {
      const action = step(one, 'action_to_use');
      return name === 'excluded_rule' || ['count', 'allow'].some((kind) => !isAbsent(step(action, kind)));
    });
    return open.map((one) => failing(path, 'a blocking action', `${quoted(step(one, 'name'))} without one`));
  });
}

/** The group of AWS that stops Log4j lookups and the like. */
export function isKnownBadInputs(block: Block): Truth {
  const group = groupOf(block);
  const is = (name: string, expected: string): Truth => {
    const value = step(group, name);
    return value instanceof Unknown ? value : value === expected;
  };
  return and(is('name', 'AWSManagedRulesKnownBadInputsRuleSet'), is('vendor_name', 'AWS'));
}
