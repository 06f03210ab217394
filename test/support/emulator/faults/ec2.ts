import { edit, element, textOf } from '../answer';
import type { Answerer, Fault } from '../fault';

export const ec2 = (): Fault[] => [ruleDescriptions(), launchTemplateTags()];

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
