import { edit, element, textOf } from '../answer';
import type { Answerer, Fault } from '../fault';

export const autoscaling = (): Fault[] => [forgottenProperties()];

function forgottenProperties(): Fault {
  /** What moto forgets, as it was asked for, by group. */
  const kept = new Map<string, URLSearchParams>();
  const keep: Answerer = (call, next) => {
    const group = call.form.get('AutoScalingGroupName')!;
    const properties = kept.get(group) ?? kept.set(group, new URLSearchParams()).get(group)!;
    for (const [name, value] of call.form) properties.set(name, value);
    return next(call);
  };
  const described = (group: string) => {
    const asked = (name: string) => kept.get(group)?.get(name) ?? undefined;
    const policy = ['MinHealthyPercentage', 'MaxHealthyPercentage'].map((name) =>
      element(name, asked(`InstanceMaintenancePolicy.${name}`)),
    );
    return (
      element('MaxInstanceLifetime', asked('MaxInstanceLifetime')) +
      element('InstanceMaintenancePolicy', policy.join('') || undefined)
    );
  };
  return {
    service: 'autoscaling',
    fault: 'forgets the instance maintenance policy and the longest life of an instance',
    answers: {
      CreateAutoScalingGroup: keep,
      UpdateAutoScalingGroup: keep,
      DescribeAutoScalingGroups: async (call, next) =>
        edit(await next(call), (groups) =>
          // Names come back in tags and instances too; a group alone has an ARN.
          groups.replace(
            /<AutoScalingGroupARN>.*?autoScalingGroupName\/(.*?)<\/AutoScalingGroupARN>/g,
            (arn, group: string) => arn + described(group),
          ),
        ),
    },
    isThere: async (moto) => {
      await moto.query('ec2', 'CreateLaunchTemplate', {
        LaunchTemplateName: 'kept',
        'LaunchTemplateData.InstanceType': 't4g.nano',
      });
      await moto.query('autoscaling', 'CreateAutoScalingGroup', {
        AutoScalingGroupName: 'kept',
        'LaunchTemplate.LaunchTemplateName': 'kept',
        MinSize: '0',
        MaxSize: '0',
        MaxInstanceLifetime: '604800',
        'InstanceMaintenancePolicy.MinHealthyPercentage': '100',
        'InstanceMaintenancePolicy.MaxHealthyPercentage': '200',
        'AvailabilityZones.member.1': `${moto.region}a`,
      });
      const groups = await moto.query('autoscaling', 'DescribeAutoScalingGroups');
      const has = (name: string) => textOf(name, groups.text) !== undefined;
      return has('AutoScalingGroupARN') && !(has('MaxInstanceLifetime') && has('MinHealthyPercentage'));
    },
  };
}
