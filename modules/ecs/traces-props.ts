import { matching, object } from '../props';
import { sampleProps } from '../tracing/sampled-service';

export interface TracesProps {
  /**
   * The image of the AWS Distro for OpenTelemetry Collector: `111122223333.dkr.ecr.eu-west-1.amazonaws.com/prod/collector:v0.43.3`. What has the roles of a service is
   * best a copy in a repository of one's own, by a tag that nobody can move, or by its digest.
   */
  readonly collectorImage: string;
  /** The environment that traces are of, their attribute `deployment.environment.name`: `prod`. */
  readonly environment: string;
  /** The share of requests that are traced besides `tracesPerSecond`, in percent: 0 to 100. */
  readonly samplePercent: number;
  /**
   * Requests a second that are traced before the share counts, 0 to 100, of all tasks together.
   * @default 1
   */
  readonly tracesPerSecond?: number;
}

export const tracesProps = object<TracesProps>({
  collectorImage: matching(
    /^(?!.*[\s"])[a-z0-9][\w./:-]*(:[\w.-]+|@sha256:[0-9a-f]{64})$/,
    'the name of an image with its tag or, better, its digest',
  ),
  environment: matching(/^[\w.-]{1,64}$/, '1 to 64 letters, digits and _.-', { structure: true }),
  ...sampleProps,
});
