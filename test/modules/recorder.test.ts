import { Recorder, type RecorderProps } from '../../modules/recorder';
import { synth } from '../support/synth';

const account = '111122223333';
const role = {
  roleName: 'AWSServiceRoleForConfig',
  roleArn: `arn:aws:iam::${account}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`,
};
const bucket = { bucketName: 'example-archive-unlocked' };
const recorder = (props: Partial<RecorderProps> = {}) =>
  synth(
    (stack) =>
      new Recorder(stack, 'recorder', {
        ...{ account, region: 'eu-west-1', archive: { bucket } },
        ...{ globalResourceTypes: true, recordingFrequency: 'CONTINUOUS', ...props },
      }),
  );
const address = (stack: ReturnType<typeof recorder>, type: string) => `${type}.${stack.resources(type)[0]!.name}`;

test('every type of resource is recorded, those of IAM where they are to be', () => {
  const group = (globalResourceTypes: boolean) =>
    recorder({ globalResourceTypes }).one('aws_config_configuration_recorder').recording_group;
  expect(group(true)).toEqual({ all_supported: true, include_global_resource_types: true });
  expect(group(false)).toEqual({ all_supported: true, include_global_resource_types: false });
});

test('it is started last: a channel needs a recorder, and a recorder that is started a channel', () => {
  const stack = recorder();
  expect(stack.one('aws_config_configuration_recorder').name).toBe('default');
  expect(stack.one('aws_config_delivery_channel')).toMatchObject({
    ...{ name: 'default', s3_bucket_name: bucket.bucketName },
    snapshot_delivery_properties: { delivery_frequency: 'TwentyFour_Hours' },
    depends_on: [address(stack, 'aws_config_configuration_recorder')],
  });
  expect(stack.one('aws_config_configuration_recorder_status')).toMatchObject({
    ...{ name: stack.reference('aws_config_configuration_recorder', 'name'), is_enabled: true },
    depends_on: [address(stack, 'aws_config_delivery_channel')],
  });
});

test('deliveries are encrypted by a key that is given, or as the bucket encrypts', () => {
  const keyArn = `arn:aws:kms:us-east-1:${account}:key/1234`;
  expect(recorder({ archive: { bucket, key: { keyArn } } }).one('aws_config_delivery_channel').s3_kms_key_arn).toBe(
    keyArn,
  );
  expect(recorder().one('aws_config_delivery_channel')).not.toHaveProperty('s3_kms_key_arn');
});

describe('changes are recorded', () => {
  const mode = (props?: Partial<RecorderProps>) =>
    recorder(props).one('aws_config_configuration_recorder').recording_mode;

  test('as they happen, but daily for what every task and instance has', () => {
    expect(mode()).toEqual({
      recording_frequency: 'CONTINUOUS',
      recording_mode_override: {
        description: 'Types of which every task and instance has one',
        ...{ recording_frequency: 'DAILY', resource_types: ['AWS::EC2::NetworkInterface', 'AWS::EC2::Volume'] },
      },
    });
  });

  test('as they happen for all types, or daily for all', () => {
    expect(mode({ dailyTypes: [] })).toEqual({ recording_frequency: 'CONTINUOUS' });
    expect(mode({ recordingFrequency: 'DAILY' })).toEqual({ recording_frequency: 'DAILY' });
  });
});

describe('it records as the service-linked role', () => {
  test('which it makes', () => {
    const stack = recorder();
    expect(stack.one('aws_iam_service_linked_role').aws_service_name).toBe('config.amazonaws.com');
    expect(stack.one('aws_config_configuration_recorder').role_arn).toBe(
      stack.reference('aws_iam_service_linked_role', 'arn'),
    );
  });

  test('or which the recorder of another region made, since an account has one', () => {
    const stack = recorder({ serviceLinkedRole: role });
    expect(stack.none('aws_iam_service_linked_role')).toBe(true);
    expect(stack.one('aws_config_configuration_recorder').role_arn).toBe(role.roleArn);
  });
});

test('the record of several regions can be read in one of them', () => {
  expect(recorder().none('aws_config_configuration_aggregator')).toBe(true);
  expect(
    recorder({ aggregatedRegions: ['eu-west-1', 'us-east-1'] }).one('aws_config_configuration_aggregator'),
  ).toMatchObject({
    name: 'account',
    account_aggregation_source: { account_ids: [account], regions: ['eu-west-1', 'us-east-1'] },
  });
});

test.each<[string, Partial<RecorderProps>, string]>([
  [
    'a recorder of which nobody says whether it records IAM',
    { globalResourceTypes: undefined as never },
    'stack/recorder: globalResourceTypes: expected true or false, found nothing',
  ],
  [
    'another frequency',
    { recordingFrequency: 'HOURLY' as never },
    'recordingFrequency: expected one of CONTINUOUS, DAILY, found "HOURLY"',
  ],
  [
    'types that are daily anyway',
    { recordingFrequency: 'DAILY', dailyTypes: ['AWS::EC2::Volume'] },
    'dailyTypes: expected nothing, since everything is recorded daily, found ["AWS::EC2::Volume"]',
  ],
  [
    "a type of Config's own, which is never daily",
    { dailyTypes: ['AWS::Config::ResourceCompliance'] },
    'dailyTypes[0]: expected a type of resource such as AWS::EC2::Volume, and none of AWS::Config, found',
  ],
  [
    'other regions without its own',
    { aggregatedRegions: ['us-east-1'] },
    'aggregatedRegions: expected regions with eu-west-1, found ["us-east-1"]',
  ],
  ['no bucket', { archive: {} as never }, 'archive.bucket: expected an S3 bucket'],
])('%s is refused', (_, props, message) => {
  expect(() => recorder(props)).toThrow(message);
});
