import { TerraformStack, Testing } from 'cdktf';
import { assertNoOverlap } from '../../modules/windows';

const stack = new TerraformStack(Testing.app(), 'stack');
const check = (daily: string, weekly: string, minutes = 30) => {
  const props = [
    { prop: 'backupWindow', value: daily },
    { prop: 'maintenanceWindow', value: weekly },
  ] as const;
  return () => assertNoOverlap(stack, ...props, minutes);
};

describe('a daily and a weekly window do not overlap', () => {
  test.each([
    ['one after the other', '01:00-02:00', 'sun:02:00-sun:03:00'],
    ['one before the other', '03:00-04:00', 'sun:02:00-sun:03:00'],
    ['over midnight, and in the day', '23:30-00:30', 'mon:00:30-mon:01:30'],
    ["over the week's end", '02:00-03:00', 'sun:23:00-mon:01:00'],
  ])('%s', (_, daily, weekly) => {
    expect(check(daily, weekly)).not.toThrow();
  });
});

describe('refuses', () => {
  test.each([
    ['the same hour', '02:00-03:00', 'sun:02:00-sun:03:00'],
    ['a backup that starts within maintenance', '02:30-03:30', 'sun:02:00-sun:03:00'],
    ['maintenance that starts within the backup', '01:30-02:30', 'sun:02:00-sun:03:00'],
    ['a backup over midnight', '23:30-00:30', 'mon:00:00-mon:01:00'],
    ["a backup over the week's end", '23:30-00:30', 'mon:00:29-mon:01:00'],
    ['maintenance of days', '12:00-13:00', 'fri:18:00-sun:06:00'],
  ])('%s', (_, daily, weekly) => {
    expect(check(daily, weekly)).toThrow(
      `stack: maintenanceWindow: expected a window that does not overlap backupWindow ${daily}, found "${weekly}"`,
    );
  });

  test.each(['', '1:00-2:00', '24:00-01:00', '01:00-01:29', '01:00-01:00', 'sun:01:00-sun:02:00'])(
    'a daily window %p',
    (daily) => {
      expect(check(daily, 'sun:05:00-sun:06:00')).toThrow(
        `stack: backupWindow: expected hh:mm-hh:mm in UTC, 30 minutes or more, found "${daily}"`,
      );
    },
  );

  test.each(['', '01:00-02:00', 'Sun:01:00-Sun:02:00', 'sun:01:00-sun:01:59', 'day:01:00-day:02:00'])(
    'a weekly window %p',
    (weekly) => {
      expect(check('01:00-02:00', weekly, 60)).toThrow(
        `stack: maintenanceWindow: expected ddd:hh:mm-ddd:hh:mm in UTC and lower case, 60 minutes or more, found "${weekly}"`,
      );
    },
  );
});
