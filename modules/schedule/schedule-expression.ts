// Without CDKTF: the schema of environments takes it as well.

/** EventBridge Scheduler user guide, Schedule types in EventBridge Scheduler. */
export const scheduleExpression =
  /^(cron\([\dA-Z,*/?L#W-]+( [\dA-Z,*/?L#W-]+){5}\)|rate\([1-9]\d* (minute|hour|day)s?\)|at\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\))$/;

export const aScheduleExpression =
  'cron(…) of six fields, rate(…) of minutes, hours or days, or at(yyyy-mm-ddThh:mm:ss)';

/** EventBridge Scheduler API reference, Target, Input: of a function, well-formed JSON. */
export function isJson(text: string): boolean {
  if (text.length > 262_144) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
