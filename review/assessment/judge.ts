import type { Graph } from '../model/graph';
import { sensitiveTexts, withoutTexts } from '../model/sensitive';
import { changeFindings, changesSince, type Baseline } from './changes';
import type { Mapping } from '../engine/framework';
import { evaluation } from '../engine/evaluate';
import { statuses, withUniqueIds, type Finding, type Status } from '../engine/finding';
import { groupBy } from '../group-by';
import { gateOf } from './gate';
import { accountFor } from './not-judged';
import { ownershipIn } from './ownership';
import { postureOf } from './posture';
import type { EnvironmentReport, OptOutNote, Report, RuleNote } from './report';
import { severities, type EnvironmentFacts, type Rule, type Severity } from '../engine/rule';
import { covers, environmentsOf, faultsOf, type PlacedWaiver, type WaiverProblem } from '../engine/waiver';

export interface JudgeOptions {
  readonly rules: readonly Rule[];
  /** The facts of each environment that the graph holds. */
  readonly factsOf: (environment: string) => EnvironmentFacts;
  /** What other catalogues call a rule. @default nothing */
  readonly mappingOf?: (rule: Rule) => Mapping;
  /** @default none */
  readonly waivers?: readonly PlacedWaiver[];
  /** Faults of waivers that could not be read. @default none */
  readonly waiverProblems?: readonly WaiverProblem[];
  /** The reachability and permissions of each environment, which take longer than the rules. @default where there is something to compare */
  readonly postures?: boolean;
  /** An older review to compare with. @default none */
  readonly against?: Baseline;
  /** The day that waivers, and rules about days, are judged on: `2026-11-21`. */
  readonly date: string;
}

/**
 * Judges a graph: every rule on every resource, waivers and opt-outs applied, a gate for each environment. Pure.
 *
 * @throws RuleError when a rule does
 */
export function judge(graph: Graph, options: JudgeOptions): Report {
  const { rules, factsOf, waivers = [], mappingOf = () => ({}), date, against } = options;
  const evaluated = evaluation(graph, rules, (environment) => ({ ...factsOf(environment), date }));
  const { countsOf, notJudged } = accountFor(graph, evaluated);
  const environments = [...new Set(graph.resources.map(({ environment }) => environment))];
  const postures =
    options.postures || against ? environments.map((environment) => postureOf(graph, environment)) : undefined;
  const applied = waivers.filter(({ waiver }) => environmentsOf(waiver).some((name) => environments.includes(name)));
  const faults = applied.flatMap((placed) => faultsOf(placed, rules, date));
  const sound = applied.filter((placed) => !faults.some(({ where }) => where === placed.where));
  const changed = postures && against ? changeFindings(postures, evaluated.findings, rules, against) : [];
  const judged = withUniqueIds([...evaluated.findings, ...changed]);
  const sensitive = sensitiveTexts(graph);
  const findings = judged.map(acceptance(graph, rules, sound)).map((finding) => shownOf(finding, sensitive));
  // Without a plan or an older review, changes are not known.
  const isCompared = against !== undefined || graph.resources.some(({ change }) => change !== undefined);
  const ofChanges = new Set(rules.flatMap(({ id, aliases, checkChange }) => (checkChange ? [id, ...aliases] : [])));
  const matchable = sound.filter(({ waiver }) => isCompared || !ofChanges.has(waiver.rule));
  const unmatched = matchable.flatMap((placed) => unmatchedIn(placed, judged, environments));
  const waiverProblems = [...(options.waiverProblems ?? []), ...faults, ...unmatched].filter(
    ({ environment }) => environment === undefined || environments.includes(environment),
  );
  const resourcesIn = groupBy(graph.resources, ({ environment }) => environment);
  const findingsIn = groupBy(findings, ({ environment }) => environment);
  const environmentReport = (name: string): EnvironmentReport => {
    const found = findingsIn.get(name) ?? [];
    const { criticality } = factsOf(name);
    const problems = waiverProblems.filter(({ environment = name }) => environment === name);
    const counts = countsOf(name);
    return {
      name,
      criticality,
      roots: [...new Set(resourcesIn.get(name)?.map(({ root }) => root.name))],
      ...counts,
      counts: countFindings(found),
      gate: gateOf(criticality, found, problems, counts.judged),
    };
  };
  return {
    formatVersion: 2,
    date,
    environments: environments.map(environmentReport),
    notJudged: withoutTexts(notJudged, sensitive),
    rules: rules.map((rule) => noteOf(rule, mappingOf(rule))),
    findings,
    ...(postures && { postures }),
    ...(postures && against && { changes: changesSince(against, findings, postures) }),
    optOuts: optOutsOf(graph),
    ownership: withoutTexts(ownershipIn(graph), sensitive),
    waiverProblems,
  };
}

/** A finding without what Terraform marks sensitive. */
function shownOf(finding: Finding, sensitive: readonly string[]): Finding {
  if (sensitive.length === 0) return finding;
  const { id, attribute, expected, found, because, message } = finding;
  const texts = Object.entries({ id, attribute, expected, found, because, message }).filter(
    ([, text]) => text !== undefined,
  );
  return { ...finding, ...withoutTexts(Object.fromEntries(texts), sensitive) };
}

/** Gives a finding the reason for which it was accepted, if it was. */
function acceptance(graph: Graph, rules: readonly Rule[], waivers: readonly PlacedWaiver[]) {
  const protections = new Map(rules.map(({ id, optOuts = [] }) => [id, optOuts]));
  const resources = new Map(graph.resources.map((resource) => [resource.key, resource]));
  return (finding: Finding): Finding => {
    if (finding.status === 'pass') return finding;
    const optOuts = resources.get(`${finding.root}/${finding.address}`)?.optOuts ?? {};
    const protection = protections.get(finding.rule)?.find((name) => Object.hasOwn(optOuts, name));
    const optOut = protection && optOuts[protection];
    if (optOut) return { ...finding, status: 'waived', waiver: { kind: 'opt-out', reason: optOut } };
    const waiver = waivers.find((placed) => covers(placed.waiver, finding))?.waiver;
    if (!waiver) return finding;
    const { reason, owner, ticket, expires } = waiver;
    return { ...finding, status: 'waived', waiver: { kind: 'waiver', reason, owner, ticket, expires } };
  };
}

/** A waiver of something that is as it should be hides the day on which it no longer is. */
function unmatchedIn({ where, waiver }: PlacedWaiver, judged: readonly Finding[], environments: readonly string[]) {
  return environmentsOf(waiver)
    .filter((environment) => environments.includes(environment))
    .filter(
      (environment) =>
        !judged.some(
          (finding) => finding.status !== 'pass' && finding.environment === environment && covers(waiver, finding),
        ),
    )
    .map((environment): WaiverProblem => ({
      where,
      environment,
      problem: `matches nothing: ${waiver.rule} passes for ${waiver.resource.replaceAll('<environment>', environment)}, or there is no such resource; remove it`,
    }));
}

function optOutsOf(graph: Graph): OptOutNote[] {
  return graph.resources.flatMap(({ environment, address, constructPath, source, writtenAt, optOuts }) =>
    Object.entries(optOuts).map(([protection, reason]) => ({
      environment,
      address,
      ...(constructPath && { constructPath }),
      place: source ?? writtenAt,
      protection,
      reason,
    })),
  );
}

function countFindings(findings: readonly Finding[]): EnvironmentReport['counts'] {
  const none = () => Object.fromEntries(statuses.map((status) => [status, 0])) as Record<Status, number>;
  const counts = Object.fromEntries(severities.map((severity) => [severity, none()])) as Record<
    Severity,
    Record<Status, number>
  >;
  for (const { severity, status } of findings) counts[severity][status] += 1;
  return counts;
}

function noteOf({ id, aliases, title, severity, why, fix, resources }: Rule, mapping: Mapping): RuleNote {
  return { id, aliases, title, severity, why, fix, resources, mapping };
}
