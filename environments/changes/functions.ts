import { dev } from '../dev';
import type { Environment } from '../schema';
import type { Change, Changes } from './change';
import { protectedByTerraform, unprotected } from './protection';

/** The function of dev, as prod would have it. */
const thumbnails = {
  ...dev.services.thumbnails,
  firstCode: { bucket: 'uploads', key: 'code/thumbnails.zip', version: 'L4kqtJlcpXroDTDmpUMLUo' },
  timeoutSeconds: 10,
  reservedConcurrency: 20,
  on: { bucket: 'uploads', prefix: 'incoming/' },
} as const satisfies Extract<Environment['services'][string], { readonly runtime: 'function' }>;

const version =
  'Of one that is there, in place: Lambda publishes a version, which is live once the pipeline moves the alias to it.';
const first =
  'With its role, log group, alarms and alias; the first function also opens the keys of the services to Lambda, and adds the queue of failed events.';

/** A field of a function, in prod with one that has this value. */
function ofNew(field: keyof typeof thumbnails, to: unknown, says: string): readonly Change[] {
  return [
    {
      ...{ name: 'thumbnails', to, title: 'of a function that is added', does: 'in place', says: `${first} ${says}` },
      with: { 'services.thumbnails': { ...thumbnails, [field]: to } },
    },
  ];
}

/** What only services of the runtime `function` have, and schedules. */
export const functions: Changes = {
  'services.*.firstCode': ofNew(
    'firstCode',
    thumbnails.firstCode,
    'Of one that is there, nothing: the code is the pipeline’s.',
  ),
  'services.*.lambdaRuntime': ofNew('lambdaRuntime', 'python3.13', version),
  'services.*.supportedOn': ofNew('supportedOn', '2027-04-30', 'Of one that is there, nothing: laws alone read it.'),
  'services.*.handler': ofNew('handler', 'main.handler', `${version} The code has to have it.`),
  'services.*.timeoutSeconds': ofNew('timeoutSeconds', 30, version),
  'services.*.reservedConcurrency': ofNew('reservedConcurrency', 50, 'Of one that is there, in place and at once.'),
  'services.*.on': ofNew(
    'on',
    'none',
    'Of one that is there: what invoked it is removed at once. Messages wait in their queue; objects that are written meanwhile invoke nothing later.',
  ),
  'schedules.*': [
    {
      name: 'hourly',
      to: {
        ...{ target: 'queue', description: 'Orders that nobody paid', at: 'rate(1 hour)', timeZone: 'Europe/Berlin' },
        ...{ sendsTo: 'orders', message: '{"check":"unpaid"}' },
      },
      title: 'a schedule more, that sends to a queue',
      does: 'in place',
      says: 'With its role; the first one also adds the group with its dead-letter queue, and opens the key of the services to Scheduler. A change of its fields counts from the next time on.',
    },
    {
      name: 'nightly',
      to: {
        ...{ target: 'function', description: 'Thumbnails of the day', at: 'cron(0 2 * * ? *)' },
        ...{ timeZone: 'Europe/Berlin', runs: 'thumbnails', message: '{}' },
      },
      with: { 'services.thumbnails': thumbnails },
      title: 'a schedule more, with the function that it runs',
      does: 'in place',
      says: first,
    },
  ],
  'failedEvents.deletionProtection': [
    unprotected('Terraform would destroy the queues of failed events from then on, with every event in them.'),
    protectedByTerraform,
  ],
};
