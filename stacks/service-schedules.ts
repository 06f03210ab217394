import type { Construct } from 'constructs';
import type { Environment } from '../environments/schema';
import type { Function as LambdaFunction } from '../modules/function';
import { ScheduleGroup, type ScheduleTarget } from '../modules/schedule';
import { found } from './map-values';
import type { SharedByServices } from './service-runtime';

/** The schedules of an environment, in one group: what they could not send is kept. */
export function addSchedules(
  scope: Construct,
  { name, account, region, schedules, failedEvents }: Environment,
  functions: Readonly<Record<string, LambdaFunction>>,
  { key, alarms: topic, messages }: SharedByServices,
): void {
  if (Object.keys(schedules).length === 0) return;
  const { deletionProtection } = failedEvents;
  const group = new ScheduleGroup(scope, 'schedules', {
    ...{ name, account, region, key, alarms: { topic } },
    ...(deletionProtection !== 'on' && { optOuts: { deletionProtection } }),
  });
  for (const [schedule, { at: expression, timeZone, description, ...decided }] of Object.entries(schedules)) {
    group.addSchedule(schedule, { expression, timeZone, description, target: targetOf(decided) });
  }

  function targetOf(decided: DecidedTarget): ScheduleTarget {
    const { message } = decided;
    if (decided.target === 'queue') return { queue: messages.queue(decided.sendsTo), message };
    return { function: found(functions, decided.runs, 'services').ref, message };
  }
}

type DecidedTarget = DistributiveOmit<Environment['schedules'][string], 'at' | 'timeZone' | 'description'>;
type DistributiveOmit<Whole, Key extends PropertyKey> = Whole extends unknown ? Omit<Whole, Key> : never;
