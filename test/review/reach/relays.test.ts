import { ask, instance, lets, answerText, subnet, toInternet, vpc } from './fixtures';

const base = (rules: string) =>
  vpc + subnet('public', 1, toInternet) + subnet('app', 2) + instance('app', 'app', rules, 'private_ip = "10.0.2.10"');
const front = (name: string, type: string, port: number, more = '') => `
  resource "aws_security_group" "${name}" {
    vpc_id = aws_vpc.main.id
    ${lets.in(port, '0.0.0.0/0')}
    ${lets.allOut}
  }
  resource "aws_lb" "${name}" {
    load_balancer_type = "${type}"
    subnets = [aws_subnet.public.id]
    ${type === 'network' ? '' : `security_groups = [aws_security_group.${name}.id]`}
    ${more}
  }
  resource "aws_lb_listener" "${name}" {
    load_balancer_arn = aws_lb.${name}.arn
    port = ${port}
    default_action {
      type = "forward"
      target_group_arn = aws_lb_target_group.${name}.arn
    }
  }
  `;
const targets = (name: string, more = '') => `
  resource "aws_lb_target_group" "${name}" {
    port = 8080
    protocol = "TCP"
    vpc_id = aws_vpc.main.id
    ${more}
  }
  `;
const attached = (name: string, target: string) => `
  resource "aws_lb_target_group_attachment" "${name}" {
    target_group_arn = aws_lb_target_group.${name}.arn
    target_id = ${target}
  }
  `;
const open = lets.in(8080, '10.0.0.0/8');
const asked = async (hcl: string, port: number | undefined = 8080) =>
  answerText(await ask(hcl, 'internet', 'aws_instance.app', port));

describe('a target', () => {
  const alb = base(open) + front('front', 'application', 443) + targets('front', 'target_type = "ip"');

  test.each([
    ['by the address that its instance is written with', '"10.0.2.10"', 'reachable: tcp 8080'],
    ['by the address that AWS gives the instance', 'aws_instance.app.private_ip', 'reachable: tcp 8080'],
    ['by another address', '"10.0.2.11"', /^blocked/],
    ['by a variable', 'var.target', /^unknown: which targets aws_lb_target_group_attachment.front registers/],
    ['by a name that is looked up', 'data.dns_a_record_set.app.addrs[0]', /^unknown: /],
  ])('%s', async (_, target, expected) => {
    const more = 'variable "target" {}\ndata "dns_a_record_set" "app" {\n host = "app.example.com"\n }\n';
    const answer = await asked(more + alb + attached('front', target));
    if (typeof expected === 'string') expect(answer).toBe(expected);
    else expect(answer).toMatch(expected);
  });

  test('that is not known is nobody whose group does not admit the load balancer', async () => {
    const shut = alb.replace(open, lets.in(8080, '10.9.0.0/16')) + attached('front', 'var.target');
    expect(await asked(`variable "target" {}\n${shut}`)).toMatch(/^blocked/);
  });

  test('by an interface is the instance that has it', async () => {
    const hcl = `${vpc}${subnet('public', 1, toInternet)}${subnet('app', 2)}
      resource "aws_security_group" "app" {
        vpc_id = aws_vpc.main.id
        ${open}
      }
      resource "aws_network_interface" "app" {
        subnet_id = aws_subnet.app.id
        security_groups = [aws_security_group.app.id]
      }
      resource "aws_instance" "app" {
        network_interface {
          device_index = 0
          network_interface_id = aws_network_interface.app.id
        }
      }
      ${front('front', 'application', 443)}${targets('front', 'target_type = "ip"')}
      ${attached('front', 'aws_network_interface.app.private_ip')}`;
    expect(await asked(hcl)).toBe('reachable: tcp 8080');
  });

  test('of a target group that is not in the input may be reached by anybody', async () => {
    const hcl = `variable "group" {}
      ${base(open)}${attached('front', 'aws_instance.app.id').replace('aws_lb_target_group.front.arn', 'var.group')}`;
    expect(await asked(hcl)).toMatch(/^unknown: who reaches it through var.group/);
    expect(await asked(hcl.replace(open, ''))).toMatch(/^blocked/);
  });
});

describe('a load balancer', () => {
  test('stands before another', async () => {
    const hcl =
      base(open) +
      front('outer', 'network', 443) +
      targets('outer', 'target_type = "alb"').replace('8080', '8443') +
      attached('outer', 'aws_lb.inner.arn') +
      front('inner', 'application', 8443, 'internal = true') +
      targets('inner') +
      attached('inner', 'aws_instance.app.id');
    const answer = await ask(hcl, 'internet', 'aws_instance.app', 8080);
    expect(answerText(answer)).toBe('reachable: tcp 8080');
    expect(answer.path.filter(({ layer }) => layer === 'load balancer').map(({ label }) => label)).toEqual([
      'aws_lb.outer',
      'aws_lb.inner',
    ]);
  });

  test('hands on by a rule of aws_alb_listener_rule', async () => {
    const hcl = `${base(open)}${front('front', 'application', 443)}${targets('front')}${targets('other')}
      resource "aws_alb_listener_rule" "other" {
        listener_arn = aws_lb_listener.front.arn
        action {
          type = "forward"
          target_group_arn = aws_lb_target_group.other.arn
        }
      }
      ${attached('other', 'aws_instance.app.id')}`;
    expect(await asked(hcl)).toBe('reachable: tcp 8080');
  });

  test('of the classic kind has what aws_elb_attachment gives it', async () => {
    const hcl = `${base(open)}
      resource "aws_security_group" "front" {
        vpc_id = aws_vpc.main.id
        ${lets.in(80, '0.0.0.0/0')}
        ${lets.allOut}
      }
      resource "aws_elb" "front" {
        name = "front"
        subnets = [aws_subnet.public.id]
        security_groups = [aws_security_group.front.id]
        listener {
          lb_port = 80
          lb_protocol = "http"
          instance_port = 8080
          instance_protocol = "http"
        }
      }
      resource "aws_elb_attachment" "app" {
        elb = aws_elb.front.id
        instance = aws_instance.app.id
      }
      `;
    expect(await asked(hcl)).toBe('reachable: tcp 8080');
  });

  test('has the traffic sources of an Auto Scaling group', async () => {
    const hcl = (more: string, attachment: string) => `${vpc}${subnet('public', 1, toInternet)}${subnet('app', 2)}
      resource "aws_security_group" "workers" {
        vpc_id = aws_vpc.main.id
        ${open}
      }
      resource "aws_launch_template" "workers" {
        vpc_security_group_ids = [aws_security_group.workers.id]
      }
      resource "aws_autoscaling_group" "workers" {
        name = "workers"
        vpc_zone_identifier = [aws_subnet.app.id]
        ${more}
        launch_template {
          id = aws_launch_template.workers.id
        }
      }
      ${front('front', 'application', 443)}${targets('front')}${attachment}`;
    const source = 'traffic_source {\n identifier = aws_lb_target_group.front.arn\n type = "elbv2"\n }';
    const attachment = `resource "aws_autoscaling_traffic_source_attachment" "workers" {
      autoscaling_group_name = aws_autoscaling_group.workers.name
      ${source}
    }
    `;
    const at = async (text: string) => answerText(await ask(text, 'internet', 'aws_autoscaling_group.workers', 8080));
    expect(await at(hcl('', ''))).toMatch(/^blocked/);
    expect(await at(hcl(source, ''))).toBe('reachable: tcp 8080');
    expect(await at(hcl('', attachment))).toBe('reachable: tcp 8080');
  });

  test('that shows its targets the client does not let it in where only the VPC is admitted', async () => {
    const nlb = front('front', 'network', 443) + targets('front') + attached('front', 'aws_instance.app.id');
    expect(await asked(base(lets.in(8080, '10.0.0.0/16')) + nlb)).toMatch(/^blocked/);
    expect(await asked(base(lets.in(8080, '0.0.0.0/0')) + nlb)).toBe('reachable: tcp 8080');
    const hidden = nlb.replace('protocol = "TCP"', 'protocol = "TCP"\n preserve_client_ip = false');
    expect(await asked(base(lets.in(8080, '10.0.0.0/16')) + hidden)).toBe('reachable: tcp 8080');
    const unknown = nlb.replace('protocol = "TCP"', 'protocol = "TCP"\n preserve_client_ip = var.preserve');
    expect(await asked(`variable "preserve" {}\n${base(lets.in(8080, '10.0.0.0/16'))}${unknown}`)).toMatch(/^unknown/);
  });

  test('that is not in the input may hand on what it gets', async () => {
    const hcl =
      `${base(open)}${front('front', 'application', 443)}${targets('front')}${attached('front', 'aws_instance.app.id')}`
        .replace('aws_lb.front.arn', 'data.aws_lb.found.arn')
        .replace(/resource "aws_lb" "front" \{[^}]*\}/, 'data "aws_lb" "found" {\n name = "front"\n }');
    expect(await asked(hcl)).toMatch(/^unknown: who reaches the load balancer of aws_lb_listener.front/);
  });
});

test('a service on instances is reached on ports of theirs that are not known', async () => {
  const service = `resource "aws_ecs_service" "app" {
    load_balancer {
      target_group_arn = aws_lb_target_group.front.arn
      container_name = "app"
      container_port = 80
    }
  }
  `;
  const hcl = base(lets.in(0, '10.0.0.0/16', '-1')) + front('front', 'application', 443) + targets('front') + service;
  expect(await asked(hcl, 32_768)).toMatch(/^unknown: which targets aws_ecs_service.app registers/);
});

describe('a target group', () => {
  const registered = base(open) + targets('front') + attached('front', 'aws_instance.app.id');

  test('that no listener here forwards to may be reached through one elsewhere', async () => {
    expect(await asked(registered)).toBe(
      'unknown: who reaches aws_lb_target_group.front: no listener here forwards to it',
    );
    expect(await asked(registered, 22)).toMatch(/^blocked/);
  });

  test('of a rule of a listener that is not in the input is reached by whom that lets in', async () => {
    const rule = `variable "listener" {}
      resource "aws_lb_listener_rule" "front" {
        listener_arn = var.listener
        action {
          type = "forward"
          target_group_arn = aws_lb_target_group.front.arn
        }
      }
      `;
    expect(await asked(registered + rule)).toMatch(/^unknown: who reaches the listener of aws_lb_listener_rule.front/);
  });
});

describe('a service of AWS', () => {
  const inner =
    base(open) +
    front('inner', 'network', 443, 'internal = true') +
    targets('inner').replace('protocol = "TCP"', 'protocol = "TCP"\n preserve_client_ip = false') +
    attached('inner', 'aws_instance.app.id');

  test('takes what an API hands on over a VPC link', async () => {
    const link = 'resource "aws_api_gateway_vpc_link" "app" {\n target_arns = [aws_lb.inner.arn]\n }\n';
    expect(await asked(inner)).toMatch(/^blocked/);
    expect(await asked(inner + link)).toBe('unknown: who can reach the API behind aws_api_gateway_vpc_link.app');
    const integration = `resource "aws_apigatewayv2_integration" "app" {
      connection_type = "VPC_LINK"
      integration_uri = aws_lb_listener.inner.arn
    }
    `;
    expect(await asked(inner + integration)).toBe('unknown: who can reach the API of aws_apigatewayv2_integration.app');
  });

  test('takes what CloudFront hands on to a private origin', async () => {
    const origin =
      'resource "aws_cloudfront_vpc_origin" "app" {\n vpc_origin_endpoint_config {\n arn = aws_lb.inner.arn\n }\n }\n';
    expect(await asked(inner + origin)).toBe(
      'unknown: who can reach the distribution of aws_cloudfront_vpc_origin.app',
    );
  });

  test('carries PrivateLink from an endpoint of another VPC to the targets of its load balancer', async () => {
    const consumer = (more: string) => `${inner}
      resource "aws_vpc_endpoint_service" "app" {
        acceptance_required = ${more}
        network_load_balancer_arns = [aws_lb.inner.arn]
      }
      resource "aws_vpc" "other" {
        cidr_block = "10.1.0.0/16"
      }
      ${(subnet('client', 5) + instance('client', 'client', lets.allOut)).replaceAll('aws_vpc.main', 'aws_vpc.other').replace('10.0.5.0', '10.1.5.0')}
      resource "aws_security_group" "endpoint" {
        vpc_id = aws_vpc.other.id
        ${lets.in(443, '10.1.0.0/16')}
      }
      resource "aws_vpc_endpoint" "app" {
        vpc_id = aws_vpc.other.id
        vpc_endpoint_type = "Interface"
        service_name = aws_vpc_endpoint_service.app.service_name
        subnet_ids = [aws_subnet.client.id]
        security_group_ids = [aws_security_group.endpoint.id]
      }
      `;
    const at = async (hcl: string) => answerText(await ask(hcl, 'aws_instance.client', 'aws_instance.app', 8080));
    expect(await at(consumer('false'))).toBe('reachable: tcp 8080');
    expect(await at(consumer('true'))).toMatch(/^unknown: whether aws_vpc_endpoint.app is accepted/);
  });

  test('is Global Accelerator, which needs no public address behind it', async () => {
    const accelerated = (endpoint: string) => `${base(lets.in(8080, '0.0.0.0/0'))}
      resource "aws_globalaccelerator_accelerator" "app" {
        name = "app"
      }
      resource "aws_globalaccelerator_listener" "app" {
        accelerator_arn = aws_globalaccelerator_accelerator.app.arn
        protocol = "TCP"
        port_range {
          from_port = 8080
          to_port = 8080
        }
      }
      resource "aws_globalaccelerator_endpoint_group" "app" {
        listener_arn = aws_globalaccelerator_listener.app.arn
        endpoint_configuration {
          endpoint_id = ${endpoint}
        }
      }
      `;
    expect(await asked(accelerated('aws_instance.app.id'))).toBe('reachable: tcp 8080');
    expect(await asked(accelerated('aws_instance.app.id'), 22)).toMatch(/^blocked/);
    expect(await asked(`variable "endpoint" {}\n${accelerated('var.endpoint')}`)).toMatch(/^unknown: /);
    expect(
      await asked(
        accelerated('aws_instance.app.id')
          .replace(/resource "aws_internet_gateway".*/, '')
          .replace(toInternet, ''),
      ),
    ).toMatch(/^blocked/);
  });
});
