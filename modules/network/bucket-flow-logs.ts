import { FlowLog } from '@cdktf/provider-aws/lib/flow-log';
import { Construct } from 'constructs';
import { Bucket } from '../bucket/bucket';
import { bucketRef, type BucketRef } from '../bucket/bucket-ref';
import { checkProps, flag, matching, oneOf, optional, type Description } from '../props';
import { fieldsOfRecord, logFormat } from './flow-log-format';
import { vpcRef, type VpcRef } from './network-ref';

export interface BucketFlowLogsProps {
  /** The `Name` tag: `prod`. */
  readonly name: string;
  readonly network: VpcRef;
  /** Where they are delivered, below `flow-logs/`. A `Bucket` is opened to the delivery of logs; one that is only referred to must admit it. Its lifecycle decides how long they are kept. */
  readonly bucket: BucketRef;
  /**
   * The format of the files, compressed in either: `parquet` has columns, and takes less space and time to query; `plain-text` has lines.
   * @default 'parquet'
   */
  readonly fileFormat?: 'parquet' | 'plain-text';
  /**
   * Whether the files of each hour have a folder of their own, below that of the day.
   * @default true
   */
  readonly perHourPartition?: boolean;
  /**
   * The fields of a record, in their order; one or more of `flowLogFields`.
   * @default AWS's default format, which is the fields of version 2
   */
  readonly fields?: readonly string[];
}

const bucketFlowLogsProps: Description<BucketFlowLogsProps> = {
  name: matching(/^[a-z][a-z0-9-]{0,39}$/, 'up to 40 lower-case letters, digits and hyphens, a letter first'),
  network: vpcRef,
  bucket: bucketRef,
  fileFormat: optional(
    oneOf(['parquet', 'plain-text'], {
      structure: true,
      source: 'EC2 API reference, DestinationOptionsRequest, FileFormat',
    }),
    "'parquet'",
  ),
  perHourPartition: optional(flag(), 'true'),
  fields: optional(fieldsOfRecord, "AWS's default format"),
};

/**
 * Every connection of a VPC, accepted or rejected, in a bucket: `flow-logs/AWSLogs/<account>/vpcflowlogs/<region>/<year>/<month>/<day>/<hour>/`. S3 costs less than
 * CloudWatch Logs, and records come after about 10 minutes instead of 5 (VPC user guide, Flow log files and Flow log records).
 */
export class BucketFlowLogs extends Construct {
  static readonly props = bucketFlowLogsProps;
  readonly nodes: { readonly flowLog: FlowLog };

  /** @throws PropsError for a field that a record does not have, and for what is no reference to a bucket or VPC. */
  constructor(scope: Construct, id: string, props: BucketFlowLogsProps) {
    super(scope, id);
    checkProps(this, bucketFlowLogsProps, props);
    const { name, network, bucket, fileFormat = 'parquet', perHourPartition = true, fields } = props;
    const isOurs = bucket instanceof Bucket;
    if (isOurs) bucket.allowFlowLogs();
    const flowLog = new FlowLog(this, 'flow-log', {
      vpcId: network.vpcId,
      trafficType: 'ALL',
      logDestinationType: 's3',
      logDestination: `${bucket.bucketArn}/flow-logs/`,
      maxAggregationInterval: 60,
      destinationOptions: { fileFormat, perHourPartition },
      ...(fields && { logFormat: logFormat(fields) }),
      tags: { Name: name },
      // Else AWS would write statements of its own into the bucket's policy.
      ...(isOurs && { dependsOn: [bucket.nodes.policy] }),
    });
    this.nodes = { flowLog };
  }
}
