import { prod } from '../../environments';
import type { LogGroup } from '../../modules/log-group';
import { addServiceQueries } from '../../stacks/service-queries';
import { stackOf } from '../support/stacks';
import { synth } from '../support/synth';

const queries = 'aws_cloudwatch_query_definition';
const namesOf = (stack: ReturnType<typeof stackOf>) =>
  stack
    .all(queries)
    .map(({ name }) => name)
    .sort();

test('services of an environment have few saved queries, each of all of their log groups', () => {
  const stack = stackOf(prod, 'service');
  expect(namesOf(stack)).toEqual(['prod/errors', 'prod/one-request', 'prod/slowest-requests']);
  const [first] = stack.all(queries);
  const groups = stack.all('aws_cloudwatch_log_group').filter(({ name }) => /^\/aws\/(ecs|ec2|lambda)\//.test(name));
  expect(first!.log_group_names.length).toBeGreaterThanOrEqual(7);
  expect(first!.log_group_names.length).toBeLessThanOrEqual(groups.length);
});

test('what logs to more than 50 log groups has a second query of each kind: one looks through 50', () => {
  const groups = Array.from({ length: 51 }, (_, index) => ({ logGroupName: `/test/${index}` }) as LogGroup);
  const stack = synth((stack) => addServiceQueries(stack, prod, groups));
  const [errors, more] = ['prod/errors', 'prod/errors-2'].map((name) =>
    stack.all(queries).find((query) => query.name === name),
  );
  expect(stack.all(queries)).toHaveLength(6);
  expect([...errors!.log_group_names, ...more!.log_group_names]).toEqual(groups.map((group) => group.logGroupName));
  expect(errors!.log_group_names).toHaveLength(50);
  expect(more!.query_string).toBe(errors!.query_string);
});

test('the network has one of what was refused, where flow logs are in a log group', () => {
  const stack = stackOf(prod, 'network');
  expect(stack.one(queries)).toMatchObject({ name: 'prod/refused-connections' });
  expect(stack.one(queries).log_group_names).toHaveLength(1);
  const inS3 = { ...prod, network: { ...prod.network, flowLogs: { ...prod.network.flowLogs, destination: 's3' } } };
  expect(stackOf(inS3 as never, 'network').types()).not.toContain(queries);
});
