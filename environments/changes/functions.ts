import { prod } from '../prod';
import type { Change, Changes } from './change';
import { protectedByTerraform, unprotected } from './protection';

const { thumbnails, report } = prod.services;

const version = 'Lambda publishes a version, which is live once the pipeline moves the alias to it.';

/** A field of the function of prod. */
function of(change: Omit<Change, 'does'> & Partial<Change>): readonly Change[] {
  return [{ name: 'thumbnails', does: 'in place', ...change }];
}

/** What only services of the runtime `function` have, and schedules. */
export const functions: Changes = {
  'services.*.firstCode': of({
    to: { ...thumbnails.firstCode, key: 'thumbnails-second.zip' },
    title: 'other first code',
    does: 'nothing',
    says: 'Nothing: the code is the pipeline’s.',
  }),
  'services.*.lambdaRuntime': of({ to: 'python3.13', says: version }),
  'services.*.supportedOn': of({ to: '2027-04-30', does: 'nothing', says: 'Nothing: laws alone read it.' }),
  'services.*.handler': of({ to: 'main.handler', says: `${version} The code has to have it.` }),
  'services.*.timeoutSeconds': of({ to: 60, says: version }),
  'services.*.reservedConcurrency': of({ to: 50, says: 'At once.' }),
  'services.*.on': of({
    to: 'none',
    does: 'removes',
    says: 'What invoked it is removed at once. Messages wait in their queue; objects that are written meanwhile invoke nothing later.',
  }),
  'schedules.*': [
    {
      name: 'hourly',
      to: {
        ...{ target: 'queue', description: 'Orders that nobody paid', at: 'rate(1 hour)', timeZone: 'Europe/Berlin' },
        ...{ sendsTo: 'orders', message: '{"check":"unpaid"}' },
      },
      title: 'a schedule more, that sends to a queue',
      does: 'adds',
      says: 'With its role; the first one of an environment also adds the group with its dead-letter queue, and opens the key of the services to Scheduler. A change of its fields counts from the next time on.',
    },
    {
      name: 'monthly',
      to: {
        ...{ target: 'function', description: 'Figures of the month', at: 'cron(0 3 1 * ? *)' },
        ...{ timeZone: 'Europe/Berlin', runs: 'figures', message: '{}' },
      },
      with: { 'services.figures': { ...report, firstCode: { ...report.firstCode, key: 'figures.zip' } } },
      title: 'a schedule more, with the function that it runs',
      does: 'in place',
      says: 'With its role, log group, alarms and alias; the first function of an environment also opens the keys of the services to Lambda, and adds the queue of failed events.',
    },
    {
      name: 'nightly',
      to: undefined,
      title: 'a schedule less',
      destroys: ['aws_cloudwatch_metric_alarm', 'aws_sqs_queue'],
      does: 'removes',
      says: 'The last one takes the group with it, and the dead-letter queue with what is in it: Terraform protects nothing that its configuration no longer has, so look at the queue first. Any other goes alone, with its role, and does not run again.',
    },
  ],
  'failedEvents.deletionProtection': [
    unprotected('Terraform would destroy the queues of failed events from then on, with every event in them.'),
    protectedByTerraform,
  ],
};
