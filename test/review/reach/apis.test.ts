import { answerText, ask, instance, lets, subnet, vpc } from './fixtures';

const group = (name: string, rules: string) => `
  resource "aws_security_group" "${name}" {
    vpc_id = aws_vpc.main.id
    ${rules}
  }`;
const named = `
  resource "aws_apigatewayv2_api_mapping" "shop" {
    api_id = aws_apigatewayv2_api.shop.id
    domain_name = "api.example.com"
    stage = "$default"
  }`;
const api = `
  resource "aws_apigatewayv2_api" "shop" {
    name = "shop"
    disable_execute_api_endpoint = true
  }`;
const integration = (more: string) => `
  resource "aws_apigatewayv2_integration" "shop" {
    api_id = aws_apigatewayv2_api.shop.id
    ${more}
  }`;
const link = `
  resource "aws_apigatewayv2_vpc_link" "shop" {
    name = "shop"
    subnet_ids = [aws_subnet.app.id]
    security_group_ids = [aws_security_group.link.id]
  }`;
const byLink = (host = '"app.internal"') =>
  integration(`
    integration_type = "HTTP_PROXY"
    connection_type = "VPC_LINK"
    connection_id = aws_apigatewayv2_vpc_link.shop.id
    integration_uri = aws_lb_listener.inner.arn
    request_parameters = { "overwrite:header.host" = ${host} }`);
/** An instance behind a balancer inside the network, which the group of the link and no other may open connections to. */
const inside = (ofLink = lets.out(443, 'security_groups = [aws_security_group.inner.id]')) =>
  vpc +
  subnet('app', 1) +
  subnet('other', 2) +
  group('link', ofLink) +
  group('inner', lets.in(443, 'security_groups = [aws_security_group.link.id]') + lets.out(8080, '10.0.0.0/16')) +
  instance('app', 'app', lets.in(8080, 'security_groups = [aws_security_group.inner.id]')) +
  `
  resource "aws_lb" "inner" {
    internal = true
    load_balancer_type = "application"
    subnets = [aws_subnet.app.id, aws_subnet.other.id]
    security_groups = [aws_security_group.inner.id]
  }
  resource "aws_lb_listener" "inner" {
    load_balancer_arn = aws_lb.inner.arn
    port = 443
    default_action {
      type = "fixed-response"
    }
  }
  resource "aws_lb_listener_rule" "inner" {
    listener_arn = aws_lb_listener.inner.arn
    condition {
      host_header {
        values = ["app.internal"]
      }
    }
    action {
      type = "forward"
      target_group_arn = aws_lb_target_group.inner.arn
    }
  }
  resource "aws_lb_target_group" "inner" {
    port = 8080
    protocol = "HTTP"
    vpc_id = aws_vpc.main.id
  }
  resource "aws_lb_target_group_attachment" "inner" {
    target_group_arn = aws_lb_target_group.inner.arn
    target_id = aws_instance.app.id
  }
  `;
const app = (hcl: string, from = 'internet') => ask(hcl, from, 'aws_instance.app', 8080).then(answerText);
const lambda = `
  resource "aws_lambda_function" "orders" {
    function_name = "orders"
  }
  resource "aws_lambda_alias" "live" {
    name = "live"
    function_name = aws_lambda_function.orders.function_name
  }`;
const byAlias = integration('integration_type = "AWS_PROXY"\n integration_uri = aws_lambda_alias.live.arn');

describe('an HTTP API', () => {
  test('whose own endpoint is off is on the internet by its domain name', async () => {
    const asked = (hcl: string) => ask(hcl, 'internet', 'aws_apigatewayv2_api.shop').then(answerText);
    expect(await asked(api + named)).toBe('reachable: tcp 443');
    expect(await asked(api)).toBe(
      'unknown: which custom domain names aws_apigatewayv2_api.shop has (needed by endpoint aws_apigatewayv2_api.shop)',
    );
  });

  test('hands requests on by its VPC link, whose group the balancer has to admit', async () => {
    const whole = (rules?: string) => inside(rules) + api + named + link + byLink();
    expect(await app(whole())).toBe('reachable: tcp 8080');
    expect(await app(whole(''))).toMatch(/^blocked: /);
    expect(await app(whole(''), 'aws_apigatewayv2_api.shop')).toBe(
      'blocked: security group aws_security_group.link allows no tcp 443 out to aws_lb.inner (security group aws_security_group.inner)',
    );
    expect(await app(inside())).toMatch(/^blocked: /);
  });

  test('asks for the host that its integration names, which a rule of the listener has to answer for', async () => {
    const whole = inside() + api + named + link;
    expect(await app(whole + byLink('"other.internal"'), 'aws_apigatewayv2_api.shop')).toBe(
      'blocked: listener aws_lb_listener_rule.inner answers only for host app.internal; API aws_apigatewayv2_api.shop asks for other.internal',
    );
    expect(await app(whole + byLink('"$request.header.x-host"'))).toBe('reachable: tcp 8080');
  });

  test('hands on what nobody is known to send, where it is not in the input', async () => {
    const elsewhere = byLink().replace('aws_apigatewayv2_api.shop.id', 'var.api');
    expect(await app(`variable "api" {}\n${inside()}${link}${elsewhere}`)).toBe(
      'unknown: who can reach the API of aws_apigatewayv2_integration.shop',
    );
    const linked = byLink().replace('aws_apigatewayv2_vpc_link.shop.id', 'var.link');
    expect(await app(`variable "link" {}\n${inside()}${api}${named}${linked}`)).toBe(
      'unknown: the VPC link of aws_apigatewayv2_integration.shop',
    );
  });

  test('reaches what its integrations name, and nothing else', async () => {
    const whole = inside() + api + named + link + byLink() + instance('db', 'app', lets.in(8080, '0.0.0.0/0'));
    expect(await app(whole, 'aws_apigatewayv2_api.shop')).toBe('reachable: tcp 8080');
    expect(answerText(await ask(whole, 'aws_apigatewayv2_api.shop', 'aws_instance.db', 8080))).toBe(
      'blocked: API Gateway aws_apigatewayv2_api.shop has no integration that leads to aws_instance.db',
    );
  });

  test('that asks names of the internet may reach what is there', async () => {
    const outside = integration('integration_type = "HTTP_PROXY"\n integration_uri = "https://app.example.com"');
    expect(await app(inside() + api + named + outside, 'aws_apigatewayv2_api.shop')).toBe(
      'unknown: what aws_apigatewayv2_api.shop opens connections to, which is in no VPC',
    );
  });
});

describe('a function', () => {
  test('answers for the internet where an API invokes it, by itself or by an alias', async () => {
    const asked = (hcl: string) => ask(hcl, 'internet', 'aws_lambda_function.orders', 443).then(answerText);
    expect(await asked(api + named + lambda + byAlias)).toBe('reachable: tcp 443');
    const direct = byAlias.replace('aws_lambda_alias.live.arn', 'aws_lambda_function.orders.invoke_arn');
    expect(await asked(api + named + lambda + direct)).toBe('reachable: tcp 443');
    expect(await asked(api + lambda + byAlias)).toBe(
      'unknown: which custom domain names aws_apigatewayv2_api.shop has (needed by endpoint aws_apigatewayv2_api.shop)',
    );
  });

  test('is no part of the network where none does', async () => {
    await expect(ask(api + named + lambda, 'internet', 'aws_lambda_function.orders', 443)).rejects.toThrow('0 things');
  });
});
