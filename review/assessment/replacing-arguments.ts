import { statefulTypes } from '../engine/stateful';

/**
 * Arguments whose change replaces a resource, of types that hold no data but whose replacement interrupts what runs (the
 * AWS provider's `ForceNew`, 5.100.0). A plan says so itself; two syntheses only show that they differ.
 */
const others: Readonly<Record<string, readonly string[]>> = {
  aws_dax_cluster: [
    ...['availability_zones', 'cluster_endpoint_encryption_type', 'cluster_name', 'iam_role_arn', 'node_type'],
    ...['server_side_encryption', 'subnet_group_name'],
  ],
  aws_dax_subnet_group: ['name'],
  aws_db_proxy: ['engine_family', 'name', 'vpc_subnet_ids'],
  aws_db_subnet_group: ['name'],
  aws_dms_endpoint: ['endpoint_id', 'kms_key_arn'],
  aws_dms_replication_instance: [
    ...['availability_zone', 'kms_key_arn', 'publicly_accessible', 'replication_instance_id'],
    ...['replication_subnet_group_id'],
  ],
  aws_dms_replication_subnet_group: ['replication_subnet_group_id'],
  aws_dms_replication_task: [
    ...['replication_task_id', 'resource_identifier', 'source_endpoint_arn', 'target_endpoint_arn'],
  ],
  aws_ecs_service: ['cluster', 'launch_type', 'name', 'scheduling_strategy'],
  aws_eip: ['address', 'domain', 'public_ipv4_pool'],
  aws_eks_cluster: ['name', 'role_arn'],
  aws_elasticache_subnet_group: ['name'],
  aws_iam_group: [],
  aws_iam_role: ['name', 'path'],
  aws_instance: ['ami', 'availability_zone', 'key_name', 'private_ip', 'subnet_id', 'tenancy'],
  aws_launch_template: ['name'],
  aws_lb: ['internal', 'load_balancer_type', 'name'],
  aws_lb_target_group: ['name', 'port', 'protocol', 'target_type', 'vpc_id'],
  aws_nat_gateway: ['allocation_id', 'connectivity_type', 'subnet_id'],
  aws_network_interface: ['subnet_id'],
  aws_rds_cluster_instance: ['availability_zone', 'cluster_identifier', 'engine', 'identifier', 'publicly_accessible'],
  aws_security_group: ['description', 'name', 'vpc_id'],
  aws_subnet: ['availability_zone', 'availability_zone_id', 'cidr_block', 'ipv6_native', 'vpc_id'],
  aws_vpc_endpoint: ['service_name', 'vpc_endpoint_type', 'vpc_id'],
};

/** The arguments of a type whose change replaces a resource, as far as they are known. */
export function replacingArguments(type: string): readonly string[] {
  return (
    (Object.hasOwn(statefulTypes, type) && statefulTypes[type]) || (Object.hasOwn(others, type) && others[type]) || []
  );
}
