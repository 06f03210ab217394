import { z } from 'zod';
import { fields, list, nameOf, oneOf, text, wholeNumber } from './field';
import { consumes } from './messaging';
import { slo } from './service-level';
import { shared } from './service-shared';
import { tracingOfService } from './tracing';

/** Fargate, with a share of Spot. */
const fargate = fields({
  /** Tasks that always run on capacity that AWS does not take back. */
  onDemandTasks: wholeNumber('tasks', 0, 1000),
  /** The share of the other tasks that runs on Fargate Spot, in percent: cheaper, and stopped with two minutes' notice. */
  spotPercent: wholeNumber('percent', 0, 100),
});

const isArgument = (value: string) => value.trim().length >= 1 && value.length <= 1024;

/** Containers, on Fargate, which needs no servers of yours, or on EC2 instances of the cluster. */
export const containers = fields({
  runtime: z.literal('containers'),
  ...shared,
  /** What its containers run: the command of their image, or another one with its arguments, 1 to 20 in all. */
  command: z.union(
    [z.literal('of-image'), list(text('an argument of 1 to 1024 characters', isArgument), 'arguments', 1, 20)],
    {
      error: () => '"of-image" or a list of a command and its arguments',
    },
  ),
  /**
   * CPU units of a task, of which 1024 are a vCPU.
   * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html
   */
  cpu: wholeNumber('CPU units', 256, 16_384),
  /** MiB of memory of a task. Which sizes Fargate has depends on `cpu`; on instances, their smallest type has more. */
  memoryMb: wholeNumber('MiB', 512, 122_880),
  /** The least number of tasks, 1 to 1000; with two or more, the loss of a zone stops no service. 0 with `consumes`: none runs while no message waits. */
  minTasks: wholeNumber('tasks', 0, 1000),
  /** The greatest number of tasks. */
  maxTasks: wholeNumber('tasks', 1, 1000),
  /** Requests a minute for each task, above which tasks are added, 1 to 1,000,000; CPU and memory are watched anyway. */
  requestsPerTask: wholeNumber('requests a minute', 1, 1_000_000),
  slo,
  /** The queue that it takes messages from, at `QUEUE_<NAME>_URL`, or `none`. With one, its tasks scale by the messages that wait, and by nothing else. */
  consumes,
  /** What its tasks run on: Fargate, by its shares on demand and on Spot; or a group of `clusterInstances`, by its name. */
  capacity: z.union([nameOf('a group of clusterInstances'), fargate], {
    error: () => 'the name of a group of clusterInstances or, on Fargate, an object of onDemandTasks, spotPercent',
  }),
  /**
   * The other services that it calls, at `SERVICE_<NAME>_URL`; left out where it calls none. A service that calls or is called has a proxy of Service Connect in each task, for which AWS
   * recommends 256 CPU units and 64 MiB more.
   * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html
   */
  calls: list(nameOf('a service'), 'names of services', 0, 20).optional(),
  tracing: tracingOfService,
  /** Whether an administrator may run a shell in its containers, which is recorded. */
  exec: oneOf(['on', 'off']),
});
