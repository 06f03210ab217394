import { dailyWindow, weeklyWindow, windowsOverlap } from '../../modules/windows';

describe('a daily and a weekly window do not overlap', () => {
  test.each([
    ['one after the other', '01:00-02:00', 'sun:02:00-sun:03:00'],
    ['one before the other', '03:00-04:00', 'sun:02:00-sun:03:00'],
    ['over midnight, and in the day', '23:30-00:30', 'mon:00:30-mon:01:30'],
    ["over the week's end", '02:00-03:00', 'sun:23:00-mon:01:00'],
  ])('%s', (_, daily, weekly) => {
    expect(windowsOverlap(daily, weekly)).toBe(false);
  });
});

describe('a daily and a weekly window overlap', () => {
  test.each([
    ['the same hour', '02:00-03:00', 'sun:02:00-sun:03:00'],
    ['a backup that starts within maintenance', '02:30-03:30', 'sun:02:00-sun:03:00'],
    ['maintenance that starts within the backup', '01:30-02:30', 'sun:02:00-sun:03:00'],
    ['a backup over midnight', '23:30-00:30', 'mon:00:00-mon:01:00'],
    ["a backup over the week's end", '23:30-00:30', 'mon:00:29-mon:01:00'],
    ['maintenance of days', '12:00-13:00', 'fri:18:00-sun:06:00'],
  ])('%s', (_, daily, weekly) => {
    expect(windowsOverlap(daily, weekly)).toBe(true);
  });
});

test.each(['', '1:00-2:00', '24:00-01:00', '01:00-01:29', '01:00-01:00', 'sun:01:00-sun:02:00'])(
  '%p is no daily window of half an hour',
  (found) => {
    expect(dailyWindow(30).problems(found, 'backupWindow')).toEqual([
      { prop: 'backupWindow', expected: 'hh:mm-hh:mm in UTC, 30 minutes or more', found },
    ]);
  },
);

test.each(['', '01:00-02:00', 'Sun:01:00-Sun:02:00', 'sun:01:00-sun:01:59', 'day:01:00-day:02:00'])(
  '%p is no weekly window of an hour',
  (found) => {
    expect(weeklyWindow(60).problems(found, 'maintenanceWindow')).toEqual([
      { prop: 'maintenanceWindow', expected: 'ddd:hh:mm-ddd:hh:mm in UTC and lower case, 60 minutes or more', found },
    ]);
  },
);
