import type { PolicyStatement } from '../iam/policy-statement';

/** CloudWatch's namespace for what the agent measures, which is its own default. */
export const agentNamespace = 'CWAgent';

export interface AgentConfig {
  /** The Auto Scaling group, which every metric is of: servers come and go. */
  readonly group: string;
  /** Where a disk is measured: `/`. */
  readonly mounts: readonly string[];
  /** The log group, and the files whose lines go there. */
  readonly logs?: { readonly group: string; readonly files: readonly string[] };
}

/**
 * Commands that install and start the CloudWatch agent (CloudWatch user guide, Manually create or edit the CloudWatch agent configuration file). The group's
 * name is a dimension in so many words, so that the agent needs no permission to look it up.
 */
export function agentCommands({ group, mounts, logs }: AgentConfig): readonly string[] {
  const dimensions = { AutoScalingGroupName: group };
  const config = {
    agent: { metrics_collection_interval: 60, omit_hostname: true },
    metrics: {
      namespace: agentNamespace,
      metrics_collected: {
        mem: { measurement: ['mem_used_percent'], append_dimensions: dimensions },
        disk: { measurement: ['used_percent'], resources: mounts, drop_device: true, append_dimensions: dimensions },
      },
      aggregation_dimensions: [['AutoScalingGroupName'], ['AutoScalingGroupName', 'path']],
    },
    ...(logs && {
      logs: {
        logs_collected: {
          files: {
            collect_list: logs.files.map((file_path) => ({
              file_path,
              log_group_name: logs.group,
              log_stream_name: '{instance_id}',
            })),
          },
        },
      },
    }),
  };
  const file = '/opt/aws/amazon-cloudwatch-agent/etc/terrace.json';
  return [
    'dnf install -y -q amazon-cloudwatch-agent',
    `cat > ${file} <<'JSON'`,
    JSON.stringify(config, undefined, 2),
    'JSON',
    `/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c file:${file}`,
  ];
}

/** What the agent may do: write metrics of its namespace, and lines to its log group. */
export function agentStatements(logGroupArn: string | undefined): readonly PolicyStatement[] {
  const metrics: PolicyStatement = {
    Sid: 'Metrics',
    Effect: 'Allow',
    // It knows no resource (Service Authorization Reference, CloudWatch).
    Action: 'cloudwatch:PutMetricData',
    Resource: '*',
    Condition: { StringEquals: { 'cloudwatch:namespace': agentNamespace } },
  };
  if (logGroupArn === undefined) return [metrics];
  const write = ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'];
  return [metrics, { Sid: 'Logs', Effect: 'Allow', Action: write, Resource: [logGroupArn, `${logGroupArn}:*`] }];
}
