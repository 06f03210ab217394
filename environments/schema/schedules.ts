import { z } from 'zod';
import { aScheduleExpression, isJson, scheduleExpression } from '../../modules/schedule/schedule-expression';
import { byWord, fields, matching, named, nameOf, protection, text } from './field';
import { timeZone } from './network';

const shared = {
  /** What it is for, 3 to 200 characters. */
  description: text(
    'what it is for, in 3 to 200 characters',
    (value) => value.trim().length >= 3 && value.length <= 200,
  ),
  /** When: `cron(0 2 * * ? *)`, `rate(1 hour)`, or once, `at(2027-01-31T02:00:00)`. */
  at: matching(scheduleExpression, aScheduleExpression),
  /** IANA name, whose summer time is followed: `Europe/Dublin`. */
  timeZone,
};

const toFunction = fields({
  target: z.literal('function'),
  ...shared,
  /** The service of the runtime `function` that is invoked. What fails all its attempts is kept with its other failed events. */
  runs: nameOf('a service of the runtime "function"'),
  /** The event, in JSON: `{}`. Scheduler replaces `<aws.scheduler.scheduled-time>`. */
  message: text('an event in JSON, such as {}', isJson),
});

const toQueue = fields({
  target: z.literal('queue'),
  ...shared,
  /** A queue of `queues`, of type `standard`. */
  sendsTo: nameOf('a queue'),
  /** The body of the message, 1 to 1024 characters. Scheduler replaces `<aws.scheduler.scheduled-time>`. */
  message: text('a message of 1 to 1024 characters', (value) => value.length >= 1 && value.length <= 1024),
});

/** Schedules by name: 1 to 21 of a-z, 0-9 and single hyphens. `target` tells what each invokes or sends to. */
export const schedules = named('schedules', byWord('target', [toFunction, toQueue]));

/** Events that a function failed to process, and what a schedule could not send: they are kept for 14 days, and an alarm tells of the first. */
export const failedEvents = fields({
  /** Whether Terraform refuses to destroy their queues. */
  deletionProtection: protection(),
});
