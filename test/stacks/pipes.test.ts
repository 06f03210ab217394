import { dev } from '../../environments';
import type { Environment } from '../../environments/schema';
import { smallProd as prod } from '../support/small-prod';
import { thumbnails } from '../support/functions';
import { stackOf } from '../support/stacks';
import { statements } from '../support/synth';

const { receipts } = dev.pipes;
const outputOf = (stack: string, name: string) => `\${data.terraform_remote_state.${stack}.outputs.${name}}`;
const environment: Environment = {
  ...prod,
  queues: { ...prod.queues, incoming: prod.queues.orders },
  tables: { ...prod.tables, receipts: { ...prod.tables.receipts, stream: 'NEW_IMAGE' } },
  eventBus: { archiveRetentionDays: 90, rules: {}, deletionProtection: 'on' },
  services: { ...prod.services, called: { ...thumbnails, on: 'none' } },
  pipes: {
    receipts: { ...receipts, from: { ...receipts.from, deletionProtection: 'on' } },
    orders: {
      ...{ description: 'Orders of others', from: { source: 'queue', queue: 'incoming' }, filters: 'none' },
      ...{ template: 'whole', to: { target: 'function', runs: 'called' } },
    },
    copies: {
      ...{ ...receipts, template: 'whole', filters: 'none' },
      ...{ from: { ...receipts.from, deletionProtection: 'on' }, to: { target: 'queue', sendsTo: 'incoming' } },
    },
  },
};
const service = stackOf(environment, 'service');
const pipeOf = (stack: typeof service, name: string) => stack.all('aws_pipes_pipe').find((one) => one.name === name)!;
const rightsOf = (pipe: string) =>
  statements(service.all('aws_iam_role_policy').find(({ role }) => role.includes(`pipe-${pipe}_role`))!.policy);

test('a pipe sends what changes in a table to the event bus, as its template says', () => {
  expect(pipeOf(service, 'prod-receipts')).toMatchObject({
    description: 'Receipts that were written',
    source: outputOf('data', 'tables_receipts_stream_arn'),
    source_parameters: {
      dynamodb_stream_parameters: { maximum_retry_attempts: 10, maximum_record_age_in_seconds: 43_200 },
      filter_criteria: { filter: [{ pattern: '{"eventName":["INSERT"]}' }] },
    },
    target: outputOf('messaging', 'event_bus_event_bus_arn'),
    target_parameters: {
      input_template: '{"orderId":<$.dynamodb.Keys.orderId.S>}',
      eventbridge_event_bus_parameters: { source: 'shop.receipts', detail_type: 'receipt.written' },
    },
  });
  expect(rightsOf('receipts')).toMatchObject({
    ReadsStream: { Resource: outputOf('data', 'tables_receipts_stream_arn') },
    PutsEvents: {
      ...{ Action: 'events:PutEvents', Resource: outputOf('messaging', 'event_bus_event_bus_arn') },
      Condition: { StringEquals: { 'events:source': 'shop.receipts' } },
    },
  });
});

test('a pipe sends the messages of a queue to the alias of a function', () => {
  const { source, target } = pipeOf(service, 'prod-orders');
  expect(source).toBe(outputOf('messaging', 'queues_incoming_queue_arn'));
  expect(target).toBe(service.reference('aws_lambda_alias', 'arn'));
  expect(rightsOf('orders').Invokes).toMatchObject({ Action: 'lambda:InvokeFunction', Resource: target });
});

test('a pipe sends to a queue what it reads, whole', () => {
  const { target, target_parameters, source_parameters } = pipeOf(service, 'prod-copies');
  expect([target, target_parameters]).toEqual([outputOf('messaging', 'queues_incoming_queue_arn'), undefined]);
  expect(source_parameters).not.toHaveProperty('filter_criteria');
});

test('keeps the records that failed, protected as its file says', () => {
  const failed = (stack: typeof service) =>
    stack.all('aws_sqs_queue').filter(({ name }) => name.endsWith('failed-records'));
  expect(failed(service).map(({ name }) => name)).toEqual([
    'prod-copies-failed-records',
    'prod-receipts-failed-records',
  ]);
  for (const queue of failed(service)) expect(queue.lifecycle).toEqual({ prevent_destroy: true });
  const [own] = failed(stackOf(dev, 'service'));
  expect(own).not.toHaveProperty('lifecycle');
});

test('CI makes pipes, and gives them roles, where there is one', () => {
  const boundaries = (whole: Environment) =>
    stackOf(whole, 'account')
      .all('aws_iam_policy')
      .map(({ policy }) => String(policy))
      .join('\n');
  for (const right of ['"pipes:*"', 'pipes.amazonaws.com']) {
    expect(boundaries(environment)).toContain(right);
    expect(boundaries(prod)).not.toContain(right);
  }
});

test('an environment of pipes alone has a stack of services', () => {
  const alone = {
    ...environment,
    balancer: 'none',
    clusterInstances: {},
    services: {},
    schedules: {},
    edge: 'none',
  } as const;
  const { orders: _, ...pipes } = environment.pipes;
  expect(stackOf({ ...alone, pipes }, 'service').all('aws_pipes_pipe')).toHaveLength(2);
});
