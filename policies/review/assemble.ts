import type { Report } from '../engine/report';
import { identitiesOf, keysOf } from '../iam/views';
import type { Graph } from '../model/graph';
import { controlsOf } from './controls';
import type { PlanNote, Review } from './review';
import { storesOf } from './stores';

export interface AssembleOptions {
  /** What applying would do, by environment. @default not asked */
  readonly plans?: Readonly<Record<string, PlanNote>>;
}

/** Everything the page shows, of a graph and of what was judged of it. Pure. */
export function assembleReview(graph: Graph, report: Report, { plans = {} }: AssembleOptions = {}): Review {
  const environments = report.environments.map(({ name }) => {
    const plan = Object.hasOwn(plans, name) ? plans[name] : undefined;
    return {
      name,
      ...(plan && { plan }),
      stores: storesOf(graph, name),
      identities: identitiesOf(graph, name),
      keys: keysOf(graph, name),
    };
  });
  return { report, environments, controls: controlsOf(report) };
}
