import { ask, instance, lets, answerText, subnet, toInternet, vpc } from './fixtures';

const balancer = (type: string, more = '') => `
  resource "aws_security_group" "front" {
    vpc_id = aws_vpc.main.id
    ${lets.in(443, '0.0.0.0/0')}
    ${lets.out(8080, '10.0.0.0/16')}
  }
  resource "aws_lb" "front" {
    load_balancer_type = "${type}"
    subnets = [aws_subnet.public.id]
    ${type === 'network' ? '' : 'security_groups = [aws_security_group.front.id]'}
    ${more}
  }
  resource "aws_lb_target_group" "app" {
    port = 8080
    protocol = "HTTP"
    vpc_id = aws_vpc.main.id
  }
  resource "aws_lb_listener" "https" {
    load_balancer_arn = aws_lb.front.arn
    port = 443
    default_action {
      type = "forward"
      target_group_arn = aws_lb_target_group.app.arn
    }
  }
  `;
const attached = `
  resource "aws_lb_target_group_attachment" "app" {
    target_group_arn = aws_lb_target_group.app.arn
    target_id = aws_instance.app.id
  }
  `;
const app = (rules: string) => vpc + subnet('public', 1, toInternet) + subnet('app', 2) + instance('app', 'app', rules);
const fromBalancer = lets.in(8080, 'security_groups = [aws_security_group.front.id]');
const asked = async (hcl: string, port?: number) =>
  answerText(await ask(hcl, 'internet', 'aws_instance.app', port ?? {}));

describe('a load balancer', () => {
  test('hands the internet on to what is in a private subnet, on the port of the target group', async () => {
    const answer = await ask(app(fromBalancer) + balancer('application') + attached, 'internet', 'aws_instance.app');
    expect(answerText(answer)).toBe('reachable: tcp 8080');
    expect(answer.sources).toEqual(['0.0.0.0/0']);
    expect(answer.path.find(({ layer }) => layer === 'load balancer')?.text).toBe(
      'hands tcp 443 on to aws_instance.app, port 8080',
    );
  });

  test('is no way to another port', async () => {
    expect(await asked(app(fromBalancer) + balancer('application') + attached, 22)).toMatch(/^blocked: public address/);
  });

  test.each<[what: string, hcl: string]>([
    ['is internal', app(fromBalancer) + balancer('application', 'internal = true') + attached],
    ['has no targets', app(fromBalancer) + balancer('application')],
    ['is not let in by its target', app(lets.in(8080, '10.9.0.0/16')) + balancer('application') + attached],
    ['is in a subnet without a route', app(fromBalancer).replace(toInternet, '') + balancer('application') + attached],
  ])('that %s hands nothing on', async (_, hcl) => {
    expect(await asked(hcl)).toMatch(/^blocked:/);
  });

  test('that is internal hands on what comes from the VPC', async () => {
    const hcl =
      app(fromBalancer) +
      balancer('application', 'internal = true') +
      attached +
      instance('web', 'public', lets.out(443, '10.0.0.0/16'));
    expect(answerText(await ask(hcl, 'aws_instance.web', 'aws_instance.app', 8080))).toBe('reachable: tcp 8080');
  });

  test('of the network kind shows its targets the client', async () => {
    const world = app(lets.in(8080, '0.0.0.0/0')) + balancer('network') + attached;
    expect(await asked(world)).toBe('reachable: tcp 8080');
    const vpcOnly = app(lets.in(8080, '203.0.113.0/24')) + balancer('network') + attached;
    expect(await asked(vpcOnly)).toBe('reachable: tcp 8080');
    expect(await asked(app(lets.in(22, '0.0.0.0/0')) + balancer('network') + attached)).toMatch(/^blocked:/);
  });

  test('has the instances of an auto-scaling group as targets', async () => {
    const group = `
      resource "aws_security_group" "workers" {
        vpc_id = aws_vpc.main.id
        ${lets.in(8080, '10.0.0.0/16')}
      }
      resource "aws_launch_template" "workers" {
        vpc_security_group_ids = [aws_security_group.workers.id]
      }
      resource "aws_autoscaling_group" "workers" {
        vpc_zone_identifier = [aws_subnet.app.id]
        target_group_arns = [aws_lb_target_group.app.arn]
        launch_template {
          id = aws_launch_template.workers.id
        }
      }
      `;
    const hcl = vpc + subnet('public', 1, toInternet) + subnet('app', 2) + balancer('application') + group;
    expect(answerText(await ask(hcl, 'internet', 'aws_autoscaling_group.workers'))).toBe('reachable: tcp 8080');
  });

  test('with a port that is not known hands on nobody knows what', async () => {
    const hcl = `variable "port" {}${app(fromBalancer)}${balancer('application').replace('\n    port = 443', '\n    port = var.port')}${attached}`;
    expect(await asked(hcl)).toBe('unknown: var.port has no value');
  });
});
