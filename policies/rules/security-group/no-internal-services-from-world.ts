import { defineRule } from '../../../review/engine/rule';
import { holds, ingressTypes, worldVerdict } from './world-ingress';
import { internal } from './internal-services';

export const noInternalServicesFromWorld = defineRule({
  id: 'security-group/no-internal-services-from-world',
  aliases: ['SG-04'],
  title: 'Security groups should not allow ingress from the internet to databases, caches and admin consoles',
  severity: 'critical',
  why: 'Exposed databases, caches, file shares and consoles are emptied or encrypted for ransom within hours. Many of them need no password by default.',
  fix: 'Allow the security group of the application with referenced_security_group_id (security_groups) instead of the internet.',
  resources: ingressTypes,
  check: (resource, { graph }) =>
    worldVerdict(graph, resource, 'ingress', 'no database, cache or admin port from the internet', (opening) => {
      const names = [...new Set(internal.filter((service) => holds(opening, service)).map(([, , name]) => name))];
      if (names.length === 0) return false;
      return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
    }),
  examples: {
    good: {
      'PostgreSQL from the application, HTTPS from the internet': `
        resource "aws_security_group" "app" {
          ingress {
            protocol    = "tcp"
            from_port   = 443
            to_port     = 443
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
        resource "aws_security_group" "database" {
          ingress {
            protocol        = "tcp"
            from_port       = 5432
            to_port         = 5432
            security_groups = [aws_security_group.app.id]
          }
        }`,
    },
    bad: {
      'PostgreSQL from the internet': `
        resource "aws_security_group" "database" {
          ingress {
            protocol    = "tcp"
            from_port   = 5432
            to_port     = 5432
            cidr_blocks = ["0.0.0.0/0"]
          }
        }`,
      'CIFS from the IPv6 internet': `
        resource "aws_security_group" "files" {}
        resource "aws_vpc_security_group_ingress_rule" "cifs" {
          security_group_id = aws_security_group.files.id
          ip_protocol       = "tcp"
          from_port         = 445
          to_port           = 445
          cidr_ipv6         = "::/0"
        }`,
      'Memcached over UDP, which others are flooded with': `
        resource "aws_security_group" "cache" {}
        resource "aws_security_group_rule" "memcached" {
          type              = "ingress"
          security_group_id = aws_security_group.cache.id
          protocol          = "17"
          from_port         = 11211
          to_port           = 11211
          cidr_blocks       = ["0.0.0.0/1", "128.0.0.0/1"]
        }`,
      'every protocol': `
        resource "aws_security_group" "all" {
          ingress {
            protocol         = "all"
            from_port        = 0
            to_port          = 0
            ipv6_cidr_blocks = ["::/0"]
          }
        }`,
    },
    unknown: {
      'a protocol of a variable without a value': `
        variable "protocol" {}
        resource "aws_security_group" "database" {
          ingress {
            protocol    = var.protocol
            from_port   = 5432
            to_port     = 5432
            cidr_blocks = ["0.0.0.0/0"]
          }
        }`,
    },
  },
});
