import type { Finding } from '../../engine/finding';
import { said, type Group } from '../groups';
import { nameOf, placeOf } from '../text/finding';
import { code, prose } from './escape';

/** A rule's faults under one heading: what it wants and what to do stand there once. */
export function ruleHeading({ first }: Group): string {
  return `**${code(first.rule)}** ${prose(first.title)}  \nFix: ${prose(first.fix)}`;
}

export function faultItem(group: Group): string {
  const { first } = group;
  const attribute = first.attribute ? `${code(first.attribute)}: ` : '';
  const expected = said(group, ({ expected }) => expected) ?? first.title;
  const came = first.status === 'unknown' ? because(group) : `found ${code(said(group, ({ found }) => found) ?? '')}`;
  const where = first.constructPath ? `${code(placeOf(first))}, ${code(first.address)}` : code(placeOf(first));
  return `- ${nameIn(group)}: ${attribute}expected ${code(expected)}, ${came} (${where})`;
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

function because(group: Group): string {
  return `not known: ${code(said(group, (finding: Finding) => finding.because) ?? '')}`;
}

function nameIn({ first, environments }: Group): string {
  return `${code(nameOf(first))} in ${environments.map(code).join(', ')}`;
}
