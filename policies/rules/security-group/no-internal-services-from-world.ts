import { defineRule } from '../../engine/rule';
import { holds, ingressTypes, worldVerdict, type Service } from './world-ingress';

/** The list of Security Hub's EC2.19 but for SSH and RDP, which are rules of their own, and what it forgot. */
const internal: readonly Service[] = [
  [20, 'tcp', 'FTP'],
  [21, 'tcp', 'FTP'],
  [23, 'tcp', 'Telnet'],
  [25, 'tcp', 'SMTP'],
  [110, 'tcp', 'POP3'],
  [111, 'tcp', 'portmapper'],
  [135, 'tcp', 'RPC'],
  [139, 'tcp', 'NetBIOS'],
  [143, 'tcp', 'IMAP'],
  [389, 'tcp', 'LDAP'],
  [445, 'tcp', 'CIFS'],
  [873, 'tcp', 'rsync'],
  [1433, 'tcp', 'SQL Server'],
  [1434, 'tcp', 'SQL Server'],
  [1434, 'udp', 'SQL Server'],
  [1521, 'tcp', 'Oracle'],
  [2049, 'tcp', 'NFS'],
  [2181, 'tcp', 'ZooKeeper'],
  [2375, 'tcp', 'Docker'],
  [2376, 'tcp', 'Docker'],
  [2379, 'tcp', 'etcd'],
  [3000, 'tcp', 'development servers'],
  [3306, 'tcp', 'MySQL'],
  [4333, 'tcp', 'mSQL'],
  [5000, 'tcp', 'development servers'],
  [5432, 'tcp', 'PostgreSQL'],
  [5439, 'tcp', 'Redshift'],
  [5500, 'tcp', 'VNC'],
  [5601, 'tcp', 'Kibana'],
  [5900, 'tcp', 'VNC'],
  [5984, 'tcp', 'CouchDB'],
  [5985, 'tcp', 'WinRM'],
  [5986, 'tcp', 'WinRM'],
  [6379, 'tcp', 'Redis'],
  [6380, 'tcp', 'Redis'],
  [7001, 'tcp', 'Cassandra'],
  [8080, 'tcp', 'proxies'],
  [8088, 'tcp', 'Hadoop'],
  [8182, 'tcp', 'Neptune'],
  [8888, 'tcp', 'notebooks'],
  [9042, 'tcp', 'Cassandra'],
  [9092, 'tcp', 'Kafka'],
  [9200, 'tcp', 'OpenSearch'],
  [9300, 'tcp', 'OpenSearch'],
  [10250, 'tcp', 'kubelet'],
  [11211, 'tcp', 'Memcached'],
  [11211, 'udp', 'Memcached'],
  [27017, 'tcp', 'MongoDB'],
  [27018, 'tcp', 'MongoDB'],
  [27019, 'tcp', 'MongoDB'],
];

export const noInternalServicesFromWorld = defineRule({
  id: 'security-group/no-internal-services-from-world',
  aliases: ['SG-04'],
  title: 'No security group admits the world to databases, caches or what administers them',
  severity: 'critical',
  why: 'Databases, caches, file shares and consoles are emptied or encrypted for ransom within hours of being reachable; many of them ask for no password by default.',
  fix: 'Admit the security group of the application with referenced_security_group_id (security_groups) in place of the world.',
  resources: ingressTypes,
  check: (resource, { graph }) =>
    worldVerdict(graph, resource, 'ingress', 'no database, cache or admin port from the world', (opening) => {
      const names = [...new Set(internal.filter((service) => holds(opening, service)).map(([, , name]) => name))];
      if (names.length === 0) return false;
      return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
    }),
  examples: {
    good: {
      'PostgreSQL from the application, HTTPS from the world': `
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
      'PostgreSQL from the world': `
        resource "aws_security_group" "database" {
          ingress {
            protocol    = "tcp"
            from_port   = 5432
            to_port     = 5432
            cidr_blocks = ["0.0.0.0/0"]
          }
        }`,
      'CIFS from the IPv6 world': `
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
