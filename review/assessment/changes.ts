import { finding } from '../engine/evaluate';
import type { Finding } from '../engine/finding';
import type { Posture, StatefulNote } from './posture';
import type { Rule } from '../engine/rule';
import { failing } from '../engine/verdict';

/** An older judgement: a report, or what another commit synthesizes. */
export interface Baseline {
  /** `main (94d21f8)`, `report.json of 2026-11-01` */
  readonly label: string;
  readonly findings: readonly Finding[];
  readonly postures: readonly Posture[];
}

export interface Changes {
  readonly against: string;
  /** Positions in `findings` of faults that were not there. */
  readonly new: readonly number[];
  /** Faults of the older judgement that are no more. */
  readonly fixed: readonly Finding[];
  /** How many faults were there before. */
  readonly unchanged: number;
  /** Positions in `findings` of what held, and holds no longer: encryption, logging, a backup gone. Accepted ones too. */
  readonly regressed: readonly number[];
  readonly environments: readonly EnvironmentChanges[];
}

export interface EnvironmentChanges {
  readonly name: string;
  /** Its name in the older judgement; absent of one that is new. */
  readonly was?: string;
  readonly reachable: Difference;
  readonly allowed: Difference;
  readonly stateful: readonly StatefulChange[];
}

export interface Difference {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

export interface StatefulChange {
  readonly kind: 'destroyed' | 'replaced';
  readonly address: string;
  readonly constructPath?: string;
  /** `storage_encrypted: true became false` */
  readonly because?: string;
}

/** What differs between two judgements. Findings are the same by fingerprint: a moved stack or a renamed environment makes none. */
export function changesSince(base: Baseline, findings: readonly Finding[], postures: readonly Posture[]): Changes {
  const names = pairs(base, findings, postures);
  const before = new Tally(base.findings.filter(isFault));
  const held = new Set(base.findings.filter(({ status }) => status === 'pass').map((one) => subjectOf(one)));
  // Two stacks of one environment may have constructs of the same path below them.
  for (const one of base.findings) if (one.status !== 'pass') held.delete(subjectOf(one));
  const fresh: number[] = [];
  const regressed: number[] = [];
  let unchanged = 0;
  findings.forEach((now, index) => {
    if (now.status === 'pass') return;
    const environment = names.get(now.environment) ?? now.environment;
    const wasFault = before.take(environment, now.fingerprint);
    if (isFault(now) && wasFault) unchanged += 1;
    else if (isFault(now)) fresh.push(index);
    if (!wasFault && held.has(subjectOf(now, environment))) regressed.push(index);
  });
  return {
    against: base.label,
    new: fresh,
    fixed: before.left(),
    unchanged,
    regressed,
    environments: postures.map((posture) => environmentChanges(posture, base, names.get(posture.environment))),
  };
}

/** What would be destroyed or replaced, as findings of the rule that says it must not be. */
export function statefulFindings(postures: readonly Posture[], rules: readonly Rule[], base?: Baseline): Finding[] {
  const rule = rules.find(({ id }) => id === 'change/stateful-kept');
  if (!rule || !base) return [];
  return postures.flatMap((posture) => {
    const older = base.postures.find(({ environment }) => environment === posture.environment);
    return older
      ? statefulChanges(posture, older).map(({ note, change }) => statefulFinding(rule, posture, note, change))
      : [];
  });
}

function statefulFinding(
  rule: Rule,
  { environment }: Posture,
  note: StatefulNote,
  { kind, because }: StatefulChange,
): Finding {
  const { address, type, constructPath, place, root } = note;
  const subject = {
    ...{ address, type, writtenAt: place, root: { name: root, environment, file: place.file } },
    ...(constructPath && { constructPath }),
  };
  return finding(rule, subject, failing(because?.split(':')[0], 'it kept', because ? `${kind}: ${because}` : kind));
}

function environmentChanges(posture: Posture, base: Baseline, was: string | undefined): EnvironmentChanges {
  const older = base.postures.find(({ environment }) => environment === was);
  const lines = (field: 'reachable' | 'allowed') => difference(older?.[field] ?? [], posture[field]);
  return {
    name: posture.environment,
    ...(older && { was: older.environment }),
    reachable: lines('reachable'),
    allowed: lines('allowed'),
    stateful: older ? statefulChanges(posture, older).map(({ change }) => change) : [],
  };
}

function statefulChanges(now: Posture, older: Posture) {
  const kept = new Map(now.stateful.map((note) => [note.id, note]));
  return older.stateful.flatMap((note) => {
    const { address, constructPath } = note;
    const about = { address, ...(constructPath && { constructPath }) };
    const same = kept.get(note.id);
    if (!same) return [{ note, change: { kind: 'destroyed', ...about } satisfies StatefulChange as StatefulChange }];
    const because = replacement(note, same);
    return because ? [{ note: same, change: { kind: 'replaced', ...about, because } as StatefulChange }] : [];
  });
}

function replacement(older: StatefulNote, now: StatefulNote): string | undefined {
  const attributes = new Set([...Object.keys(older.replacedBy), ...Object.keys(now.replacedBy)]);
  for (const attribute of attributes) {
    const [before = 'nothing', after = 'nothing'] = [older.replacedBy[attribute], now.replacedBy[attribute]];
    if (before !== after) return `${attribute}: ${before} became ${after}`;
  }
  return undefined;
}

function difference(before: readonly string[], now: readonly string[]): Difference {
  const [was, is] = [new Set(before), new Set(now)];
  return { added: now.filter((line) => !was.has(line)), removed: before.filter((line) => !is.has(line)) };
}

function isFault({ status }: Finding): boolean {
  return status === 'fail' || status === 'unknown';
}

/** A rule on a resource, whatever it said: a pass has no attribute that would tell one fault from another. */
function subjectOf({ rule, constructPath, address, environment }: Finding, as = environment): string {
  return JSON.stringify([as, rule, constructPath?.split('/').slice(1).join('/') ?? address]);
}

/** Which environment of the older judgement each of today's is: of that name, else of those left the one most alike. */
function pairs(base: Baseline, findings: readonly Finding[], postures: readonly Posture[]): Map<string, string> {
  const older = new Set(base.postures.map(({ environment }) => environment));
  const today = postures.map(({ environment }) => environment);
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

  take(environment: string, fingerprint: string): boolean {
    return this.by.get(`${environment} ${fingerprint}`)?.pop() !== undefined;
  }

  left(): Finding[] {
    return [...this.by.values()].flat();
  }
}
