import { dev } from '../dev';
import type { Change, Changes } from './change';
import { queue } from './messaging';

const { receipts } = dev.pipes;

/** A change of the pipe of dev. */
function of(change: Omit<Change, 'does'> & Partial<Change>): readonly Change[] {
  return [{ in: 'dev', does: 'in place', ...change }];
}

const fromThenOn = 'For what is sent from then on.';

/** Pipes of EventBridge. */
export const pipes: Changes = {
  'pipes.*': [
    {
      name: 'refunds',
      to: {
        ...{ description: 'Orders that are to be refunded', from: { source: 'queue', queue: 'refunds' } },
        ...{ filters: ['{"body":{"kind":["refund"]}}'], template: 'whole', to: { target: 'queue', sendsTo: 'orders' } },
      },
      with: { 'queues.refunds': queue },
      title: 'the first pipe, of a queue that is new',
      does: 'in place',
      says: 'An administrator applies the account stack first: the boundary of CI has no rights to pipes before. With its role, its log and its alarms; the key of the services opens to pipes.',
    },
    {
      in: 'dev',
      to: undefined,
      title: 'a pipe less',
      destroys: ['aws_cloudwatch_log_group', 'aws_cloudwatch_metric_alarm', 'aws_sqs_queue'],
      does: 'removes',
      says: 'Nothing is sent any more. What was not sent yet stays in its stream for 24 hours, and in its queue as long as that keeps it; its own dead-letter queue goes, where that is not protected.',
    },
  ],
  'pipes.*.description': of({ to: 'Receipts, for accounting', says: 'Nothing else changes.' }),
  'pipes.*.from': [
    {
      in: 'dev',
      to: { ...receipts.from, table: 'sessions' },
      title: 'another table',
      with: { 'tables.sessions.stream': 'KEYS_ONLY' },
      does: 'in place',
      says: 'The stream of the table first. Then the pipe is deleted and made again, and begins with what the new stream has of the last 24 hours. Add a pipe and take the first one out later, where nothing may be missed.',
    },
    {
      in: 'dev',
      to: { ...receipts.from, maxRetries: 3 },
      title: 'fewer retries',
      does: 'in place',
      says: `${fromThenOn} A record that fails holds up those behind it for a shorter time.`,
    },
  ],
  'pipes.*.filters': of({ to: 'none', says: fromThenOn }),
  'pipes.*.template': of({ to: 'whole', says: fromThenOn }),
  'pipes.*.to': of({
    to: { target: 'queue', sendsTo: 'orders' },
    says: `${fromThenOn} Its role may send there, and to the old target no more.`,
  }),
};
