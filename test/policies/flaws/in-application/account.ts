import { replacing, within, type FlawInApplication } from '../flaw';

export const accountFlaws: readonly FlawInApplication[] = [
  { rule: 'cloudtrail/account-is-logged', put: replacing('is_multi_region_trail      = true', '') },
  { rule: 'cloudtrail/bucket-admits-trail', put: within('aws_s3_bucket_policy.trail', 'trail/account', 'trail/old') },
  {
    // The second of two regions.
    rule: 'guardduty/enabled',
    put: within(
      'aws_guardduty_detector.us_east_1',
      'provider = aws.us_east_1',
      'provider = aws.us_east_1\n  enable = false',
    ),
  },
  { rule: 'ec2/volumes-encrypted', put: within('aws_ebs_volume.archive', 'encrypted         = true', '') },
  {
    rule: 'ec2/images-not-public',
    put: within('aws_ami_launch_permission.archive', 'account_id = "222233334444"', 'group = "all"'),
  },
];
