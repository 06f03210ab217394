import type { PlannedChange } from '../../review/plan/change';
import type { Changes } from './changes';
import type { Explained } from './explain';

export interface StackResult extends Changes {
  readonly name: string;
  /** Every resource that would change; of a stack that waits, none. */
  readonly changes: readonly PlannedChange[];
  /** What has to be applied before this stack can be planned: other stacks, or `bootstrap`. */
  readonly waitsFor?: readonly string[];
  /** Where the plan of this stack alone is, in JSON. */
  readonly planFile?: string;
}

/** What became of the plan of one environment. */
export interface PlanResult extends Changes {
  readonly name: string;
  /** Empty where the plan failed. */
  readonly stacks: readonly StackResult[];
  readonly seconds: number;
  /** Where the plan of all stacks together is, in JSON. */
  readonly planFile?: string;
  /** What the plan is compared with: `main (94d21f8)` */
  readonly against?: string;
  readonly diagnostics: readonly Explained[];
}

export const nothing: Changes = { add: 0, change: 0, destroy: 0 };

export function failure(name: string, started: number, diagnostics: readonly Explained[]): PlanResult {
  return { name, stacks: [], ...nothing, seconds: secondsSince(started), diagnostics };
}

export function isFailure({ diagnostics }: Pick<PlanResult, 'diagnostics'>): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}

export function secondsSince(started: number): number {
  return Math.round((performance.now() - started) / 100) / 10;
}
