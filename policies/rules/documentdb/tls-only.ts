import { defineRule } from '../../../review/engine/rule';
import { attributeOf, eachBlock, Unknown } from '../../../review/engine/attribute';
import { all, notKnown } from '../../../review/engine/verdict';

const expected = 'tls that is not "disabled"';

export const tlsOnly = defineRule({
  id: 'documentdb/tls-only',
  aliases: ['DOC-04'],
  title: 'DocumentDB clusters should require TLS',
  severity: 'medium',
  why: 'With tls disabled, passwords and documents cross the network in plaintext.',
  fix: 'Remove the parameter tls, or set it to "enabled".',
  resources: ['aws_docdb_cluster_parameter_group'],
  check: (group) => {
    const parameters = eachBlock(group, 'parameter');
    if (parameters instanceof Unknown) return notKnown('parameter', expected, parameters);
    return all(
      parameters.flatMap((parameter) => {
        const { name } = parameter.values;
        const isDisabled = attributeOf(parameter, 'value').isNot('disabled');
        if (name instanceof Unknown) return isDisabled.status === 'pass' ? [] : [notKnown('parameter', expected, name)];
        return name === 'tls' ? [isDisabled] : [];
      }),
    );
  },
  examples: {
    good: {
      'the default': `
        resource "aws_docdb_cluster_parameter_group" "main" {
          family = "docdb5.0"
        }`,
      'TLS 1.3': `
        resource "aws_docdb_cluster_parameter_group" "main" {
          family = "docdb5.0"
          parameter {
            name  = "tls"
            value = "tls1.3+"
          }
        }`,
    },
    bad: {
      disabled: `
        resource "aws_docdb_cluster_parameter_group" "main" {
          family = "docdb5.0"
          parameter {
            name  = "tls"
            value = "disabled"
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "tls" {}
        resource "aws_docdb_cluster_parameter_group" "main" {
          parameter {
            name  = "tls"
            value = var.tls
          }
        }`,
    },
  },
});
