import { graphOfHcl } from '../../../review/model/load';
import { graphOfStacks } from '../../../review/model/inputs/stacks';
import { cloudFrontPrefixLists } from '../../../review/network/aws-prefix-lists';
import {
  find,
  networkOf,
  reachabilityMatrix,
  reachInEveryVariant,
  topologyOf,
  type Answer,
} from '../../../review/reach';
import { cloudfrontPrefixLists } from '../../../environments/aws/cloudfront-prefix-lists';
import { answerText, ask, lets, subnet, toInternet, vpc } from './fixtures';

interface Parts {
  /** Who the group of the load balancer admits on 443. */
  readonly admits?: string;
  readonly listener?: string;
  /** Of the rule that forwards to the service. */
  readonly conditions?: string;
  readonly origin?: string;
  readonly config?: string;
  readonly behaviours?: string;
  readonly distribution?: string;
  readonly isEnabled?: boolean;
  readonly balancer?: string;
  readonly more?: string;
}

const list = 'prefix_list_ids = ["pl-4fa04526"]';
const host = (...values: string[]) => `condition {\n host_header {\n values = ${JSON.stringify(values)}\n }\n }\n`;
const header = (name: string, value: string) =>
  `condition {\n http_header {\n http_header_name = "${name}"\n values = [${value}]\n }\n }\n`;
const allViewer = 'origin_request_policy_id = "216adef6-5c7f-47e4-b989-5492eafa07d3"';
const behaviour = (more = allViewer) =>
  `default_cache_behavior {\n target_origin_id = "app"\n viewer_protocol_policy = "redirect-to-https"\n ${more}\n }\n`;

/** A service of tasks behind a load balancer, behind a distribution. */
function shop(parts: Parts = {}): string {
  const { admits = list, listener = '', conditions = host('shop.example.com'), origin = '', more = '' } = parts;
  const { config = 'origin_protocol_policy = "https-only"', behaviours = behaviour(), balancer = '' } = parts;
  return `
  ${vpc}${subnet('public', 1, toInternet)}${subnet('app', 2)}
  resource "aws_security_group" "balancer" {
    vpc_id = aws_vpc.main.id
    ${lets.in(443, admits)}
    ${lets.out(8080, 'security_groups = [aws_security_group.web.id]')}
  }
  resource "aws_lb" "shop" {
    name = "shop"
    subnets = [aws_subnet.public.id]
    security_groups = [aws_security_group.balancer.id]
    ${balancer}
  }
  resource "aws_lb_listener" "https" {
    load_balancer_arn = aws_lb.shop.arn
    port = 443
    protocol = "HTTPS"
    default_action {
      type = "fixed-response"
    }
    ${listener}
  }
  resource "aws_lb_listener_rule" "web" {
    listener_arn = aws_lb_listener.https.arn
    ${conditions}
    action {
      type = "forward"
      target_group_arn = aws_lb_target_group.web.arn
    }
  }
  resource "aws_lb_target_group" "web" {
    port = 8080
    protocol = "HTTP"
    target_type = "ip"
    vpc_id = aws_vpc.main.id
  }
  resource "aws_security_group" "web" {
    vpc_id = aws_vpc.main.id
    ${lets.in(8080, 'security_groups = [aws_security_group.balancer.id]')}
  }
  resource "aws_ecs_service" "web" {
    name = "web"
    network_configuration {
      subnets = [aws_subnet.app.id]
      security_groups = [aws_security_group.web.id]
    }
    load_balancer {
      target_group_arn = aws_lb_target_group.web.arn
      container_name = "web"
      container_port = 8080
    }
  }
  resource "aws_cloudfront_distribution" "shop" {
    enabled = ${parts.isEnabled ?? true}
    aliases = ["shop.example.com"]
    origin {
      origin_id = "app"
      ${origin.includes('domain_name') ? '' : 'domain_name = aws_lb.shop.dns_name'}
      ${origin}
      ${config && `custom_origin_config {\n http_port = 80\n ${/https_port/.test(config) ? '' : 'https_port = 443'}\n ${config}\n }`}
    }
    ${behaviours}
    ${parts.distribution ?? ''}
  }
  ${more}
  `;
}

const asked = (parts: Parts, port: number | undefined = 443) =>
  ask(shop(parts), 'internet', 'aws_ecs_service.web', port === undefined ? {} : { entry: port });
const ways = ({ ways = [] }: Answer) => ways.map(({ text }) => text);
const byDistribution = (answer: Answer) =>
  ways(answer).find((text) => text.includes('CloudFront shop.example.com')) ?? 'no way';
const reached =
  'internet reaches aws_ecs_service.web on tcp 443 through CloudFront shop.example.com (no web ACL) and load balancer shop (no web ACL); aws_ecs_service.web listens on tcp 8080';

test('the ids of CloudFront’s prefix list are those of the environments', () => {
  expect([...cloudFrontPrefixLists]).toEqual([...cloudfrontPrefixLists.values()]);
});

describe('a balancer that admits CloudFront alone', () => {
  test('is reached through its distribution and every other one, and not from the internet itself', async () => {
    const answer = await asked({});
    expect(answer.verdict).toBe('reachable');
    expect(answer.entryPorts).toEqual([{ protocol: 'tcp', from: 443, to: 443 }]);
    expect(ways(answer)).toEqual([
      reached,
      'internet reaches aws_ecs_service.web on tcp 443 through any CloudFront distribution of any AWS account and load balancer shop (no web ACL); aws_ecs_service.web listens on tcp 8080: no listener rule asks for a header that only your distribution sends',
      'internet does not reach aws_ecs_service.web directly: public address aws_ecs_service.web has no public IPv4 address: network_configuration.assign_public_ip = false (default)',
      'internet does not reach aws_ecs_service.web through load balancer shop: security group aws_security_group.balancer allows no tcp 443 in from internet (only in from CloudFront (prefix list))',
    ]);
  });

  test('names where each thing on the way is written', async () => {
    const [first] = (await asked({})).ways ?? [];
    expect(first?.evidence.map(({ address }) => address)).toEqual(['aws_cloudfront_distribution.shop', 'aws_lb.shop']);
    expect(first?.evidence.every(({ place }) => place.file !== '' && place.line !== undefined)).toBe(true);
  });

  test('by the list that is looked up by its name', async () => {
    const looked =
      'data "aws_ec2_managed_prefix_list" "edge" {\n name = "com.amazonaws.global.cloudfront.origin-facing"\n }\n';
    const parts = { admits: 'prefix_list_ids = [data.aws_ec2_managed_prefix_list.edge.id]', more: looked };
    expect(byDistribution(await asked(parts))).toBe(reached);
    const other = { ...parts, more: looked.replace('origin-facing', 'other') };
    expect((await asked(other)).verdict).not.toBe('reachable');
  });

  test('is not known to be reached where the list is not known', async () => {
    const answer = await asked({ admits: 'prefix_list_ids = [var.list]', more: 'variable "list" {}' });
    expect(answerText(answer)).toBe(
      'unknown: var.list has no value (needed by security group aws_security_group.balancer)',
    );
  });

  test('may be reached from an address that may be one of CloudFront’s', async () => {
    const topology = topologyOf(
      await graphOfHcl(shop({ distribution: 'web_acl_id = ""', origin: 'domain_name = "a.b"' })),
    );
    const from = find(topology, '203.0.113.7').parties![0]!;
    const to = find(topology, 'aws_lb.shop').parties![0]!;
    const answer = reachInEveryVariant(topology, from, to, { entry: 443 });
    expect(ways(answer)).toContain(
      '203.0.113.7 may reach aws_lb.shop on tcp 443 directly (no web ACL): not known is which addresses CloudFront has (needed by security group aws_security_group.balancer)',
    );
  });
});

describe('the port that is asked of', () => {
  test('is the one that the internet opens a connection to', async () => {
    const answer = await asked({}, 8080);
    expect(answer.verdict).toBe('blocked');
    expect(ways(answer)[0]).toBe(reached);
    expect(ways(answer).at(-1)).toMatch(
      /does not reach aws_ecs_service.web directly: public address .*; security group aws_security_group.web allows no tcp 8080 in from internet \(only in from aws_security_group.balancer\)$/,
    );
  });

  test('is no matter where none is given', async () => {
    const answer = await asked({}, undefined);
    expect(answerText(answer)).toBe('reachable: tcp 8080');
    expect(answer.entryPorts).toEqual([{ protocol: 'tcp', from: 443, to: 443 }]);
  });

  test.each([
    ['redirects', 'redirect-to-https', 'no way'],
    ['takes', 'allow-all', reached.replace('tcp 443', 'tcp 80')],
  ])('is 80 of a distribution that %s HTTP', async (_, policy, expected) => {
    const behaviours = behaviour().replace('redirect-to-https', policy);
    expect(byDistribution(await asked({ behaviours }, 80))).toBe(expected);
  });

  test.each([
    ['asks over HTTP', 'origin_protocol_policy = "http-only"'],
    ['asks on another port', 'origin_protocol_policy = "https-only"\n https_port = 8443'],
  ])('is not that of an origin which it %s, and which does not listen there', async (_, config) => {
    const text = byDistribution(await asked({ config }));
    expect(text).toMatch(/^no way$|does not reach/);
  });
});

describe('a rule that asks for a header', () => {
  const secret = '"8f14e45fceea167a5a36dedd4bea2543"';
  const conditions = host('shop.example.com') + header('X-Origin-Verify', secret);
  const sends = (value: string) => `custom_header {\n name = "x-origin-verify"\n value = ${value}\n }`;

  test('answers the distribution that sends it, and nobody else’s', async () => {
    const answer = await asked({ conditions, origin: sends(secret) });
    expect(byDistribution(answer)).toBe(reached);
    expect(ways(answer)).toContain(
      'internet does not reach aws_ecs_service.web through any CloudFront distribution of any AWS account and load balancer shop: listener aws_lb_listener_rule.web asks for header X-Origin-Verify, which a distribution of somebody else does not send',
    );
  });

  test.each([
    ['none', '', /asks for header X-Origin-Verify, which distribution shop.example.com does not send$/],
    ['another value', sends('"45c48cce2e2d7fbdea1afc51c7c6ad26"'), /asks for another value of header X-Origin-Verify/],
    ['a value that is not known', sends('var.other'), /may reach .* whether distribution shop.example.com sends/],
  ])('that gets %s', async (_, origin, expected) => {
    const answer = await asked({ conditions, origin, more: 'variable "other" {}' });
    expect(byDistribution(answer)).toMatch(expected);
  });

  test('of which the value is a variable answers who sends the same variable', async () => {
    const parts = {
      conditions: header('X-Origin-Verify', 'var.secret'),
      origin: sends('var.secret'),
      more: 'variable "secret" {\n sensitive = true\n }',
    };
    const answer = await asked(parts);
    expect(byDistribution(answer)).toBe(reached);
    expect(ways(answer).some((text) => text.includes('reaches') && text.includes('any CloudFront'))).toBe(false);
  });

  test.each([
    ['every client writes', header('User-Agent', '"*Mobile*"')],
    ['anybody can guess', header('X-Version', '"beta"')],
  ])('that %s keeps nobody out', async (_, conditions) => {
    expect(ways(await asked({ conditions }))[1]).toMatch(/^internet reaches .* any CloudFront distribution/);
  });

  test('keeps out who opens connections to the load balancer itself', async () => {
    const answer = await asked({ admits: '0.0.0.0/0', conditions, origin: sends(secret) });
    expect(ways(answer)).toContain(
      'internet does not reach aws_ecs_service.web through load balancer shop: listener aws_lb_listener_rule.web asks for header X-Origin-Verify, which a client does not send',
    );
    expect(byDistribution(answer)).toBe(reached);
  });
});

describe('what a distribution asks for', () => {
  test.each([
    ['the host of the viewer', behaviour(), reached],
    ['all headers', behaviour('forwarded_values {\n headers = ["*"]\n }'), reached],
    [
      'the host of the origin',
      behaviour(''),
      /answers only for host shop.example.com; distribution shop.example.com asks for/,
    ],
    ['a host that is not known', behaviour('origin_request_policy_id = var.policy'), reached],
  ])('is %s', async (_, behaviours, expected) => {
    const text = byDistribution(await asked({ behaviours, more: 'variable "policy" {}' }));
    if (typeof expected === 'string') expect(text).toBe(expected);
    else expect(text).toMatch(expected);
  });

  test('is a path of a rule, or the rule does not answer', async () => {
    const path = (value: string) => `condition {\n path_pattern {\n values = ["${value}"]\n }\n }\n`;
    const behaviours = `
      default_cache_behavior {
        target_origin_id = "files"
      }
      ordered_cache_behavior {
        path_pattern = "/api/*"
        target_origin_id = "app"
        viewer_protocol_policy = "redirect-to-https"
      }`;
    expect(byDistribution(await asked({ behaviours, conditions: path('/api/v?/*') }))).toBe(reached);
    expect(byDistribution(await asked({ behaviours, conditions: path('/admin/*') }))).toMatch(
      /answers only for path \/admin\/\*; distribution shop.example.com asks for \/api\/\*$/,
    );
  });

  test('is nothing where no behaviour has the origin, or it is off', async () => {
    expect(byDistribution(await asked({ behaviours: behaviour().replace('"app"', '"files"') }))).toBe('no way');
    const answer = await asked({ isEnabled: false });
    expect(byDistribution(answer)).toMatch(/endpoint aws_cloudfront_distribution.shop has no public endpoint$/);
  });
});

describe('an origin', () => {
  test('by the name of a record', async () => {
    const more = `
      resource "aws_route53_record" "origin" {
        name = "origin.example.com"
        type = "A"
        alias {
          name = aws_lb.shop.dns_name
        }
      }`;
    const answer = await asked({ origin: 'domain_name = "origin.example.com"', more });
    expect(byDistribution(answer)).toBe(reached);
  });

  test('that is not known may be the load balancer', async () => {
    const conditions = header('x-origin-verify', 'var.secret');
    const more = 'variable "origin" {}\nvariable "secret" {}';
    const origin = 'domain_name = var.origin\n custom_header {\n name = "x-origin-verify"\n value = var.secret\n }';
    expect(byDistribution(await asked({ conditions, origin, more }))).toMatch(
      /may reach .* not known is var.origin has no value/,
    );
  });

  test('in the VPC needs no public load balancer', async () => {
    const more =
      'resource "aws_cloudfront_vpc_origin" "app" {\n vpc_origin_endpoint_config {\n arn = aws_lb.shop.arn\n http_port = 80\n https_port = 443\n origin_protocol_policy = "https-only"\n }\n }\n';
    const origin = 'vpc_origin_config {\n vpc_origin_id = aws_cloudfront_vpc_origin.app.id\n }';
    const parts = { more, origin, config: '', balancer: 'internal = true' };
    expect(byDistribution(await asked(parts))).toBe(reached);
    expect(byDistribution(await asked({ ...parts, admits: '203.0.113.0/24' }))).toMatch(/does not reach|may reach/);
  });
});

describe('blocks that are not known', () => {
  const dynamic = (name: string, content: string) =>
    `dynamic "${name}" {\n for_each = var.some\n content {\n ${content}\n }\n }`;
  const more = 'variable "some" {}\nvariable "secret" {}';

  test('of headers may be the one that a rule asks for', async () => {
    const conditions = header('x-origin-verify', 'var.secret');
    const origin = dynamic('custom_header', 'name = custom_header.value\n value = "a"');
    expect(byDistribution(await asked({ conditions, origin, more }))).toMatch(/may reach/);
  });

  test('of origins may be the load balancer', async () => {
    const distribution = dynamic('origin', 'origin_id = origin.value\n domain_name = origin.value');
    const parts = { admits: '203.0.113.0/24', distribution, origin: 'domain_name = "a.example.com"', more };
    expect(byDistribution(await asked(parts))).not.toMatch(/ reaches /);
    expect(byDistribution(await asked({ ...parts, admits: list }))).toMatch(/may reach/);
  });

  test('of behaviours may have an origin that no other has', async () => {
    const behaviours = `${behaviour().replace('"app"', '"files"')}${dynamic('ordered_cache_behavior', 'target_origin_id = ordered_cache_behavior.value')}`;
    expect(byDistribution(await asked({ behaviours, more }))).toMatch(/may reach/);
  });
});

describe('a distribution as the source', () => {
  const from = async (to: string, port: number, parts: Parts = {}) =>
    answerText(await ask(shop(parts), 'aws_cloudfront_distribution.shop', to, { entry: port }));

  test('reaches its origin, and what that hands on', async () => {
    expect(await from('aws_lb.shop', 443)).toBe('reachable: tcp 443');
    expect(await from('aws_ecs_service.web', 443)).toBe('reachable: tcp 8080');
  });

  test.each([
    ['another port of its origin', 'aws_lb.shop', 8443, {}, /asks aws_lb.shop on port 443 only$/],
    ['what its origin does not hand on', 'aws_ecs_service.web', 8080, {}, /asks aws_lb.shop on port 443 only$/],
    [
      'an origin that does not admit it',
      'aws_lb.shop',
      443,
      { admits: '10.0.0.0/8' },
      /allows no tcp 443 in from CloudFront$/,
    ],
    [
      'what is none of its origins',
      'aws_lb.shop',
      443,
      { origin: 'domain_name = "a.example.com"' },
      /has no origin that leads to aws_lb.shop$/,
    ],
  ])('does not reach %s', async (_, to, port, parts, expected) => {
    expect(await from(to, port, parts)).toMatch(expected);
  });

  test('may reach an origin that is not known', async () => {
    const parts = { origin: 'domain_name = var.origin', more: 'variable "origin" {}' };
    expect(await from('aws_lb.shop', 443, parts)).toMatch(/^unknown: var.origin has no value/);
  });
});

describe('a web ACL', () => {
  const acl = (scope: string) =>
    `resource "aws_wafv2_web_acl" "edge" {\n name = "prod-edge"\n scope = "${scope}"\n }\n`;

  test('of the distribution is told, and one of the wrong scope', async () => {
    const distribution = 'web_acl_id = aws_wafv2_web_acl.edge.arn';
    expect(byDistribution(await asked({ distribution, more: acl('CLOUDFRONT') }))).toContain(
      'through CloudFront shop.example.com, behind web ACL prod-edge, and load balancer shop; ',
    );
    expect(byDistribution(await asked({ distribution, more: acl('REGIONAL') }))).toContain(
      'behind web ACL prod-edge of the wrong scope REGIONAL',
    );
  });

  test('of the load balancer is told by its association', async () => {
    const more = `${acl('REGIONAL')}resource "aws_wafv2_web_acl_association" "shop" {
        resource_arn = aws_lb.shop.arn
        web_acl_arn = aws_wafv2_web_acl.edge.arn
      }`;
    expect(ways(await asked({ admits: '0.0.0.0/0', more }))).toContain(
      'internet reaches aws_ecs_service.web on tcp 443 through load balancer shop, behind web ACL prod-edge; aws_ecs_service.web listens on tcp 8080',
    );
  });

  test('that is a variable is not known', async () => {
    const text = byDistribution(await asked({ distribution: 'web_acl_id = var.acl', more: 'variable "acl" {}' }));
    expect(text).toContain('CloudFront shop.example.com (whether a web ACL is before it is not known)');
  });
});

describe('the network of an environment', () => {
  const acl = 'resource "aws_wafv2_web_acl" "edge" {\n name = "prod-edge"\n scope = "CLOUDFRONT"\n }\n';
  const distribution = 'web_acl_id = aws_wafv2_web_acl.edge.arn';

  test('has its distributions, with their web ACL, and what they reach', async () => {
    const { distributions = [] } = networkOf(await graphOfHcl(shop({ distribution, more: acl })), 'example');
    expect(distributions.map(({ name, aliases, webAcl }) => [name, aliases, webAcl])).toEqual([
      ['shop.example.com', ['shop.example.com'], 'prod-edge'],
    ]);
    const origins = distributions[0]!.origins.map(({ label, traffic, verdict }) => [label, traffic, verdict]);
    expect(origins).toEqual([['aws_lb.shop', 'tcp 443', 'reachable']]);
  });

  test('says of an origin that it does not admit its distribution', async () => {
    const { distributions = [] } = networkOf(await graphOfHcl(shop({ admits: '203.0.113.7/32' })), 'example');
    expect(distributions[0]!.origins.map(({ verdict }) => verdict)).toEqual(['unknown']);
    const closed = networkOf(await graphOfHcl(shop({ admits: '10.0.0.0/16' })), 'example');
    expect(closed.distributions![0]!.origins.map(({ verdict }) => verdict)).toEqual(['blocked']);
  });

  test('says of each pair whether something else stands between', async () => {
    const { cells } = reachabilityMatrix(await graphOfHcl(shop({ distribution, more: acl })), 'example');
    const toService = cells.find(({ from, to }) => from === 'internet' && to.endsWith('aws_ecs_service.web'));
    expect(toService).toMatchObject({ verdict: 'reachable', isHanded: true });
    const fromEdge = cells.filter(({ from, verdict }) => from.includes('cloudfront') && verdict !== 'blocked');
    expect(fromEdge.map(({ to, traffic }) => [to.replace(/^.*\//, ''), traffic])).toEqual([
      ['aws_ecs_service.web', 'tcp 443 (to tcp 8080)'],
      ['aws_lb.shop', 'tcp 443'],
    ]);
    expect(toService?.because).toMatch(/^internet reaches aws_ecs_service.web on tcp 443 through CloudFront/);
  });
});

test('stacks that read each other’s state are one way', async () => {
  const state = (key: string) => ({ bucket: 'state', key, region: 'eu-west-1' });
  const backend = (key: string) => ({ terraform: { backend: { s3: state(key) } } });
  const service = {
    ...backend('service'),
    output: { dns_name: { value: '${aws_lb.shop.dns_name}' } },
    resource: {
      aws_vpc: { main: { cidr_block: '10.0.0.0/16' } },
      aws_internet_gateway: { main: { vpc_id: '${aws_vpc.main.id}' } },
      aws_subnet: { public: { vpc_id: '${aws_vpc.main.id}', cidr_block: '10.0.1.0/24' } },
      aws_default_route_table: {
        main: {
          default_route_table_id: '${aws_vpc.main.default_route_table_id}',
          route: [{ cidr_block: '0.0.0.0/0', gateway_id: '${aws_internet_gateway.main.id}' }],
        },
      },
      aws_security_group: {
        balancer: {
          vpc_id: '${aws_vpc.main.id}',
          ingress: [{ protocol: 'tcp', from_port: 443, to_port: 443, prefix_list_ids: ['pl-a3a144ca'] }],
        },
      },
      aws_lb: {
        shop: { subnets: ['${aws_subnet.public.id}'], security_groups: ['${aws_security_group.balancer.id}'] },
      },
      aws_lb_listener: { https: { load_balancer_arn: '${aws_lb.shop.arn}', port: 443 } },
    },
  };
  const edge = {
    ...backend('edge'),
    data: { terraform_remote_state: { service: { backend: 's3', config: state('service') } } },
    resource: {
      aws_cloudfront_distribution: {
        shop: {
          enabled: true,
          comment: 'prod-shop',
          origin: [
            {
              origin_id: 'app',
              domain_name: '${data.terraform_remote_state.service.outputs.dns_name}',
              custom_origin_config: { origin_protocol_policy: 'https-only', http_port: 80, https_port: 443 },
            },
          ],
          default_cache_behavior: { target_origin_id: 'app', viewer_protocol_policy: 'https-only' },
        },
      },
    },
  };
  const graph = await graphOfStacks([
    { name: 'prod-edge', environment: 'prod', file: 'edge.tf.json', json: edge },
    { name: 'prod-service', environment: 'prod', file: 'service.tf.json', json: service },
  ]);
  const topology = topologyOf(graph);
  const [internet, balancer] = ['internet', 'aws_lb.shop'].map((name) => find(topology, name, 'prod').parties![0]!);
  const answer = reachInEveryVariant(topology, internet!, balancer!, { entry: 443 });
  expect(ways(answer)[0]).toBe('internet reaches aws_lb.shop on tcp 443 through CloudFront prod-shop (no web ACL)');
});
