import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';

export const notPublic = defineRule({
  id: 'rds/not-public',
  aliases: ['RDS-03'],
  title: 'RDS DB instances should not be publicly accessible',
  severity: 'critical',
  why: 'With a public address, one open security group or one vulnerability of the engine exposes the database to the internet.',
  fix: 'Remove publicly_accessible or set it to false. Reach the database through a bastion or a VPN.',
  resources: [
    'aws_db_instance',
    'aws_rds_cluster_instance',
    'aws_docdb_cluster_instance',
    'aws_neptune_cluster_instance',
  ],
  check: (database) => attribute(database, 'publicly_accessible', { default: false }).is(false),
  examples: {
    good: {
      'not set, which defaults to private': `
        resource "aws_db_instance" "main" {
          engine = "postgres"
        }`,
      'a null, which means not set': `
        resource "aws_rds_cluster_instance" "one" {
          cluster_identifier  = "main"
          publicly_accessible = null
        }`,
    },
    bad: {
      'an instance': `
        resource "aws_db_instance" "main" {
          publicly_accessible = true
        }`,
      'a replica of a private instance': `
        resource "aws_db_instance" "main" {
          identifier          = "main"
          publicly_accessible = false
        }
        resource "aws_db_instance" "reads" {
          replicate_source_db = aws_db_instance.main.identifier
          publicly_accessible = true
        }`,
      'a member of a cluster, by a variable with a default': `
        variable "public" {
          default = true
        }
        resource "aws_rds_cluster_instance" "one" {
          cluster_identifier  = "main"
          publicly_accessible = var.public
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "public" {}
        resource "aws_db_instance" "main" {
          publicly_accessible = var.public
        }`,
    },
  },
});
