import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { DataAwsRegion } from '@cdktf/provider-aws/lib/data-aws-region';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformResource, type TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { inRegion } from '../../modules/in-region';
import { synth } from '../support/synth';

const provider = (stack: TerraformStack, region: string) =>
  new AwsProvider(stack, region, { region, alias: region.replaceAll('-', '_') });

test('everything below a construct uses the provider, at any depth, before and after', () => {
  const stack = synth((stack) => {
    const group = new Construct(stack, 'group');
    new CloudwatchLogGroup(group, 'before', { name: 'before' });
    inRegion(group, provider(stack, 'us-east-1'));
    new CloudwatchLogGroup(new Construct(group, 'deep'), 'after', { name: 'after' });
    new DataAwsRegion(group, 'data');
  });
  expect(stack.all('aws_cloudwatch_log_group').map(({ provider }) => provider)).toEqual([
    'aws.us_east_1',
    'aws.us_east_1',
  ]);
  expect(Object.values(stack.json.data.aws_region)).toMatchObject([{ provider: 'aws.us_east_1' }]);
});

test('nothing beside it does', () => {
  const stack = synth((stack) => {
    inRegion(new Construct(stack, 'group'), provider(stack, 'us-east-1'));
    new CloudwatchLogGroup(stack, 'beside', { name: 'beside' });
  });
  expect(stack.one('aws_cloudwatch_log_group').provider).toBeUndefined();
});

test("another provider's resources are left alone", () => {
  const stack = synth((stack) => {
    const group = new Construct(stack, 'group');
    inRegion(group, provider(stack, 'us-east-1'));
    new TerraformResource(group, 'random', { terraformResourceType: 'random_id' });
  });
  expect(stack.one('random_id').provider).toBeUndefined();
});

test('refuses a resource that was given another region', () => {
  const torn = () =>
    synth((stack) => {
      const group = new Construct(stack, 'group');
      inRegion(group, provider(stack, 'us-east-1'));
      new CloudwatchLogGroup(group, 'log', { name: 'log', provider: provider(stack, 'eu-west-1') });
    });
  expect(torn).toThrow('stack/group/log: provider: expected aws.us_east_1, found "aws.eu_west_1"');
});
