/** The AWS data sources that make no request: their result is in the provider's binary, or follows from its configuration. */
const known = new Set([
  'aws_arn',
  'aws_billing_service_account',
  'aws_cloudfront_log_delivery_canonical_user_id',
  'aws_cloudtrail_service_account',
  'aws_default_tags',
  'aws_elastic_beanstalk_hosted_zone',
  'aws_elb_hosted_zone_id',
  'aws_elb_service_account',
  'aws_iam_policy_document',
  'aws_lb_hosted_zone_id',
  'aws_partition',
  'aws_redshift_service_account',
  'aws_region',
  'aws_service',
  'aws_service_principal',
]);

/** Whether a data source can be read with no account and no network, as far as its type tells. */
export function isOffline(type: string): boolean {
  return !type.startsWith('aws_') || known.has(type);
}
