import { test as testing } from '../../environments/test';
import { subnetCidrs } from '../../modules/network';
import { stackOf } from '../support/stacks';
import type { Synthesized } from '../support/synth';
import { certificateVpn, samlVpn, withVpn } from '../support/vpn';

const environment = withVpn();
const [account, network, data] = (['account', 'network', 'data'] as const).map((name) =>
  stackOf(environment, name),
) as [Synthesized, Synthesized, Synthesized];
const dataRanges = ['eu-west-2a', 'eu-west-2b'].map((zone) => subnetCidrs(testing.network.cidr, zone).data);

test('an environment without a VPN has nothing of it', () => {
  for (const name of ['account', 'network', 'data'] as const) {
    const types = stackOf(testing, name).types();
    expect(types.filter((type) => /client_vpn|saml_provider/.test(type))).toEqual([]);
  }
});

test('an administrator makes the SAML provider; the endpoint has it from the account stack', () => {
  expect(account.one('aws_iam_saml_provider').name).toBe('vpn');
  expect(network.one('aws_ec2_client_vpn_endpoint').authentication_options).toEqual([
    {
      type: 'federated-authentication',
      saml_provider_arn: '${data.terraform_remote_state.account.outputs.vpn_sign_in_provider_provider_arn}',
    },
  ]);
});

test('the portal has a provider of its own where the environment names one', () => {
  const portal = { name: 'vpn-portal', metadataFile: 'test/support/saml/identity-provider.xml' };
  const decided = withVpn({
    ...samlVpn,
    authentication: { ...samlVpn.authentication, selfServicePortal: portal },
  });
  expect(
    stackOf(decided, 'account')
      .all('aws_iam_saml_provider')
      .map(({ name }) => name as string)
      .sort(),
  ).toEqual(['vpn', 'vpn-portal']);
  const [options] = stackOf(decided, 'network').one('aws_ec2_client_vpn_endpoint').authentication_options;
  expect(options.self_service_saml_provider_arn).toContain('vpn_sign_in_portal_provider_arn');
});

test('CI may read the SAML provider, and change none', () => {
  const policies = [...account.all('aws_iam_policy'), ...account.all('aws_iam_role_policy')].map(({ policy }) =>
    String(policy),
  );
  expect(policies.filter((policy) => policy.includes('saml-provider/*')).length).toBeGreaterThan(0);
  for (const policy of policies) expect(policy).not.toMatch(/iam:(Create|Update|Delete)SAMLProvider/);
});

test('each group is authorized for the data tier and for names, and for nothing else', () => {
  const rules = network
    .all('aws_ec2_client_vpn_authorization_rule')
    .map(({ access_group_id, target_network_cidr }) => `${access_group_id} ${target_network_cidr}`);
  const of = (group: string) => ['10.20.0.2/32', ...dataRanges].map((range) => `${group} ${range}`);
  expect(rules.sort()).toEqual([...of('b4d1e6f0-analysts'), ...of('b4d1e6f0-developers')].sort());
  expect(network.none('aws_ec2_client_vpn_route')).toBe(true);
});

test('whoever has a certificate is authorized for the same', () => {
  const stack = stackOf(withVpn(certificateVpn), 'network');
  for (const rule of stack.all('aws_ec2_client_vpn_authorization_rule')) {
    expect(rule).toMatchObject({ authorize_all_groups: true });
    expect(rule).not.toHaveProperty('access_group_id');
  }
  expect(stackOf(withVpn(certificateVpn), 'account').none('aws_iam_saml_provider')).toBe(true);
});

test('the stores that the VPN reaches, and they alone, are open to its security group', () => {
  const own = '${data.terraform_remote_state.network.outputs.vpn_security_group_security_group_id}';
  const egress = data
    .all('aws_vpc_security_group_egress_rule')
    .filter(({ security_group_id }) => security_group_id === own)
    .map(({ description, from_port }) => `${from_port} ${description}`);
  expect(egress.sort()).toEqual(['5432 People on the VPN, to database main', '6379 People on the VPN, to cache main']);
  const ingress = data
    .all('aws_vpc_security_group_ingress_rule')
    .filter(({ referenced_security_group_id }) => referenced_security_group_id === own);
  expect(ingress).toHaveLength(2);
});

test('a cluster is open too where the environment names it', () => {
  const reaches = { databases: [], clusters: ['analytics'], caches: [] };
  const rules = stackOf(withVpn({ ...samlVpn, reaches }), 'data').all('aws_vpc_security_group_egress_rule');
  expect(rules.map(({ description }) => description as string)).toContain('People on the VPN, to cluster analytics');
});

test('what people need to connect is published', () => {
  const names = Object.keys(network.json.output).filter((name) => name.startsWith('vpn'));
  expect(names.sort()).toEqual([
    'vpn_client_vpn_endpoint_id',
    'vpn_security_group_security_group_id',
    'vpn_self_service_portal_url',
  ]);
});

test('connections are logged under the key of the flow logs, for as long as the environment keeps logs', () => {
  const [log] = network.all('aws_cloudwatch_log_group').filter(({ name }) => name === '/test/client-vpn');
  const [flowLogs] = network.all('aws_cloudwatch_log_group').filter(({ name }) => name === '/test/flow-logs');
  expect(log).toMatchObject({ kms_key_id: flowLogs!.kms_key_id, retention_in_days: testing.logRetentionDays });
});
