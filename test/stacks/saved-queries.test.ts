import { prod } from '../../environments';
import { stackOf } from '../support/stacks';

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

test('the network has one of what was refused, where flow logs are in a log group', () => {
  const stack = stackOf(prod, 'network');
  expect(stack.one(queries)).toMatchObject({ name: 'prod/refused-connections' });
  expect(stack.one(queries).log_group_names).toHaveLength(1);
  const inS3 = { ...prod, network: { ...prod.network, flowLogs: { ...prod.network.flowLogs, destination: 's3' } } };
  expect(stackOf(inS3 as never, 'network').types()).not.toContain(queries);
});
