import type { Graph } from '../model/graph';
import type { Resource } from '../model/resource';
import { Unknown, type Value } from '../model/value';
import { or, type Truth } from './three-valued-logic';

/**
 * Whether S3 keeps everyone out of what a policy or an ACL allows them: Block Public Access of the account, of the bucket
 * or of the access point, or disabled ACLs. New buckets have had the last two since April 2023:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html
 *
 * @param holder the resource with the policy or the ACL
 */
export function isBlockedByS3(graph: Graph, bucket: Resource, holder: Resource, isAcl: boolean): Truth {
  const setting = isAcl ? 'ignore_public_acls' : 'restrict_public_buckets';
  return or(
    ...graph
      .all('aws_s3_account_public_access_block')
      .filter(({ environment }) => environment === bucket.environment)
      .map((block) => isOn(block.at(setting), false)),
    ofAccessPoint(graph, holder),
    ofBucket(graph, bucket, setting),
    isAcl && areAclsDisabled(graph, bucket),
  );
}

function isOn(value: Value | undefined, otherwise: boolean): Truth {
  const on = value ?? otherwise;
  return on instanceof Unknown ? on : on === true || on === 'true';
}

function ofBucket(graph: Graph, bucket: Resource, setting: string): Truth {
  if (bucket.type !== 'aws_s3_bucket') return false;
  const { found, unknown } = graph.children(bucket, 'aws_s3_bucket_public_access_block', 'bucket');
  if (unknown) return unknown;
  const [block] = found;
  if (!block) return new Unknown('whether Block Public Access, which new buckets have, was switched off');
  return isOn(block.at(setting), false);
}

/** All four settings of an access point are on unless it says otherwise, and cannot be changed: docs of aws_s3_access_point. */
function ofAccessPoint(graph: Graph, holder: Resource): Truth {
  if (holder.type === 'aws_s3control_access_point_policy') {
    const point = graph.resolveFor(holder, holder.at('access_point_arn'), 'aws_s3_access_point');
    if (point instanceof Unknown) return point;
    return point
      ? ofAccessPoint(graph, point)
      : new Unknown(`Block Public Access of the access point of ${holder.address}`);
  }
  if (holder.type !== 'aws_s3_access_point') return false;
  return isOn(holder.at('public_access_block_configuration.restrict_public_buckets'), true);
}

function areAclsDisabled(graph: Graph, bucket: Resource): Truth {
  if (bucket.type !== 'aws_s3_bucket') return false;
  const { found, unknown } = graph.children(bucket, 'aws_s3_bucket_ownership_controls', 'bucket');
  if (unknown) return unknown;
  const [controls] = found;
  if (!controls) return new Unknown('whether ACLs, which new buckets have disabled, were enabled');
  const ownership = controls.at('rule.object_ownership');
  return ownership instanceof Unknown ? ownership : ownership === 'BucketOwnerEnforced';
}
