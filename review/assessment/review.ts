import type { Report } from './report';
import type { IdentityView, KeyView } from '../iam/views';
import type { FlowView, MatrixView, NetworkView } from '../reach/views';
import type { FrameworkReview } from './controls';
import type { StoreView } from './stores';

/** All that the page shows, as data: computed from the graph and the report, so that the page itself computes nothing of either. */
export interface Review {
  readonly report: Report;
  /** The environments of the report for which more than the report is known, in its order. */
  readonly environments: readonly EnvironmentReview[];
  /** Which controls of which frameworks are looked at. */
  readonly controls?: readonly FrameworkReview[];
}

/** The views of an environment. If one is absent, it was not computed, and the page has no section for it. */
export interface EnvironmentReview {
  readonly name: string;
  /** What applying would do. */
  readonly plan?: PlanNote;
  /** Where data is kept. */
  readonly stores?: readonly StoreView[];
  /** What has an address that the internet knows. */
  readonly onInternet?: readonly InternetFacing[];
  readonly network?: NetworkView;
  readonly reachability?: MatrixView;
  readonly flows?: readonly FlowView[];
  readonly identities?: readonly IdentityView[];
  readonly keys?: readonly KeyView[];
}

export type PlanNote =
  | { readonly add: number; readonly change: number; readonly destroy: number }
  /** Why there is none. */
  | { readonly leftOut: string };

export interface InternetFacing {
  readonly label: string;
  /** In words: `load balancer`, `NAT gateway`. */
  readonly kind: string;
  readonly because: string;
  readonly isCertain: boolean;
}
