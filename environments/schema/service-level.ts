import { z } from 'zod';
import { fields, percent, wholeNumber } from './field';

/**
 * What people may expect of a service behind the load balancer, or `none`. Alarms tell when its error budget of 30 days is spent too fast, one alarm tells that it is down, and
 * deployments are stopped by what says so.
 */
export const slo = z.union(
  [
    z.literal('none'),
    fields({
      /** The share of requests that do not fail, in percent of those of 30 days: 95 to 99.99. What targets answer with 5xx has failed, and what they do not take. */
      availabilityPercent: percent(95, 99.99),
      /** Milliseconds within which 95 of a hundred requests are answered, or `none`. Less than the 60 s after which the load balancer answers itself. */
      latencyMs: z.union([z.literal('none'), fields({ p95: wholeNumber('milliseconds', 1, 59_999) })], {
        error: () => '"none" or an object of p95',
      }),
    }),
  ],
  { error: () => '"none" or an object of availabilityPercent, latencyMs' },
);
