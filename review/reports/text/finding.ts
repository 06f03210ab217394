import type { Finding } from '../../engine/finding';
import { printable } from '../escape';
import { describe, isScope, valueByEnvironment, type Group } from '../groups';
import { wrapped } from '../wrap';
import type { Paint } from './paint';

/**
 * A finding as a compiler prints it: place, severity, rule and construct; below it, what is wrong and what to do.
 *
 * @param groups one, or several that differ only in the attribute
 */
export function faultLines(groups: readonly [Group, ...Group[]], width: number, paint: Paint): string[] {
  const [group] = groups;
  const { first } = group;
  const place = placeOf(first);
  const severity = first.status === 'unknown' ? `${first.severity}, unknown` : first.severity;
  const name = printable(isScope(first) ? (valueByEnvironment(group, nameOf) ?? '') : nameOf(first));
  const plain = `${place}  ${severity}  ${first.rule}`;
  const head = `${paint.bold(place)}  ${paint.severity(first.severity, severity)}  ${first.rule}`;
  const fits = plain.length + 2 + name.length <= width;
  const lines = (text: string) => wrapped('  ', printable(text), width, 4);
  return [
    ...(fits ? [`${head}  ${name}`] : [head, ...lines(name)]),
    ...lines(addressAndEnvironments(group)),
    ...groups.flatMap((one) => lines(describe(one))),
    ...lines(`fix: ${first.fix}`),
  ];
}

/** Groups that one heading does for: the same rule on the same resource, in the same environments. */
export function headingKey({ first, environments }: Group): string {
  const { rule, status, type, place } = first;
  return JSON.stringify([rule, status, type, nameOf(first), place, environments]);
}

/** What somebody accepted: who, until when, and why. */
export function waivedLines(group: Group, width: number, paint: Paint): string[] {
  const { waiver, rule, severity } = group.first;
  const { kind, reason = '', owner, ticket, expires } = waiver ?? { kind: 'waiver' as const };
  const who = [owner, ticket].filter(Boolean).join(', ');
  const how = kind === 'opt-out' ? 'opted out in code' : `until ${expires ?? 'never'} by ${who}`;
  const head = `${paint.dim('waived')}  ${severity}  ${rule}  ${printable(nameIn(group))}`;
  return [head, ...wrapped('  ', printable(`${how}: ${reason}`), width, 4)];
}

export function passLine(group: Group, paint: Paint): string {
  const { rule, severity } = group.first;
  return `${paint.good('pass')}  ${severity}  ${rule}  ${printable(nameIn(group))}`;
}

/** `stacks/data.ts:42` */
export function placeOf({ place: { file, line } }: Pick<Finding, 'place'>): string {
  return printable(line === undefined ? file : `${file}:${line}`);
}

/** What a reader calls it: the construct, else the address; `account 111122223333`. */
export function nameOf(finding: Pick<Finding, 'constructPath' | 'address' | 'type'>): string {
  const { constructPath, address, type } = finding;
  return isScope(finding) ? `${type.slice(1)} ${address.slice(type.length + 1)}` : (constructPath ?? address);
}

function nameIn(group: Group): string {
  const name = isScope(group.first) ? valueByEnvironment(group, nameOf) : nameOf(group.first);
  return `${name ?? ''} in ${group.environments.join(', ')}`;
}

function addressAndEnvironments({ first, findings, environments }: Group): string {
  const addresses = [...new Set(findings.map(({ address }) => address))];
  return [...(first.constructPath ? addresses.join(', ').split(' ') : []), 'in', environments.join(', ')].join(' ');
}
