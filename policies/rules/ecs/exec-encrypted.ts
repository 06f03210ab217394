import { defineRule } from '../../../review/engine/rule';
import { attribute } from '../../../review/engine/attribute';

export const execEncrypted = defineRule({
  id: 'ecs/exec-encrypted',
  aliases: ['ECS-11'],
  replaces: ['ecs/cluster-observed'],
  title: 'ECS Exec sessions should be encrypted with a KMS key',
  severity: 'low',
  why: 'Without a KMS key, only TLS between the client and the agent protects the session.',
  fix: 'Set configuration.execute_command_configuration { kms_key_id = … }.',
  resources: ['aws_ecs_cluster'],
  check: (cluster) => attribute(cluster, 'configuration.execute_command_configuration.kms_key_id').isPresent('a key'),
  examples: {
    good: {
      'a key': `
        resource "aws_ecs_cluster" "main" {
          configuration {
            execute_command_configuration {
              kms_key_id = "alias/exec"
            }
          }
        }`,
    },
    bad: {
      'the default': `
        resource "aws_ecs_cluster" "main" {
          name = "main"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "key" {}
        resource "aws_ecs_cluster" "main" {
          configuration {
            execute_command_configuration {
              kms_key_id = var.key
            }
          }
        }`,
    },
  },
});
