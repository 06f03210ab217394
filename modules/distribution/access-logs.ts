import { CloudwatchLogDelivery } from '@cdktf/provider-aws/lib/cloudwatch-log-delivery';
import { CloudwatchLogDeliveryDestination } from '@cdktf/provider-aws/lib/cloudwatch-log-delivery-destination';
import { CloudwatchLogDeliverySource } from '@cdktf/provider-aws/lib/cloudwatch-log-delivery-source';
import { Construct } from 'constructs';
import { Bucket } from '../bucket/bucket';
import type { BucketRef } from '../bucket/bucket-ref';

export interface AccessLogsProps {
  readonly name: string;
  readonly distributionArn: string;
  readonly bucket: BucketRef;
}

/**
 * The access logs of a distribution, as JSON below `cloudfront/<name>/<year>/<month>/<day>`: standard logging v2, since the older kind needs a bucket with ACLs
 * (CloudFront developer guide, Configure standard logging (v2)).
 */
export class AccessLogs extends Construct {
  constructor(scope: Construct, id: string, { name, distributionArn, bucket }: AccessLogsProps) {
    super(scope, id);
    const isOurs = bucket instanceof Bucket;
    if (isOurs) bucket.allowLogDelivery();
    const source = new CloudwatchLogDeliverySource(this, 'source', {
      name: `${name}-access`,
      logType: 'ACCESS_LOGS',
      resourceArn: distributionArn,
    });
    const destination = new CloudwatchLogDeliveryDestination(this, 'destination', {
      name: `${name}-access`,
      outputFormat: 'json',
      deliveryDestinationConfiguration: [{ destinationResourceArn: `${bucket.bucketArn}/cloudfront/${name}` }],
    });
    new CloudwatchLogDelivery(this, 'delivery', {
      deliverySourceName: source.name,
      deliveryDestinationArn: destination.arn,
      s3DeliveryConfiguration: [{ suffixPath: '/{yyyy}/{MM}/{dd}', enableHiveCompatiblePath: false }],
      // Else AWS would write a statement of its own into the bucket's policy.
      ...(isOurs && { dependsOn: [bucket.nodes.policy] }),
    });
  }
}
