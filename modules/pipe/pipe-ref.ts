import { arn, matching, reference } from '../props';

/** The start of the names of its role and log group. */
export const pipeName = matching(/^[\w-]{1,50}$/, 'up to 50 letters, digits, _ and -', {
  structure: true,
  source: 'EventBridge Pipes API reference, CreatePipe, Name',
});

/** A pipe that another module or stack made. */
export interface PipeRef {
  /** The pipe's name, known at synthesis. */
  readonly pipeName: string;
  readonly pipeArn: string;
}

export const pipeRef = reference<PipeRef>('a pipe', {
  pipeName,
  pipeArn: arn('a pipe', 'pipes', /^pipe\/[\w.-]{1,64}$/),
});
