import { z } from 'zod';
import { runtimeNames } from '../../modules/function/runtimes';
import { isDay } from '../../modules/props/day';
import { fields, list, matching, nameOf, oneOf, switchedOff, text, wholeNumber } from './field';
import { notHere, shared, variables } from './service-shared';

/** S3 has keys of up to 1024 bytes; parts of URLs in them are not needed here. Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const key = (what: string) => matching(/^[\w!.*'()/-]{1,1024}$/, `${what}, 1 to 1024 letters, digits and !_.*'()/-`);

const ofQueue = fields({
  /** A queue of `queues`, which no other service takes messages from. */
  queue: nameOf('a queue'),
  /** Messages for one invocation, 1 to 10. The function answers which of them failed (`batchItemFailures`), and only those are received again. */
  batchSize: wholeNumber('messages', 1, 10),
  /**
   * Invocations at once for this queue.
   * Source: https://docs.aws.amazon.com/lambda/latest/api/API_ScalingConfig.html
   */
  maximumConcurrency: wholeNumber('invocations', 2, 1000),
});

const ofBucket = fields({
  /** A bucket of `buckets`. */
  bucket: nameOf('a bucket'),
  /**
   * The start of the keys of objects that are written: `incoming/`. What the function itself writes starts otherwise, or each would invoke it again.
   * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html
   */
  prefix: matching(
    /^[\w!.'()/-]{1,1024}$/,
    "the start of keys, 1 to 1024 letters, digits and !_.'()/-; S3 has no wildcards here",
  ),
});

/** The name of a variable that Lambda takes. Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
const variable = /^(?!LAMBDA_)[A-Z][A-Z0-9_]{1,127}$/;

/** What a function is without. */
const withoutServer = {
  image: notHere('a function runs the code of an object, and no image'),
  hosts: notHere('a function answers for no hosts'),
  port: notHere('a function listens on no port'),
  healthCheckPath: notHere('a function has no health check'),
  calls: notHere('only services of the runtime "containers" call others'),
  consumes: notHere('a function takes messages by "on"'),
  command: notHere('a function has a handler'),
  slo: notHere('a function answers behind no load balancer'),
  tracing: notHere('Lambda traces each function'),
};

/** A Lambda function: it runs while there is something to do, for up to 15 minutes, and its code is the pipeline's. */
export const lambdaFunction = fields({
  runtime: z.literal('function'),
  ...shared,
  ...withoutServer,
  environment: variables(
    (name) => variable.test(name),
    ', LAMBDA_',
    'of 2 to 128 A-Z, 0-9 and _, a letter first, that the platform does not set',
  ),
  /**
   * Its first code: a zip file in a bucket of `buckets`, uploaded by hand once. The pipeline owns the code from then on: it updates it, publishes a version and moves
   * the alias `live`.
   */
  firstCode: fields({
    bucket: nameOf('a bucket'),
    /** The key of the object: `worker/first.zip`. */
    key: key('the key of an object'),
    /** The version of the object, as S3 tells it. */
    version: matching(/^[\w.-]{1,1024}$/, 'the id of a version, 1 to 1024 letters, digits and _.-'),
  }),
  /** Lambda's name of the language and its version: `nodejs22.x`. */
  lambdaRuntime: oneOf(runtimeNames as [(typeof runtimeNames)[number], ...typeof runtimeNames]),
  /** A day on which Lambda must still support `lambdaRuntime`, such as that of the next review: `2027-06-30`. */
  supportedOn: text('a day such as 2027-06-30', isDay),
  /** What Lambda calls, as the runtime names it: `index.handler`. Source: https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
  handler: matching(/^[!-~]{1,128}$/, '1 to 128 characters without spaces'),
  /** Memory; CPU is in proportion, one vCPU for each 1769 MB. Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
  memoryMb: wholeNumber('MB', 128, 10_240),
  /** Seconds after which Lambda ends an invocation. Source: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
  timeoutSeconds: wholeNumber('seconds', 1, 900),
  /**
   * Invocations at once, which are reserved: other functions cannot take them, and this one cannot take more. Off, it takes what the account has left. Lambda keeps
   * 100 of an account unreserved. Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
   */
  reservedConcurrency: z.union([wholeNumber('invocations', 1, 100_000), switchedOff()], {
    error: () => 'a whole number of invocations from 1 to 100000 or an object of off, reason',
  }),
  /** The databases of `databases` that it logs in to, as a user of its own name. With one, or with a cluster, a cache, an accelerator or a file system, it is in the private tier. */
  databases: list(nameOf('a database'), 'names of databases', 0, 20),
  /** In the private tier, what it may open connections to on 443, as of other services. Outside, Lambda lets it reach the internet: then `internet`. */
  outbound: oneOf(['internet', 'endpoints']),
  /** What invokes it: messages of a queue, objects that are written to a bucket, or `none` of them. Schedules name what they run. */
  on: z.union([z.literal('none'), ofQueue, ofBucket], {
    error: () => '"none", an object of queue, batchSize, maximumConcurrency or one of bucket, prefix',
  }),
});
