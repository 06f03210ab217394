import type { TerraformStack } from 'cdktf';
import { endpointServices, Network, type NetworkProps } from '../../../modules/network';
import { SecurityGroup } from '../../../modules/security-group';
import { statements, synth, type Attributes } from '../../support/synth';

const account = '111122223333';
const topic = { topicArn: `arn:aws:sns:eu-west-1:${account}:alarms` };
const flowLogs = { key: { keyArn: `arn:aws:kms:eu-west-1:${account}:key/logs` }, retentionDays: 365 };
const zones = ['eu-west-1a', 'eu-west-1b'];

function network(props: Partial<NetworkProps> = {}, use: (network: Network, stack: TerraformStack) => void = () => {}) {
  return synth((stack) => {
    const place = { name: 'prod', account, region: 'eu-west-1', cidr: '10.30.0.0/16', zones };
    use(new Network(stack, 'network', { ...place, natGateways: 'none', topic, flowLogs, ...props }), stack);
  });
}

function endpoint(service: string, props: Partial<NetworkProps> = {}): Attributes {
  const endpoints = network(props).all('aws_vpc_endpoint');
  return endpoints.find(({ service_name }) => service_name === `com.amazonaws.eu-west-1.${service}`)!;
}

describe('gateway endpoints', () => {
  test.each(['s3', 'dynamodb'])('serve %s to the public and the private tier of every zone', (service) => {
    const { vpc_endpoint_type, route_table_ids } = endpoint(service);
    expect(vpc_endpoint_type).toBe('Gateway');
    const tables = route_table_ids.map((id: string) => /network_(\w+_eu-west-1[ab])_route-table/.exec(id)![1]);
    expect(tables).toEqual(['public_eu-west-1a', 'public_eu-west-1b', 'private_eu-west-1a', 'private_eu-west-1b']);
  });

  test('let principals of the account do what IAM allows, on what the account owns', () => {
    const own = { StringEquals: { 'aws:PrincipalAccount': account, 'aws:ResourceAccount': account } };
    expect(statements(endpoint('dynamodb').policy)).toEqual({
      OwnPrincipalsOnOwnResources: expect.objectContaining({ Action: 'dynamodb:*', Condition: own }),
    });
    expect(statements(endpoint('s3').policy).OwnPrincipalsOnOwnResources).toMatchObject({
      Action: 's3:*',
      Condition: own,
    });
  });

  test("let them read others' buckets, but write none", () => {
    const { OwnPrincipalsReadElsewhere } = statements(endpoint('s3').policy);
    expect(OwnPrincipalsReadElsewhere!.Condition).toEqual({ StringEquals: { 'aws:PrincipalAccount': account } });
    for (const action of OwnPrincipalsReadElsewhere!.Action) expect(action).toMatch(/^s3:(Get|List)/);
  });

  test("let everyone fetch AWS's own packages and image layers, which hosts do without credentials of the account", () => {
    const { AnyoneReadsAwsDownloads } = statements(endpoint('s3').policy);
    expect(AnyoneReadsAwsDownloads).toEqual({
      Sid: 'AnyoneReadsAwsDownloads',
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: [
        'arn:aws:s3:::al2023-repos-eu-west-1-de612dc2/*',
        'arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*',
        'arn:aws:s3:::amazon-ssm-eu-west-1/*',
        'arn:aws:s3:::aws-ssm-eu-west-1/*',
      ],
    });
  });

  test('are known by their prefix lists, to name in security groups', () => {
    const synthesized = network({}, ({ s3PrefixListId, dynamodbPrefixListId }, stack) => {
      const app = new SecurityGroup(stack, 'app', { network: { vpcId: 'vpc-1' }, name: 'app', description: 'App' });
      app.connections.allowTo({ name: 's3', prefixListId: s3PrefixListId }, 443, 'uploads');
      app.connections.allowTo({ name: 'dynamodb', prefixListId: dynamodbPrefixListId }, 443, 'sessions');
    });
    expect(synthesized.all('aws_vpc_security_group_egress_rule').map((rule) => rule.prefix_list_id)).toEqual([
      expect.stringMatching(/aws_vpc_endpoint\.network_gateway-endpoints_dynamodb_\w+\.prefix_list_id/),
      expect.stringMatching(/aws_vpc_endpoint\.network_gateway-endpoints_s3_\w+\.prefix_list_id/),
    ]);
  });
});

describe('interface endpoints', () => {
  const interfaceEndpoints = ['ssm', 'ecr.api'];

  test('are none unless listed, and then bring no security group either', () => {
    const synthesized = network({}, ({ endpoints }) => expect(endpoints).toBeUndefined());
    expect(synthesized.all('aws_vpc_endpoint').map((endpoint) => endpoint.vpc_endpoint_type)).toEqual([
      'Gateway',
      'Gateway',
    ]);
    expect(synthesized.none('aws_security_group')).toBe(true);
  });

  test.each(interfaceEndpoints)('answer under the usual name of %s, in the private subnet of every zone', (service) => {
    const { vpc_endpoint_type, private_dns_enabled, subnet_ids } = endpoint(service, { interfaceEndpoints });
    expect({ vpc_endpoint_type, private_dns_enabled }).toEqual({
      vpc_endpoint_type: 'Interface',
      private_dns_enabled: true,
    });
    expect(subnet_ids.map((id: string) => /network_(\w+_eu-west-1[ab])_subnet/.exec(id)![1])).toEqual([
      'private_eu-west-1a',
      'private_eu-west-1b',
    ]);
  });

  test('serve only principals of the account', () => {
    const { OwnPrincipals, ...others } = statements(endpoint('ssm', { interfaceEndpoints }).policy);
    expect(others).toEqual({});
    expect(OwnPrincipals!.Condition).toEqual({ StringEquals: { 'aws:PrincipalAccount': account } });
  });

  test('let the VPC in on 443, and start no connection themselves', () => {
    const synthesized = network({ interfaceEndpoints });
    expect(synthesized.one('aws_vpc_security_group_ingress_rule')).toMatchObject({
      security_group_id: synthesized.reference('aws_security_group', 'id'),
      cidr_ipv4: '10.30.0.0/16',
      ip_protocol: 'tcp',
      from_port: 443,
      to_port: 443,
    });
    expect(synthesized.none('aws_vpc_security_group_egress_rule')).toBe(true);
  });

  const opened = (interfaceEndpoints: NetworkProps['interfaceEndpoints']) =>
    network({ interfaceEndpoints })
      .all('aws_vpc_security_group_ingress_rule')
      .map(({ from_port, to_port }) => (from_port === to_port ? `${from_port}` : `${from_port}-${to_port}`));

  test.each([
    ['athena', ['444']],
    ['cassandra', ['9142']],
    ['cassandra-fips', ['9142']],
    ['datasync', ['1024-1064']],
    ['email-smtp', ['25', '465', '587', '2465', '2587']],
    ['storagegateway', ['1026-1028', '1031', '2222']],
    ['transfer.server', ['21', '22', '8192-8200']],
  ])('let the VPC in on 443 and on what %s answers on beside', (service, ports) => {
    expect(opened([service]).sort()).toEqual(['443', ...ports].sort());
  });

  test('answer on 443 alone, of every other service that is known', () => {
    const beside = ['athena', 'cassandra', 'datasync', 'email-smtp', 'storagegateway', 'transfer.server'];
    const others = endpointServices.filter((service) => !beside.includes(service));
    const parts = [others.slice(0, 50), others.slice(50, 100), others.slice(100)];
    for (const part of parts) expect(opened(part)).toEqual(['443']);
  });

  test('open a port once that two services answer on, and the rule says both', () => {
    const described = network({
      interfaceEndpoints: ['cassandra', { service: 'cassandra-streams', ports: [9142] }],
    }).all('aws_vpc_security_group_ingress_rule');
    expect(described.map(({ from_port, description }) => [from_port, description])).toEqual([
      [443, 'AWS APIs for every host of the VPC'],
      [9142, 'cassandra (CQL), cassandra-streams for every host of the VPC'],
    ]);
  });

  test('have ports, zones and a policy of their own where they are set', () => {
    const policy = [
      { Sid: 'OwnMail', Effect: 'Allow', Principal: '*', Action: 'ses:SendRawEmail', Resource: '*' },
    ] as const;
    const mail = endpoint('email-smtp', {
      interfaceEndpoints: ['ssm', { service: 'email-smtp', ports: [587], zones: ['eu-west-1b'], policy }],
    });
    expect(mail.subnet_ids).toEqual([expect.stringContaining('private_eu-west-1b')]);
    expect(Object.keys(statements(mail.policy))).toEqual(['OwnMail']);
    expect(opened([{ service: 'email-smtp', ports: [587] }])).toEqual(['443', '587']);
    expect(opened([{ service: 'future', ports: [] }])).toEqual(['443']);
  });

  test.each<[NetworkProps['interfaceEndpoints'], string]>([
    [['future'], 'interfaceEndpoints[0]: expected a service of modules/network/endpoint-services.ts'],
    [[{ service: 'future' }], 'interfaceEndpoints[0].ports: expected the ports of future beside 443'],
    [['ssm', { service: 'ssm' }], 'interfaceEndpoints[1]: expected each service once, found "ssm"'],
    [[{ service: 's3' }], 'interfaceEndpoints[0].service: expected the last part of an endpoint service'],
    [
      [{ service: 'ssm', zones: ['eu-west-1c'] }],
      'interfaceEndpoints[0].zones: expected zones that stay in the network: eu-west-1a, eu-west-1b, found "eu-west-1c"',
    ],
  ])('are refused as %j', (interfaceEndpoints, message) => {
    expect(() => network({ interfaceEndpoints })).toThrow(`stack/network: ${message}`);
  });

  test('are a peer to connect to', () => {
    const synthesized = network({ interfaceEndpoints }, ({ endpoints }, stack) => {
      const bastion = new SecurityGroup(stack, 'bastion', {
        network: { vpcId: 'vpc-1' },
        name: 'bastion',
        description: 'Bastion',
      });
      bastion.connections.allowTo(endpoints!, 443, 'SSM sessions');
    });
    expect(synthesized.one('aws_vpc_security_group_egress_rule')).toMatchObject({
      security_group_id: expect.stringContaining('aws_security_group.bastion_'),
      referenced_security_group_id: expect.stringContaining('aws_security_group.network_interface-endpoints_'),
    });
  });
});
