import { defineRule } from '../../../review/engine/rule';
import { attributeOf, eachBlock, isList, Unknown } from '../../../review/engine/attribute';
import { any, failing, notKnown } from '../../../review/engine/verdict';

const path = 'encryption_config';
const expected = 'an encryption_config of "secrets"';

export const secretsEncrypted = defineRule({
  id: 'eks/secrets-encrypted',
  aliases: ['EKS-03'],
  title: 'EKS clusters should encrypt Kubernetes secrets with a KMS key',
  severity: 'medium',
  why: 'Envelope encryption with a customer managed key adds a second permission that a reader of etcd and its backups needs.',
  fix: 'Add encryption_config { resources = ["secrets"], provider { key_arn = … } }.',
  resources: ['aws_eks_cluster'],
  check: (cluster) => {
    const configs = eachBlock(cluster, path);
    if (configs instanceof Unknown) return notKnown(path, expected, configs);
    if (configs.length === 0) return failing(path, expected, 'none');
    return any(
      configs.map((config) =>
        attributeOf(config, 'resources').satisfies(expected, (list) => isList(list) && list.includes('secrets')),
      ),
    );
  },
  examples: {
    good: {
      'a key': `
        resource "aws_eks_cluster" "main" {
          encryption_config {
            resources = ["secrets"]
            provider {
              key_arn = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
            }
          }
        }`,
    },
    bad: {
      none: `
        resource "aws_eks_cluster" "main" {
          name = "main"
        }`,
    },
    unknown: {
      'a config that is not known': `
        variable "keys" {}
        resource "aws_eks_cluster" "main" {
          dynamic "encryption_config" {
            for_each = var.keys
            content {
              resources = ["secrets"]
              provider {
                key_arn = encryption_config.value
              }
            }
          }
        }`,
    },
  },
});
