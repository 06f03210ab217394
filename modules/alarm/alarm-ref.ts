import { matching, reference } from '../props';

/** A CloudWatch alarm of this account and region, on metrics or on other alarms. */
export interface AlarmRef {
  readonly alarmName: string;
}

export const alarmRef = reference<AlarmRef>('an alarm', {
  alarmName: matching(/^[^"]{1,255}$/, 'the name of an alarm, 1 to 255 characters without "', {
    source: 'CloudWatch API reference, PutCompositeAlarm, AlarmRule',
  }),
});
