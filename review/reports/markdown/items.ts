import { describe, type Group } from '../groups';
import { nameOf, placeOf } from '../text/finding';
import { code, prose } from './escape';

/** The findings of a rule under one heading, which has the title and the fix once. */
export function ruleHeading({ first }: Group): string {
  return `**${code(first.rule)}** ${prose(first.title)}  \nFix: ${prose(first.fix)}`;
}

export function faultItem(group: Group): string {
  const { first } = group;
  const where = first.constructPath ? `${code(placeOf(first))}, ${code(first.address)}` : code(placeOf(first));
  return `- ${nameIn(group)}: ${code(describe(group))} (${where})`;
}

export function waivedItem(group: Group): string {
  const { rule, waiver } = group.first;
  const { kind, reason = '', owner, ticket, expires } = waiver ?? { kind: 'waiver' as const };
  const by = [owner, ticket].flatMap((one) => (one ? code(one) : [])).join(', ');
  const how = kind === 'opt-out' ? 'opted out in code' : `until ${prose(expires ?? 'never')} by ${by}`;
  return `- ${code(rule)} ${nameIn(group)}, ${how}: ${prose(reason)}`;
}

export function passItem(group: Group): string {
  return `- ${code(group.first.rule)} ${nameIn(group)}`;
}

function nameIn({ first, environments }: Group): string {
  return `${code(nameOf(first))} in ${environments.map(code).join(', ')}`;
}
