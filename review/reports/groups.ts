import { outcomeOf, type Finding } from '../engine/finding';
import type { Report } from '../assessment/report';
import { groupBy } from '../group-by';

/** The same fault of the same construct: one finding, or one for each environment that has it. */
export interface Group {
  /** That of the most critical environment. */
  readonly first: Finding;
  /** Most critical environment first. */
  readonly findings: readonly Finding[];
  readonly environments: readonly string[];
}

/** Findings that one change of the source fixes, together; in the order of the first of each. */
export function grouped(report: Report, findings: readonly Finding[]): Group[] {
  const rank = new Map(report.environments.map(({ name }, index) => [name, index]));
  return [...groupBy(findings, keyOf).values()].map((same) => {
    const findings = [...same].sort((a, b) => (rank.get(b.environment) ?? 0) - (rank.get(a.environment) ?? 0));
    const environments = [...new Set(findings.map(({ environment }) => environment))].reverse();
    return { first: findings[0] as Finding, findings, environments };
  });
}

/** The fingerprint leaves positions in lists out: two rules of one security group are two faults. */
function keyOf(finding: Finding): string {
  const { rule, fingerprint, status, attribute, place, waiver } = finding;
  const what = isScope(finding) ? [rule, scopeOf(finding)] : [fingerprint, place.file, place.line];
  return JSON.stringify([...what, status, attribute, waiver?.reason]);
}

/** Whether it is about a scope such as `@account`, which no line of the source defines. A module call, `@module`, has a line. */
export function isScope({ type }: Pick<Finding, 'type'>): boolean {
  return type.startsWith('@') && type !== '@module';
}

/** A scope without the account and environment name, in which environments differ. */
function scopeOf({ address, environment }: Finding): string {
  return address.replace(/\b\d{12}\b/, '').replace(environment, '');
}

/** What the findings of a group say, by environment where they differ: `365 (prod), 30 (test)`. */
export function valueByEnvironment(
  { findings }: Group,
  what: (finding: Finding) => string | undefined,
): string | undefined {
  const by = new Map<string, string[]>();
  for (const finding of findings) {
    const text = what(finding);
    if (text === undefined) continue;
    by.set(text, [...(by.get(text) ?? []), finding.environment]);
  }
  if (by.size <= 1) return by.keys().next().value;
  return [...by].map(([text, environments]) => `${text} (${environments.join(', ')})`).join(', ');
}

/** What a group of findings says: `multi_az: expected true, found false`, with the environments beside what they do not share. */
export function describe(group: Group): string {
  const { attribute } = group.first;
  return `${attribute ? `${attribute}: ` : ''}${outcomeOf(valuesOf(group))}`;
}

/** What it expected and found, or why it is not known, over all environments. */
export function valuesOf(group: Group): Pick<Finding, 'attribute' | 'expected' | 'found' | 'because'> {
  const { attribute } = group.first;
  const found = valueByEnvironment(group, ({ found }) => found);
  const because = valueByEnvironment(group, ({ because }) => because);
  return {
    ...(attribute !== undefined && { attribute }),
    expected: valueByEnvironment(group, ({ expected }) => expected),
    ...(found !== undefined && { found }),
    ...(because !== undefined && { because }),
  };
}
