import type { World } from './world';

/** One thing that is done and asserted. Steps run in order, on what the ones before left. */
export interface Step {
  readonly title: string;
  /** @default in every environment */
  readonly applies?: (world: World) => boolean;
  run(world: World): Promise<void>;
}
