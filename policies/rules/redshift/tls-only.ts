import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';
import { attributeOf, eachBlock, Unknown } from '../../../review/engine/attribute';
import { notKnown } from '../../../review/engine/verdict';

const expected = 'require_ssl = true';

export const tlsOnly = defineRule({
  id: 'redshift/tls-only',
  aliases: ['RSH-03'],
  title: 'Redshift clusters should require TLS',
  severity: 'medium',
  why: 'Without require_ssl, clients can connect in plaintext, and passwords and results can be read on the network.',
  fix: 'Add parameter { name = "require_ssl", value = "true" } to the parameter group.',
  resources: ['aws_redshift_parameter_group'],
  check: (group) => {
    const parameters = eachBlock(group, 'parameter');
    if (parameters instanceof Unknown) return notKnown('parameter', expected, parameters);
    const ssl = parameters.find(({ values }) => values.name === 'require_ssl');
    if (ssl) return attributeOf(ssl, 'value').is(true);
    const unknown = parameters.map(({ values }) => values.name).find((name) => name instanceof Unknown);
    if (unknown instanceof Unknown) return notKnown('parameter', expected, unknown);
    // Redshift management guide, "Amazon Redshift parameter groups": true by default since redshift-2.0.
    return attribute(group, 'family').satisfies(expected, (family) => family !== 'redshift-1.0');
  },
  examples: {
    good: {
      required: `
        resource "aws_redshift_parameter_group" "main" {
          family = "redshift-1.0"
          parameter {
            name  = "require_ssl"
            value = "true"
          }
        }`,
      'the default of redshift-2.0': `
        resource "aws_redshift_parameter_group" "main" {
          family = "redshift-2.0"
        }`,
    },
    bad: {
      'the default of redshift-1.0': `
        resource "aws_redshift_parameter_group" "main" {
          family = "redshift-1.0"
        }`,
      disabled: `
        resource "aws_redshift_parameter_group" "main" {
          family = "redshift-2.0"
          parameter {
            name  = "require_ssl"
            value = "false"
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "ssl" {}
        resource "aws_redshift_parameter_group" "main" {
          family = "redshift-1.0"
          parameter {
            name  = "require_ssl"
            value = var.ssl
          }
        }`,
    },
  },
});
