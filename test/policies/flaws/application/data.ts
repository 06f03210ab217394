/** What keeps data: a database and its snapshot, files, a bucket, a queue and a secret. */
export const data = `
ephemeral "aws_secretsmanager_random_password" "database" {
  password_length = 32
}
resource "aws_secretsmanager_secret" "database" {
  name       = "application/database"
  kms_key_id = aws_kms_key.main.arn
}
resource "aws_secretsmanager_secret_version" "database" {
  secret_id                = aws_secretsmanager_secret.database.id
  secret_string_wo         = ephemeral.aws_secretsmanager_random_password.database.random_password
  secret_string_wo_version = 1
}
resource "aws_db_subnet_group" "main" {
  name       = "main"
  subnet_ids = [aws_subnet.data_a.id, aws_subnet.data_b.id]
}
resource "aws_db_instance" "main" {
  identifier                  = "main"
  engine                      = "postgres"
  storage_encrypted           = true
  kms_key_id                  = aws_kms_key.main.arn
  username                    = "shop_owner"
  manage_master_user_password = true
  db_subnet_group_name        = aws_db_subnet_group.main.name
  vpc_security_group_ids      = [aws_security_group.database.id]
}
resource "aws_db_snapshot" "before_upgrade" {
  db_instance_identifier = aws_db_instance.main.identifier
  db_snapshot_identifier = "before-upgrade"
  shared_accounts        = ["222233334444"]
}
resource "aws_efs_file_system" "media" {
  encrypted  = true
  kms_key_id = aws_kms_key.main.arn
}
resource "aws_efs_mount_target" "media" {
  file_system_id  = aws_efs_file_system.media.id
  subnet_id       = aws_subnet.data_a.id
  security_groups = [aws_security_group.files.id]
}
resource "aws_s3_bucket" "assets" {
  bucket = "example-application-assets"
}
resource "aws_s3_bucket_public_access_block" "assets" {
  bucket                  = aws_s3_bucket.assets.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
resource "aws_s3_bucket_policy" "assets" {
  bucket = aws_s3_bucket.assets.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Distribution"
      Effect    = "Allow"
      Principal = { Service = "cloudfront.amazonaws.com" }
      Action    = "s3:GetObject"
      Resource  = "\${aws_s3_bucket.assets.arn}/*"
      Condition = { StringEquals = { "aws:SourceArn" = aws_cloudfront_distribution.web.arn } }
    }]
  })
}
resource "aws_s3_object" "robots" {
  bucket  = aws_s3_bucket.assets.id
  key     = "robots.txt"
  content = "User-agent: *"
  acl     = "private"
}
resource "aws_sqs_queue" "orders" {
  name                    = "orders"
  sqs_managed_sse_enabled = true
}
resource "aws_sqs_queue_policy" "orders" {
  queue_url = aws_sqs_queue.orders.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Send"
      Effect    = "Allow"
      Principal = { AWS = aws_iam_role.function.arn }
      Action    = "sqs:SendMessage"
      Resource  = aws_sqs_queue.orders.arn
    }]
  })
}
`;
