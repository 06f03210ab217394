import type { TargetGroup } from './target-group';

/**
 * Two target groups behind one host. A release moves requests from one to the other by weight: blue has all of them at first, and from then on the pipeline
 * decides.
 */
export interface TargetPair {
  readonly blue: TargetGroup;
  readonly green: TargetGroup;
}
