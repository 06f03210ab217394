import { identityViewsOf } from '../iam/identity-view';
import type { Graph } from '../model/graph';
import { labelOf, reachabilityMatrix } from '../reach';
import { inventoryOf, type ResourceNote } from './inventory';

/** The reachability, permissions and resources of an environment, as lines that can be compared with an older review. */
export interface Posture {
  readonly environment: string;
  /** `internet → bastion: tcp 22` */
  readonly reachable: readonly string[];
  /** `ci-apply may s3:PutObject on arn:aws:s3:::example-state/*` */
  readonly allowed: readonly string[];
  readonly resources: readonly ResourceNote[];
}

export function postureOf(graph: Graph, environment: string): Posture {
  return {
    environment,
    reachable: reachableIn(graph, environment),
    allowed: allowedIn(graph, environment),
    resources: inventoryOf(graph, environment),
  };
}

/** Up to this many pairs of members of one cell are a line each; a group that grows then changes no other's line. */
const mostLines = 400;

function reachableIn(graph: Graph, environment: string): string[] {
  const { groups, cells, pairs } = reachabilityMatrix(graph, environment);
  const views = new Map(groups.map((group) => [group.id, group]));
  const labels = new Map(graph.resources.map((resource) => [resource.key, labelOf(resource)]));
  const sizeOf = (id: string) => Math.max(1, views.get(id)?.members.length ?? 1);
  const lines = cells.flatMap(({ from, to, verdict, traffic }) => {
    if (verdict === 'blocked') return [];
    const text = verdict === 'unknown' ? `${traffic} (not known)` : traffic;
    const isSmall = sizeOf(from) * sizeOf(to) <= mostLines;
    const namesOf = (id: string) => {
      const { members = [], label = id } = views.get(id) ?? {};
      return isSmall && members.length > 0 ? members.map((key) => labels.get(key) ?? key) : [label];
    };
    return namesOf(from).flatMap((one) =>
      namesOf(to).flatMap((other) => (one === other && isSmall ? [] : [`${one} → ${other}: ${text}`])),
    );
  });
  if (pairs.notJudged > 0) lines.push(`${pairs.notJudged} pairs of groups: not judged`);
  return [...new Set(lines)].sort();
}

function allowedIn(graph: Graph, environment: string): string[] {
  const lines = identityViewsOf(graph, environment).flatMap(({ name, grants, assumedBy }) => [
    ...assumedBy.map((who) => [who.name, `may become ${name}`, conditionsOf(who.conditions)].filter(Boolean).join(' ')),
    ...grants.flatMap(({ actions, resources, conditions }) =>
      actions.flatMap((action) =>
        resources.map((resource) =>
          [`${name} may ${action} on ${resource}`, conditionsOf(conditions)].filter(Boolean).join(' '),
        ),
      ),
    ),
  ]);
  return [...new Set(lines)].sort();
}

function conditionsOf(conditions: readonly string[]): string {
  return conditions.length > 0 ? `where ${conditions.join(' and ')}` : '';
}
