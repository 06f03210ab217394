import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';
import { isList, isMap } from '../../../review/engine/attribute';
import { any, worst } from '../../../review/engine/verdict';

const path = 'client_authentication';
const expected = 'IAM, SCRAM or TLS';

export const authenticated = defineRule({
  id: 'msk/authenticated',
  aliases: ['MSK-02'],
  title: 'MSK clusters should require client authentication',
  severity: 'medium',
  why: 'Without authentication, anyone who reaches a broker can read and write every topic.',
  fix: 'Set client_authentication { sasl { iam = true } } or tls, and unauthenticated = false.',
  resources: ['aws_msk_cluster'],
  check: (cluster) => {
    const methods = ['sasl.iam', 'sasl.scram', 'tls'].map((name) => attribute(cluster, `${path}.${name}`));
    const anonymous = attribute(cluster, `${path}.unauthenticated`, { default: false }).is(false);
    // Without any method clients need none: MSK developer guide, "Authentication and authorization for Amazon MSK APIs".
    const some = any(
      methods.map((method) =>
        method.satisfies(expected, (value) => isMap(value) || isList(value) || String(value) === 'true'),
      ),
    );
    return worst([anonymous, some.status === 'pass' ? some : { ...some, attribute: path }]);
  },
  examples: {
    good: {
      IAM: `
        resource "aws_msk_cluster" "main" {
          client_authentication {
            sasl {
              iam = true
            }
          }
        }`,
      certificates: `
        resource "aws_msk_cluster" "main" {
          client_authentication {
            tls {
              certificate_authority_arns = ["arn:aws:acm-pca:eu-west-1:111122223333:certificate-authority/a"]
            }
          }
        }`,
    },
    bad: {
      'no authentication': `
        resource "aws_msk_cluster" "main" {
          cluster_name = "main"
        }`,
      'unauthenticated clients too': `
        resource "aws_msk_cluster" "main" {
          client_authentication {
            unauthenticated = true
            sasl {
              iam = true
            }
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "iam" {}
        resource "aws_msk_cluster" "main" {
          client_authentication {
            sasl {
              iam = var.iam
            }
          }
        }`,
    },
  },
});
