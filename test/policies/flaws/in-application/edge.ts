import { adding, replacing, within, type FlawInApplication } from '../flaw';

export const edgeFlaws: readonly FlawInApplication[] = [
  { rule: 'elb/internal', put: within('aws_lb.web', 'tags                       = { exposure = "public" }', '') },
  {
    rule: 'elb/firewall',
    put: within('aws_wafv2_web_acl_association.web', 'aws_lb.web.arn', 'aws_api_gateway_stage.orders.arn'),
  },
  {
    rule: 'elb/redirect-to-https',
    put: within('aws_lb_listener.http', 'protocol    = "HTTPS"', 'protocol    = "#{protocol}"'),
  },
  {
    rule: 'elb/sign-in-enforced',
    put: within(
      'aws_lb_listener.https',
      'default_action {',
      `default_action {
    type = "authenticate-cognito"
    authenticate_cognito {
      user_pool_arn              = "arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_EXAMPLE01"
      user_pool_client_id        = "office"
      user_pool_domain           = "auth.shop.example.com"
      on_unauthenticated_request = "allow"
    }
  }
  default_action {`,
    ),
  },
  { rule: 'elb/tls-policy', put: replacing('ELBSecurityPolicy-TLS13-1-2-Res-2021-06', 'ELBSecurityPolicy-2016-08') },
  {
    // The group admits the internet already.
    rule: 'elb/prefix-list-alone',
    put: adding(`
resource "aws_vpc_security_group_ingress_rule" "cloudfront" {
  security_group_id = aws_security_group.balancer.id
  description       = "Requests from CloudFront"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  prefix_list_id    = "pl-4fa04526"
}`),
  },
  { rule: 'cloudfront/firewall', put: replacing('web_acl_id = aws_wafv2_web_acl.edge.arn', 'web_acl_id = null') },
  {
    // The second of two behaviours.
    rule: 'cloudfront/https-only',
    put: replacing('viewer_protocol_policy = "https-only"', 'viewer_protocol_policy = "allow-all"'),
  },
  {
    rule: 'cloudfront/origin-access-control',
    put: replacing('origin_access_control_id = aws_cloudfront_origin_access_control.assets.id', ''),
  },
  { rule: 'cloudfront/tls-version', put: replacing('TLSv1.2_2021', 'TLSv1.1_2016') },
  { rule: 'api-gateway/authorized', put: replacing('authorization = "AWS_IAM"', 'authorization = "NONE"') },
  {
    rule: 'api-gateway/firewall',
    put: within('aws_wafv2_web_acl_association.orders', 'aws_api_gateway_stage.orders.arn', 'aws_lb.web.arn'),
  },
  {
    // The distribution is gone, its name is not.
    rule: 'route53/target-exists',
    put: replacing('aws_cloudfront_distribution.web.domain_name', '"d111111abcdef8.cloudfront.net"'),
  },
];
