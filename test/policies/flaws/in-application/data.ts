import { adding, replacing, together, within, type FlawInApplication } from '../flaw';

export const dataFlaws: readonly FlawInApplication[] = [
  { rule: 'efs/encrypted', put: within('aws_efs_file_system.media', 'kms_key_id = aws_kms_key.main.arn', '') },
  {
    rule: 'efs/private-mount-target',
    put: within('aws_efs_mount_target.media', 'aws_subnet.data_a.id', 'aws_subnet.public_a.id'),
  },
  {
    rule: 'rds/snapshot-not-public',
    put: replacing('["222233334444"]\n}\nresource "aws_efs', '["all"]\n}\nresource "aws_efs'),
  },
  {
    rule: 'secrets/no-literal',
    put: replacing('ephemeral.aws_secretsmanager_random_password.database.random_password', '"correct-horse-7"'),
  },
  { rule: 's3/no-public-acl', put: replacing('acl     = "private"', 'acl = "public-read"') },
  {
    rule: 'secrets-manager/not-public',
    put: adding(`
resource "aws_secretsmanager_secret_policy" "database" {
  secret_arn          = aws_secretsmanager_secret.database.arn
  block_public_policy = true
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = "*", Action = "secretsmanager:GetSecretValue", Resource = "*" }]
  })
}`),
  },
  { rule: 'sqs/not-public', put: within('aws_sqs_queue_policy.orders', '{ AWS = aws_iam_role.function.arn }', '"*"') },
  {
    // Public, in a public subnet, for one office.
    rule: 'reach/data-tier-not-from-internet',
    put: adding(`
resource "aws_redshift_subnet_group" "main" {
  name       = "main"
  subnet_ids = [aws_subnet.public_a.id]
}
resource "aws_security_group" "warehouse" {
  name        = "warehouse"
  description = "The warehouse, for an office."
  vpc_id      = aws_vpc.main.id
  ingress {
    protocol    = "tcp"
    from_port   = 5439
    to_port     = 5439
    cidr_blocks = ["203.0.113.0/24"]
  }
}
resource "aws_redshift_cluster" "warehouse" {
  cluster_identifier        = "warehouse"
  publicly_accessible       = true
  node_type                 = "ra3.large"
  manage_master_password    = true
  encrypted                 = true
  kms_key_id                = aws_kms_key.main.arn
  cluster_subnet_group_name = aws_redshift_subnet_group.main.name
  vpc_security_group_ids    = [aws_security_group.warehouse.id]
}`),
    also: ['redshift/not-public'],
  },
  {
    rule: 's3/public-access-blocked',
    put: within('aws_s3_bucket_public_access_block.trail', 'restrict_public_buckets = true', ''),
  },
  {
    // It takes an open door and a block that is off: two more rules are each about one of the two.
    rule: 'cloudtrail/bucket-not-public',
    put: together(
      within('aws_s3_bucket_public_access_block.trail', 'ignore_public_acls      = true', ''),
      adding(`
resource "aws_s3_bucket_acl" "trail" {
  provider = aws.archive
  bucket   = aws_s3_bucket.trail.id
  acl      = "public-read"
}`),
    ),
    also: ['s3/no-public-acl', 's3/public-access-blocked'],
  },
];
