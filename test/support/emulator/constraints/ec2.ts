import { documentedValues } from '../../../../policies/rules/aws/documented-values';
import { documented, type Row } from './row';

const value = 'InvalidParameterValue';
const { aws_security_group: groupValues } = documentedValues;
const { description: ruleDescription } = documentedValues.aws_vpc_security_group_ingress_rule;
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
  documented(
    groupValues.name,
    { code: value },
    { accepted: ['prod-web', 'prod/web (blue)'], refused: ['sg-web', "the web's", 'a'.repeat(256)] },
  ),
  documented(
    groupValues.description,
    { code: value },
    { accepted: ['Reached by operators, and the cache.'], refused: ["Reached by the web's servers", 'Größe', ''] },
  ),
  {
    operations: ['ec2 AuthorizeSecurityGroupIngress', 'ec2 AuthorizeSecurityGroupEgress'],
    member: 'IpPermissions',
    expected: `descriptions of ${ruleDescription.expected}`,
    code: value,
    page: ruleDescription.page,
    accepts: (parameters) => descriptions(parameters).every(ruleDescription.accepts),
    accepted: [ipv4('10.0.0.0/8', 'HTTPS, from the office'), ipv4('10.0.0.0/8')],
    refused: [ipv4('10.0.0.0/8', "HTTPS, from the office's range"), ipv4('10.0.0.0/8', 'a'.repeat(256))],
  },
  documented(
    documentedValues.aws_vpc.cidr_block,
    { code: 'InvalidVpc.Range' },
    { accepted: ['10.0.0.0/16'], refused: ['10.0.0.0/8', '10.0.0.0/29'] },
  ),
  documented(
    documentedValues.aws_subnet.cidr_block,
    { code: 'InvalidSubnet.Range' },
    { accepted: ['10.0.0.0/24'], refused: ['10.0.0.0/29'] },
  ),
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
