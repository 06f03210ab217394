import { createHash } from 'node:crypto';
import type { Graph } from '../model/graph';
import type { Resource } from '../model/resource';
import type { Finding } from './finding';
import { severities, type Context, type EnvironmentFacts, type Rule } from './rule';
import type { Verdict } from './verdict';

/** A rule that threw. Never a finding: what it would have said is not known, so the whole review is not done. */
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

/**
 * Judges every resource by every rule that looks at its type. Pure: the same graph and rules give the same findings, in
 * the order of severity, rule and resource.
 *
 * @throws RuleError when a rule does
 */
export function evaluate(
  graph: Graph,
  rules: readonly Rule[],
  factsOf: (environment: string) => EnvironmentFacts,
): Finding[] {
  const contexts = new Map<string, Context>();
  const contextOf = (environment: string): Context => {
    const known = contexts.get(environment);
    if (known) return known;
    const context = { graph, environment: factsOf(environment) };
    contexts.set(environment, context);
    return context;
  };
  const ordered = [...rules].sort(
    (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity) || (a.id < b.id ? -1 : 1),
  );
  return ordered.flatMap((rule) =>
    subjectsOf(rule, graph).flatMap((resource) =>
      judge(rule, resource, contextOf(resource.environment)).map((verdict) => finding(rule, resource, verdict)),
    ),
  );
}

function subjectsOf({ resources, ofDestroyed }: Rule, graph: Graph): readonly Resource[] {
  const judged = graph.all(...resources);
  return ofDestroyed ? [...judged, ...graph.deleted.filter(({ type }) => resources.includes(type))] : judged;
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
  const where = verdict.attribute ? `${name} ${verdict.attribute}` : name;
  const came = verdict.status === 'fail' ? `found ${verdict.found}` : `not known: ${verdict.because}`;
  return `${where}: expected ${verdict.expected}, ${came}`;
}

/** Without stack and environment, which may be renamed, and without positions in lists, which shift. */
function fingerprint(rule: Rule, { constructPath, address, type }: Subject, verdict: Verdict): string {
  const within = constructPath?.split('/').slice(1).join('/') ?? address;
  const attribute = 'attribute' in verdict ? verdict.attribute?.replace(/\.\d+(?=\.|$)/g, '') : undefined;
  return createHash('sha256')
    .update([rule.id, type, within, attribute ?? ''].join('\n'))
    .digest('hex')
    .slice(0, 32);
}
