import { z } from 'zod';
import { daysBetween } from './days';
import type { Finding } from './finding';
import type { Rule, Severity } from './rule';

/** Somebody accepts that a rule does not hold for a resource, for a reason and until a day. */
export interface Waiver {
  /** The rule's id, `rds/multi-az`, or one of its aliases. */
  readonly rule: string;
  /**
   * The construct path, `prod-data/database-main/source/instance`; of other teams' Terraform the address. `<environment>`
   * stands for each environment's name, a `*` for anything within one segment.
   */
  readonly resource: string;
  readonly environment: string | readonly string[];
  /** Why this is acceptable, as a sentence. */
  readonly reason: string;
  /** Who answers for it: a mail address or a team. */
  readonly owner: string;
  /** Where it was decided. */
  readonly ticket: string;
  /** The day it was accepted on, `2026-11-21`. */
  readonly granted: string;
  /** The last day it holds on. */
  readonly expires: string;
  /** Controls of AWS Security Hub that would report the same in the account, by consolidated id: `RDS.23`. Whoever makes Security Hub may switch them off for this reason. */
  readonly controls?: readonly string[];
}

/** The longest term of a waiver in days, by severity: a critical one is an incident with a date. */
const longestTermDays: Readonly<Record<Severity, number>> = { critical: 30, high: 90, medium: 180, low: 365 };

const text = (what: string, least: number) =>
  z.string({ error: `expected ${what}` }).refine((given) => given.trim().length >= least, `expected ${what}`);
const day = z.iso.date({ error: 'expected a day as YYYY-MM-DD' });
/** Whether a part of a path is more than a wildcard. */
const saysSomething = (segment: string) => !segment.includes('*') || segment.replace(/[^A-Za-z0-9]/g, '').length >= 3;
const aControl = 'expected the id of a control, such as RDS.23';
const schema: z.ZodType<Waiver> = z.strictObject({
  rule: text('the id of a rule', 1),
  resource: text('a construct path or an address', 1).refine(
    (path) => path.split('/').every(saysSomething) && !/^[^/]*\*[^/]*\./.test(path),
    'expected a path, or the type and name of an address: beside a * three letters or digits, since a bare one waives what nobody has seen',
  ),
  environment: z.union(
    [
      text('the name of an environment', 1),
      z.array(text('the name of an environment', 1)).min(1, 'expected the name of an environment, or a list of them'),
    ],
    {
      error: 'expected the name of an environment, or a list of them',
    },
  ),
  reason: text('a reason: a sentence of 20 characters or more', 20),
  owner: text('an owner', 2),
  ticket: text('a ticket', 2),
  granted: day,
  expires: day,
  controls: z
    .array(z.string({ error: aControl }).regex(/^[A-Z][A-Za-z0-9]*\.\d{1,3}$/, { error: aControl }), {
      error: 'expected a list of ids of controls',
    })
    .optional(),
});

/** A waiver, and where it is written: `environments/waivers/index.ts: waivers[3]`. */
export interface PlacedWaiver {
  readonly where: string;
  readonly waiver: Waiver;
}

export interface WaiverProblem {
  /** `environments/waivers/index.ts: waivers[3]` */
  readonly where: string;
  /** Expected …, found …; what to do. */
  readonly problem: string;
  /** Absent where it says nothing of environments. */
  readonly environment?: string;
}

/**
 * Reads waivers from data, and reports what is wrong with each invalid one.
 *
 * @param file the file that they are in, for messages
 */
export function readWaivers(given: unknown, file: string): { waivers: PlacedWaiver[]; problems: WaiverProblem[] } {
  if (!Array.isArray(given)) {
    return { waivers: [], problems: [{ where: file, problem: 'expected a list of waivers' }] };
  }
  const waivers: PlacedWaiver[] = [];
  const problems: WaiverProblem[] = [];
  given.forEach((entry, index) => {
    const where = `${file}: waivers[${index}]`;
    const read = schema.safeParse(entry);
    if (read.success) waivers.push({ where, waiver: read.data });
    else
      problems.push(
        ...read.error.issues.map(({ path, message }) => ({ where: [where, ...path].join('.'), problem: message })),
      );
  });
  return { waivers, problems };
}

/** What a waiver gets wrong by itself: an unknown rule, a term that is too long, its end. */
export function faultsOf({ where, waiver }: PlacedWaiver, rules: readonly Rule[], date: string): WaiverProblem[] {
  const rule = rules.find(({ id, aliases }) => id === waiver.rule || aliases.includes(waiver.rule));
  const problem = (problem: string) => environmentsOf(waiver).map((environment) => ({ where, environment, problem }));
  const replacing = rules.filter(({ replaces = [] }) => replaces.includes(waiver.rule)).map(({ id }) => id);
  if (!rule && replacing.length > 0)
    return problem(`"${waiver.rule}" is now ${replacing.join(' and ')}: name the one that is accepted`);
  if (!rule) return problem(`no rule is called "${waiver.rule}"; \`terrace rules\` lists them`);
  const longest = longestTermDays[rule.severity];
  const days = daysBetween(waiver.granted, waiver.expires);
  if (waiver.granted > date) return problem(`expected a day that has come, found granted ${waiver.granted} on ${date}`);
  if (days > longest) {
    return problem(
      `expected at most ${longest} days for a rule of severity ${rule.severity}, found ${days}; shorten it`,
    );
  }
  if (waiver.expires < date) {
    return problem(
      `expired on ${waiver.expires}: fix ${waiver.resource}, or ask ${waiver.owner} to renew it (${waiver.ticket})`,
    );
  }
  return [];
}

/** Whether a waiver is about a finding. */
export function covers(waiver: Waiver, finding: Finding): boolean {
  if (waiver.rule !== finding.rule && !finding.aliases.includes(waiver.rule)) return false;
  if (!environmentsOf(waiver).includes(finding.environment)) return false;
  const pattern = waiver.resource.replaceAll('<environment>', finding.environment);
  return [finding.constructPath, finding.address].some((name) => name !== undefined && matches(pattern, name));
}

export function environmentsOf({ environment }: Waiver): readonly string[] {
  return typeof environment === 'string' ? [environment] : environment;
}

function matches(pattern: string, name: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^/]*')}$`).test(name);
}
