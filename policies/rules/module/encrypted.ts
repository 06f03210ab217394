import { defineRule } from '../../../review/engine/rule';
import { Attribute } from '../../../review/engine/attribute';
import { all } from '../../../review/engine/verdict';
import { argumentsOf } from './arguments';

const encryption =
  /^(?:\w+_)?(?:encrypted|encryption_enabled|enable_encryption|encrypt_at_rest|sse_enabled|enable_kms_encryption)$/;

export const encrypted = defineRule({
  id: 'module/encrypted',
  aliases: ['MOD-04'],
  title: 'Module arguments should not switch encryption off',
  severity: 'high',
  why: 'The module was not read, but its argument says that what it makes is not encrypted. Often that cannot be changed later without copying the data.',
  fix: 'Set the argument to true, or remove it.',
  resources: ['@module'],
  check: (module) =>
    all(
      argumentsOf(module)
        .filter(({ name }) => encryption.test(name))
        .map(({ path, value }) => new Attribute(path, value).satisfies('true', (is) => String(is) !== 'false')),
    ),
  examples: {
    good: {
      'switched on': `
        module "main" {
          source = "terraform-aws-modules/rds/aws"
          storage_encrypted = true
        }`,
    },
    bad: {
      'switched off': `
        module "main" {
          source = "terraform-aws-modules/rds/aws"
          storage_encrypted = false
        }`,
      'within an object': `
        module "host" {
          source = "terraform-aws-modules/ec2-instance/aws"
          root_block_device = [{
            encrypted = false
          }]
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "encrypted" {}
        module "main" {
          source = "terraform-aws-modules/rds/aws"
          storage_encrypted = var.encrypted
        }`,
    },
  },
});
