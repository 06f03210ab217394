import { DbEventSubscription } from '@cdktf/provider-aws/lib/db-event-subscription';
import type { DbInstance } from '@cdktf/provider-aws/lib/db-instance';
import type { Construct } from 'constructs';
import { openToPublisher } from '../notifications/open-topic';
import type { DatabaseProps } from './database-props';

/** Events that change the service or need an operator, and those that FSBP RDS.20 requires (RDS user guide, "Event categories"). */
const eventCategories = [
  'availability',
  'configuration change',
  'deletion',
  'failover',
  'failure',
  'low storage',
  'maintenance',
  'read replica',
  'recovery',
];

/** Tells the database's topic what happens to its instances. */
export function eventSubscription(
  scope: Construct,
  { name, alarms }: Pick<DatabaseProps, 'name' | 'alarms'>,
  instances: readonly DbInstance[],
): DbEventSubscription {
  openToPublisher(alarms.topic, 'events.rds.amazonaws.com');
  return new DbEventSubscription(scope, 'event-subscription', {
    name: `${name}-rds-events`,
    snsTopic: alarms.topic.topicArn,
    sourceType: 'db-instance',
    sourceIds: instances.map(({ identifier }) => identifier),
    eventCategories,
    tags: { Name: `${name}-rds-events` },
  });
}
