/**
 * The fields of a flow log record, by the version that introduced them; AWS's default format is those of version 2 in this order.
 *
 * Source: VPC user guide, Flow log records, "Available fields", with version 11 as announced on 10 June 2026 (What's New, "Amazon VPC Flow Logs
 * additional metadata"). The tag fields of version 11 (`instance-tag`, `interface-tag`, `asg-tag`) are absent: CreateFlowLogs takes their tag keys in
 * TagFieldSpecifications, which version 5 of the AWS provider has no argument for.
 */
const fieldsByVersion: Readonly<Record<number, string>> = {
  2: 'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status',
  3: 'vpc-id subnet-id instance-id tcp-flags type pkt-srcaddr pkt-dstaddr',
  4: 'region az-id sublocation-type sublocation-id',
  5: 'pkt-src-aws-service pkt-dst-aws-service flow-direction traffic-path',
  7: 'ecs-cluster-arn ecs-cluster-name ecs-container-instance-arn ecs-container-instance-id ecs-container-id ecs-second-container-id ecs-service-name ecs-task-definition-arn ecs-task-arn ecs-task-id',
  8: 'reject-reason',
  9: 'resource-id',
  10: 'encryption-status',
  11: 'interface-type next-hop-interface-id next-hop-subnet-id next-hop-az-id next-hop-vpc-id next-hop-interface-type',
};

/** What a record of a flow log can have: `srcaddr`, `pkt-srcaddr`, `flow-direction`. */
export const flowLogFields: readonly string[] = Object.values(fieldsByVersion).flatMap((fields) => fields.split(' '));
