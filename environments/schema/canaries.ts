import { z } from 'zod';
import { domain } from './domain';
import { fields, matching, named, nameOf, wholeNumber } from './field';

const canary = fields({
  /** The host that it asks, over HTTPS: one that services, APIs or the distribution answer for. */
  host: domain,
  /** The path that it asks first: `/`. A heartbeat asks no other. */
  path: matching(/^\/[\w./-]{0,254}$/, 'a path of 1 to 255 letters, digits and _./- that starts with /'),
  /**
   * What it does: `heartbeat`, which the path answers with 2xx; or a script of the project, as CommonJS, that exports `handler` and throws where something is not as it
   * should be: `examples/shop/canary/journey.cjs`. It has the URL of host and path as `CANARY_URL`, and no secret.
   */
  script: z.union(
    [
      z.literal('heartbeat'),
      matching(
        /^(?!.*\.\.)[\w-][\w./-]{0,200}\.cjs$/,
        'the path of a script of the project, such as examples/shop/canary/journey.cjs',
      ),
    ],
    { error: () => '"heartbeat" or the path of a script of the project that ends with .cjs' },
  ),
  /** Minutes between two runs, 1 to 60; below 5 where criticality is high or critical. Each run is charged for: 8,640 in 30 days for one every 5 minutes. */
  everyMinutes: wholeNumber('minutes', 1, 60),
  /**
   * Seconds after which a run has failed, 15 to 840, and no more than until the next one.
   * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Library_nodejs_puppeteer.html
   */
  timeoutSeconds: wholeNumber('seconds', 15, 840),
  /** Milliseconds within which 95 of a hundred runs are over, less than the timeout; or `none`: no alarm on slow runs. */
  durationMs: z.union([z.literal('none'), wholeNumber('milliseconds', 100, 839_999)], {
    error: () => '"none" or a whole number of milliseconds from 100 to 839999',
  }),
  /** The bucket of `buckets` that its reports and logs go to, whose `expireAfterDays` says for how long. */
  artifacts: nameOf('a bucket'),
});

/** Canaries (CloudWatch Synthetics), which ask hosts of the environment as its users do, by name: 1 to 21 of a-z, 0-9 and single hyphens. */
export const canaries = named('canaries', canary);
