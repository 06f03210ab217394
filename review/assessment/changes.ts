import { finding, type Subject } from '../engine/evaluate';
import { outcomeOf, type Finding } from '../engine/finding';
import type { Posture } from './posture';
import type { PlannedChange } from '../plan/change';
import { attributeText, resourceDifferences, type ResourceDifference } from './resource-differences';
import type { ResourceChange, Rule } from '../engine/rule';

/** An older review: a report, or what another commit synthesizes. */
export interface Baseline {
  /** `main (94d21f8)`, `report.json of 2026-11-01` */
  readonly label: string;
  readonly findings: readonly Finding[];
  readonly postures: readonly Posture[];
  /** By environment, what a plan against the older tree does; absent where nothing was planned. */
  readonly planned?: Readonly<Record<string, readonly PlannedChange[]>>;
}

export interface Changes {
  readonly against: string;
  /** The ids of findings that fail or are unknown, and were not there. */
  readonly new: readonly string[];
  /** Findings that only the older review has. */
  readonly fixed: readonly Finding[];
  /** How many findings were there before. */
  readonly unchanged: number;
  /** The ids of findings whose rule passed there before: encryption, logging or a backup was removed. Waived ones too. */
  readonly regressed: readonly string[];
  /** The ids of waived findings whose message or resource changed since they were waived. */
  readonly changedUnderWaiver: readonly string[];
  readonly environments: readonly EnvironmentChanges[];
}

export interface EnvironmentChanges {
  readonly name: string;
  /** Its name in the older review; absent of one that is new. */
  readonly was?: string;
  readonly reachable: Difference;
  readonly allowed: Difference;
  /** What happened to resources, also where no finding differs. */
  readonly resources: readonly ResourceDifference[];
  /** What the provider says becomes of them, where it was asked: it then takes the place of `resources` in a report. */
  readonly planned?: readonly PlannedChange[];
}

export interface Difference {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** What differs between two reviews. Findings are the same by fingerprint: a moved stack or a renamed environment makes none. */
export function changesSince(base: Baseline, findings: readonly Finding[], postures: readonly Posture[]): Changes {
  const names = pairs(base, findings, postures);
  const before = new Tally(base.findings.filter(isOpen));
  const waived = new Tally(base.findings.filter(({ status }) => status === 'waived'));
  const passed = new Set(base.findings.filter(({ status }) => status === 'pass').map((one) => subjectOf(one)));
  // Two stacks of one environment may have constructs of the same path below them.
  for (const one of base.findings) if (one.status !== 'pass') passed.delete(subjectOf(one));
  const environments = postures.map((posture) => environmentChanges(posture, base, names.get(posture.environment)));
  const fresh: string[] = [];
  const regressed: string[] = [];
  const changedUnderWaiver: string[] = [];
  let unchanged = 0;
  for (const now of findings) {
    if (now.status === 'pass') continue;
    const environment = names.get(now.environment) ?? now.environment;
    const wasOpen = before.take(environment, now.fingerprint);
    if (isOpen(now) && wasOpen) unchanged += 1;
    else if (isOpen(now)) fresh.push(now.id);
    if (!wasOpen && passed.has(subjectOf(now, environment))) regressed.push(now.id);
    const older = now.status === 'waived' ? (waived.take(environment, now.fingerprint) ?? wasOpen) : undefined;
    if (older && (outcomeOf(older) !== outcomeOf(now) || hasChanged(now, environments)))
      changedUnderWaiver.push(now.id);
  }
  return {
    against: base.label,
    new: fresh,
    fixed: before.left(),
    unchanged,
    regressed,
    changedUnderWaiver,
    environments,
  };
}

/** Whether the subject of a finding changed: its attribute, or any attribute if it names none. */
function hasChanged({ environment, root, address, attribute }: Finding, all: readonly EnvironmentChanges[]): boolean {
  const [top] = attribute?.split('.') ?? [];
  return all.some(
    ({ name, resources }) =>
      name === environment &&
      resources.some(
        (one) =>
          one.root === root &&
          one.address === address &&
          one.attributes.some((change) => top === undefined || change.name.split('.')[0] === top),
      ),
  );
}

/** What is destroyed or replaced, as findings of the rules that are about changes. */
export function changeFindings(
  postures: readonly Posture[],
  findings: readonly Finding[],
  rules: readonly Rule[],
  base: Baseline,
): Finding[] {
  const names = pairs(base, findings, postures);
  return postures.flatMap((posture) =>
    differencesOf(posture, olderOf(base, names.get(posture.environment))).flatMap((one) => {
      const kind = one.kind === 'removed' ? 'destroyed' : one.kind;
      if (kind !== 'destroyed' && kind !== 'replaced') return [];
      const [because] = one.attributes.filter(({ replaces }) => replaces);
      const change: ResourceChange = {
        ...{ kind, type: one.type },
        ...(because && { attribute: because.name, because: attributeText(because) }),
      };
      return rules.flatMap((rule) => {
        const verdict = rule.checkChange?.(change);
        return verdict ? finding(rule, subjectOfDifference(posture, one), verdict) : [];
      });
    }),
  );
}

function subjectOfDifference({ environment }: Posture, one: ResourceDifference): Subject {
  const { address, type, constructPath, place, root } = one;
  const file = { name: root, environment, file: place.file };
  return { address, type, writtenAt: place, root: file, ...(constructPath && { constructPath }) };
}

function olderOf(base: Baseline, was: string | undefined): Posture | undefined {
  return base.postures.find(({ environment }) => environment === was);
}

function environmentChanges(posture: Posture, base: Baseline, was: string | undefined): EnvironmentChanges {
  const older = olderOf(base, was);
  const lines = (field: 'reachable' | 'allowed') => difference(older?.[field] ?? [], posture[field]);
  return {
    name: posture.environment,
    ...(older && { was: older.environment }),
    reachable: lines('reachable'),
    allowed: lines('allowed'),
    resources: differencesOf(posture, older),
    ...(base.planned?.[posture.environment] && { planned: base.planned[posture.environment] }),
  };
}

function differencesOf(now: Posture, older: Posture | undefined): readonly ResourceDifference[] {
  return older ? resourceDifferences(older.resources, now.resources) : [];
}

function difference(before: readonly string[], now: readonly string[]): Difference {
  const [was, is] = [new Set(before), new Set(now)];
  return { added: now.filter((line) => !was.has(line)), removed: before.filter((line) => !is.has(line)) };
}

function isOpen({ status }: Finding): boolean {
  return status === 'fail' || status === 'unknown';
}

/** A rule on a resource, whatever its status: a pass has no attribute that would tell one fault from another. */
function subjectOf({ rule, constructPath, address, environment }: Finding, as = environment): string {
  return JSON.stringify([as, rule, constructPath?.split('/').slice(1).join('/') ?? address]);
}

/** The older environment of each of today's: the one of that name, else the most similar of the others. */
function pairs(base: Baseline, findings: readonly Finding[], postures: readonly Posture[]): Map<string, string> {
  const older = new Set(base.postures.map(({ environment }) => environment));
  const today = postures.map(({ environment }) => environment);
  // The only one on either side is meant: the two trees lie in folders of different names.
  if (older.size === 1 && today.length === 1) return new Map(today.map((name) => [name, [...older][0] as string]));
  const paired = new Map(today.filter((name) => older.delete(name)).map((name) => [name, name]));
  const prints = (all: readonly Finding[], name: string) =>
    new Set(all.filter(({ environment }) => environment === name).map(({ fingerprint }) => fingerprint));
  for (const name of today.filter((name) => !paired.has(name))) {
    const mine = prints(findings, name);
    const [best] = [...older]
      .map((was) => ({ was, alike: [...prints(base.findings, was)].filter((print) => mine.has(print)).length }))
      .sort((a, b) => b.alike - a.alike);
    // Half of what is judged: two environments of one application share nearly all of it.
    if (!best || best.alike * 2 < mine.size) continue;
    paired.set(name, best.was);
    older.delete(best.was);
  }
  return paired;
}

/** Findings by environment and fingerprint, to be taken one by one: two alike are two. */
class Tally {
  private readonly by = new Map<string, Finding[]>();

  constructor(findings: readonly Finding[]) {
    for (const one of findings) {
      const key = `${one.environment} ${one.fingerprint}`;
      const same = this.by.get(key);
      if (same) same.push(one);
      else this.by.set(key, [one]);
    }
  }

  take(environment: string, fingerprint: string): Finding | undefined {
    return this.by.get(`${environment} ${fingerprint}`)?.pop();
  }

  left(): Finding[] {
    return [...this.by.values()].flat();
  }
}
