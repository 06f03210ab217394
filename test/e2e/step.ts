import type { World } from './world';

/** One thing that is done and asserted. Steps of a lane run in order, on what the ones before left. */
export interface Step {
  readonly title: string;
  /** @default in every environment */
  readonly applies?: (world: World) => boolean;
  /** What is missing on this machine, and how to get it; nothing if it can run. */
  readonly missing?: string;
  run(world: World): Promise<void>;
}
