import { bucketRef, type BucketRef } from '../bucket/bucket-ref';
import { keyRef, type KeyRef } from '../kms/key-ref';
import { logRetention } from '../log-group/log-group';
import { topicRef, type TopicRef } from '../notifications/topic-ref';
import {
  accountId,
  either,
  isKnown,
  matching,
  object,
  oneOf,
  optional,
  regionName,
  satisfying,
  wholeNumber,
  type Description,
} from '../props';

export interface CanaryProps {
  /** The canary's name, unique in its account and region, and the start of other names: `prod-shop`. Another one replaces it. */
  readonly name: string;
  /** The account that owns the canary: 12 digits. */
  readonly account: string;
  readonly region: string;
  /** What is asked, which the script has as `CANARY_URL`: `https://shop.example.com/`. It is called from the internet. */
  readonly url: string;
  /**
   * `heartbeat`: the URL answers with 2xx. Or a script of the application, as CommonJS: it exports `handler`, an async function that throws where something is not as
   * it should be. It is one file, has the packages of Node.js and of the runtime version alone, and holds no secret: who reads the canary reads it.
   */
  readonly script: 'heartbeat' | CanaryScript;
  readonly runs: CanaryRuns;
  /** Where files of each run go, below `<name>/`: its report, its log, and what the script leaves in `/tmp`. The bucket decides for how long. */
  readonly artifacts: BucketRef;
  /** Encrypts artifacts and logs. A `Key` is opened to S3 and CloudWatch Logs; one that is only referred to must admit them. */
  readonly key: KeyRef;
  readonly monitoring: CanaryMonitoring;
}

export interface CanaryScript {
  readonly source: string;
}

export interface CanaryRuns {
  /** Minutes between the starts of two runs, 1 to 60. Each run is charged for. */
  readonly everyMinutes: number;
  /** Seconds after which a run has failed, 15 to 840, and no more than until the next one. */
  readonly timeoutSeconds: number;
}

export interface CanaryMonitoring {
  /** Told when something is wrong and when it is over. */
  readonly topic: TopicRef;
  /** Days that logs are kept; one of `logRetentionDays`. */
  readonly logRetentionDays: number;
  /**
   * Milliseconds within which 95 of a hundred runs are over, less than the timeout. They are those of the script, with its start.
   * @default none: no alarm on slow runs
   */
  readonly durationMs?: number;
  /**
   * Days that Synthetics lists a run for, 1 to 455.
   * @default 31
   */
  readonly runRetentionDays?: number;
}

const known = { structure: true };
const api = 'CloudWatch Synthetics API reference';

export const canaryProps: Description<CanaryProps> = {
  // Synthetics takes 255; the role is called after it, with a suffix, and has 64.
  name: matching(/^[0-9a-z_-]{1,57}$/, '1 to 57 of a-z, 0-9, _ and -', {
    ...known,
    source: `${api}, CreateCanary, Name; IAM API reference, CreateRole, RoleName`,
  }),
  account: accountId,
  region: regionName,
  url: matching(
    /^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)+(:\d{1,5})?\/[\w./?&=%~+-]{0,1000}$/,
    'a URL of HTTPS with a path, such as https://shop.example.com/',
    known,
  ),
  script: either<'heartbeat', CanaryScript>(
    oneOf(['heartbeat']),
    object<CanaryScript>({
      // Terraform never reads it, so that it may have what a text of Terraform may not.
      source: satisfying<string>('a script that exports handler, known at synthesis', isScript),
    }),
  ),
  runs: object<CanaryRuns>({
    everyMinutes: wholeNumber('minutes', 1, 60, { ...known, source: `${api}, CanaryScheduleInput` }),
    timeoutSeconds: wholeNumber('seconds', 15, 840, {
      ...known,
      source: `${api}, CanaryRunConfigInput; CloudWatch user guide, Runtime versions using Node.js and Puppeteer`,
    }),
  }),
  artifacts: bucketRef,
  key: keyRef,
  monitoring: object<CanaryMonitoring>({
    topic: topicRef,
    logRetentionDays: logRetention,
    durationMs: optional(wholeNumber('milliseconds', 100, 839_999, known), 'none: no alarm on slow runs'),
    runRetentionDays: optional(wholeNumber('days', 1, 455, { source: `${api}, CreateCanary` }), '31'),
  }),
};

function isScript(found: unknown): boolean {
  return typeof found === 'string' && isKnown(found) && /\bexports\b[^]*\bhandler\b/.test(found);
}
