import { Token } from 'cdktf';
import { ClientVpn, type ClientVpnProps } from '../../modules/client-vpn';
import { SecurityGroup } from '../../modules/security-group';
import { optOuts, synth } from '../support/synth';

const account = '111122223333';
const region = 'eu-west-1';
const zones = (tier: string) => ({ 'eu-west-1a': `subnet-${tier}-a`, 'eu-west-1b': `subnet-${tier}-b` });
const network = {
  vpcId: 'vpc-1',
  cidr: '10.30.0.0/16',
  subnetIds: { public: zones('public'), private: zones('private'), data: zones('data') },
};
const certificate = (id: string) => ({ certificateArn: `arn:aws:acm:${region}:${account}:certificate/${id}` });
const provider = (name: string) => ({ providerArn: `arn:aws:iam::${account}:saml-provider/${name}` });
const everybody = { off: true, reason: 'certificates of the office have no groups' } as const;
const mutualTls = { mutualTls: { clientRootCertificateChain: certificate('clients') } };

const base: ClientVpnProps = {
  name: 'prod',
  network,
  clientCidr: '10.210.0.0/22',
  serverCertificate: certificate('server'),
  authentication: { saml: { provider: provider('vpn') } },
  access: { developers: { group: 'b4d1-developers', ranges: ['10.30.20.0/22', '10.30.52.0/22'] } },
  logs: { key: { keyArn: `arn:aws:kms:${region}:${account}:key/logs` }, retentionDays: 365 },
  topic: { topicArn: `arn:aws:sns:${region}:${account}:alarms` },
};
const build = (props: Partial<ClientVpnProps> = {}) =>
  synth((stack) => void new ClientVpn(stack, 'vpn', { ...base, ...props }));
const endpoint = (props: Partial<ClientVpnProps> = {}) => build(props).one('aws_ec2_client_vpn_endpoint');
const authorized = (props: Partial<ClientVpnProps> = {}) =>
  build(props)
    .all('aws_ec2_client_vpn_authorization_rule')
    .map(
      (rule) =>
        `${rule.authorize_all_groups === true ? 'everybody' : rule.access_group_id} ${rule.target_network_cidr}`,
    )
    .sort();

describe('the endpoint', () => {
  test('gives addresses of its range, in the VPC, with the VPC’s resolver, and sends only what is for the VPC', () => {
    expect(endpoint()).toMatchObject({
      ...{ client_cidr_block: '10.210.0.0/22', vpc_id: 'vpc-1', dns_servers: ['10.30.0.2'], split_tunnel: true },
      ...{ transport_protocol: 'udp', vpn_port: 443, tags: { Name: 'prod' } },
      server_certificate_arn: certificate('server').certificateArn,
    });
  });

  test('ends sessions after eight hours, unless others are decided, and shows a banner where there is one', () => {
    expect(endpoint()).toMatchObject({ session_timeout_hours: 8, disconnect_on_session_timeout: true });
    expect(endpoint()).not.toHaveProperty('client_login_banner_options');
    const options = { protocol: 'tcp', port: 1194, sessionHours: 12, banner: 'For work alone' } as const;
    expect(endpoint({ options })).toMatchObject({
      ...{ transport_protocol: 'tcp', vpn_port: 1194, session_timeout_hours: 12, disconnect_on_session_timeout: true },
      client_login_banner_options: { enabled: true, banner_text: 'For work alone' },
    });
  });

  test('finds the resolver of a network whose range is known after apply', () => {
    const later = { ...network, cidr: Token.asString({ resolve: () => '${aws_vpc.main.cidr_block}' }) };
    expect(endpoint({ network: later }).dns_servers).toEqual(['${cidrhost("${aws_vpc.main.cidr_block}", 2)}']);
  });

  test('logs every connection to a group of its own, encrypted and kept as decided', () => {
    const synthesized = build();
    expect(synthesized.one('aws_ec2_client_vpn_endpoint').connection_log_options).toEqual({
      enabled: true,
      cloudwatch_log_group: synthesized.reference('aws_cloudwatch_log_group', 'name'),
    });
    expect(synthesized.one('aws_cloudwatch_log_group')).toMatchObject({
      ...{ name: '/prod/client-vpn', retention_in_days: 365, kms_key_id: base.logs.key.keyArn },
    });
  });

  test('is associated with one private subnet in each zone', () => {
    const associations = build().all('aws_ec2_client_vpn_network_association');
    expect(associations.map(({ subnet_id }) => subnet_id)).toEqual(['subnet-private-a', 'subnet-private-b']);
  });

  test('sends everything through the tunnel where somebody says why', () => {
    const splitTunnel = { off: true, reason: 'devices may not be in two networks' } as const;
    expect(endpoint({ optOuts: { splitTunnel } }).split_tunnel).toBe(false);
    expect(optOuts((stack) => void new ClientVpn(stack, 'vpn', { ...base, optOuts: { splitTunnel } }))).toEqual({
      'stack/vpn/endpoint': { split_tunnel: splitTunnel.reason },
    });
  });
});

describe('people prove who they are', () => {
  const authentication = (props: Partial<ClientVpnProps> = {}) => endpoint(props).authentication_options;

  test('at an identity provider, without a portal unless it is decided', () => {
    expect(authentication()).toEqual([
      { type: 'federated-authentication', saml_provider_arn: provider('vpn').providerArn },
    ]);
    expect(endpoint().self_service_portal).toBe('disabled');
  });

  test('with the portal, by the same application or by one of its own', () => {
    const saml = (selfServicePortal: 'on' | { providerArn: string }) => ({
      authentication: { saml: { provider: provider('vpn'), selfServicePortal } },
    });
    expect(endpoint(saml('on')).self_service_portal).toBe('enabled');
    expect(authentication(saml('on'))[0]).not.toHaveProperty('self_service_saml_provider_arn');
    expect(endpoint(saml(provider('portal'))).self_service_portal).toBe('enabled');
    expect(authentication(saml(provider('portal')))[0].self_service_saml_provider_arn).toBe(
      provider('portal').providerArn,
    );
  });

  test('by a certificate, of which everybody who has one is let in', () => {
    const props = { authentication: mutualTls, access: { office: { everybody, ranges: ['10.30.20.0/22'] } } };
    expect(authentication(props)).toEqual([
      { type: 'certificate-authentication', root_certificate_chain_arn: certificate('clients').certificateArn },
    ]);
    expect(endpoint(props).self_service_portal).toBe('disabled');
    expect(optOuts((stack) => void new ClientVpn(stack, 'vpn', { ...base, ...props }))).toEqual({
      'stack/vpn/groups/office/dns': { group_authorization: everybody.reason },
      'stack/vpn/groups/office/10-30-20-0-22': { group_authorization: everybody.reason },
    });
  });
});

describe('authorization', () => {
  test('is of a group for its ranges and for names, and of nobody else', () => {
    expect(authorized()).toEqual([
      'b4d1-developers 10.30.0.2/32',
      'b4d1-developers 10.30.20.0/22',
      'b4d1-developers 10.30.52.0/22',
    ]);
  });

  test('is of several groups, of which two may have the same range', () => {
    const access = {
      developers: { group: 'dev', ranges: ['10.30.20.0/22'] },
      analysts: { group: 'ana', ranges: ['10.30.20.0/22', '10.30.52.0/22'] },
    };
    expect(authorized({ access })).toEqual([
      'ana 10.30.0.2/32',
      'ana 10.30.20.0/22',
      'ana 10.30.52.0/22',
      'dev 10.30.0.2/32',
      'dev 10.30.20.0/22',
    ]);
  });

  test('of everybody who signs in takes a reason', () => {
    const access = {
      staff: { everybody: { off: true, reason: 'all of them operate the shop' } as const, ranges: ['10.30.20.0/22'] },
    };
    expect(authorized({ access })).toEqual(['everybody 10.30.0.2/32', 'everybody 10.30.20.0/22']);
  });

  test('keeps its rule when it is called something else', () => {
    for (const { lifecycle } of build().all('aws_ec2_client_vpn_authorization_rule')) {
      expect(lifecycle).toEqual({ ignore_changes: ['description'] });
    }
  });

  test('needs no route within the network; what is outside has one through each zone', () => {
    expect(build().none('aws_ec2_client_vpn_route')).toBe(true);
    const access = {
      developers: { group: 'dev', ranges: ['10.30.20.0/22', '10.200.0.0/16'] },
      analysts: { group: 'ana', ranges: ['10.200.0.0/16'] },
    };
    const synthesized = build({ access });
    expect(
      synthesized.all('aws_ec2_client_vpn_route').map(({ destination_cidr_block }) => destination_cidr_block as string),
    ).toEqual(['10.200.0.0/16', '10.200.0.0/16']);
    for (const { target_vpc_subnet_id } of synthesized.all('aws_ec2_client_vpn_route')) {
      expect(target_vpc_subnet_id).toMatch(/^\$\{aws_ec2_client_vpn_network_association\..*\.subnet_id\}$/);
    }
  });
});

describe('the security group', () => {
  test('lets nothing in, and out what is declared', () => {
    expect(build().none('aws_vpc_security_group_egress_rule')).toBe(true);
    const synthesized = synth((stack) => {
      const vpn = new ClientVpn(stack, 'vpn', base);
      const database = new SecurityGroup(stack, 'database', { network, name: 'database', description: 'Database' });
      vpn.connections.allowTo(database, 5432, 'people on the VPN');
    });
    const [own] = synthesized
      .resources('aws_security_group')
      .filter(({ attributes }) => attributes.name === 'prod-client-vpn');
    const reference = `\${aws_security_group.${own!.name}.id}`;
    expect(synthesized.one('aws_ec2_client_vpn_endpoint').security_group_ids).toEqual([reference]);
    expect(synthesized.one('aws_vpc_security_group_egress_rule')).toMatchObject({
      ...{ security_group_id: reference, from_port: 5432, to_port: 5432, ip_protocol: 'tcp' },
    });
    expect(synthesized.one('aws_vpc_security_group_ingress_rule').referenced_security_group_id).toBe(reference);
  });
});

describe('alarms', () => {
  const alarms = (props: Partial<ClientVpnProps> = {}) =>
    Object.fromEntries(
      build(props)
        .all('aws_cloudwatch_metric_alarm')
        .map((alarm) => [alarm.alarm_name, alarm]),
    );
  const mutual = { authentication: mutualTls, access: { office: { everybody, ranges: ['10.30.20.0/22'] } } };

  test('tell of failed sign-ins, and of certificates before they expire', () => {
    expect(Object.keys(alarms()).sort()).toEqual([
      'prod-client-vpn-authentication-failures',
      'prod-client-vpn-idp-certificate-expires',
      'prod-client-vpn-server-certificate-expires',
    ]);
    expect(Object.keys(alarms(mutual)).sort()).toEqual([
      'prod-client-vpn-authentication-failures',
      'prod-client-vpn-crl-expires',
      'prod-client-vpn-server-certificate-expires',
    ]);
  });

  test('are of the endpoint, and tell the topic', () => {
    const id = build().reference('aws_ec2_client_vpn_endpoint', 'id');
    const of = (name: string, props?: Partial<ClientVpnProps>) => alarms(props)[`prod-client-vpn-${name}`];
    expect(of('authentication-failures')).toMatchObject({
      ...{ namespace: 'AWS/ClientVPN', metric_name: 'AuthenticationFailures', dimensions: { Endpoint: id } },
      ...{ statistic: 'Sum', period: 300, threshold: 20, treat_missing_data: 'notBreaching' },
    });
    expect(of('idp-certificate-expires')).toMatchObject({ metric_name: 'IdpCertDaysToExpiry', threshold: 30 });
    expect(of('crl-expires', mutual)).toMatchObject({ metric_name: 'CrlDaysToExpiry', threshold: 14 });
    expect(of('server-certificate-expires')).toMatchObject({
      ...{ namespace: 'AWS/CertificateManager', dimensions: { CertificateArn: certificate('server').certificateArn } },
    });
    for (const { alarm_actions } of build().all('aws_cloudwatch_metric_alarm'))
      expect(alarm_actions).toEqual([base.topic.topicArn]);
  });
});

test.each<[what: string, props: object, message: string]>([
  [
    'a range that is smaller than AWS takes',
    { clientCidr: '10.210.0.0/23' },
    'clientCidr: expected an IPv4 range from /12 to /22 in private space (RFC 1918), found "10.210.0.0/23"',
  ],
  [
    'addresses of the network',
    { clientCidr: '10.30.4.0/22' },
    'clientCidr: expected a range that does not overlap the network, 10.30.0.0/16, found "10.30.4.0/22"',
  ],
  [
    'no authentication',
    { authentication: {} },
    'authentication: expected the authentication: an object with one of saml, mutualTls, found {}',
  ],
  [
    'two authentications',
    { authentication: { saml: { provider: provider('vpn') }, ...mutualTls } },
    'authentication: expected the authentication: an object with one of saml, mutualTls, found {',
  ],
  ['nobody who is authorized', { access: {} }, 'access: expected 1 to 50 groups by name, found {}'],
  [
    'a group without ranges',
    { access: { developers: { group: 'dev', ranges: [] } } },
    'access.developers.ranges: expected 1 to 50 IPv4 ranges, each once, found []',
  ],
  [
    'the world',
    { access: { developers: { group: 'dev', ranges: ['0.0.0.0/0'] } } },
    'access.developers.ranges[0]: expected an IPv4 range from /8 to /32 in private space (RFC 1918), found "0.0.0.0/0"',
  ],
  [
    'a group and everybody at once',
    { access: { developers: { group: 'dev', everybody, ranges: ['10.30.20.0/22'] } } },
    'access.developers: expected who is let in: an object with one of group, everybody, found {',
  ],
  [
    'everybody without a reason',
    { access: { developers: { everybody: true, ranges: ['10.30.20.0/22'] } } },
    'access.developers.everybody: expected an object',
  ],
  [
    'groups of certificates',
    { authentication: mutualTls },
    'access.developers: expected everybody, since certificates have no groups, found {',
  ],
  [
    'one group under two names',
    { access: { one: { group: 'dev', ranges: ['10.30.20.0/22'] }, two: { group: 'dev', ranges: ['10.30.52.0/22'] } } },
    'access.two: expected another group than that of one, found "dev"',
  ],
  [
    'a range within that of another group, which would lose it',
    { access: { one: { group: 'dev', ranges: ['10.30.0.0/16'] }, two: { group: 'ana', ranges: ['10.30.52.0/22'] } } },
    'access.two.ranges: expected 10.30.0.0/16, as one has it, or a range that does not overlap it: of two rules the longer prefix decides, found "10.30.52.0/22"',
  ],
  [
    'ranges of a group that overlap',
    { access: { one: { group: 'dev', ranges: ['10.30.0.0/16', '10.30.52.0/22'] } } },
    'access.one.ranges: expected a range that does not overlap 10.30.0.0/16, found "10.30.52.0/22"',
  ],
  [
    'the clients’ own range',
    { access: { one: { group: 'dev', ranges: ['10.210.0.0/16'] } } },
    'access.one.ranges: expected a range that does not overlap 10.210.0.0/22, found "10.210.0.0/16"',
  ],
  [
    'a session that AWS does not have',
    { options: { sessionHours: 9 } },
    'options.sessionHours: expected one of 8, 10, 12, 24 hours',
  ],
  ['another port', { options: { port: 1195 } }, 'options.port: expected one of 443, 1194 (a port)'],
  [
    'a network without private subnets',
    { network: { ...network, subnetIds: { ...network.subnetIds, private: {} } } },
    'network: expected a network with private subnets, found []',
  ],
])('refuses %s', (_, props, message) => {
  expect(() => build(props as Partial<ClientVpnProps>)).toThrow(`stack/vpn: ${message}`);
});
