import { planEnvironment } from '../support/planned-environment';
import { describeWithTerraform } from '../support/terraform';
import { samlVpn, withVpn } from '../support/vpn';

// The emulator has no Client VPN: what the provider makes of the endpoint, its plan tells.
describeWithTerraform('an environment with a client VPN', () => {
  test('is planned by the real provider, offline: the endpoint, its associations and rules', async () => {
    const { result, created } = await planEnvironment(withVpn());
    expect(result.diagnostics).toEqual([]);
    const [endpoint, ...others] = created('aws_ec2_client_vpn_endpoint');
    expect(others).toEqual([]);
    expect(endpoint).toMatchObject({
      ...{ client_cidr_block: samlVpn.clientCidr, split_tunnel: true, self_service_portal: 'enabled' },
      ...{ session_timeout_hours: 8, disconnect_on_session_timeout: true, dns_servers: ['10.20.0.2'] },
      connection_log_options: [{ enabled: true, cloudwatch_log_group: '/test/client-vpn' }],
      client_login_banner_options: [{ enabled: true, banner_text: samlVpn.banner }],
    });
    expect(created('aws_ec2_client_vpn_network_association')).toHaveLength(2);
    expect(created('aws_ec2_client_vpn_authorization_rule')).toHaveLength(6);
    expect(created('aws_ec2_client_vpn_route')).toEqual([]);
    expect(created('aws_iam_saml_provider')).toEqual([expect.objectContaining({ name: 'vpn' })]);
  }, 300_000);
});
