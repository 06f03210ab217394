/**
 * The commercial regions and the letters of their Availability Zones. Letters are dealt to each account, and an older
 * account may lack one (us-west-1 deals two of its three), so the plan of a new environment is the last word.
 *
 * The partitions `aws-cn` and `aws-us-gov` are absent on purpose: ARNs and endpoints are written differently there.
 *
 * Source: EC2 DescribeRegions and DescribeAvailabilityZones, as recorded in botocore 1.43 and cfn-lint 1.51 (May 2026).
 */
const letters = {
  'af-south-1': 'abc',
  'ap-east-1': 'abc',
  'ap-east-2': 'abc',
  'ap-northeast-1': 'abcd',
  'ap-northeast-2': 'abcd',
  'ap-northeast-3': 'abc',
  'ap-south-1': 'abc',
  'ap-south-2': 'abc',
  'ap-southeast-1': 'abc',
  'ap-southeast-2': 'abc',
  'ap-southeast-3': 'abc',
  'ap-southeast-4': 'abc',
  'ap-southeast-5': 'abc',
  'ap-southeast-6': 'abc',
  'ap-southeast-7': 'abc',
  'ca-central-1': 'abcd',
  'ca-west-1': 'abc',
  'eu-central-1': 'abc',
  'eu-central-2': 'abc',
  'eu-north-1': 'abc',
  'eu-south-1': 'abc',
  'eu-south-2': 'abc',
  'eu-west-1': 'abc',
  'eu-west-2': 'abc',
  'eu-west-3': 'abc',
  'il-central-1': 'abc',
  'me-central-1': 'abc',
  'me-south-1': 'abc',
  'mx-central-1': 'abc',
  'sa-east-1': 'abc',
  'us-east-1': 'abcdef',
  'us-east-2': 'abc',
  'us-west-1': 'abc',
  'us-west-2': 'abcd',
};

export const regions = new Map(
  Object.entries(letters).map(([region, dealt]) => [region, [...dealt].map((letter) => region + letter)]),
);
