/** Services that an application adds one by one: a search domain, a cluster, an API and more, each as it should be. */
export const services = `
resource "aws_opensearch_domain" "catalogue" {
  domain_name = "catalogue"
  access_policies = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Tasks"
      Effect    = "Allow"
      Principal = { AWS = aws_iam_role.task.arn }
      Action    = "es:ESHttpGet"
      Resource  = "*"
    }]
  })
  vpc_options {
    subnet_ids         = [aws_subnet.data_a.id, aws_subnet.data_b.id]
    security_group_ids = [aws_security_group.database.id]
  }
  advanced_security_options {
    enabled = true
    master_user_options {
      master_user_arn = aws_iam_role.task.arn
    }
  }
}
resource "aws_eks_cluster" "main" {
  name     = "main"
  role_arn = aws_iam_role.task.arn
  version  = "1.34"
  vpc_config {
    subnet_ids              = [aws_subnet.private_a.id, aws_subnet.private_b.id]
    endpoint_private_access = true
    endpoint_public_access  = false
  }
}
resource "aws_appsync_graphql_api" "main" {
  name                = "main"
  authentication_type = "AWS_IAM"
}
resource "aws_redshift_subnet_group" "data" {
  name       = "data"
  subnet_ids = [aws_subnet.data_a.id, aws_subnet.data_b.id]
}
resource "aws_redshift_cluster" "main" {
  cluster_identifier        = "main"
  node_type                 = "ra3.large"
  manage_master_password    = true
  encrypted                 = true
  publicly_accessible       = false
  cluster_subnet_group_name = aws_redshift_subnet_group.data.name
  vpc_security_group_ids    = [aws_security_group.database.id]
}
resource "aws_msk_cluster" "main" {
  cluster_name           = "main"
  kafka_version          = "3.9.x"
  number_of_broker_nodes = 2
  broker_node_group_info {
    instance_type   = "kafka.m7g.large"
    client_subnets  = [aws_subnet.data_a.id, aws_subnet.data_b.id]
    security_groups = [aws_security_group.database.id]
    connectivity_info {
      public_access {
        type = "DISABLED"
      }
    }
  }
}
resource "aws_mq_broker" "main" {
  broker_name         = "main"
  engine_type         = "RabbitMQ"
  publicly_accessible = false
  subnet_ids          = [aws_subnet.data_a.id]
  security_groups     = [aws_security_group.database.id]
}
resource "aws_dms_replication_subnet_group" "data" {
  replication_subnet_group_id = "data"
  subnet_ids                  = [aws_subnet.data_a.id, aws_subnet.data_b.id]
}
resource "aws_dms_replication_instance" "main" {
  replication_instance_id     = "main"
  publicly_accessible         = false
  replication_subnet_group_id = aws_dms_replication_subnet_group.data.id
  vpc_security_group_ids      = [aws_security_group.database.id]
}
resource "aws_sagemaker_notebook_instance" "main" {
  name                   = "main"
  role_arn               = aws_iam_role.task.arn
  instance_type          = "ml.t3.medium"
  subnet_id              = aws_subnet.private_a.id
  security_groups        = [aws_security_group.tasks.id]
  direct_internet_access = "Disabled"
  root_access            = "Disabled"
}
resource "aws_glacier_vault" "archive" {
  name = "archive"
  access_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Archive"
      Effect    = "Allow"
      Principal = { AWS = aws_iam_role.task.arn }
      Action    = "glacier:UploadArchive"
      Resource  = "*"
    }]
  })
}
resource "aws_efs_file_system_policy" "media" {
  file_system_id = aws_efs_file_system.media.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Mount"
      Effect    = "Allow"
      Principal = { AWS = aws_iam_role.task.arn }
      Action    = "elasticfilesystem:ClientMount"
      Resource  = "*"
    }]
  })
}
resource "aws_cloudwatch_event_permission" "partner" {
  principal    = "222233334444"
  statement_id = "partner"
}
`;
