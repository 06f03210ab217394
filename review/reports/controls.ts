import type { Mapping } from '../engine/framework';

/** What another catalogue calls the same demand. */
export interface ControlId {
  /** `CIS 5.0`, `Checkov` */
  readonly source: string;
  /** `2.2.1`, `CKV_AWS_16` */
  readonly id: string;
}

const sources: readonly (readonly [keyof Mapping, string])[] = [
  ['cis5', 'CIS 5.0'],
  ['cis3', 'CIS 3.0'],
  ['securityHub', 'Security Hub'],
  ['checkov', 'Checkov'],
  ['trivy', 'Trivy'],
  ['cdkNag', 'cdk-nag'],
];

/** Every id under which others know a rule, those that an auditor asks for first. */
export function controlIdsOf(mapping: Mapping): readonly ControlId[] {
  return sources.flatMap(([field, source]) => (mapping[field] ?? []).map((id) => ({ source, id })));
}

/** The same, a catalogue a line: `CIS 5.0: 2.2.1`. */
export function controlLinesOf(mapping: Mapping): readonly (readonly [string, string])[] {
  const ids = controlIdsOf(mapping);
  const present = [...new Set(ids.map(({ source }) => source))];
  return present.map((source) => [source, ids.flatMap((one) => (one.source === source ? one.id : [])).join(', ')]);
}
