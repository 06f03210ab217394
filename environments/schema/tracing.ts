import { z } from 'zod';
import { fields, matching, nameOf, percent, protection, wholeNumber } from './field';

/**
 * What traces of X-Ray are written by and encrypted with, for the services that have them; or `none`. Functions have traces by Lambda itself. Without this they are encrypted
 * as X-Ray does by default.
 */
export const tracing = z.union(
  [
    z.literal('none'),
    fields({
      /** The collector beside each container: a copy of the AWS Distro for OpenTelemetry Collector, pushed by hand. */
      collector: fields({
        /** The repository of `imageRepositories` that its image is in. */
        repository: nameOf('a repository of imageRepositories'),
        /**
         * Its tag, such as `v0.43.3`: nobody can move it to another image.
         * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html
         */
        tag: matching(/^\w[\w.-]{0,127}$/, 'a tag of 1 to 128 letters, digits and _.-'),
      }),
      /** Whether Terraform refuses to destroy the key of all traces of the region, which X-Ray stops storing without it. */
      deletionProtection: protection(),
    }),
  ],
  { error: () => '"none" or an object of collector, deletionProtection' },
);

/**
 * Which requests of a service are traced; left out where none are. Its application has an SDK of AWS's distribution of OpenTelemetry, which finds all it needs in `OTEL_` variables; a collector
 * runs beside it, in 256 MiB of the task's memory at most.
 */
export const tracingOfService = fields({
  /** The share of requests that are traced, in percent: 0 to 100. Each trace is charged for (https://aws.amazon.com/xray/pricing/). */
  samplePercent: percent(0, 100),
  /** Requests a second that are traced besides, of all its tasks together, 0 to 100: what is seldom called is traced too. */
  tracesPerSecond: wholeNumber('traces a second', 0, 100),
}).optional();
