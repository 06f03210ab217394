import type { Finding, Status } from '../../engine/finding';
import { cut, printable } from '../escape';
import { valuesOf, type Group } from '../groups';
import { logicalLocation, physicalLocation } from './location';
import { levelOf, mostText } from './rule';

/** SARIF's `kind`: `open` is unknown. Only `fail` has a level. */
const kinds: Readonly<Record<Status, string>> = { pass: 'pass', fail: 'fail', waived: 'fail', unknown: 'open' };

/** GitHub keeps no more locations of a result. */
const mostLocations = 100;

/** One result for the same fault in several environments: at one line, GitHub would show one of them only. */
export function resultOf(group: Group, ruleIndex: ReadonlyMap<string, number>) {
  const { first, findings, environments } = group;
  const kind = kinds[first.status];
  return {
    ruleId: first.rule,
    ...(ruleIndex.has(first.rule) && { ruleIndex: ruleIndex.get(first.rule) }),
    kind,
    level: kind === 'fail' ? levelOf(first.severity) : 'none',
    message: { text: cut(messageOf(group), mostText) },
    locations: [
      {
        physicalLocation: physicalLocation(first.place),
        logicalLocations: findings.slice(0, mostLocations).map(logicalLocation),
      },
    ],
    relatedLocations: relatedOf(findings),
    partialFingerprints: { 'terraceFingerprint/v1': first.fingerprint },
    ...(first.status === 'waived' && { suppressions: [suppressionOf(first)] }),
    properties: { status: first.status, severity: first.severity, environments, ...valuesOf(group) },
  };
}

function messageOf(group: Group): string {
  const { first, environments } = group;
  const where = environments.map(printable).join(', ');
  return `${printable(first.message)} (${where}). ${printable(first.status === 'pass' ? '' : first.fix)}`.trimEnd();
}

/** The JSON that was judged. Ids from 1: viewers link to them. */
function relatedOf(findings: readonly Finding[]) {
  return findings.slice(0, mostLocations).map((finding, index) => ({
    id: index + 1,
    physicalLocation: physicalLocation(finding.writtenAt),
    logicalLocations: [logicalLocation(finding)],
    message: { text: `What ${printable(finding.environment)} was judged by` },
  }));
}

function suppressionOf({ waiver }: Finding) {
  const { kind, reason, owner, ticket, expires } = waiver ?? { kind: 'waiver', reason: '' };
  return {
    kind: kind === 'opt-out' ? 'inSource' : 'external',
    status: 'accepted',
    justification: printable(reason),
    properties: { owner, ticket, expires },
  };
}
