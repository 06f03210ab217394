import { reference, text } from '../props';

/** A load balancer that another module made. */
export interface BalancerRef {
  /** What CloudWatch calls the balancer: `app/prod/50dc6c495c0c9188`. */
  readonly arnSuffix: string;
}

export const balancerRef = reference<BalancerRef>('a load balancer', {
  arnSuffix: text('the suffix of the ARN of a load balancer', (suffix) => /^app\/[\w-]+\/[\w-]+$/.test(suffix)),
});
