import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass } from '../../../review/engine/verdict';
import { Unknown } from '../../../review/model/value';
import { isForWorld } from './authorization';

const expected = 'a group, or a range that is not the world';
const rule = (more: string) => `
  resource "aws_ec2_client_vpn_endpoint" "staff" {}
  resource "aws_ec2_client_vpn_authorization_rule" "staff" {
    client_vpn_endpoint_id = aws_ec2_client_vpn_endpoint.staff.id
    ${more}
  }`;

export const noOpenAuthorization = defineRule({
  id: 'client-vpn/no-open-authorization',
  aliases: ['CVPN-04'],
  title: 'Client VPN endpoints should not authorize everybody for every destination',
  severity: 'high',
  why: 'Whoever can connect, by one account or one certificate, may open connections to all that the endpoint has a route to, today and later. The endpoint does not distinguish between people.',
  fix: 'Set access_group_id in place of authorize_all_groups, and target_network_cidr to the subnets that the group needs.',
  resources: ['aws_ec2_client_vpn_authorization_rule'],
  check: (rule, { graph }) => {
    const everybody = attribute(rule, 'authorize_all_groups', { default: false }).isNot(true);
    const world = isForWorld(graph, rule);
    if (everybody.status === 'pass' || world === false) return pass;
    if (everybody.status === 'unknown') return notKnown('authorize_all_groups', expected, everybody.because);
    if (world instanceof Unknown) return notKnown('target_network_cidr', expected, world);
    return failing('target_network_cidr', expected, 'everybody and every destination');
  },
  examples: {
    good: {
      'a group': rule('target_network_cidr = "0.0.0.0/0"\n    access_group_id = "staff"'),
      'everybody, for one subnet': rule('target_network_cidr = "10.0.4.0/24"\n    authorize_all_groups = true'),
    },
    bad: {
      'everybody, for everything': rule('target_network_cidr = "0.0.0.0/0"\n    authorize_all_groups = true'),
    },
    unknown: {
      'a range without a value': `
        variable "target" {}
        ${rule('target_network_cidr = var.target\n    authorize_all_groups = true')}`,
      'whether it is everybody': `
        variable "all" {}
        ${rule('target_network_cidr = "0.0.0.0/0"\n    authorize_all_groups = var.all')}`,
    },
  },
});
