import type { Evaluation } from '../engine/evaluate';
import type { Graph } from '../model/graph';
import type { Place, Resource } from '../model/resource';

/**
 * The resources of an environment: `resources` is the sum of the other three. A module that was not read counts as one,
 * since the number of its resources is not known.
 */
export interface ResourceCounts {
  /** Resources that the input manages or destroys, and modules that were not read. Data sources are none. */
  readonly resources: number;
  /** A rule has a verdict on it, or read it as part of another resource: a bucket's versioning, a route's table. */
  readonly judged: number;
  /** There are rules for its type, but they require nothing of this resource. */
  readonly notApplicable: number;
  /** `notJudged` of the report names each. */
  readonly notJudged: number;
}

export const notJudgedReasons = ['module not read', 'no rule', 'not AWS', 'no resources'] as const;
export type NotJudgedReason = (typeof notJudgedReasons)[number];

/** Something of the input that no rule looked at. */
export interface NotJudged {
  readonly environment: string;
  readonly root: string;
  readonly address: string;
  /** `aws_appsync_graphql_api`; `@module` of a module, `@root` of a stack or folder without resources, which is no resource itself. */
  readonly type: string;
  readonly constructPath?: string;
  readonly place: Place;
  readonly reason: NotJudgedReason;
  /** The reason as a sentence about this one, without its subject: `no rule looks at aws_appsync_graphql_api`. */
  readonly because: string;
}

/** The resources of each environment, and whether rules checked them. */
export interface Accounting {
  readonly countsOf: (environment: string) => ResourceCounts;
  readonly notJudged: readonly NotJudged[];
}

/** Accounts for every resource of the input: judged, not applicable or not judged. */
export function accountFor(graph: Graph, { judged, asked }: Evaluation): Accounting {
  const counts = new Map<string, { judged: number; notApplicable: number; notJudged: number }>();
  const notJudged: NotJudged[] = [];
  const deleted = new Set(graph.deleted);
  const filled = new Set<string>();
  for (const resource of [...graph.resources, ...graph.deleted]) {
    if (!isCounted(resource)) continue;
    filled.add(stackOf(resource));
    const its = counts.get(resource.environment) ?? { judged: 0, notApplicable: 0, notJudged: 0 };
    counts.set(resource.environment, its);
    const isModule = resource.type === '@module';
    if (!isModule && judged.has(resource)) its.judged += 1;
    else if (!isModule && (asked.has(resource) || (deleted.has(resource) && isOfAws(resource)))) its.notApplicable += 1;
    else {
      its.notJudged += 1;
      notJudged.push({ ...about(resource), ...reasonOf(resource) });
    }
  }
  const empty = graph.resourcesOf(['@root']).filter((root) => !filled.has(stackOf(root)));
  notJudged.push(...empty.map((root) => ({ ...about(root), reason: 'no resources', because: 'it has none' }) as const));
  const countsOf = (environment: string): ResourceCounts => {
    const { judged, notApplicable, notJudged } = counts.get(environment) ?? {
      judged: 0,
      notApplicable: 0,
      notJudged: 0,
    };
    return { resources: judged + notApplicable + notJudged, judged, notApplicable, notJudged };
  };
  return { countsOf, notJudged };
}

function stackOf({ environment, root }: Resource): string {
  return `${environment} ${root.name}`;
}

function isCounted({ mode, type }: Resource): boolean {
  return type === '@module' || (mode === 'managed' && !type.startsWith('@'));
}

function isOfAws({ type }: Resource): boolean {
  return /^aws(cc)?_/.test(type);
}

function about({ environment, root, address, type, constructPath, source, writtenAt }: Resource) {
  const place = source ?? writtenAt;
  return { environment, root: root.name, address, type, ...(constructPath && { constructPath }), place };
}

function reasonOf(resource: Resource): Pick<NotJudged, 'reason' | 'because'> {
  const { type } = resource;
  if (type === '@module')
    return { reason: 'module not read', because: String(resource.at('not_read') ?? 'it was not read') };
  if (isOfAws(resource)) return { reason: 'no rule', because: `no rule looked at ${type}` };
  return { reason: 'not AWS', because: `it is of the provider ${type.split('_')[0]}, and no rule looked at ${type}` };
}
