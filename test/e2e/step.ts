import type { World } from './world';

/** One thing that is done and asserted. */
export interface Step {
  readonly title: string;
  /** @default in every environment */
  readonly applies?: (world: World) => boolean;
  /** What is missing on this machine, and how to get it; nothing if it can run. */
  readonly missing?: string;
  run(world: World): Promise<void>;
}

/** Steps in order, on what the ones before left. Those of lanes run side by side: what one of them changes, the others neither change nor read. */
export type Steps = readonly (Step | { readonly lanes: readonly Steps[] })[];
