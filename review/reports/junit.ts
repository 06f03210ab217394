import { worstFirst, type Finding, type Status } from '../engine/finding';
import type { EnvironmentReport, Report } from '../assessment/report';
import { markup } from './escape';
import type { Format } from './options';
import { nameOf, placeOf } from './text/finding';

/** The verdicts of one rule on one resource: one case, whose status is the worst of them. */
interface Case {
  readonly first: Finding;
  readonly findings: readonly Finding[];
  readonly status: Status;
}

interface Suite {
  readonly name: string;
  readonly environment?: string;
  readonly cases: readonly Case[];
}

/**
 * JUnit XML: a suite for each stack, a case for each rule and resource, passes too. Waived findings are skipped.
 * Unknown findings are errors, in a separate suite beside that of the stack, since they are neither passes nor
 * failures. What was not judged is skipped, in a suite for each environment with the counts of its resources.
 */
export const junit: Format = (report) => {
  const suites = suitesOf(report);
  const problems = report.waiverProblems;
  const cases = suites.flatMap((suite) => suite.cases);
  const empty = report.environments.filter(({ gate }) => gate.nothingJudged).length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="terrace" ${countsOf(cases, problems.length + empty, report.notJudged.length)}>`,
    ...suites.map((suite) => suiteXml(suite, report.date)),
    ...report.environments.map((environment) => resourcesXml(environment, report)),
    ...(problems.length > 0 ? [waiversXml(report)] : []),
    '</testsuites>',
    '',
  ].join('\n');
};

function suitesOf({ findings, environments }: Report): Suite[] {
  const byRoot = new Map<string, Map<string, Finding[]>>();
  for (const environment of environments) for (const root of environment.roots) byRoot.set(root, new Map());
  for (const finding of findings) {
    const cases = byRoot.get(finding.root) ?? new Map<string, Finding[]>();
    byRoot.set(finding.root, cases);
    const key = `${finding.rule}\n${finding.address}`;
    cases.set(key, [...(cases.get(key) ?? []), finding]);
  }
  return [...byRoot].flatMap(([name, byCase]) => {
    const cases = [...byCase.values()].map(caseOf);
    const environment = cases[0]?.first.environment;
    const unknown = cases.filter(({ status }) => status === 'unknown');
    return [
      { name, environment, cases: cases.filter(({ status }) => status !== 'unknown') },
      ...(unknown.length > 0 ? [{ name: `${name}: unknown`, environment, cases: unknown }] : []),
    ];
  });
}

function caseOf(findings: readonly Finding[]): Case {
  const first = findings[0] as Finding;
  const status = worstFirst.find((status) => findings.some((finding) => finding.status === status)) ?? first.status;
  return { first, findings, status };
}

function suiteXml({ name, environment, cases }: Suite, date: string): string {
  const properties = environment === undefined ? '' : propertyXml('environment', environment);
  return [
    `  <testsuite name="${markup(name)}" ${countsOf(cases)} timestamp="${markup(date)}T00:00:00">`,
    ...(properties ? [`    <properties>${properties}</properties>`] : []),
    ...cases.map((one) => caseXml(name, one)),
    '  </testsuite>',
  ].join('\n');
}

function caseXml(suite: string, one: Case): string {
  const { rule, address, place } = one.first;
  const line = place.line === undefined ? '' : ` line="${place.line}"`;
  const title = `${rule} ${nameOf(one.first)}`;
  const attributes = `name="${markup(title)}" classname="${markup(suite)}" file="${markup(place.file)}"${line}`;
  const properties = `<properties>${propertyXml('address', address)}${propertyXml('severity', one.first.severity)}</properties>`;
  return `    <testcase ${attributes} time="0">${properties}${outcomeXml(one)}</testcase>`;
}

function outcomeXml({ findings, status, first }: Case): string {
  const its = findings.filter((finding) => finding.status === status);
  if (status === 'pass') return '';
  if (status === 'waived') return `<skipped message="${markup(its.map(waivedBy).join('; '))}"/>`;
  const element = status === 'fail' ? 'failure' : 'error';
  const message = its.map((finding) => finding.message).join('; ');
  const details = its.map((finding) => markup(`${placeOf(finding)}: ${finding.message}`));
  const fix = markup(`fix: ${first.fix}`);
  const type = status === 'fail' ? first.severity : 'unknown';
  return `<${element} type="${type}" message="${markup(message)}">${[...details, fix].join('\n')}</${element}>`;
}

function waivedBy({ waiver }: Finding): string {
  if (!waiver) return 'waived';
  const { kind, reason, owner, ticket, expires } = waiver;
  if (kind === 'opt-out') return `opted out in code: ${reason}`;
  return `waived until ${expires ?? '?'} by ${[owner, ticket].filter(Boolean).join(', ')}: ${reason}`;
}

/** How many resources of an environment were judged, and each that was not: a skipped test. Where nothing was, that fails. */
function resourcesXml({ name, resources, judged, notApplicable, notJudged, gate }: EnvironmentReport, report: Report) {
  const suite = `${name}: not judged`;
  const its = report.notJudged.filter(({ environment }) => environment === name);
  const counts = { environment: name, resources, judged, notApplicable, notJudged };
  return [
    `  <testsuite name="${markup(suite)}" ${countsOf([], gate.nothingJudged ? 1 : 0, its.length)} timestamp="${markup(report.date)}T00:00:00">`,
    `    <properties>${Object.entries(counts)
      .map(([key, value]) => propertyXml(key, String(value)))
      .join('')}</properties>`,
    ...(gate.nothingJudged
      ? [
          `    <testcase name="at least one resource is judged" classname="${markup(suite)}" time="0"><failure type="not judged" message="nothing was judged"/></testcase>`,
        ]
      : []),
    ...its.map(({ address, root, place, reason, because }) => {
      const line = place.line === undefined ? '' : ` line="${place.line}"`;
      const attributes = `name="${markup(`${root} ${address}`)}" classname="${markup(suite)}" file="${markup(place.file)}"${line}`;
      return `    <testcase ${attributes} time="0"><skipped message="${markup(`${reason}: ${because}`)}"/></testcase>`;
    }),
    '  </testsuite>',
  ].join('\n');
}

function waiversXml({ waiverProblems, date }: Report): string {
  const count = waiverProblems.length;
  return [
    `  <testsuite name="waivers" tests="${count}" failures="${count}" errors="0" skipped="0" time="0" timestamp="${markup(date)}T00:00:00">`,
    ...waiverProblems.map(({ where, problem, environment }) => {
      const name = environment === undefined ? where : `${where} (${environment})`;
      return `    <testcase name="${markup(name)}" classname="waivers" time="0"><failure type="waiver" message="${markup(problem)}"/></testcase>`;
    }),
    '  </testsuite>',
  ].join('\n');
}

function countsOf(cases: readonly Case[], failed = 0, skipped = 0): string {
  const count = (status: Status) => cases.filter((one) => one.status === status).length;
  return `tests="${cases.length + failed + skipped}" failures="${count('fail') + failed}" errors="${count('unknown')}" skipped="${count('waived') + skipped}" time="0"`;
}

function propertyXml(name: string, value: string): string {
  return `<property name="${name}" value="${markup(value)}"/>`;
}
