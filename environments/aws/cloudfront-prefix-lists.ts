/**
 * The prefix list that AWS keeps of the addresses from which CloudFront asks origins (`com.amazonaws.global.cloudfront.origin-facing`): one list, with an id
 * of its own in each region. It counts as 55 of the 60 rules that a security group may have.
 *
 * Source: VPC user guide, AWS-managed prefix lists, for the name and the weight. AWS documents no ids: they are those of EC2 DescribeManagedPrefixLists, the
 * same in each of several unrelated public repositories (November 2026). EC2 refuses an id that a region does not have.
 */
export const cloudfrontPrefixLists: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'ap-northeast-1': 'pl-58a04531',
    'ap-northeast-2': 'pl-22a6434b',
    'ap-south-1': 'pl-9aa247f3',
    'ap-southeast-1': 'pl-31a34658',
    'ap-southeast-2': 'pl-b8a742d1',
    'ca-central-1': 'pl-38a64351',
    'eu-central-1': 'pl-a3a144ca',
    'eu-north-1': 'pl-fab65393',
    'eu-west-1': 'pl-4fa04526',
    'eu-west-2': 'pl-93a247fa',
    'eu-west-3': 'pl-75b1541c',
    'sa-east-1': 'pl-5da64334',
    'us-east-1': 'pl-3b927c52',
    'us-east-2': 'pl-b6a144df',
    'us-west-1': 'pl-4ea04527',
    'us-west-2': 'pl-82a045eb',
  }),
);
