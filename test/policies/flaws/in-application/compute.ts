import { adding, replacing, within, type FlawInApplication } from '../flaw';

export const computeFlaws: readonly FlawInApplication[] = [
  {
    rule: 'client-vpn/no-open-authorization',
    put: adding(`
resource "aws_ec2_client_vpn_endpoint" "staff" {
  vpc_id                 = aws_vpc.main.id
  client_cidr_block      = "10.200.0.0/22"
  server_certificate_arn = "arn:aws:acm:eu-west-1:111122223333:certificate/1a2b3c4d"
  split_tunnel           = true
  authentication_options {
    type              = "federated-authentication"
    saml_provider_arn = "arn:aws:iam::111122223333:saml-provider/vpn"
  }
  connection_log_options {
    enabled              = true
    cloudwatch_log_group = "/vpn"
  }
}
resource "aws_ec2_client_vpn_authorization_rule" "staff" {
  client_vpn_endpoint_id = aws_ec2_client_vpn_endpoint.staff.id
  target_network_cidr    = "0.0.0.0/0"
  authorize_all_groups   = true
}`),
  },
  { rule: 'ecr/not-public', put: within('aws_ecr_repository_policy.web', '{ AWS = aws_iam_role.task.arn }', '"*"') },
  { rule: 'ecs/isolated-from-host', put: replacing('privileged             = false', 'privileged = true') },
  { rule: 'ecs/no-public-address', put: replacing('assign_public_ip = false', 'assign_public_ip = true') },
  {
    rule: 'ecs/no-secret-in-environment',
    put: replacing('{ name = "LOG_LEVEL", value = "info" }', '{ name = "DB_PASSWORD", value = "correct-horse-7" }'),
  },
  {
    rule: 'lambda/function-url',
    put: within('aws_lambda_function_url.orders', 'authorization_type = "AWS_IAM"', 'authorization_type = "NONE"'),
  },
  {
    rule: 'lambda/no-secret-in-environment',
    put: replacing('DB_SECRET_ARN = aws_secretsmanager_secret.database.arn', 'DB_PASSWORD = "correct-horse-7"'),
  },
  {
    rule: 'lambda/permission-is-narrow',
    put: within(
      'aws_lambda_permission.api',
      'source_arn    = "${aws_api_gateway_rest_api.orders.execution_arn}/*/POST/orders"',
      'source_arn    = null',
    ),
  },
  {
    rule: 'codebuild/no-credentials',
    put: replacing('https://github.com/example', 'https://builder:correct-horse-7@github.com/example'),
  },
  { rule: 'codebuild/not-privileged', put: replacing('privileged_mode = false', 'privileged_mode = true') },
  {
    // A network load balancer without groups, which hides the client from the group of the worker: no one rule sees it.
    rule: 'reach/no-admin-port-from-internet',
    put: (hcl) => `${hcl}
resource "aws_lb" "admin" {
  name               = "admin"
  load_balancer_type = "network"
  subnets            = [aws_subnet.public_a.id]
  tags               = { exposure = "public" }
}
resource "aws_lb_target_group" "admin" {
  port               = 22
  protocol           = "TCP"
  vpc_id             = aws_vpc.main.id
  preserve_client_ip = false
}
resource "aws_lb_target_group_attachment" "admin" {
  target_group_arn = aws_lb_target_group.admin.arn
  target_id        = aws_instance.worker.id
}
resource "aws_lb_listener" "admin" {
  load_balancer_arn = aws_lb.admin.arn
  port              = 2222
  protocol          = "TCP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.admin.arn
  }
}
resource "aws_vpc_security_group_ingress_rule" "admin" {
  security_group_id = aws_security_group.workers.id
  description       = "The load balancer, by its addresses."
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_ipv4         = aws_subnet.public_a.cidr_block
}
`,
  },
];
