import { keyRef, type KeyRef } from '../kms/key-ref';
import { logRetention } from '../log-group/log-group';
import { networkRef, type NetworkRef } from '../network/network-ref';
import { topicRef, type TopicRef } from '../notifications/topic-ref';
import { optOut, type OptOut } from '../opt-out';
import {
  accountId,
  either,
  map,
  matching,
  object,
  oneOf,
  optional,
  regionName,
  text,
  wholeNumber,
  type Description,
} from '../props';
import { isDay } from '../props/day';
import { deadLetterQueueRef, type DeadLetterQueueRef } from '../queue/queue-ref';
import { securityGroupRef, type SecurityGroupRef } from '../security-group/connections';
import { functionCode, type FunctionCode } from './function-code';
import { runtimeNames, type RuntimeName } from './runtimes';

export interface FunctionProps {
  /** The function's name, unique in its account and region, and the start of other names: `prod-thumbnails`. Another one replaces the function. */
  readonly name: string;
  /** The account that owns the function: 12 digits. */
  readonly account: string;
  readonly region: string;
  /** Encrypts the environment variables and the logs. A `Key` is opened to Lambda and CloudWatch Logs; one that is only referred to must admit them. */
  readonly key: KeyRef;
  /** A folder that is zipped, or an object that a pipeline owns. */
  readonly code: FunctionCode;
  readonly runtime: FunctionRuntime;
  readonly limits: FunctionLimits;
  /** Where an asynchronous event goes that failed all its attempts. */
  readonly failures: FunctionFailures;
  readonly monitoring: FunctionMonitoring;
  /**
   * Its place in a VPC, in the private tier: only for a function that reaches something there, since its network interfaces take long to be deleted.
   * @default none: it runs outside of VPCs, and reaches the internet and AWS
   */
  readonly network?: FunctionNetwork;
}

export interface FunctionRuntime {
  readonly name: RuntimeName;
  /** The function that Lambda calls, as the runtime names it: `index.handler`. */
  readonly handler: string;
  /** A day on which the runtime must still be supported, such as that of the next review: `2027-06-30`. */
  readonly supportedOn: string;
  /**
   * The instruction set; native code is of one of them.
   * @default arm64
   */
  readonly architecture?: 'arm64' | 'x86_64';
  /**
   * Environment variables, 4 KB in all. A secret is not among them: give the function the ARN of one, and let it read that.
   * @default none
   */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface FunctionLimits {
  /** Seconds after which Lambda ends an invocation, 1 to 900; 30 at most for one that an HTTP API waits for. */
  readonly timeoutSeconds: number;
  /**
   * Invocations at once, which are reserved: no other function can take them, and this one cannot take more. Off, it takes what the account has left. Lambda
   * keeps 100 of an account unreserved.
   */
  readonly reservedConcurrency: number | OptOut;
  /**
   * Memory, 128 to 10240 MB; CPU is in proportion, one vCPU for each 1769 MB.
   * @default 512
   */
  readonly memoryMb?: number;
  /**
   * Files in `/tmp`, 512 to 10240 MB.
   * @default 512
   */
  readonly ephemeralStorageMb?: number;
}

export interface FunctionFailures {
  /** A standard queue: a `DeadLetterQueue`, whose alarm tells of the first event. */
  readonly queue: DeadLetterQueueRef;
  /**
   * Attempts after the first one, 0 to 2.
   * @default 2
   */
  readonly maximumRetryAttempts?: number;
  /**
   * How long an event may wait to be tried, 60 to 21600 seconds.
   * @default 21600
   */
  readonly maximumEventAgeSeconds?: number;
}

export interface FunctionMonitoring {
  /** Told when something is wrong and when it is over. */
  readonly topic: TopicRef;
  /** Days that logs are kept; one of `logRetentionDays`. */
  readonly logRetentionDays: number;
  /**
   * The least level of what the function itself logs.
   * @default INFO
   */
  readonly logLevel?: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';
  /**
   * Invocations with an error, in percent, over 15 minutes.
   * @default 5
   */
  readonly errorPercent?: number;
  /**
   * The longest invocation, in percent of the timeout, over 15 minutes.
   * @default 80
   */
  readonly durationPercent?: number;
}

export interface FunctionNetwork {
  readonly network: NetworkRef;
  /** One that the functions of a stack share: a security group can be deleted only after the network interfaces of all functions that had it. */
  readonly securityGroup: SecurityGroupRef;
}

const known = { structure: true };
const api = 'Lambda API reference, CreateFunction';
const quotas = 'Lambda developer guide, Lambda quotas';
const asynchronous = 'Lambda API reference, PutFunctionEventInvokeConfig';
const percent = wholeNumber('percent', 1, 100, known);

/** Roles, log groups and policies are called after it, with a suffix. */
export const functionName = matching(/^[\w-]{1,55}$/, '1 to 55 letters, digits, _ and -', {
  ...known,
  source: `${api}, FunctionName; IAM API reference, CreateRole, RoleName`,
});

/** Lambda developer guide, Working with Lambda environment variables, Defined runtime environment variables, reserved. */
const reserved =
  /^(AWS_(DEFAULT_REGION|REGION|EXECUTION_ENV|ACCESS_KEY|ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|LAMBDA_(FUNCTION_(NAME|MEMORY_SIZE|VERSION)|INITIALIZATION_TYPE|LOG_(GROUP|STREAM)_NAME|RUNTIME_API))|LAMBDA_(TASK_ROOT|RUNTIME_DIR))$/;
const variableName = text(
  'a letter, then letters, digits and _, and no name that Lambda reserves',
  (name) => /^[A-Za-z]\w{1,199}$/.test(name) && !reserved.test(name),
  { ...known, source: 'Lambda developer guide, Working with Lambda environment variables' },
);

const runtime = object<FunctionRuntime>({
  name: oneOf(runtimeNames, { ...known, source: 'Lambda developer guide, Lambda runtimes' }),
  handler: matching(/^\S{1,128}$/, '1 to 128 characters without spaces', { source: `${api}, Handler` }),
  supportedOn: text('a day such as 2027-06-30', isDay, known),
  architecture: optional(oneOf(['arm64', 'x86_64'], { ...known, source: `${api}, Architectures` }), 'arm64'),
  environment: optional(
    map(
      'environment variables',
      variableName,
      text('text of up to 4096 characters', (value) => value.length <= 4096, { source: quotas }),
      { max: 200, source: quotas },
    ),
    'none',
  ),
});

const limits = object<FunctionLimits>({
  timeoutSeconds: wholeNumber('seconds', 1, 900, { ...known, source: `${quotas}, Function timeout` }),
  reservedConcurrency: either<number, OptOut>(
    wholeNumber('invocations', 1, 100_000, { ...known, source: 'Lambda API reference, PutFunctionConcurrency' }),
    optOut,
  ),
  memoryMb: optional(wholeNumber('MB', 128, 10_240, { source: `${api}, MemorySize` }), '512'),
  ephemeralStorageMb: optional(wholeNumber('MB', 512, 10_240, { source: `${api}, EphemeralStorage` }), '512'),
});

export const functionProps: Description<FunctionProps> = {
  name: functionName,
  account: accountId,
  region: regionName,
  key: keyRef,
  code: functionCode,
  runtime,
  limits,
  failures: object<FunctionFailures>({
    queue: deadLetterQueueRef,
    maximumRetryAttempts: optional(wholeNumber('attempts', 0, 2, { source: asynchronous }), '2'),
    maximumEventAgeSeconds: optional(wholeNumber('seconds', 60, 21_600, { source: asynchronous }), '21600'),
  }),
  monitoring: object<FunctionMonitoring>({
    topic: topicRef,
    logRetentionDays: logRetention,
    logLevel: optional(oneOf(['DEBUG', 'INFO', 'WARN', 'ERROR']), 'INFO'),
    errorPercent: optional(percent, '5'),
    durationPercent: optional(percent, '80'),
  }),
  network: optional(
    object<FunctionNetwork>({ network: networkRef, securityGroup: securityGroupRef }),
    'none: it runs outside of VPCs',
  ),
};
