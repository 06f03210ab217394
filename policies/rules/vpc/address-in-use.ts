import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass } from '../../../review/engine/verdict';
import { isAbsent, Unknown } from '../../../review/model/value';
import { referrers, unknownReferrer } from '../support/referrers';

/** What uses an address by naming it. */
const takers: ReadonlySet<string> = new Set([
  ...['aws_eip_association', 'aws_nat_gateway', 'aws_lb', 'aws_transfer_server', 'aws_redshift_cluster'],
  ...['aws_networkmanager_connect_peer', 'aws_globalaccelerator_endpoint_group'],
  // By commands in its user data: the instance of an Auto Scaling group changes.
  ...['aws_launch_template', 'aws_launch_configuration'],
]);

export const addressInUse = defineRule({
  id: 'vpc/address-in-use',
  aliases: ['NET-12'],
  title: 'Elastic IP addresses should be associated with a resource',
  severity: 'low',
  why: 'An unused address is billed. If it is released while a DNS record or an allow list still names it, its next owner is trusted.',
  fix: 'Associate it with instance, network_interface or aws_eip_association, or release it and remove it from records and allow lists.',
  resources: ['aws_eip'],
  check: (address, { graph }) => {
    const expected = 'a resource that uses the address';
    const named = ['instance', 'network_interface'].map((name) => address.at(name)).filter((value) => !isAbsent(value));
    if (named.some((value) => !(value instanceof Unknown))) return pass;
    if (referrers(graph, address).some(({ type }) => takers.has(type))) return pass;
    const [unknown = unknownReferrer(graph, /^allocation_id$/)] = named;
    return unknown instanceof Unknown
      ? notKnown(undefined, expected, unknown)
      : failing(undefined, expected, 'none in any stack');
  },
  examples: {
    good: {
      'a server of a group that takes it when it boots': `
        resource "aws_eip" "web" {}
        resource "aws_launch_template" "web" {
          user_data = base64encode("aws ec2 associate-address --allocation-id \${aws_eip.web.allocation_id}")
        }`,
      'of a NAT gateway, of an instance, and of one by an association': `
        resource "aws_instance" "web" {}
        resource "aws_eip" "nat" {}
        resource "aws_nat_gateway" "main" {
          allocation_id = aws_eip.nat.allocation_id
        }
        resource "aws_eip" "web" {
          instance = aws_instance.web.id
        }
        resource "aws_eip" "other" {}
        resource "aws_eip_association" "other" {
          allocation_id = aws_eip.other.id
          instance_id   = aws_instance.web.id
        }`,
      'of a network load balancer': `
        resource "aws_eip" "front" {}
        resource "aws_lb" "front" {
          load_balancer_type = "network"
          subnet_mapping {
            subnet_id     = "subnet-0123456789abcdef0"
            allocation_id = aws_eip.front.id
          }
        }`,
    },
    bad: {
      'of nothing, although a record names it': `
        resource "aws_eip" "old" {}
        resource "aws_route53_record" "old" {
          records = [aws_eip.old.public_ip]
        }`,
    },
    unknown: {
      'an association with an address that is not known': `
        variable "address" {}
        resource "aws_eip" "web" {}
        resource "aws_eip_association" "web" {
          allocation_id = var.address
        }`,
    },
  },
});
