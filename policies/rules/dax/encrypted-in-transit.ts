import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';

export const encryptedInTransit = defineRule({
  id: 'dax/encrypted-in-transit',
  aliases: ['DAX-02'],
  title: 'DAX clusters should use TLS',
  severity: 'medium',
  why: 'Without TLS, items cross the network in plaintext, and clients cannot tell whether the cluster answers or somebody else.',
  fix: 'Set cluster_endpoint_encryption_type = "TLS", and let clients connect to daxs:// on port 9111. This replaces the cluster, which begins empty.',
  resources: ['aws_dax_cluster'],
  check: (cluster) => attribute(cluster, 'cluster_endpoint_encryption_type', { default: 'NONE' }).is('TLS'),
  examples: {
    good: {
      tls: `
        resource "aws_dax_cluster" "main" {
          cluster_name                     = "main"
          cluster_endpoint_encryption_type = "TLS"
        }`,
    },
    bad: {
      'the default': `
        resource "aws_dax_cluster" "main" {
          cluster_name = "main"
        }`,
      'switched off': `
        resource "aws_dax_cluster" "main" {
          cluster_endpoint_encryption_type = "NONE"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "encryption" {}
        resource "aws_dax_cluster" "main" {
          cluster_endpoint_encryption_type = var.encryption
        }`,
    },
  },
});
