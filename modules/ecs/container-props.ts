import type { IConstruct } from 'constructs';
import { assertProp, list, map, matching, object, oneOf, optional, sentence, text, wholeNumber } from '../props';
import { memoryMbFor } from './task-size';

export interface ContainerProps {
  /** What runs: `111122223333.dkr.ecr.eu-west-1.amazonaws.com/prod/web@sha256:…`, or the value of an `ImagePointer`. */
  readonly image: string;
  /** The port that it listens on, over 1023: the process is not root. */
  readonly port: number;
  readonly size: TaskSizeProps;
  /**
   * The command and its arguments.
   * @default the image's own
   */
  readonly command?: readonly string[];
  /** @default none */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * Environment variables with the value of a secret of Secrets Manager or a parameter of Systems Manager, by its ARN. The execution role may read exactly these.
   * @default none
   */
  readonly secrets?: Readonly<Record<string, string>>;
  /**
   * The user and group that run the process, by number; not root.
   * @default '10001:10001'
   */
  readonly user?: string;
  /**
   * Paths that the process may write to; the rest of the file system is read-only. What is written ends with the task.
   * @default ['/tmp']
   */
  readonly writablePaths?: readonly string[];
  /**
   * A command that tells ECS whether the container is healthy, besides its target group's health check.
   * @default none
   */
  readonly healthCheck?: readonly string[];
  /**
   * Seconds between SIGTERM and SIGKILL, 2 to 120: what a request in flight may take.
   * @default 30
   */
  readonly stopTimeoutSeconds?: number;
}

export interface TaskSizeProps {
  /** CPU units, of which 1024 are a vCPU: 256, 512, 1024, 2048, 4096, 8192 or 16384 on Fargate, 128 to 196608 on instances. */
  readonly cpu: number;
  /** MiB of memory; Fargate has a range of sizes for each size of CPU. On instances it is what their types have, less what the system and the agent use. */
  readonly memoryMb: number;
  /**
   * The processor that the image is built for.
   * @default 'ARM64', which costs a fifth less
   */
  readonly architecture?: 'ARM64' | 'X86_64';
}

const guide = 'ECS developer guide, Amazon ECS task definition parameters for Fargate';

const variableName = matching(/^[A-Za-z_]\w{0,127}$/, 'letters, digits and _, no digit first', { structure: true });
const secret = text('the ARN of a secret of Secrets Manager or a parameter of Systems Manager', (value) =>
  /^arn:aws[a-z-]*:(secretsmanager:[^:]+:\d{12}:secret:\S+|ssm:[^:]+:\d{12}:parameter\/\S+)$/.test(value),
);

export const containerProps = object<ContainerProps>({
  image: matching(
    /^(?!.*[\s"])[a-z0-9][\w./:-]*(:[\w.-]+|@sha256:[0-9a-f]{64})$/,
    'the name of an image with its tag or, better, its digest',
    { source: guide },
  ),
  port: wholeNumber('(a port)', 1024, 65_535, { structure: true }),
  size: object<TaskSizeProps>({
    cpu: wholeNumber('CPU units', 128, 196_608, {
      structure: true,
      source: 'ECS API reference, RegisterTaskDefinition',
    }),
    // The least that Docker gives a container (ECS API reference, ContainerDefinition, memory), and the most that an EC2 type has (u7in-32tb).
    memoryMb: wholeNumber('MiB', 6, 33_554_432, { structure: true, source: guide }),
    architecture: optional(oneOf(['ARM64', 'X86_64']), "'ARM64', which costs a fifth less"),
  }),
  command: optional(list('arguments', sentence('an argument', { max: 1024 }), { min: 1, max: 50 }), "the image's own"),
  environment: optional(map('variables', variableName, sentence('a value', { max: 4096 }), { max: 200 }), 'none'),
  secrets: optional(map('variables', variableName, secret, { max: 50 }), 'none'),
  user: optional(
    matching(/^[1-9]\d{0,9}(:[1-9]\d{0,9})?$/, 'a user and a group by number, not 0', { structure: true }),
    "'10001:10001'",
  ),
  writablePaths: optional(
    list('paths', matching(/^(\/[\w.-]+)+$/, 'an absolute path below /', { structure: true }), { max: 10 }),
    "['/tmp']",
  ),
  healthCheck: optional(list('arguments', sentence('an argument', { max: 1024 }), { min: 1, max: 20 }), 'none'),
  stopTimeoutSeconds: optional(wholeNumber('seconds', 2, 120, { source: guide, structure: true }), '30'),
});

/** Throws a PropsError for a variable that has two values. */
export function checkContainer(scope: IConstruct, { environment = {}, secrets = {} }: ContainerProps): void {
  const twice = Object.keys(environment).find((name) => name in secrets);
  assertProp(scope, 'container.secrets', twice === undefined, 'no variable that environment has too', twice);
}

/** Throws a PropsError for a size that Fargate does not have. */
export function checkFargateSize(scope: IConstruct, { cpu, memoryMb }: TaskSizeProps): void {
  const sizes = memoryMbFor(cpu);
  assertProp(scope, 'container.size.cpu', sizes !== undefined, '256, 512, 1024, 2048, 4096, 8192 or 16384', cpu);
  const fits = sizes !== undefined && sizes.includes(memoryMb);
  const range = `a memory of Fargate for ${cpu} CPU units: ${describeSizes(sizes ?? [])} MiB`;
  assertProp(scope, 'container.size.memoryMb', fits, range, memoryMb);
}

function describeSizes(sizes: readonly number[]): string {
  const [first, second, ...others] = sizes;
  if (first === undefined || second === undefined || others.length < 2) return sizes.join(', ');
  const last = sizes.at(-1) ?? second;
  return `${first} to ${last} in steps of ${last - (sizes.at(-2) ?? second)}`;
}
