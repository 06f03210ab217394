/**
 * Why nothing is known of a cluster that does not say whether it is public or encrypted: version 6 of the AWS provider
 * turned both defaults round ("Terraform AWS Provider Version 6 Upgrade Guide", aws_redshift_cluster).
 */
export const byVersion = 'the default changed in version 6 of the AWS provider; write it';
