import { edit, element, result, textOf } from '../answer';
import type { Api } from '../api';
import { strings, withForm } from '../call';
import type { Answerer, Fault } from '../fault';

export const autoscaling = (): Fault[] => [
  forgottenProperties(),
  forgottenPolicy(),
  inventedTargets(),
  inventedPredictions(),
  noRefresh(),
  replacedMetrics(),
];

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
      element('DefaultInstanceWarmup', asked('DefaultInstanceWarmup')) +
      element('InstanceMaintenancePolicy', policy.join('') || undefined)
    );
  };
  return {
    service: 'autoscaling',
    fault: 'forgets the instance maintenance policy, the warm-up and the longest life of an instance',
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
      await createGroup(moto, {
        MaxInstanceLifetime: '604800',
        DefaultInstanceWarmup: '120',
        'InstanceMaintenancePolicy.MinHealthyPercentage': '100',
        'InstanceMaintenancePolicy.MaxHealthyPercentage': '200',
      });
      const groups = await moto.query('autoscaling', 'DescribeAutoScalingGroups');
      const has = (name: string) => textOf(name, groups.text) !== undefined;
      const kept = ['MaxInstanceLifetime', 'DefaultInstanceWarmup', 'MinHealthyPercentage'];
      return has('AutoScalingGroupARN') && !kept.every(has);
    },
  };
}

/** What an update does not name stays (Auto Scaling API reference, UpdateAutoScalingGroup). */
function forgottenPolicy(): Fault {
  const kept = new Map<string, readonly (readonly [string, string])[]>();
  const launches = /^(MixedInstancesPolicy|LaunchTemplate|LaunchConfigurationName)(\.|$)/;
  const answer: Answerer = (call, next) => {
    const group = call.form.get('AutoScalingGroupName')!;
    const given = [...call.form].filter(([name]) => launches.test(name));
    if (given.length > 0) kept.set(group, given);
    return next(
      withForm(call, (form) => {
        for (const [name, value] of kept.get(group) ?? []) form.set(name, value);
      }),
    );
  };
  return {
    service: 'autoscaling',
    fault: 'takes the mixed instances policy from a group when an update names none',
    answers: { CreateAutoScalingGroup: answer, UpdateAutoScalingGroup: answer },
    isThere: async (moto) => {
      const specification = 'MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification';
      const { text } = await moto.query('ec2', 'CreateLaunchTemplate', {
        LaunchTemplateName: 'mixed',
        'LaunchTemplateData.ImageId': 'ami-12c6146b',
        'LaunchTemplateData.InstanceType': 't4g.micro',
      });
      const of = { AutoScalingGroupName: 'mixed', MinSize: '0', MaxSize: '0' };
      await moto.query('autoscaling', 'CreateAutoScalingGroup', {
        ...{ ...of, 'AvailabilityZones.member.1': 'eu-west-1a' },
        [`${specification}.LaunchTemplateId`]: textOf('launchTemplateId', text) ?? '',
        [`${specification}.Version`]: '1',
      });
      const has = async () =>
        (await moto.query('autoscaling', 'DescribeAutoScalingGroups')).text.includes('<LaunchTemplateSpecification>');
      const before = await has();
      await moto.query('autoscaling', 'UpdateAutoScalingGroup', { ...of, MaxSize: '1' });
      return before && !(await has());
    },
  };
}

/** Those of its template, whatever the hook has. */
function inventedTargets(): Fault {
  const kept = new Map<string, URLSearchParams>();
  const keyOf = (group: string | null | undefined, hook: string | null | undefined) => `${group}/${hook}`;
  return {
    service: 'autoscaling',
    fault: 'invents a notification target for a lifecycle hook, and a role',
    answers: {
      PutLifecycleHook: (call, next) => {
        kept.set(keyOf(call.form.get('AutoScalingGroupName'), call.form.get('LifecycleHookName')), call.form);
        return next(call);
      },
      DescribeLifecycleHooks: async (call, next) =>
        edit(await next(call), (hooks) =>
          hooks.replace(/<member>.*?<\/member>/gs, (hook) => {
            const asked = kept.get(keyOf(textOf('AutoScalingGroupName', hook), textOf('LifecycleHookName', hook)));
            const targets = ['RoleARN', 'NotificationTargetARN'];
            return targets.reduce(
              (text, name) =>
                text.replace(new RegExp(`<${name}>.*?</${name}>`, 's'), element(name, asked?.get(name) ?? undefined)),
              hook,
            );
          }),
        ),
    },
    isThere: async (moto) => {
      await createGroup(moto);
      await moto.query('autoscaling', 'PutLifecycleHook', {
        AutoScalingGroupName: 'kept',
        LifecycleHookName: 'drain',
        LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
      });
      const { text } = await moto.query('autoscaling', 'DescribeLifecycleHooks', { AutoScalingGroupName: 'kept' });
      return textOf('NotificationTargetARN', text) !== undefined;
    },
  };
}

function inventedPredictions(): Fault {
  const predictions =
    /<PredictiveScalingConfiguration>.*?<\/PredictiveScalingConfiguration>|<PredictiveScalingConfiguration\s*\/>/gs;
  return {
    service: 'autoscaling',
    fault: 'gives every scaling policy an empty prediction, and does not say that it is enabled',
    answers: {
      DescribePolicies: async (call, next) =>
        edit(await next(call), (policies) =>
          policies
            .replace(predictions, '')
            .replace(/<Enabled>[^<]*<\/Enabled>/g, '')
            .replace(/<PolicyName>/g, '<Enabled>true</Enabled><PolicyName>'),
        ),
    },
    isThere: async (moto) => {
      await createGroup(moto);
      await moto.query('autoscaling', 'PutScalingPolicy', {
        AutoScalingGroupName: 'kept',
        PolicyName: 'cpu',
        PolicyType: 'TargetTrackingScaling',
        'TargetTrackingConfiguration.TargetValue': '60',
        'TargetTrackingConfiguration.PredefinedMetricSpecification.PredefinedMetricType': 'ASGAverageCPUUtilization',
      });
      const { text } = await moto.query('autoscaling', 'DescribePolicies', { AutoScalingGroupName: 'kept' });
      return text.includes('<PolicyName>') && textOf('Enabled', text) !== 'true';
    },
  };
}

/** A refresh is over at once: no instance boots here. */
function noRefresh(): Fault {
  return {
    service: 'autoscaling',
    fault: 'has no instance refresh',
    answers: {
      StartInstanceRefresh: () => result('StartInstanceRefresh', element('InstanceRefreshId', 'refresh')),
      DescribeInstanceRefreshes: () => result('DescribeInstanceRefreshes', element('InstanceRefreshes', '')),
    },
    isThere: async (moto) => {
      await createGroup(moto);
      const { status } = await moto.query('autoscaling', 'StartInstanceRefresh', { AutoScalingGroupName: 'kept' });
      return status >= 400;
    },
  };
}

/** AWS adds those that are asked for. */
function replacedMetrics(): Fault {
  const enabled = new Map<string, ReadonlySet<string>>();
  const of = (form: URLSearchParams) => enabled.get(form.get('AutoScalingGroupName')!) ?? new Set<string>();
  return {
    service: 'autoscaling',
    fault: 'forgets the metrics of a group that were enabled before',
    answers: {
      EnableMetricsCollection: (call, next) => {
        const all = new Set([...of(call.form), ...strings(call.form, 'Metrics')]);
        enabled.set(call.form.get('AutoScalingGroupName')!, all);
        return next(
          withForm(call, (form) =>
            [...all].forEach((metric, index) => form.set(`Metrics.member.${index + 1}`, metric)),
          ),
        );
      },
      DisableMetricsCollection: (call, next) => {
        const gone = new Set(strings(call.form, 'Metrics'));
        const left = [...of(call.form)].filter((metric) => !gone.has(metric));
        enabled.set(call.form.get('AutoScalingGroupName')!, new Set(left));
        return next(call);
      },
    },
    isThere: async (moto) => {
      await createGroup(moto);
      const group = { AutoScalingGroupName: 'kept', Granularity: '1Minute' };
      for (const metric of ['GroupMinSize', 'GroupMaxSize']) {
        await moto.query('autoscaling', 'EnableMetricsCollection', { ...group, 'Metrics.member.1': metric });
      }
      const { text } = await moto.query('autoscaling', 'DescribeAutoScalingGroups');
      return text.includes('GroupMaxSize') && !text.includes('GroupMinSize');
    },
  };
}

/** A group of a bare moto, with the properties that a fault is about. */
async function createGroup(moto: Api, properties: Record<string, string> = {}): Promise<void> {
  await moto.query('ec2', 'CreateLaunchTemplate', {
    LaunchTemplateName: 'kept',
    'LaunchTemplateData.InstanceType': 't4g.nano',
  });
  await moto.query('autoscaling', 'CreateAutoScalingGroup', {
    AutoScalingGroupName: 'kept',
    'LaunchTemplate.LaunchTemplateName': 'kept',
    MinSize: '0',
    MaxSize: '0',
    'AvailabilityZones.member.1': `${moto.region}a`,
    ...properties,
  });
}
