import { setTimeout as wait } from 'node:timers/promises';
import {
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
  type ListMessageMoveTasksResultEntry,
} from '@aws-sdk/client-sqs';
import type { Environment } from '../../environments/schema';
import { decidedOf, logIn, withoutNodeWarning } from '../aws';
import { pickEnvironments } from '../environments';
import { CliError } from '../errors';
import { toJson } from '../files';
import { print, say, type Io } from '../io';
import { findProject } from '../project';

export interface RedriveOptions {
  /** Messages a second. */
  readonly maxPerSecond?: string;
  readonly json?: boolean;
}

/** A dead-letter queue of an environment. */
interface DeadLetters {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
}

/**
 * Moves the messages of a dead-letter queue back to the queue that they come from, and waits until SQS has done so. A move that is under way already is
 * waited for instead of a second one.
 *
 * @param client @default one with the credentials of the process
 * @returns 0 when SQS moved what there was, 1 when it did not
 * @throws CliError for a queue that the environment does not have, and for what AWS refuses
 */
export async function redrive(
  [environmentName, queue]: readonly [string, string],
  options: RedriveOptions,
  io: Io,
  client?: SQSClient,
): Promise<number> {
  const [environment] = pickEnvironments([environmentName], findProject(io.cwd).root) as [Environment];
  const deadLetters = deadLettersOf(environment, queue);
  const perSecond = readPerSecond(options.maxPerSecond);
  withoutNodeWarning();
  const sqs = client ?? new SQSClient({ region: environment.region, useQueueUrlAsEndpoint: false });
  const release = io.attend?.();
  try {
    return await move(sqs, deadLetters, { perSecond, json: options.json ?? false, io });
  } catch (error) {
    if (io.signal.aborted) say(io, `A move that has begun goes on in AWS: run this again to wait for it.`);
    throw io.signal.aborted ? io.signal.reason : refused(error, deadLetters);
  } finally {
    release?.();
    sqs.destroy();
  }
}

interface Moving {
  readonly perSecond: number | undefined;
  readonly json: boolean;
  readonly io: Io;
}

async function move(sqs: SQSClient, deadLetters: DeadLetters, { perSecond, json, io }: Moving): Promise<number> {
  const { signal: abortSignal } = io;
  const { name, arn } = deadLetters;
  let task = await latest(sqs, arn, abortSignal);
  if (isUnderWay(task)) say(io, `${name}: a move is under way already`);
  else {
    const messages = await count(sqs, deadLetters, abortSignal);
    if (messages === 0) {
      if (json) print(io, toJson({ queue: name, messages, moved: 0, status: 'NOTHING_TO_MOVE' }).trimEnd());
      else print(io, `${name}: SQS counts no messages, so none are moved. Its count may be a minute old.`);
      return 0;
    }
    say(io, `${name}: about ${messages} to move`);
    const rate = perSecond === undefined ? {} : { MaxNumberOfMessagesPerSecond: perSecond };
    await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: arn, ...rate }), { abortSignal });
    task = await latest(sqs, arn, abortSignal);
  }
  while (isUnderWay(task)) {
    await wait(2_000, undefined, { signal: abortSignal });
    task = await latest(sqs, arn, abortSignal);
  }
  return report(task, name, { json, io });
}

function report(
  task: ListMessageMoveTasksResultEntry | undefined,
  queue: string,
  { json, io }: Pick<Moving, 'json' | 'io'>,
): number {
  const { Status: status = 'UNKNOWN', ApproximateNumberOfMessagesMoved: moved = 0, FailureReason: reason } = task ?? {};
  const isDone = status === 'COMPLETED';
  if (json) print(io, toJson({ queue, moved, status, ...(reason && { reason }) }).trimEnd());
  else if (isDone) print(io, `${queue}: about ${moved} moved back. Those that fail again return here.`);
  else print(io, `${queue}: about ${moved} moved, then ${status}${reason ? `: ${reason}` : ''}`);
  return isDone ? 0 : 1;
}

/** SQS has one move of a queue at a time. */
async function latest(sqs: SQSClient, arn: string, abortSignal: AbortSignal) {
  const { Results = [] } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn: arn, MaxResults: 1 }), {
    abortSignal,
  });
  return Results[0];
}

function isUnderWay(task: ListMessageMoveTasksResultEntry | undefined): boolean {
  return task?.Status === 'RUNNING' || task?.Status === 'CANCELLING';
}

async function count(sqs: SQSClient, { url }: DeadLetters, abortSignal: AbortSignal): Promise<number> {
  const AttributeNames = ['ApproximateNumberOfMessages' as const];
  const asked = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames });
  const { Attributes } = await sqs.send(asked, { abortSignal });
  return Number(Attributes?.ApproximateNumberOfMessages ?? Number.NaN);
}

/** By its name, which the messaging stack gives it: no state is read. */
function deadLettersOf({ name: environment, account, region, queues }: Environment, queue: string): DeadLetters {
  const { type } = decidedOf(environment, 'queue', queues, queue);
  const name = `${environment}-${queue}-dead-letters${type === 'fifo' ? '.fifo' : ''}`;
  return {
    name,
    arn: `arn:aws:sqs:${region}:${account}:${name}`,
    url: `https://sqs.${region}.amazonaws.com/${account}/${name}`,
  };
}

function readPerSecond(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const number = /^\d{1,3}$/.test(value) ? Number(value) : 0;
  // SQS API reference, StartMessageMoveTask, MaxNumberOfMessagesPerSecond.
  if (number >= 1 && number <= 500) return number;
  throw new CliError(`--max-per-second: expected a whole number from 1 to 500, found ${JSON.stringify(value)}`);
}

/** What AWS refuses has a name; what does not is a bug. */
function refused(error: unknown, { name, arn }: DeadLetters): unknown {
  if (!(error instanceof Error) || error instanceof CliError) return error;
  const advice: Readonly<Record<string, string>> = {
    ...logIn,
    AccessDeniedException: `The role needs sqs:StartMessageMoveTask, sqs:ListMessageMoveTasks and sqs:GetQueueAttributes on ${arn}, and is of the account in it.`,
    QueueDoesNotExist: `${arn} is not there. Is <env>-messaging applied, and are these the credentials of its account?`,
    ResourceNotFoundException: `${arn} is not there. Is <env>-messaging applied, and are these the credentials of its account?`,
  };
  return new CliError(`${name}: ${error.name}: ${error.message}`, advice[error.name]);
}
