/**
 * For a resource whose description AWS cannot change: the first one stays, and another wording changes nothing. Without this, Terraform would replace the
 * resource under the same name while others use it, and AWS refuses both the second of that name and the deletion of the first.
 *
 * Of what modules make that is `aws_security_group`, `aws_iam_policy`, `aws_db_parameter_group`, `aws_rds_cluster_parameter_group`,
 * `aws_dax_parameter_group`, `aws_elasticache_parameter_group` and `aws_ec2_client_vpn_authorization_rule`, as plans of provider 5.100 show: the EC2, IAM, RDS, DAX and ElastiCache API references have no call that changes it. Descriptions of all others change in place.
 */
export const fixedDescription = 'description';
