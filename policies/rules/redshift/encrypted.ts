import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';
import { notKnown } from '../../../review/engine/verdict';
import { byVersion } from './provider-version';

export const encrypted = defineRule({
  id: 'redshift/encrypted',
  aliases: ['RSH-02'],
  title: 'Redshift clusters should be encrypted at rest',
  severity: 'medium',
  why: 'Without it, tables and snapshots are stored in plaintext.',
  fix: 'Set encrypted = true, and kms_key_id to a customer managed key.',
  resources: ['aws_redshift_cluster'],
  check: (cluster) =>
    cluster.at('encrypted') === undefined
      ? notKnown('encrypted', 'true', byVersion)
      : attribute(cluster, 'encrypted').is(true),
  examples: {
    good: {
      encrypted: `
        resource "aws_redshift_cluster" "main" {
          encrypted = true
        }`,
    },
    bad: {
      plaintext: `
        resource "aws_redshift_cluster" "main" {
          encrypted = false
        }`,
    },
    unknown: {
      'the default, which depends on the version of the provider': `
        resource "aws_redshift_cluster" "main" {
          cluster_identifier = "main"
        }`,
    },
  },
});
