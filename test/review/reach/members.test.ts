import { graphOfHcl } from '../../../review/model/load';
import { networkOf, reachabilityMatrix, flowsOf, topologyOf } from '../../../review/reach';
import { find } from '../../../review/reach/find';
import { ask, instance, lets, answerText, subnet, toInternet, vpc } from './fixtures';

const groups = (...names: string[]) =>
  names
    .map(
      (name) =>
        `resource "aws_security_group" "${name}" {\n vpc_id = aws_vpc.main.id\n ${lets.in(5432, '0.0.0.0/0')} }\n`,
    )
    .join('');
const subnetGroup = (type: string) =>
  `resource "${type}" "data" {\n name = "data"\n subnet_ids = [aws_subnet.data.id]\n }\n`;
const base = vpc + subnet('data', 1, toInternet) + groups('data');
const inGroup = 'vpc_security_group_ids = [aws_security_group.data.id]';

describe('what keeps data', () => {
  test.each<[type: string, hcl: string]>([
    [
      'aws_db_instance',
      `${subnetGroup('aws_db_subnet_group')} resource "aws_db_instance" "x" {\n db_subnet_group_name = aws_db_subnet_group.data.name\n ${inGroup}\n }`,
    ],
    [
      'aws_rds_cluster',
      `${subnetGroup('aws_db_subnet_group')} resource "aws_rds_cluster" "x" {\n db_subnet_group_name = aws_db_subnet_group.data.name\n ${inGroup}\n }`,
    ],
    [
      'aws_docdb_cluster',
      `${subnetGroup('aws_docdb_subnet_group')} resource "aws_docdb_cluster" "x" {\n db_subnet_group_name = aws_docdb_subnet_group.data.name\n ${inGroup}\n }`,
    ],
    [
      'aws_elasticache_replication_group',
      `${subnetGroup('aws_elasticache_subnet_group')} resource "aws_elasticache_replication_group" "x" {\n subnet_group_name = "data"\n security_group_ids = [aws_security_group.data.id]\n }`,
    ],
    [
      'aws_memorydb_cluster',
      `${subnetGroup('aws_memorydb_subnet_group')} resource "aws_memorydb_cluster" "x" {\n subnet_group_name = aws_memorydb_subnet_group.data.name\n security_group_ids = [aws_security_group.data.id]\n }`,
    ],
    [
      'aws_efs_mount_target',
      'resource "aws_efs_mount_target" "x" {\n subnet_id = aws_subnet.data.id\n security_groups = [aws_security_group.data.id]\n }',
    ],
    [
      'aws_opensearch_domain',
      'resource "aws_opensearch_domain" "x" {\n vpc_options {\n subnet_ids = [aws_subnet.data.id]\n security_group_ids = [aws_security_group.data.id]\n }\n }',
    ],
    [
      'aws_msk_cluster',
      'resource "aws_msk_cluster" "x" {\n broker_node_group_info {\n client_subnets = [aws_subnet.data.id]\n security_groups = [aws_security_group.data.id]\n }\n }',
    ],
    [
      'aws_redshiftserverless_workgroup',
      'resource "aws_redshiftserverless_workgroup" "x" {\n subnet_ids = [aws_subnet.data.id]\n security_group_ids = [aws_security_group.data.id]\n }',
    ],
  ])('%s is in its subnets, with its groups, and has no public address unless it says so', async (type, hcl) => {
    const { vpcs } = networkOf(await graphOfHcl(`${base}${hcl}\n`), 'example');
    expect(vpcs[0]?.members).toEqual([
      expect.objectContaining({
        type,
        isDataTier: true,
        subnets: ['example/aws_subnet.data'],
        securityGroups: ['aws_security_group.data'],
        publicAddress: expect.objectContaining({ has: 'no' }),
      }),
    ]);
  });

  test('a warehouse is public unless it says no, as the provider has it', async () => {
    const warehouse = (more: string) =>
      `${base}${subnetGroup('aws_redshift_subnet_group')}resource "aws_redshift_cluster" "x" {\n cluster_subnet_group_name = aws_redshift_subnet_group.data.name\n port = 5432\n ${inGroup}\n ${more}\n }\n`;
    expect(answerText(await ask(warehouse(''), 'internet', 'aws_redshift_cluster.x'))).toBe('reachable: tcp 5432');
    expect(
      answerText(await ask(warehouse('publicly_accessible = false'), 'internet', 'aws_redshift_cluster.x')),
    ).toMatch(/^blocked: public address/);
  });

  test('instances of a cluster have its subnets and groups, and an address of their own', async () => {
    const cluster = `${base}${subnetGroup('aws_db_subnet_group')}
      resource "aws_rds_cluster" "x" {
        engine = "aurora-postgresql"
        db_subnet_group_name = aws_db_subnet_group.data.name
        ${inGroup}
      }
      resource "aws_rds_cluster_instance" "one" {
        cluster_identifier = aws_rds_cluster.x.id
        publicly_accessible = true
      }
      `;
    expect(answerText(await ask(cluster, 'internet', 'aws_rds_cluster_instance.one'))).toBe('reachable: tcp 5432');
  });

  test('a replica is where its source is', async () => {
    const hcl = `${base}${subnetGroup('aws_db_subnet_group')}
      resource "aws_db_instance" "source" {
        identifier = "main"
        engine = "postgres"
        db_subnet_group_name = aws_db_subnet_group.data.name
        ${inGroup}
      }
      resource "aws_db_instance" "replica" {
        replicate_source_db = aws_db_instance.source.identifier
        publicly_accessible = true
        ${inGroup}
      }
      `;
    expect(answerText(await ask(hcl, 'internet', 'aws_db_instance.replica'))).toBe('reachable: tcp 5432');
  });

  test('of which the subnets are not known is reached by nobody knows whom, unless it has no address', async () => {
    const hcl = (more: string) => `variable "subnets" {}
      ${groups('data').replace('vpc_id = aws_vpc.main.id', '')}
      resource "aws_db_subnet_group" "data" {
        name = "data"
        subnet_ids = var.subnets
      }
      resource "aws_db_instance" "x" {
        engine = "postgres"
        db_subnet_group_name = aws_db_subnet_group.data.name
        ${inGroup}
        ${more}
      }
      `;
    expect(answerText(await ask(hcl('publicly_accessible = true'), 'internet', 'aws_db_instance.x'))).toMatch(
      /^unknown: var.subnets has no value/,
    );
    expect(answerText(await ask(hcl(''), 'internet', 'aws_db_instance.x'))).toMatch(/^blocked: public address/);
  });
});

describe('a name', () => {
  const hcl =
    vpc +
    subnet('web', 1, toInternet, 'tags = { tier = "public", Name = "web-a" }') +
    instance('web', 'web', lets.in(22, '0.0.0.0/0'), 'tags = { Name = "jump" }');
  const meant = async (name: string) => {
    const { parties, ...rest } = find(topologyOf(await graphOfHcl(hcl)), name, 'example');
    return parties?.map(({ label }) => label) ?? rest;
  };

  test.each([
    ['internet', ['internet']],
    ['aws_instance.web', ['aws_instance.web']],
    ['example/aws_instance.web', ['aws_instance.web']],
    ['jump', ['aws_instance.web']],
    ['web', ['aws_instance.web']],
    ['public', ['aws_instance.web']],
    ['web-a', ['aws_subnet.web']],
    ['10.0.1.7', ['10.0.1.7']],
    ['2001:db8::/32', ['2001:db8::/32']],
  ])('%s means %j', async (name, labels) => {
    expect(await meant(name)).toEqual(labels);
  });

  test('that nothing has comes with the nearest', async () => {
    expect(await meant('wep')).toEqual(expect.objectContaining({ nearest: 'web' }));
  });
});

describe('the views', () => {
  const hcl =
    vpc +
    subnet('web', 1, toInternet, 'availability_zone = "eu-west-1a"') +
    subnet('app', 2) +
    instance(
      'web',
      'web',
      lets.in(443, '0.0.0.0/0') + lets.out(8080, '10.0.2.0/24'),
      'associate_public_ip_address = true',
    ) +
    instance('app', 'app', lets.in(8080, 'description = "requests"\n security_groups = [aws_security_group.web.id]'));

  test('of the network say where everything is, and why', async () => {
    const { vpcs } = networkOf(await graphOfHcl(hcl), 'example');
    const [main] = vpcs;
    expect(main?.subnets.map(({ label, exposure, because, zone }) => [label, exposure, because, zone])).toEqual([
      ['aws_subnet.app', 'isolated', 'no route leaves the VPC', undefined],
      ['aws_subnet.web', 'public', '0.0.0.0/0 goes to aws_internet_gateway.main', 'eu-west-1a'],
    ]);
    expect(main?.tiers.map(({ name }) => name)).toEqual(['public', 'isolated']);
    expect(main?.gateways.map(({ kind }) => kind)).toEqual(['internet']);
    expect(JSON.parse(JSON.stringify(main))).toEqual(main);
  });

  test('of reachability have a cell for each pair', async () => {
    const { groups, cells } = reachabilityMatrix(await graphOfHcl(hcl), 'example');
    const label = (id: string) => groups.find((one) => one.id === id)?.label;
    expect(
      cells.map(({ from, to, verdict, traffic }) => `${label(from)} → ${label(to)}: ${verdict} ${traffic}`),
    ).toEqual([
      'internet → aws_instance.app: blocked nothing',
      'internet → aws_instance.web: reachable tcp 443',
      'aws_instance.app → internet: blocked nothing',
      'aws_instance.app → aws_instance.web: blocked nothing',
      'aws_instance.web → internet: blocked nothing',
      'aws_instance.web → aws_instance.app: reachable tcp 8080',
    ]);
  });

  test('of flows say each rule with its reason', async () => {
    const flows = flowsOf(await graphOfHcl(hcl), 'example');
    expect(
      flows.map(({ group, direction, traffic, peer, description, members }) => [
        group.label,
        direction,
        traffic,
        peer,
        description,
        members,
      ]),
    ).toEqual([
      ['aws_security_group.app', 'ingress', 'tcp 8080', 'aws_security_group.web', 'requests', ['aws_instance.app']],
      ['aws_security_group.web', 'egress', 'tcp 8080', '10.0.2.0/24', undefined, ['aws_instance.web']],
      ['aws_security_group.web', 'ingress', 'tcp 443', '0.0.0.0/0', undefined, ['aws_instance.web']],
    ]);
  });

  test('of flows say the protocol and its ports, of ICMP its type and code', async () => {
    const rule = (name: string, protocol: string, from: string, to = from) => `
      resource "aws_vpc_security_group_ingress_rule" "${name}" {
        security_group_id = aws_security_group.web.id
        ip_protocol       = "${protocol}"
        from_port         = ${from}
        to_port           = ${to}
        cidr_ipv4         = "10.0.0.0/8"
      }`;
    const rules = [
      ...[rule('a', 'udp', '33434', '33523'), rule('b', 'icmp', '8', '-1'), rule('c', 'icmp', '3', '4')],
      ...[rule('d', 'icmp', '-1'), rule('e', '-1', 'null'), rule('f', 'icmp', 'var.type', '0')],
    ].join('');
    const graph = await graphOfHcl(`variable "type" {}\nresource "aws_security_group" "web" {}\n${rules}`);
    expect(flowsOf(graph, 'example').map(({ traffic }) => traffic)).toEqual([
      'udp 33434-33523',
      'icmp type 8',
      'icmp type 3 code 4',
      'icmp',
      'all traffic',
      'icmp of a type that is not known',
    ]);
  });
});
