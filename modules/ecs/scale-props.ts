import type { IConstruct } from 'constructs';
import { assertProp, matching, number, object, optional, wholeNumber } from '../props';

export interface ScaleProps {
  /** The least number of tasks, 1 to 5000; two or more survive the loss of a zone. With `backlog` also 0: no task runs while no message waits. */
  readonly min: number;
  readonly max: number;
  /**
   * The CPU in use that tasks are added or removed for, in percent of what they have.
   * @default 60
   */
  readonly cpuPercent?: number;
  /**
   * The memory in use, likewise.
   * @default 75
   */
  readonly memoryPercent?: number;
  /**
   * Requests a minute for each task, of one target group.
   * @default not scaled by requests
   */
  readonly requests?: {
    readonly perMinute: number;
    /** What CloudWatch calls the balancer and the target group together: `app/prod/50dc6c495c0c9188/targetgroup/web/73e2d6bc24d8a067`. */
    readonly resourceLabel: string;
  };
  /**
   * Messages of a queue that wait for each task. A service with it scales by nothing else.
   * @default not scaled by messages
   */
  readonly backlog?: BacklogProps;
}

export interface BacklogProps {
  /** The name of the queue that the service takes messages from. */
  readonly queueName: string;
  /** How many may wait for each task: the seconds that a message may wait, divided by those that a task takes for one. 1 to 1,000,000. */
  readonly messagesPerTask: number;
}

const quotas = 'ECS developer guide, Amazon ECS service quotas';
const percent = wholeNumber('percent', 1, 100);

export const scaleProps = object<ScaleProps>({
  min: wholeNumber('tasks', 0, 5000, { structure: true, source: quotas }),
  max: wholeNumber('tasks', 1, 5000, { structure: true, source: quotas }),
  cpuPercent: optional(percent, '60'),
  memoryPercent: optional(percent, '75'),
  requests: optional(
    object<NonNullable<ScaleProps['requests']>>({
      perMinute: wholeNumber('requests a minute', 1, 10_000_000),
      resourceLabel: matching(
        /^app\/[\w-]+\/[0-9a-f]+\/targetgroup\/[\w-]+\/[0-9a-f]+$/,
        'the ARN suffixes of a balancer and of a target group, joined by /',
        { source: 'Application Auto Scaling API reference, PredefinedMetricSpecification' },
      ),
    }),
    'not scaled by requests',
  ),
  backlog: optional(
    object<BacklogProps>({
      queueName: matching(/^[\w-]{1,80}$|^[\w-]{1,75}\.fifo$/, 'the name of a queue', {
        source: 'SQS API reference, CreateQueue, QueueName',
      }),
      messagesPerTask: number('1 to 1,000,000 messages', (value) => value >= 1 && value <= 1_000_000),
    }),
    'not scaled by messages',
  ),
});

/** Throws a PropsError for bounds that are none, and for a backlog beside other metrics. */
export function checkScale(
  scope: IConstruct,
  { min, max, requests, backlog, cpuPercent, memoryPercent }: ScaleProps,
): void {
  assertProp(scope, 'scale.min', backlog !== undefined || min >= 1, '1 or more, without scale.backlog', min);
  const others = Object.entries({ requests, cpuPercent, memoryPercent }).flatMap(([name, value]) =>
    value === undefined ? [] : [`scale.${name}`],
  );
  const isAlone = backlog === undefined || others.length === 0;
  assertProp(scope, 'scale.backlog', isAlone, `nothing, beside ${others.join(', ')}`, backlog);
  const least = Math.max(min, 1);
  assertProp(scope, 'scale.max', max >= least, `${least === min ? `scale.min ${min}` : '1'} or more`, max);
}
