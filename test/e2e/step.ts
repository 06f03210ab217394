import type { World } from './world';

/** One thing that is done and asserted. Steps run in order, on what the ones before left; those with an account of their own beside them. */
export interface Step {
  readonly title: string;
  /** @default in every environment */
  readonly applies?: (world: World) => boolean;
  /** Whether it works in an account of its own, so that no other step has to wait for it. @default false */
  readonly ownAccount?: boolean;
  /** What is missing on this machine, and how to get it; nothing if it can run. */
  readonly missing?: string;
  run(world: World): Promise<void>;
}
