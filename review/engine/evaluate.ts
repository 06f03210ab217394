import { createHash } from 'node:crypto';
import type { Graph } from '../model/graph';
import type { Resource } from '../model/resource';
import { variantsOf } from '../model/graph-variants';
import { outcomeOf, type Finding } from './finding';
import { severities, type Context, type EnvironmentFacts, type Rule } from './rule';
import { notKnown, type Verdict } from './verdict';

/** A rule that threw. It is not a finding: what the rule would have reported is not known, so the review fails. */
export class RuleError extends Error {
  constructor(
    readonly rule: string,
    readonly resource: string,
    override readonly cause: unknown,
  ) {
    super(`rule ${rule} failed on ${resource}: ${cause instanceof Error ? cause.message : String(cause)}`);
    this.name = 'RuleError';
  }
}

/** The verdicts of rules on a graph, and what they looked at. */
export interface Evaluation {
  /** In the order of severity, rule and resource. */
  readonly findings: readonly Finding[];
  /** Resources with a verdict of their own, and those that a rule was handed as part of another resource. */
  readonly judged: ReadonlySet<Resource>;
  /** Resources that a rule was asked about, whether or not it had a verdict. */
  readonly asked: ReadonlySet<Resource>;
}

/**
 * Judges every resource by every rule that looks at its type. Where something may be absent, what passes does so with and without
 * it. Pure: the same graph and rules give the same evaluation.
 *
 * @throws RuleError when a rule does
 */
export function evaluation(
  given: Graph,
  rules: readonly Rule[],
  factsOf: (environment: string) => EnvironmentFacts,
): Evaluation {
  const graph = given.unread();
  const contextOf = contextsOf(graph, factsOf);
  const variants = variantsOf(graph).map((variant) => ({ ...variant, contextOf: contextsOf(variant.graph, factsOf) }));
  const ordered = [...rules].sort(
    (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity) || (a.id < b.id ? -1 : 1),
  );
  const findings: Finding[] = [];
  const judged = new Set<Resource>();
  const asked = new Set<Resource>();
  for (const rule of ordered) {
    const isWhole = !rule.ofEveryType && !rule.checkChange;
    const { read } = graph.recording(() => {
      for (const resource of subjectsOf(rule, graph)) {
        const verdictsIn = (of: typeof contextOf) => judge(rule, resource, of(resource.environment));
        const verdicts = variants
          .filter(({ absent }) => !absent.has(resource))
          .reduce((all, variant) => {
            const because = () =>
              variant.because(
                (without) => {
                  const verdicts = verdictsIn(contextsOf(without, factsOf));
                  return doubtsIn(all, verdicts).length > 0;
                },
                [resource],
              );
            return inDoubt(all, verdictsIn(variant.contextOf), because);
          }, verdictsIn(contextOf));
        findings.push(...verdicts.map((verdict) => finding(rule, resource, verdict)));
        if (isWhole) asked.add(resource);
        // Finding no credential does not make a resource judged; finding one does.
        if (verdicts.some(({ status }) => isWhole || status !== 'pass')) judged.add(resource);
      }
    });
    if (isWhole) for (const resource of read) judged.add(resource);
  }
  return { findings, judged, asked };
}

/** The findings of `evaluation`, for who asks for no more. */
export function evaluate(...of: Parameters<typeof evaluation>): readonly Finding[] {
  return evaluation(...of).findings;
}

function contextsOf(graph: Graph, factsOf: (environment: string) => EnvironmentFacts) {
  const contexts = new Map<string, Context>();
  return (environment: string): Context => {
    const known = contexts.get(environment);
    if (known) return known;
    const context = { graph, environment: factsOf(environment) };
    contexts.set(environment, context);
    return context;
  };
}

/**
 * The verdicts on a resource where something it needs may be absent: what would fail without it is not known.
 *
 * @param without the verdicts as if it were absent
 */
function inDoubt(verdicts: readonly Verdict[], without: readonly Verdict[], because: () => string): readonly Verdict[] {
  const doubts = doubtsIn(verdicts, without);
  if (doubts.length === 0) return verdicts;
  const open = doubts.map((one) => (one.status === 'fail' ? notKnown(one.attribute, one.expected, because()) : one));
  return [...verdicts.filter((one) => one.status !== 'pass'), ...open];
}

/** What is a finding without it, and is none with it. */
function doubtsIn(verdicts: readonly Verdict[], without: readonly Verdict[]) {
  const open = verdicts.filter((one) => one.status !== 'pass');
  return without
    .filter((one) => one.status !== 'pass')
    .filter((one) => !open.some((other) => other.attribute === one.attribute && other.expected === one.expected));
}

function subjectsOf({ resources, checkChange }: Rule, graph: Graph): readonly Resource[] {
  const judged = graph.resourcesOf(resources);
  return checkChange ? [...judged, ...graph.deleted.filter(({ type }) => resources.includes(type))] : judged;
}

function judge(rule: Rule, resource: Resource, context: Context): readonly Verdict[] {
  try {
    const verdict = rule.check(resource, context);
    return 'status' in verdict ? [verdict] : verdict;
  } catch (error) {
    throw new RuleError(rule.id, resource.key, error);
  }
}

/** What a finding is about: a resource of the graph, or one that is there no more. */
export type Subject = Pick<Resource, 'root' | 'address' | 'type' | 'constructPath' | 'source' | 'writtenAt'>;

export function finding(rule: Rule, subject: Subject, verdict: Verdict): Finding {
  const { root, address, type, constructPath, source, writtenAt } = subject;
  return {
    id: idOf(rule, subject, verdict),
    rule: rule.id,
    aliases: rule.aliases,
    title: rule.title,
    severity: rule.severity,
    environment: root.environment,
    root: root.name,
    address,
    type,
    ...(constructPath && { constructPath }),
    place: source ?? writtenAt,
    writtenAt,
    ...verdict,
    message: messageOf(rule, subject, verdict),
    fix: rule.fix,
    fingerprint: fingerprint(rule, subject, verdict),
  };
}

function messageOf(rule: Rule, { constructPath, address }: Subject, verdict: Verdict): string {
  const name = constructPath ?? address;
  if (verdict.status === 'pass') return `${name}: ${rule.title}`;
  return `${verdict.attribute ? `${name} ${verdict.attribute}` : name}: ${outcomeOf(verdict)}`;
}

/** Without stack and environment, which may be renamed, and without positions in lists, which shift. */
function fingerprint(rule: Rule, { constructPath, address, type }: Subject, verdict: Verdict): string {
  const within = constructPath?.split('/').slice(1).join('/') ?? address;
  return hash([rule.id, type, within, attributeOf(verdict)]);
}

/** With stack and environment, so that it is one finding of the report. `withUniqueIds` distinguishes equal ones. */
function idOf(rule: Rule, { root, address }: Subject, verdict: Verdict): string {
  return hash([rule.id, root.environment, root.name, address, attributeOf(verdict)]).slice(0, 16);
}

function attributeOf(verdict: Verdict): string {
  return ('attribute' in verdict && verdict.attribute?.replace(/\.\d+(?=\.|$)/g, '')) || '';
}

function hash(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32);
}
