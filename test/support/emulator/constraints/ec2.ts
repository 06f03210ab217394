import { text, type Row } from './row';

const api = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/';
const group = { operations: ['ec2 CreateSecurityGroup'], page: `${api}API_CreateSecurityGroup.html` };
const characters = /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]{1,255}$/;
const expected = 'at most 255 letters, digits, spaces or ._-:/()#,@[]+=&;{}!$*';
const rules = ['ec2 AuthorizeSecurityGroupIngress', 'ec2 AuthorizeSecurityGroupEgress'];
const ipv4 = (CidrIp: string, Description?: string) => ({
  IpPermissions: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp, Description }] }],
});

/** The descriptions of a request's rules. */
const descriptions = (parameters: Record<string, any>): string[] =>
  (parameters.IpPermissions ?? []).flatMap((permission: Record<string, any>) =>
    ['IpRanges', 'Ipv6Ranges', 'PrefixListIds', 'UserIdGroupPairs'].flatMap((list) =>
      (permission[list] ?? []).flatMap(({ Description = '' }) => (Description === '' ? [] : [Description])),
    ),
  );

export const ec2: readonly Row[] = [
  text(
    { ...group, member: 'GroupName', expected: `${expected}, and not sg- first`, code: 'InvalidParameterValue' },
    new RegExp(`^(?!sg-)${characters.source.slice(1)}`),
    { accepted: ['prod-web', 'prod/web (blue)'], refused: ['sg-web', "the web's", 'a'.repeat(256)] },
  ),
  text({ ...group, member: 'Description', expected, code: 'InvalidParameterValue' }, characters, {
    accepted: ['Reached by operators, and the cache.'],
    refused: ["Reached by the web's servers", 'Größe', ''],
  }),
  {
    operations: rules,
    member: 'IpPermissions',
    expected: `descriptions of ${expected}`,
    code: 'InvalidParameterValue',
    page: `${api}API_IpRange.html`,
    accepts: (parameters) => descriptions(parameters).every((description) => characters.test(description)),
    accepted: [ipv4('10.0.0.0/8', 'HTTPS, from the office'), ipv4('10.0.0.0/8')],
    refused: [ipv4('10.0.0.0/8', "HTTPS, from the office's range"), ipv4('10.0.0.0/8', 'a'.repeat(256))],
  },
  {
    operations: ['ec2 CreateVpc'],
    member: 'CidrBlock',
    expected: 'a block between /16 and /28',
    code: 'InvalidVpc.Range',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html',
    accepts: ({ CidrBlock }) => CidrBlock === undefined || isBetween(CidrBlock, 16, 28),
    accepted: [{ CidrBlock: '10.0.0.0/16' }, { Ipv4IpamPoolId: 'ipam-pool-1' }],
    refused: [{ CidrBlock: '10.0.0.0/8' }, { CidrBlock: '10.0.0.0/29' }],
  },
  {
    operations: ['ec2 CreateSubnet'],
    member: 'CidrBlock',
    expected: 'a block between /16 and /28',
    code: 'InvalidSubnet.Range',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html',
    accepts: ({ CidrBlock }) => CidrBlock === undefined || isBetween(CidrBlock, 16, 28),
    accepted: [{ CidrBlock: '10.0.0.0/24' }],
    refused: [{ CidrBlock: '10.0.0.0/29' }],
  },
  {
    operations: ['ec2 CreateLaunchTemplate', 'ec2 CreateLaunchTemplateVersion'],
    member: 'LaunchTemplateData',
    expected: 'at most 16 KB of user data, before it is encoded',
    code: 'InvalidUserData.Malformed',
    page: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html',
    accepts: ({ LaunchTemplateData: data }) => Buffer.from(data?.UserData ?? '', 'base64').length <= 16_384,
    accepted: [{ LaunchTemplateData: { UserData: Buffer.alloc(16_384, 'a').toString('base64') } }],
    refused: [{ LaunchTemplateData: { UserData: Buffer.alloc(16_385, 'a').toString('base64') } }],
  },
  {
    operations: ['autoscaling CreateAutoScalingGroup', 'autoscaling UpdateAutoScalingGroup'],
    member: 'DesiredCapacity',
    expected: 'a capacity between MinSize and MaxSize',
    code: 'ValidationError',
    page: 'https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html',
    accepts: ({ MinSize = 0, MaxSize = Infinity, DesiredCapacity }) =>
      MinSize <= MaxSize &&
      (DesiredCapacity === undefined || (DesiredCapacity >= MinSize && DesiredCapacity <= MaxSize)),
    accepted: [{ MinSize: 1, MaxSize: 3, DesiredCapacity: 2 }, { DesiredCapacity: 2 }],
    refused: [
      { MinSize: 1, MaxSize: 3, DesiredCapacity: 4 },
      { MinSize: 3, MaxSize: 1 },
    ],
  },
];

function isBetween(cidr: string, widest: number, narrowest: number): boolean {
  const prefix = Number(cidr.split('/')[1]);
  return prefix >= widest && prefix <= narrowest;
}
