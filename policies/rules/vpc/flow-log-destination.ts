import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all, any, failing, notKnown, type Verdict } from '../../../review/engine/verdict';
import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { isAbsent, Unknown } from '../../../review/model/value';

const expected = 'a log group or bucket that is in the input';

function ofLogGroup(group: Resource): readonly Verdict[] {
  return [
    attribute(group, 'retention_in_days', { default: 0 }).isAtLeast(1, 'day'),
    attribute(group, 'kms_key_id').isPresent('a customer managed key'),
  ].map((verdict) =>
    'attribute' in verdict ? { ...verdict, attribute: `${group.address} ${verdict.attribute}` } : verdict,
  );
}

/** S3 encrypts every bucket; a lifecycle configuration is what expires logs. */
function ofBucket(graph: Graph, bucket: Resource): Verdict {
  const { found, unknown } = graph.children(bucket, 'aws_s3_bucket_lifecycle_configuration', 'bucket');
  const what = 'a lifecycle that expires logs';
  const place = `${bucket.address} aws_s3_bucket_lifecycle_configuration`;
  return any([
    ...found.map((lifecycle) => attribute(lifecycle, 'rule').isPresent(what)),
    ...(!isAbsent(bucket.at('lifecycle_rule')) ? [{ status: 'pass' } as const] : []),
    ...(unknown ? [notKnown(place, what, unknown)] : []),
    failing(place, what, 'none'),
  ]);
}

export const flowLogDestination = defineRule({
  id: 'vpc/flow-log-destination',
  aliases: ['NET-14', 'vpc/flow-logs-kept'],
  title: 'VPC flow logs should be delivered to an encrypted destination with a retention period',
  severity: 'medium',
  why: 'If the destination does not exist, flow logs are lost. Without retention they are kept forever, and without encryption everyone who can read logs can read them.',
  fix: 'Set log_destination to an aws_cloudwatch_log_group with kms_key_id and retention_in_days, or to a bucket with a lifecycle configuration.',
  resources: ['aws_flow_log'],
  check: (log, { graph }) => {
    const destination = log.at('log_destination') ?? log.at('log_group_name');
    const place = log.at('log_destination') === undefined ? 'log_group_name' : 'log_destination';
    const types = ['aws_cloudwatch_log_group', 'aws_s3_bucket', 'aws_kinesis_firehose_delivery_stream'];
    const text = typeof destination === 'string' ? destination.replace(/(:::[^/]+)\/.*$/, '$1') : destination;
    const store = graph.resolveFor(log, text, ...types);
    if (store instanceof Unknown) return notKnown(place, expected, store);
    if (isAbsent(destination)) return failing(place, expected, 'nothing');
    if (!store || store.mode === 'data') return notKnown(place, expected, 'its destination is not in the input');
    if (store.type === 'aws_cloudwatch_log_group') return all(ofLogGroup(store));
    return store.type === 'aws_s3_bucket' ? ofBucket(graph, store) : { status: 'pass' };
  },
  examples: {
    good: {
      'a log group with a key and a retention': `
        resource "aws_kms_key" "logs" {}
        resource "aws_cloudwatch_log_group" "flow" {
          name              = "flow"
          retention_in_days = 365
          kms_key_id        = aws_kms_key.logs.arn
        }
        resource "aws_flow_log" "main" {
          log_destination = aws_cloudwatch_log_group.flow.arn
        }`,
      'a folder of a bucket with a lifecycle': `
        resource "aws_s3_bucket" "logs" {
          bucket = "example-flow-logs"
        }
        resource "aws_s3_bucket_lifecycle_configuration" "logs" {
          bucket = aws_s3_bucket.logs.id
          rule {
            id     = "expire"
            status = "Enabled"
            expiration {
              days = 365
            }
          }
        }
        resource "aws_flow_log" "main" {
          log_destination_type = "s3"
          log_destination      = "\${aws_s3_bucket.logs.arn}/flow/"
        }`,
    },
    bad: {
      'a log group without a retention, which AWS keeps forever': `
        resource "aws_kms_key" "logs" {}
        resource "aws_cloudwatch_log_group" "flow" {
          kms_key_id = aws_kms_key.logs.arn
        }
        resource "aws_flow_log" "main" {
          log_destination = aws_cloudwatch_log_group.flow.arn
        }`,
      'a log group without a key': `
        resource "aws_cloudwatch_log_group" "flow" {
          name              = "flow"
          retention_in_days = 365
        }
        resource "aws_flow_log" "main" {
          log_group_name = aws_cloudwatch_log_group.flow.name
        }`,
      'a bucket without a lifecycle': `
        resource "aws_s3_bucket" "logs" {
          bucket = "example-flow-logs"
        }
        resource "aws_flow_log" "main" {
          log_destination = aws_s3_bucket.logs.arn
        }`,
    },
    unknown: {
      'a bucket of another account': `
        resource "aws_flow_log" "main" {
          log_destination = "arn:aws:s3:::example-central-flow-logs"
        }`,
    },
  },
});
