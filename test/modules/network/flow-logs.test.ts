import { Bucket } from '../../../modules/bucket';
import {
  BucketFlowLogs,
  flowLogFields,
  Network,
  type BucketFlowLogsProps,
  type NetworkProps,
} from '../../../modules/network';
import { statements, synth } from '../../support/synth';

const account = '111122223333';
const place = { account, region: 'eu-west-1' };
const key = { keyArn: `arn:aws:kms:eu-west-1:${account}:key/logs` };
const vpc = { vpcId: 'vpc-0a1b2c3d' };
const elsewhere = { bucketName: 'example-logs', bucketArn: 'arn:aws:s3:::example-logs' };

function network(flowLogs: NetworkProps['flowLogs']) {
  return synth((stack) => {
    new Network(stack, 'network', {
      ...{ ...place, name: 'prod', cidr: '10.30.0.0/16', zones: ['eu-west-1a'], natGateways: 'none', flowLogs },
      topic: { topicArn: `arn:aws:sns:eu-west-1:${account}:alarms` },
    });
  });
}

function inBucket(props: Partial<BucketFlowLogsProps> = {}) {
  return synth((stack) => {
    const bucket = new Bucket(stack, 'bucket', {
      ...{ ...place, bucket: 'example-access-logs', key: 's3' },
      accessLogs: { off: true, reason: 'it takes the access logs of others' },
    });
    new BucketFlowLogs(stack, 'flow-logs', { name: 'prod', network: vpc, bucket, ...props });
  });
}

describe('fields of records', () => {
  test('are those that AWS lists, each once', () => {
    expect(new Set(flowLogFields).size).toBe(flowLogFields.length);
    expect(flowLogFields.slice(0, 14).join(' ')).toBe(
      'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status',
    );
    expect(flowLogFields.filter((field) => !/^[a-z]+(-[a-z]+)*$/.test(field))).toEqual([]);
  });

  test('are written as EC2 reads them: Terraform takes the dollar sign as it is', () => {
    const fields = ['srcaddr', 'pkt-srcaddr', 'flow-direction'];
    const written = '$${srcaddr} $${pkt-srcaddr} $${flow-direction}';
    expect(network({ key, retentionDays: 30, fields }).one('aws_flow_log').log_format).toBe(written);
    expect(inBucket({ fields }).one('aws_flow_log').log_format).toBe(written);
  });

  test("are AWS's by default", () => {
    expect(network({ key, retentionDays: 30 }).one('aws_flow_log')).not.toHaveProperty('log_format');
    expect(inBucket().one('aws_flow_log')).not.toHaveProperty('log_format');
  });
});

describe('flow logs in a bucket', () => {
  test('record all traffic within a minute, as Parquet, in a folder for each hour', () => {
    const synthesized = inBucket();
    expect(synthesized.one('aws_flow_log')).toMatchObject({
      vpc_id: vpc.vpcId,
      traffic_type: 'ALL',
      max_aggregation_interval: 60,
      log_destination_type: 's3',
      log_destination: `${synthesized.reference('aws_s3_bucket', 'arn')}/flow-logs/`,
      destination_options: { file_format: 'parquet', per_hour_partition: true },
      tags: { Name: 'prod' },
    });
    expect(synthesized.one('aws_flow_log')).not.toHaveProperty('iam_role_arn');
    expect(synthesized.none('aws_iam_role')).toBe(true);
  });

  test('are lines of text in a folder for each day, where that is chosen', () => {
    const { destination_options } = inBucket({ fileFormat: 'plain-text', perHourPartition: false }).one('aws_flow_log');
    expect(destination_options).toEqual({ file_format: 'plain-text', per_hour_partition: false });
  });

  test('are written by the log delivery of the account and region alone, below their folder', () => {
    const synthesized = inBucket();
    const policy = statements(synthesized.one('aws_s3_bucket_policy').policy);
    const bucketArn = synthesized.reference('aws_s3_bucket', 'arn');
    const delivery = { Effect: 'Allow', Principal: { Service: 'delivery.logs.amazonaws.com' } };
    const ArnLike = { 'aws:SourceArn': `arn:aws:logs:eu-west-1:${account}:*` };
    expect(policy.AWSLogDeliveryWrite).toEqual({
      ...{ ...delivery, Sid: 'AWSLogDeliveryWrite', Action: 's3:PutObject' },
      Resource: `${bucketArn}/flow-logs/AWSLogs/${account}/*`,
      Condition: {
        StringEquals: { 'aws:SourceAccount': account, 's3:x-amz-acl': 'bucket-owner-full-control' },
        ArnLike,
      },
    });
    expect(policy.AWSLogDeliveryAclCheck).toEqual({
      ...{ ...delivery, Sid: 'AWSLogDeliveryAclCheck', Action: ['s3:GetBucketAcl', 's3:ListBucket'] },
      Resource: bucketArn,
      Condition: { StringEquals: { 'aws:SourceAccount': account }, ArnLike },
    });
  });

  test('begin after the policy lets them in: AWS would write a policy of its own', () => {
    expect(inBucket().one('aws_flow_log').depends_on).toEqual([expect.stringMatching(/^aws_s3_bucket_policy\./)]);
  });

  test('go to a bucket of another stack, which has to admit them', () => {
    const synthesized = inBucket({ bucket: elsewhere });
    expect(synthesized.one('aws_flow_log').log_destination).toBe('arn:aws:s3:::example-logs/flow-logs/');
    expect(statements(synthesized.one('aws_s3_bucket_policy').policy)).not.toHaveProperty('AWSLogDeliveryWrite');
  });
});

test('a network whose flow logs are separate has no log group, role or flow log', () => {
  const synthesized = network('separate');
  for (const type of ['aws_flow_log', 'aws_cloudwatch_log_group', 'aws_iam_role']) {
    expect([type, synthesized.none(type)]).toEqual([type, true]);
  }
});

describe('refuses', () => {
  test.each<[string, () => unknown, string]>([
    [
      'a field that records do not have',
      () => network({ key, retentionDays: 30, fields: ['source'] }),
      'stack/network: flowLogs.fields[0]: expected a field of modules/network/flow-log-fields.ts, such as pkt-srcaddr, found "source"',
    ],
    [
      'a field twice',
      () => inBucket({ fields: ['srcaddr', 'srcaddr'] }),
      `stack/flow-logs: fields[1]: expected 1 to ${flowLogFields.length} fields, each once, found "srcaddr"`,
    ],
    [
      'no field',
      () => inBucket({ fields: [] }),
      `stack/flow-logs: fields: expected 1 to ${flowLogFields.length} fields, each once, found []`,
    ],
    [
      'a format of files that is none',
      () => inBucket({ fileFormat: 'csv' as 'parquet' }),
      'stack/flow-logs: fileFormat: expected one of parquet, plain-text, found "csv"',
    ],
    [
      'flow logs that are off',
      () => network('off' as 'separate'),
      'stack/network: flowLogs: expected one of separate, or an object with key, retentionDays, fields, found "off"',
    ],
  ])('%s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});
