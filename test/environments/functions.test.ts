import { dev, prod as whole } from '../../environments';
import { mailer, nightly, thumbnails, withFunctions } from '../support/functions';
import { changed, problems } from '../support/environments';
import { smallProd as prod, smallTest as testing } from '../support/small-prod';

const change = (path: string, value: unknown) => problems({ prod: changed(withFunctions, path, value) });

test('functions and schedules are right as they are', () => {
  expect(problems({ prod: withFunctions })).toEqual([]);
});

describe('functions and schedules', () => {
  test.each<[rule: string, path: string, value: unknown, problem: string]>([
    [
      'a function has no image',
      'services.mailer.image',
      'web',
      'services.mailer.image: expected nothing: a function runs the code of an object, and no image, found "web"',
    ],
    [
      'a function answers for no hosts',
      'services.mailer.hosts',
      {},
      'services.mailer.hosts: expected nothing: a function answers for no hosts, found {}',
    ],
    [
      'a function listens on no port',
      'services.mailer.port',
      8080,
      'services.mailer.port: expected nothing: a function listens on no port, found 8080',
    ],
    [
      'a function has no health check',
      'services.mailer.healthCheckPath',
      '/readyz',
      'services.mailer.healthCheckPath: expected nothing: a function has no health check, found "/readyz"',
    ],
    [
      'a function takes messages by "on"',
      'services.mailer.consumes',
      'none',
      'services.mailer.consumes: expected nothing: a function takes messages by "on", found "none"',
    ],
    [
      'the first code is in a bucket of the file',
      'services.mailer.firstCode.bucket',
      'upload',
      'services.mailer.firstCode.bucket: expected a name of buckets (nearest: uploads), found "upload"',
    ],
    [
      'a runtime is one that Lambda takes',
      'services.mailer.lambdaRuntime',
      'nodejs18.x',
      'services.mailer.lambdaRuntime: expected one of nodejs22.x, python3.13, python3.12',
    ],
    [
      'a runtime is supported on the day of the file',
      'services.mailer.supportedOn',
      '2029-01-01',
      'services.mailer.lambdaRuntime: expected a runtime that Lambda supports on 2029-01-01; this one it supports until 2027-04-30, found "nodejs22.x"',
    ],
    [
      'a day is one of the calendar',
      'services.mailer.supportedOn',
      '2027-02-30',
      'services.mailer.supportedOn: expected a day such as 2027-06-30, found "2027-02-30"',
    ],
    [
      'an invocation takes 15 minutes at the most',
      'services.report.timeoutSeconds',
      901,
      'services.report.timeoutSeconds: expected a whole number of seconds from 1 to 900, found 901',
    ],
    [
      'concurrency is reserved, or a reason says why not',
      'services.mailer.reservedConcurrency',
      'none',
      'services.mailer.reservedConcurrency: expected a whole number of invocations from 1 to 100000 or an object of off, reason, found "none"',
    ],
    [
      'a variable is none that Lambda sets',
      'services.mailer.environment',
      { LAMBDA_TASK_ROOT: 'x' },
      'services.mailer.environment.LAMBDA_TASK_ROOT: expected a variable of 2 to 128 A-Z, 0-9 and _, a letter first, that the platform does not set: no AWS_, ECS_, DATABASE_, CLUSTER_, CACHE_, TABLE_, ACCELERATOR_, FILE_SYSTEM_, SECRET_, BUCKET_, QUEUE_, TOPIC_, EVENT_BUS_, SERVICE_, MAIL_, LAMBDA_ or USERS_ in front',
    ],
    [
      'variables have room beside those of the platform',
      'services.mailer.environment',
      { ONE: 'x'.repeat(1024), TWO: 'x'.repeat(1024) },
      'services.mailer.environment: expected variables of 2048 bytes together or less: Lambda has 4096 for these and for those of its stores, found "2057 bytes"',
    ],
    [
      'what invokes a function is a queue or a bucket',
      'services.mailer.on',
      'mails',
      'services.mailer.on: expected "none", an object of queue, batchSize, maximumConcurrency or one of bucket, prefix, found "mails"',
    ],
    [
      'a function takes messages of a queue of the file',
      'services.mailer.on.queue',
      'mail',
      'services.mailer.on.queue: expected a name of queues (nearest: mails), found "mail"',
    ],
    [
      'a queue has one that takes its messages',
      'services.mailer.on.queue',
      'orders',
      'services.mailer.on.queue: expected a queue that services.worker does not take messages from, found "orders"',
    ],
    [
      'a queue hides a message for six times the timeout',
      'services.mailer.timeoutSeconds',
      11,
      'queues.mails.visibilityTimeoutSeconds: expected 66 or more, 6 times timeoutSeconds of services.mailer, found 60',
    ],
    [
      'a queue takes no more invocations than are reserved',
      'services.mailer.reservedConcurrency',
      4,
      'services.mailer.on.maximumConcurrency: expected reservedConcurrency, 4, or less, found 5',
    ],
    [
      'a bucket of the file tells of its objects',
      'services.thumbnails.on.bucket',
      'upload',
      'services.thumbnails.on.bucket: expected a name of buckets (nearest: uploads), found "upload"',
    ],
    [
      'an object invokes one function',
      'services.resized',
      { ...thumbnails, on: { bucket: 'uploads', prefix: 'incoming/photos/' } },
      'services.thumbnails.on.prefix: expected a start of keys that services.resized has no part of, in the same bucket, found "incoming/"',
    ],
    [
      'a function outside of the VPC has no way out to decide',
      'services.mailer.outbound',
      'endpoints',
      'services.mailer.outbound: expected "internet", since it uses no database, cluster, cache, accelerator or file system: it is outside of the VPC, found "endpoints"',
    ],
    [
      'a schedule runs a function',
      'schedules.nightly.runs',
      'web',
      'schedules.nightly.runs: expected a name of services of the runtime "function" (nearest: report), found "web"',
    ],
    [
      'a schedule sends to a queue of the file',
      'schedules.hourly.sendsTo',
      'mail',
      'schedules.hourly.sendsTo: expected a name of queues (nearest: mails), found "mail"',
    ],
    [
      'a schedule names no message group',
      'queues.mails.type',
      'fifo',
      'schedules.hourly.sendsTo: expected a queue of type "standard": a schedule names no message group, found "mails"',
    ],
    [
      'a schedule is at times that Scheduler knows',
      'schedules.nightly.at',
      '0 2 * * *',
      'schedules.nightly.at: expected cron(…) of six fields, rate(…) of minutes, hours or days, or at(yyyy-mm-ddThh:mm:ss), found "0 2 * * *"',
    ],
    [
      'a schedule has a time zone',
      'schedules.nightly.timeZone',
      'Europe/Dublim',
      'schedules.nightly.timeZone: expected an IANA time zone (nearest: Europe/Dublin), found "Europe/Dublim"',
    ],
    [
      'an event is JSON',
      'schedules.nightly.message',
      'daily',
      'schedules.nightly.message: expected an event in JSON, such as {}, found "daily"',
    ],
    [
      'a schedule has a target',
      'schedules.nightly',
      { ...nightly, target: 'topic' },
      'schedules.nightly.target: expected one of function, queue, found "topic"',
    ],
  ])('%s: %s', (_, path, value, problem) => {
    const found = change(path, value);
    expect(found).toEqual([expect.stringContaining(`environments/prod.ts: ${problem}`)]);
  });

  test('reach SQS and SNS by endpoints where they are in the VPC and go to nothing else', () => {
    const interfaceEndpoints = prod.network.interfaceEndpoints.filter((one) => one !== 'sqs');
    const report = { ...withFunctions.services.report, queues: ['mails'] };
    const found = problems({
      prod: {
        ...{ ...withFunctions, network: { ...prod.network, interfaceEndpoints }, services: { report, mailer } },
        ...{
          mail: 'none',
          users: 'none',
          balancer: 'none',
          edge: 'none',
          clusterInstances: {},
          schedules: {},
          secrets: {},
        },
      },
    });
    expect(found).toEqual([
      expect.stringContaining(
        'services.report.outbound: expected "internet", or network.interfaceEndpoints with sqs, which services.report needs',
      ),
    ]);
  });

  test('have failed events that are kept no less safely than those of a less critical environment', () => {
    const off = { off: true, reason: 'made and destroyed with it' };
    const weaker = changed(prod, 'failedEvents.deletionProtection', off);
    expect(problems({ dev, test: testing, prod: weaker })).toEqual([
      expect.stringContaining(
        'environments/prod.ts: failedEvents.deletionProtection: expected "on", as the less critical environments/test.ts has',
      ),
    ]);
  });

  test('go out of the VPC no wider than those of a less critical environment', () => {
    const { queues, services, schedules } = withFunctions;
    const { report, mailer, thumbnails } = services;
    const less = { ...testing, queues, schedules, services: { ...testing.services, report, mailer, thumbnails } };
    const more = changed(withFunctions, 'services.report.outbound', 'internet');
    expect(problems({ test: less, prod: more })).toEqual([
      expect.stringContaining(
        'environments/prod.ts: services.report.outbound: expected "endpoints", as the less critical environments/test.ts has',
      ),
    ]);
  });
});

test('beside functions, a host of the distribution that no service answers for is refused', () => {
  const { partners: _, ...services } = whole.services;
  expect(problems({ prod: { ...whole, services } })).toContainEqual(
    expect.stringContaining('edge.hosts[3]: expected a host that a service answers for'),
  );
});
