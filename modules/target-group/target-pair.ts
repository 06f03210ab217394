import type { TargetGroup } from './target-group';

/**
 * Two target groups behind one host. A release moves requests from one to the other by weight: blue has all of them at first, and from then on the pipeline
 * decides.
 *
 * Terraform does not write the rule again, so a group that it replaces (another port, protocol or target type) stays in use, and its deletion fails until the
 * pipeline has written the new group into the rule. Nothing is lost in between: apply again then.
 */
export interface TargetPair {
  readonly blue: TargetGroup;
  readonly green: TargetGroup;
}
