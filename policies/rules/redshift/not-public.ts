import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';
import { notKnown } from '../../../review/engine/verdict';
import { byVersion } from './provider-version';

const path = 'publicly_accessible';

export const notPublic = defineRule({
  id: 'redshift/not-public',
  aliases: ['RSH-01'],
  title: 'Redshift clusters should not be publicly accessible',
  severity: 'critical',
  why: 'With a public address, one open security group is enough for anyone to try passwords.',
  fix: 'Set publicly_accessible = false, and reach the cluster through a VPN or a bastion.',
  resources: ['aws_redshift_cluster', 'aws_redshiftserverless_workgroup'],
  check: (cluster) => {
    if (cluster.type === 'aws_redshiftserverless_workgroup') {
      return attribute(cluster, path, { default: false }).is(false);
    }
    return cluster.at(path) === undefined ? notKnown(path, 'false', byVersion) : attribute(cluster, path).is(false);
  },
  examples: {
    good: {
      private: `
        resource "aws_redshift_cluster" "main" {
          publicly_accessible = false
        }`,
      'a workgroup, which is private by default': `
        resource "aws_redshiftserverless_workgroup" "main" {
          workgroup_name = "main"
        }`,
    },
    bad: {
      public: `
        resource "aws_redshift_cluster" "main" {
          publicly_accessible = true
        }`,
      'a public workgroup': `
        resource "aws_redshiftserverless_workgroup" "main" {
          publicly_accessible = true
        }`,
    },
    unknown: {
      'the default, which depends on the version of the provider': `
        resource "aws_redshift_cluster" "main" {
          cluster_identifier = "main"
        }`,
      'a variable without a value': `
        variable "public" {}
        resource "aws_redshift_cluster" "main" {
          publicly_accessible = var.public
        }`,
    },
  },
});
