import { textOf } from '../answer';
import { otherCall, queryCall } from '../call';
import type { Fault } from '../fault';
import { twoSubnets } from './subnets';

const instanceIds = /i-[0-9a-f]{17}/g;

/** EC2 Auto Scaling ends instances in a subnet that their group leaves, once there are others (EC2 Auto Scaling user guide, Add an Availability Zone, and Example: Distribute instances across Availability Zones). */
export function autoscalingSubnets(): Fault {
  return {
    service: 'autoscaling',
    fault: 'keeps instances in a subnet that their group has left',
    answers: {
      UpdateAutoScalingGroup: async (call, next) => {
        const answer = await next(call);
        const subnets = call.form.get('VPCZoneIdentifier')?.split(',');
        if (!subnets || answer.status >= 300) return answer;
        const name = { 'AutoScalingGroupNames.member.1': call.form.get('AutoScalingGroupName')! };
        const group = (await next(otherCall(call, 'DescribeAutoScalingGroups', name))).body.toString();
        for (const InstanceId of new Set(group.match(instanceIds))) {
          const about = { 'InstanceId.1': InstanceId, Version: '2016-11-15' };
          const instance = (await next(queryCall(call, 'ec2', 'DescribeInstances', about))).body.toString();
          if (subnets.includes(textOf('subnetId', instance) ?? '')) continue;
          const end = { InstanceId, ShouldDecrementDesiredCapacity: 'false' };
          await next(otherCall(call, 'TerminateInstanceInAutoScalingGroup', end));
        }
        return answer;
      },
    },
    isThere: async (moto) => {
      const { first, second } = await twoSubnets(moto);
      const template = { LaunchTemplateName: 'moving', 'LaunchTemplateData.InstanceType': 't4g.nano' };
      await moto.query('ec2', 'CreateLaunchTemplate', { ...template, 'LaunchTemplateData.ImageId': 'ami-12c6146b' });
      const AutoScalingGroupName = 'moving';
      await moto.query('autoscaling', 'CreateAutoScalingGroup', {
        ...{ AutoScalingGroupName, 'LaunchTemplate.LaunchTemplateName': 'moving', VPCZoneIdentifier: first },
        ...{ MinSize: '1', MaxSize: '1' },
      });
      await moto.query('autoscaling', 'UpdateAutoScalingGroup', { AutoScalingGroupName, VPCZoneIdentifier: second });
      const { text } = await moto.query('ec2', 'DescribeInstances', {
        ...{ 'Filter.1.Name': 'subnet-id', 'Filter.1.Value.1': first },
        ...{ 'Filter.2.Name': 'instance-state-name', 'Filter.2.Value.1': 'running' },
      });
      return /i-[0-9a-f]{17}/.test(text);
    },
  };
}
