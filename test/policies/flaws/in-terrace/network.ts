import type { FlawInTerrace } from '../flaw';
import { add, referenceTo, resource } from '../terrace';
import { network, opening } from './changes';

export const networkFlaws: readonly FlawInTerrace[] = [
  {
    // SSH is nothing of the web either.
    rule: 'security-group/no-admin-ports-from-ipv4-world',
    put: opening({ from_port: 22, to_port: 22, cidr_ipv4: '0.0.0.0/0' }),
    also: ['security-group/only-web-ports-from-world'],
  },
  {
    // SSH is nothing of the web either.
    rule: 'security-group/no-admin-ports-from-ipv6-world',
    put: opening({ from_port: 22, to_port: 22, cidr_ipv6: '::/0' }),
    also: ['security-group/only-web-ports-from-world'],
  },
  {
    // What only the inside uses is nothing of the web either.
    rule: 'security-group/no-internal-services-from-world',
    put: opening({ from_port: 5432, to_port: 5432, cidr_ipv4: '0.0.0.0/0' }),
    also: ['security-group/only-web-ports-from-world'],
  },
  {
    rule: 'security-group/only-web-ports-from-world',
    put: opening({ from_port: 8443, to_port: 8443, cidr_ipv4: '0.0.0.0/0' }),
  },
  {
    rule: 'security-group/all-ports-from-groups-only',
    put: opening({ ip_protocol: '-1', cidr_ipv4: '10.30.0.0/16' }),
  },
  {
    rule: 'vpc/default-group-empty',
    put: (stacks) => {
      resource(stacks, network, 'aws_default_security_group').ingress = [
        { protocol: '-1', from_port: 0, to_port: 0, self: true },
      ];
    },
  },
  {
    rule: 'vpc/private-tiers-without-internet',
    // The mount target of the zone is in that subnet.
    also: ['efs/private-mount-target'],
    put: (stacks) =>
      add(stacks, network, 'aws_route', {
        route_table_id: `\${${referenceTo(stacks, network, 'aws_route_table', 'data/eu-west-1a/route-table')}.id}`,
        destination_cidr_block: '0.0.0.0/0',
        gateway_id: `\${${referenceTo(stacks, network, 'aws_internet_gateway')}.id}`,
      }),
  },
  {
    rule: 'vpc/acl-admin-ports',
    put: (stacks) =>
      (resource(stacks, network, 'aws_network_acl_rule', 'private-ingress-world-rdp').rule_action = 'allow'),
  },
  { rule: 'vpc/no-default-vpc', put: (stacks) => add(stacks, network, 'aws_default_vpc', {}) },
  {
    rule: 'reach/environments-isolated',
    put: (stacks) =>
      add(stacks, network, 'aws_vpc_peering_connection', {
        vpc_id: `\${${referenceTo(stacks, network, 'aws_vpc')}.id}`,
        peer_vpc_id: '${data.terraform_remote_state.flaw.outputs.vpc_id}',
      }),
  },
];
