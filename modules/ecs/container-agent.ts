import type { PolicyStatement } from '../iam/policy-statement';

/** What the agent and Docker on an instance call for its tasks, by the short names of their VPC endpoints. */
export const agentServices = ['ecr.api', 'ecr.dkr', 'ecs', 'ecs-agent', 'ecs-telemetry', 'logs'];

/**
 * Writes the agent's configuration, before the AMI starts it (ECS developer guide, Amazon ECS container agent configuration). The cluster's name is known only
 * after apply: it is a variable.
 */
export function agentConfiguration(hasSpot: boolean): string {
  const settings = [
    'ECS_CLUSTER=$ECS_CLUSTER',
    // Tasks have roles of their own, and not the instance's.
    'ECS_AWSVPC_BLOCK_IMDS=true',
    // An instance that AWS takes back is drained in its two minutes; managed draining is about what Auto Scaling ends.
    ...(hasSpot ? ['ECS_ENABLE_SPOT_INSTANCE_DRAINING=true'] : []),
  ];
  return ['cat > /etc/ecs/ecs.config <<CONFIG', ...settings, 'CONFIG'].join('\n');
}

/**
 * What AmazonEC2ContainerServiceforEC2Role allows for all clusters, for one. Images, logs and secrets are left out: the agent reads and writes them as the
 * execution role of a task; so are tags, which the instances have from Auto Scaling.
 */
export function agentStatements(clusterArn: string, instances: string): readonly PolicyStatement[] {
  const allow = { Effect: 'Allow' } as const;
  return [
    // It knows no resource (Service Authorization Reference, Elastic Container Service).
    { ...allow, Sid: 'FindsEcs', Action: 'ecs:DiscoverPollEndpoint', Resource: '*' },
    {
      ...{ ...allow, Sid: 'JoinsCluster', Resource: clusterArn },
      Action: [
        ...['ecs:DeregisterContainerInstance', 'ecs:RegisterContainerInstance', 'ecs:SubmitAttachmentStateChanges'],
        ...['ecs:SubmitContainerStateChange', 'ecs:SubmitTaskStateChange'],
      ],
    },
    {
      ...{ ...allow, Sid: 'RunsTasks', Resource: instances },
      Action: ['ecs:Poll', 'ecs:StartTelemetrySession', 'ecs:UpdateContainerInstancesState'],
      Condition: { ArnEquals: { 'ecs:cluster': clusterArn } },
    },
  ];
}
