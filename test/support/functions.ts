import { smallProd as prod } from './small-prod';

const uploads = { uploads: ['read', 'write'] };

/** A function that makes something of each object that is uploaded. */
export const thumbnails = {
  runtime: 'function' as const,
  firstCode: { bucket: 'uploads', key: 'code/thumbnails.zip', version: 'L4kqtJlcpXroDTDmpUMLUo' },
  lambdaRuntime: 'nodejs22.x' as const,
  supportedOn: '2027-03-31',
  handler: 'index.handler',
  architecture: 'ARM64' as const,
  memoryMb: 1024,
  timeoutSeconds: 30,
  reservedConcurrency: 20,
  databases: [] as string[],
  clusters: [] as string[],
  caches: [] as string[],
  tables: {} as Record<string, ('read' | 'write')[]>,
  buckets: uploads as Record<string, ('read' | 'write')[]>,
  queues: [] as string[],
  topics: [] as string[],
  eventSources: [] as string[],
  sendsFrom: [] as string[],
  users: 'none',
  outbound: 'internet' as 'internet' | 'endpoints',
  environment: {} as Record<string, string>,
  on: { bucket: 'uploads', prefix: 'incoming/' } as
    'none' | { queue: string; batchSize: number; maximumConcurrency: number } | { bucket: string; prefix: string },
};

/** A function that a schedule runs, with a database and a cache. */
export const report = {
  ...thumbnails,
  firstCode: { ...thumbnails.firstCode, key: 'code/report.zip' },
  timeoutSeconds: 300,
  reservedConcurrency: { off: true as const, reason: 'one runs at a time, once a day' },
  databases: ['main'],
  clusters: [] as string[],
  caches: ['main'],
  buckets: {},
  outbound: 'endpoints' as const,
  environment: { LEVEL: 'daily' },
  on: 'none' as const,
};

/** A function that takes messages of a queue. */
export const mailer = {
  ...thumbnails,
  firstCode: { ...thumbnails.firstCode, key: 'code/mailer.zip' },
  timeoutSeconds: 10,
  buckets: {},
  topics: ['order-placed'],
  eventSources: [] as string[],
  sendsFrom: [] as string[],
  users: 'none',
  on: { queue: 'mails', batchSize: 10, maximumConcurrency: 5 },
};

export const nightly = {
  target: 'function' as const,
  description: 'Figures of the day',
  at: 'cron(0 2 * * ? *)',
  timeZone: 'Europe/Dublin',
  runs: 'report',
  message: '{"report":"daily"}',
};

export const hourly = {
  target: 'queue' as const,
  description: 'Orders that nobody paid',
  at: 'rate(1 hour)',
  timeZone: 'Etc/UTC',
  sendsTo: 'mails',
  message: 'unpaid',
};

/** Prod with functions of each kind, and schedules. */
export const withFunctions = {
  ...prod,
  queues: { ...prod.queues, mails: { ...prod.queues.orders, visibilityTimeoutSeconds: 60 } },
  services: { ...prod.services, thumbnails, report, mailer },
  schedules: { nightly, hourly },
  flows: [
    ...prod.flows,
    {
      ...{ from: 'service-report', to: 'database-main', port: 5432, protocol: 'tcp' as const },
      reason: 'the report reads orders',
    },
    {
      ...{ from: 'service-report', to: 'cache-main', port: 6379, protocol: 'tcp' as const },
      reason: 'the report keeps its figures',
    },
  ],
};
