import { edit, element, textOf } from '../answer';
import { withForm } from '../call';
import type { Answerer, Fault } from '../fault';
import { endpointInterfaces } from './endpoint-interfaces';

export const ec2 = (): Fault[] => [
  ruleDescriptions(),
  launchTemplateTags(),
  userDataOfVersions(),
  networkAclThatIsGone(),
  endpointInterfaces(),
];

function ruleDescriptions(): Fault {
  const descriptions = new Map<string, string>();
  const authorize: Answerer = async (call, next) => {
    const answer = await next(call);
    const described = [...call.form].find(([name]) => /(Groups|PrefixListIds)\.1\.Description$/.test(name));
    const id = textOf('securityGroupRuleId', answer.body.toString());
    if (described && id) descriptions.set(id, described[1]);
    return answer;
  };
  return {
    service: 'ec2',
    fault: 'forgets the description of a rule whose peer is a group or a prefix list',
    answers: {
      AuthorizeSecurityGroupIngress: authorize,
      AuthorizeSecurityGroupEgress: authorize,
      ModifySecurityGroupRules: (call, next) => {
        const id = call.form.get('SecurityGroupRule.1.SecurityGroupRuleId')!;
        const description = call.form.get('SecurityGroupRule.1.SecurityGroupRule.Description') ?? '';
        if (descriptions.has(id)) descriptions.set(id, description);
        return next(call);
      },
      DescribeSecurityGroupRules: async (call, next) =>
        edit(await next(call), (rules) =>
          rules.replace(
            /<securityGroupRuleId>(.*?)<\/securityGroupRuleId>/g,
            (id, rule) => id + element('description', descriptions.get(rule)),
          ),
        ),
    },
    isThere: async (moto) => {
      const group = await moto.query('ec2', 'CreateSecurityGroup', {
        GroupName: 'described',
        GroupDescription: 'described',
      });
      const GroupId = textOf('groupId', group.text)!;
      await moto.query('ec2', 'AuthorizeSecurityGroupIngress', {
        GroupId,
        'IpPermissions.1.IpProtocol': 'tcp',
        'IpPermissions.1.FromPort': '443',
        'IpPermissions.1.ToPort': '443',
        'IpPermissions.1.Groups.1.GroupId': GroupId,
        'IpPermissions.1.Groups.1.Description': 'to itself',
      });
      const rules = await moto.query('ec2', 'DescribeSecurityGroupRules', {
        'Filter.1.Name': 'group-id',
        'Filter.1.Value.1': GroupId,
      });
      return rules.status === 200 && !rules.text.includes('to itself');
    },
  };
}

function launchTemplateTags(): Fault {
  const own = /<item>\s*<resourceType>launch-template<\/resourceType>[\s\S]*?<\/tagSet>\s*<\/item>/g;
  return {
    service: 'ec2',
    fault: "repeats a launch template's own tags in the data of its versions",
    answers: {
      DescribeLaunchTemplateVersions: async (call, next) =>
        edit(await next(call), (versions) => versions.replace(own, '')),
    },
    isThere: async (moto) => {
      await moto.query('ec2', 'CreateLaunchTemplate', {
        LaunchTemplateName: 'tagged',
        'LaunchTemplateData.InstanceType': 't4g.nano',
        'TagSpecification.1.ResourceType': 'launch-template',
        'TagSpecification.1.Tag.1.Key': 'environment',
        'TagSpecification.1.Tag.1.Value': 'dev',
      });
      const versions = await moto.query('ec2', 'DescribeLaunchTemplateVersions', { LaunchTemplateName: 'tagged' });
      return versions.text.match(own) !== null;
    },
  };
}

function userDataOfVersions(): Fault {
  const kept = new Map<string, string>();
  const keyOf = (xml: string) => `${textOf('launchTemplateId', xml)}:${textOf('versionNumber', xml)}`;
  const parameter = 'LaunchTemplateData.UserData';
  return {
    service: 'ec2',
    fault: 'launches no instance from a second version of a template that has user data',
    answers: {
      CreateLaunchTemplateVersion: async (call, next) => {
        const script = call.form.get(parameter);
        if (script === null) return next(call);
        const answer = await next(withForm(call, (form) => form.delete(parameter)));
        kept.set(keyOf(answer.body.toString()), script);
        return answer;
      },
      DescribeLaunchTemplateVersions: async (call, next) =>
        edit(await next(call), (versions) =>
          versions
            .split(/(?=<launchTemplateId>)/)
            .map((version) => {
              const script = kept.get(keyOf(version));
              const data = '<launchTemplateData>';
              return script ? version.replace(data, data + element('userData', script)) : version;
            })
            .join(''),
        ),
    },
    isThere: async (moto) => {
      const script = { 'LaunchTemplateData.UserData': 'ZWNobw==', 'LaunchTemplateData.ImageId': 'ami-12345678' };
      const name = { LaunchTemplateName: 'scripted' };
      await moto.query('ec2', 'CreateLaunchTemplate', { ...name, ...script });
      await moto.query('ec2', 'CreateLaunchTemplateVersion', { ...name, ...script });
      const { status } = await moto.query('autoscaling', 'CreateAutoScalingGroup', {
        AutoScalingGroupName: 'scripted',
        'LaunchTemplate.LaunchTemplateName': 'scripted',
        'LaunchTemplate.Version': '2',
        MinSize: '1',
        MaxSize: '1',
        'AvailabilityZones.member.1': `${moto.region}a`,
      });
      return status >= 400;
    },
  };
}

function networkAclThatIsGone(): Fault {
  const wrong = 'InvalidRouteTableID.NotFound';
  return {
    service: 'ec2',
    fault: 'says of a network ACL that is gone that a route table is',
    answers: {
      DescribeNetworkAcls: async (call, next) => {
        const answer = await next(call);
        const body = answer.body.toString();
        if (!body.includes(wrong)) return answer;
        const right = body
          .replace(wrong, 'InvalidNetworkAclID.NotFound')
          .replace(/The routeTable ID/i, 'The networkAcl ID');
        return { ...answer, body: Buffer.from(right) };
      },
    },
    isThere: async (moto) => {
      const { text } = await moto.query('ec2', 'DescribeNetworkAcls', { 'NetworkAclId.1': 'acl-0123456789abcdef0' });
      return text.includes(wrong);
    },
  };
}
