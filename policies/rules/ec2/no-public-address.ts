import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all } from '../../../review/engine/verdict';
import { elastic, ofInstance, ofTemplate } from './public-address';

export const noPublicAddress = defineRule({
  id: 'ec2/no-public-address',
  aliases: ['EC2-03'],
  title: 'EC2 instances should not have a public IP address',
  severity: 'high',
  why: 'An instance with a public address is one security group rule away from the internet, and is scanned from its first minute.',
  fix: 'Set associate_public_ip_address = false and use a private subnet. Reach the instance through a load balancer or Session Manager.',
  resources: ['aws_instance', 'aws_launch_template', 'aws_launch_configuration'],
  optOuts: ['public_address'],
  check: (host, { graph }) => {
    if (host.type === 'aws_launch_template') return all(ofTemplate(graph, host));
    if (host.type === 'aws_instance') return all([...ofInstance(graph, host), ...elastic(graph, host)]);
    return attribute(host, 'associate_public_ip_address', { default: false }).is(false);
  },
  examples: {
    good: {
      'set to false, and by the subnet': `
        resource "aws_subnet" "private" {}
        resource "aws_instance" "web" {
          associate_public_ip_address = false
        }
        resource "aws_instance" "app" {
          subnet_id = aws_subnet.private.id
        }`,
      'a launch template, by itself and by the subnets of its group': `
        resource "aws_subnet" "private" {
          map_public_ip_on_launch = false
        }
        resource "aws_launch_template" "web" {
          network_interfaces {
            associate_public_ip_address = "false"
          }
        }
        resource "aws_launch_template" "app" {}
        resource "aws_autoscaling_group" "app" {
          vpc_zone_identifier = [aws_subnet.private.id]
          launch_template {
            id = aws_launch_template.app.id
          }
        }`,
    },
    bad: {
      'set explicitly': `
        resource "aws_instance" "web" {
          associate_public_ip_address = true
        }`,
      'assigned by the subnet': `
        resource "aws_subnet" "public" {
          map_public_ip_on_launch = true
        }
        resource "aws_instance" "web" {
          subnet_id = aws_subnet.public.id
        }`,
      'assigned by the default subnet, if none is named': `
        resource "aws_instance" "web" {
          instance_type = "t4g.nano"
        }`,
      'attached later': `
        resource "aws_instance" "web" {
          associate_public_ip_address = false
        }
        resource "aws_eip" "web" {
          instance = aws_instance.web.id
        }`,
      'by a launch template': `
        resource "aws_launch_template" "web" {
          network_interfaces {
            associate_public_ip_address = true
          }
        }`,
      'by the subnets of a group': `
        resource "aws_subnet" "public" {
          map_public_ip_on_launch = true
        }
        resource "aws_launch_template" "web" {}
        resource "aws_autoscaling_group" "web" {
          vpc_zone_identifier = [aws_subnet.public.id]
          launch_template {
            id = aws_launch_template.web.id
          }
        }`,
    },
    unknown: {
      'a subnet that is not in the input': `
        resource "aws_instance" "web" {
          subnet_id = "subnet-0123456789abcdef0"
        }`,
    },
  },
});
