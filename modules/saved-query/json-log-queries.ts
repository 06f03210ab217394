/** What says that a line is of an error: of an application, and as Lambda writes it (Lambda developer guide, Working with Lambda function logs, JSON log format). */
export const errorLevels = ['error', 'ERROR', 'FATAL'] as const;

/**
 * What is asked first of applications that log one JSON object a line, by what it answers. Insights finds the fields of JSON by itself (CloudWatch Logs user guide, Supported logs
 * and discovered fields):
 *
 * - `level` and `message` of each line, `error` and `reason` where something went wrong; Lambda writes `ERROR` and `FATAL` (Lambda developer guide, Working with Lambda function logs,
 *   JSON log format);
 * - `requestId` of all lines about one request;
 * - `method`, `route`, `status` and `milliseconds` of a line whose `message` is `request`.
 *
 * An event that lacks a field has no value for it, so lines of others are left out, and nothing fails.
 */
export const jsonLogQueries: Readonly<Record<'errors' | 'one-request' | 'slowest-requests', readonly string[]>> = {
  errors: [
    `filter level in ${JSON.stringify(errorLevels).replaceAll(',', ', ')}`,
    'stats count(*) as times, max(@timestamp) as last, latest(requestId) as request by @log, message, error, reason',
    'sort times desc',
    'limit 50',
  ],
  'one-request': [
    'fields @timestamp, @log, level, message, error, reason, route, status, milliseconds',
    'filter requestId = "1-00000000-000000000000000000000000"',
    'sort @timestamp asc',
    'limit 1000',
  ],
  'slowest-requests': [
    'filter message = "request" and ispresent(milliseconds)',
    'stats count(*) as requests, pct(milliseconds, 50) as p50, pct(milliseconds, 95) as p95, max(milliseconds) as slowest by @log, method, route',
    'sort p95 desc',
    'limit 50',
  ],
};
