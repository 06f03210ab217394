import { graphOfHcl } from '../../../review/model/load';
import { networkOf, reachabilityMatrix } from '../../../review/reach';
import { ask, instance, lets, answerText, subnet, toInternet, vpc } from './fixtures';

const resource = (type: string, body = '') => `resource "${type}" "x" {\n ${body}\n }\n`;
const fromInternet = async (hcl: string, port?: number) => {
  const type = /resource "(\w+)" "x"/.exec(hcl)![1];
  return answerText(await ask(hcl, 'internet', `${type}.x`, port ?? {}));
};

describe('what AWS runs with a public endpoint', () => {
  test.each([
    ['aws_lambda_function_url', 'authorization_type = "AWS_IAM"', 'tcp 443'],
    ['aws_apprunner_service', '', 'tcp 443'],
    ['aws_amplify_app', '', 'tcp 80, 443'],
    ['aws_appsync_graphql_api', 'authentication_type = "API_KEY"', 'tcp 443'],
    ['aws_api_gateway_rest_api', '', 'tcp 443'],
    ['aws_apigatewayv2_api', 'protocol_type = "HTTP"', 'tcp 443'],
    ['aws_cloudfront_distribution', 'enabled = true', 'tcp 80, 443'],
    ['aws_opensearch_domain', '', 'tcp 80, 443'],
    ['aws_transfer_server', '', 'tcp 22'],
    ['aws_transfer_server', 'protocols = ["FTPS", "AS2"]', 'tcp 21, 5080, 8192-8200'],
    ['aws_mwaa_environment', 'webserver_access_mode = "PUBLIC_ONLY"', 'tcp 443'],
    ['aws_lightsail_database', 'blueprint_id = "postgres_16"\n publicly_accessible = true', 'tcp 5432'],
  ])('%s is reachable: %s', async (type, body, ports) => {
    expect(await fromInternet(resource(type, body))).toBe(`reachable: ${ports}`);
  });

  test.each([
    [
      'aws_apprunner_service',
      'network_configuration {\n ingress_configuration {\n is_publicly_accessible = false\n }\n }',
    ],
    ['aws_appsync_graphql_api', 'visibility = "PRIVATE"'],
    ['aws_api_gateway_rest_api', 'endpoint_configuration {\n types = ["PRIVATE"]\n }'],
    ['aws_lightsail_database', 'blueprint_id = "postgres_16"'],
  ])('%s has none: %s', async (type, body) => {
    expect(await fromInternet(resource(type, body))).toBe(`blocked: endpoint ${type}.x has no public endpoint`);
  });

  test.each([
    [
      'aws_apprunner_service',
      'network_configuration {\n ingress_configuration {\n is_publicly_accessible = var.x\n }\n }',
    ],
    ['aws_appsync_graphql_api', 'visibility = var.x'],
    ['aws_transfer_server', 'endpoint_type = var.x'],
    ['aws_transfer_server', 'protocols = var.x'],
    ['aws_mwaa_environment', 'webserver_access_mode = var.x'],
  ])('%s may have one: %s', async (type, body) => {
    expect(await fromInternet(`variable "x" {}\n${resource(type, body)}`)).toMatch(/^unknown: var.x has no value/);
  });

  test('a REST API without an endpoint of its own is reachable by the domain name that is mapped to it', async () => {
    const off = resource('aws_api_gateway_rest_api', 'disable_execute_api_endpoint = true');
    const mapping = `
      resource "aws_api_gateway_base_path_mapping" "x" {
        api_id      = aws_api_gateway_rest_api.x.id
        domain_name = "api.example.com"
      }`;
    expect(await fromInternet(`${off}${mapping}`)).toBe('reachable: tcp 443');
    expect(await fromInternet(off)).toMatch(/^unknown: which custom domain names aws_api_gateway_rest_api.x has/);
  });

  test('a file transfer server in a VPC is judged by its groups, and is public with Elastic IPs', async () => {
    const server = (more: string) => `${vpc}${subnet('a', 1, toInternet)}
      resource "aws_security_group" "a" {
        vpc_id = aws_vpc.main.id
        ${lets.in(22, '203.0.113.0/24')}
      }
      ${resource('aws_transfer_server', `endpoint_type = "VPC"\n endpoint_details {\n subnet_ids = [aws_subnet.a.id]\n security_group_ids = [aws_security_group.a.id]\n ${more}\n }`)}`;
    expect(await fromInternet(server('address_allocation_ids = ["eipalloc-1"]'))).toBe('reachable: tcp 22');
    expect(await fromInternet(server(''))).toMatch(/^blocked: public address/);
  });

  test('a private host reaches it by the internet, and what it reaches itself is not known', async () => {
    const url = resource('aws_lambda_function_url');
    const host =
      vpc + subnet('a', 1, toInternet) + instance('host', 'a', lets.allOut, 'associate_public_ip_address = true');
    expect(answerText(await ask(url + host, 'aws_instance.host', 'aws_lambda_function_url.x', 443))).toBe(
      'reachable: tcp 443',
    );
    expect(answerText(await ask(url + host, 'aws_lambda_function_url.x', 'aws_instance.host', 443))).toMatch(
      /^unknown: /,
    );
  });

  test('is in the reachability matrix as what the internet reaches', async () => {
    const graph = await graphOfHcl(resource('aws_lambda_function_url') + resource('aws_amplify_app'));
    const { cells } = reachabilityMatrix(graph, 'example');
    expect(cells.map(({ from, to, traffic }) => [from, to.replace(/.*\//, ''), traffic])).toEqual([
      ['internet', 'aws_amplify_app.x', 'tcp 80, 443'],
      ['internet', 'aws_lambda_function_url.x', 'tcp 443'],
    ]);
    expect(networkOf(graph, 'example').vpcs).toEqual([]);
  });
});

describe('a Lightsail instance', () => {
  const lightsail = (ports = '', blueprint = 'amazon_linux_2023') =>
    resource('aws_lightsail_instance', `name = "x"\n blueprint_id = "${blueprint}"`) +
    (ports &&
      `resource "aws_lightsail_instance_public_ports" "p" {\n instance_name = aws_lightsail_instance.x.name\n ${ports}\n }`);
  const info = (port: number, more = '') =>
    `port_info {\n protocol = "tcp"\n from_port = ${port}\n to_port = ${port}\n ${more}\n }\n`;

  test('is open on SSH or RDP and HTTP, and on what its blueprint adds', async () => {
    expect(await fromInternet(lightsail(), 22)).toBe('reachable: tcp 22');
    expect(await fromInternet(lightsail('', 'windows_server_2022'), 3389)).toBe('reachable: tcp 3389');
    expect(await fromInternet(lightsail(), 8080)).toMatch(/^unknown: the ports that the blueprint/);
  });

  test('is open on the ports that are written', async () => {
    const ports = lightsail(info(443) + info(22, 'cidrs = ["203.0.113.0/24"]'));
    expect(await fromInternet(ports, 443)).toBe('reachable: tcp 443');
    expect(await fromInternet(ports, 80)).toMatch(/^blocked/);
    expect(await ask(ports, 'internet', 'aws_lightsail_instance.x', 22)).toMatchObject({ sources: ['203.0.113.0/24'] });
  });
});

describe('instances that a service launches', () => {
  const emr = (more = '') =>
    vpc +
    subnet('a', 1, toInternet, more) +
    resource('aws_emr_cluster', 'ec2_attributes {\n subnet_id = aws_subnet.a.id\n }');

  test('have the public addresses that their subnets give, and rules that EMR adds', async () => {
    expect(await fromInternet(emr('map_public_ip_on_launch = true'), 22)).toMatch(/^unknown: the rules that EMR adds/);
    expect(await fromInternet(emr(), 22)).toMatch(/^blocked: public address/);
  });

  test('of a Batch environment do too', async () => {
    const batch = resource(
      'aws_batch_compute_environment',
      'compute_resources {\n subnets = [aws_subnet.a.id]\n security_group_ids = [aws_security_group.a.id]\n }',
    );
    const group = `resource "aws_security_group" "a" {\n vpc_id = aws_vpc.main.id\n ${lets.in(22, '0.0.0.0/0')}\n }\n`;
    const hcl = vpc + subnet('a', 1, toInternet, 'map_public_ip_on_launch = true') + group + batch;
    expect(await fromInternet(hcl, 22)).toBe('reachable: tcp 22');
  });
});

describe('a type that is not modelled', () => {
  test.each([
    ['aws_workspaces_directory', 'subnet_ids = ["subnet-0abc"]'],
    ['aws_workspaces_directory', 'subnet_ids = var.subnets'],
    ['aws_grafana_workspace', ''],
    ['aws_gamelift_fleet', ''],
  ])('%s is not known to be blocked, and is named: %s', async (type, body) => {
    const hcl = `variable "subnets" {}\n${resource(type, body)}`;
    expect(await fromInternet(hcl)).toMatch(`unknown: the network of ${type}.x: ${type} is not modelled`);
    expect(reachabilityMatrix(await graphOfHcl(hcl), 'example').notModelled).toEqual([`${type}.x`]);
  });
});

describe('the clients of a Client VPN endpoint', () => {
  const vpn = (cidr: string, more = '') => `
    ${vpc}${subnet('a', 1)}${subnet('b', 2)}
    ${instance('db', 'b', lets.in(5432, '10.0.1.0/24'))}
    ${instance('other', 'b', lets.in(5432, '10.0.2.0/24'))}
    resource "aws_security_group" "vpn" {
      vpc_id = aws_vpc.main.id
      ${lets.allOut}
    }
    resource "aws_ec2_client_vpn_endpoint" "x" {
      client_cidr_block  = "10.100.0.0/16"
      security_group_ids = [aws_security_group.vpn.id]
    }
    resource "aws_ec2_client_vpn_network_association" "a" {
      client_vpn_endpoint_id = aws_ec2_client_vpn_endpoint.x.id
      subnet_id              = aws_subnet.a.id
    }
    resource "aws_ec2_client_vpn_authorization_rule" "a" {
      client_vpn_endpoint_id = aws_ec2_client_vpn_endpoint.x.id
      target_network_cidr    = ${cidr}
    }
    ${more}`;
  const reaches = async (hcl: string, from = '10.100.3.4', to = 'aws_instance.db') =>
    answerText(await ask(hcl, from, to, 5432));

  test.each(['10.100.3.4', 'aws_ec2_client_vpn_endpoint.x'])(
    '%s has addresses of the associated subnets',
    async (from) => {
      expect(await reaches(vpn('"10.0.0.0/16"'), from)).toBe('reachable: tcp 5432');
      expect(await reaches(vpn('"10.0.0.0/16"'), from, 'aws_instance.other')).toMatch(/^blocked: security group/);
    },
  );

  test('reach what an authorization rule and a route name', async () => {
    expect(await reaches(vpn('"10.0.1.0/24"'))).toMatch(/^blocked: endpoint .* authorizes nobody for the destination/);
    expect(await reaches(`variable "x" {}\n${vpn('var.x')}`)).toMatch(/^unknown: var.x has no value/);
    expect(await reaches(vpn('"0.0.0.0/0"'))).toBe('reachable: tcp 5432');
  });

  test('are told by the group that is authorized', async () => {
    const answer = await ask(
      vpn('"10.0.0.0/16"').replace('target_network', 'access_group_id = "staff"\n target_network'),
      '10.100.3.4',
      'aws_instance.db',
      5432,
    );
    expect(JSON.stringify(answer)).toContain('authorizes group staff for 10.0.0.0/16');
  });

  describe('of one group', () => {
    const rule = (name: string, cidr: string, whom: string) => `
      resource "aws_ec2_client_vpn_authorization_rule" "${name}" {
        client_vpn_endpoint_id = aws_ec2_client_vpn_endpoint.x.id
        target_network_cidr    = ${cidr}
        ${whom}
      }`;
    const staff = (cidr: string) => rule('staff', cidr, 'access_group_id = "staff"');
    const others = (cidr: string) => rule('others', cidr, 'access_group_id = "others"');
    const all = (cidr: string) => rule('all', cidr, 'authorize_all_groups = true');
    const ofGroup = (rules: string, variables = '') => reaches(`${variables}${vpn('"10.8.0.0/16"', rules)}`, 'staff');

    test('reach what a rule of theirs names, or one of everybody', async () => {
      expect(await ofGroup(staff('"10.0.0.0/16"'))).toBe('reachable: tcp 5432');
      expect(await ofGroup(staff('"10.9.0.0/16"') + all('"10.0.2.0/24"'))).toBe('reachable: tcp 5432');
    });

    test('do not reach what another group may', async () => {
      expect(await ofGroup(staff('"10.9.0.0/16"') + others('"10.0.2.0/24"'))).toMatch(
        /^blocked: endpoint .* authorizes no people of group staff for the destination/,
      );
    });

    test('lose to a rule of another group with a longer prefix, and not to one of the same range', async () => {
      expect(await ofGroup(staff('"10.0.0.0/16"') + others('"10.0.2.0/24"'))).toMatch(/^blocked/);
      expect(await ofGroup(staff('"10.0.2.0/24"') + others('"10.0.2.0/24"'))).toBe('reachable: tcp 5432');
      expect(await ofGroup(staff('"10.0.2.0/24"') + others('"10.0.0.0/16"'))).toBe('reachable: tcp 5432');
      expect(await ofGroup(staff('"0.0.0.0/0"') + others('"10.0.2.0/24"'))).toMatch(/^blocked/);
    });

    test('are in doubt where a range or a group is not known', async () => {
      const x = 'variable "x" {}\n';
      expect(await ofGroup(staff('var.x'), x)).toMatch(/^unknown: var.x has no value/);
      expect(await ofGroup(staff('"10.0.0.0/16"') + others('var.x'), x)).toMatch(/^unknown: var.x has no value/);
      const doubtful = rule('doubtful', '"10.0.2.0/24"', 'access_group_id = var.x');
      expect(await ofGroup(staff('"10.0.0.0/16"') + doubtful, x)).toMatch(/^unknown: var.x has no value/);
      expect(await ofGroup(staff('"10.0.2.0/24"') + doubtful, x)).toBe('reachable: tcp 5432');
    });
  });

  test('connect from the internet to the endpoint', async () => {
    const answer = await ask(vpn('"10.0.0.0/16"'), 'internet', 'aws_ec2_client_vpn_endpoint.x');
    expect(answerText(answer)).toBe('reachable: udp 443');
  });
});
