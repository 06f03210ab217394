import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import type { Resource } from '../../../review/model/resource';
import { isAbsent, Unknown } from '../../../review/model/value';
import { notKnown } from '../../../review/engine/verdict';

export const rotation = defineRule({
  id: 'kms/rotation',
  aliases: ['KMS-01'],
  title: 'KMS keys should have automatic rotation enabled',
  severity: 'medium',
  why: 'Without rotation, one key material protects the data of all years. AWS rotates the key without any change for those who use it.',
  fix: 'Set enable_key_rotation = true.',
  resources: ['aws_kms_key'],
  check: (key) => {
    const rotated = canRotate(key);
    if (rotated === false) return [];
    const verdict = attribute(key, 'enable_key_rotation', { default: false }).is(true);
    return rotated instanceof Unknown && verdict.status === 'fail'
      ? notKnown(verdict.attribute, verdict.expected, rotated)
      : verdict;
  },
  examples: {
    good: {
      'rotated; a key that signs cannot be': `
        resource "aws_kms_key" "main" {
          enable_key_rotation = true
        }
        resource "aws_kms_key" "signing" {
          key_usage                = "SIGN_VERIFY"
          customer_master_key_spec = "ECC_NIST_P256"
        }`,
      'asymmetric keys that encrypt and that derive secrets, and an HMAC key, which cannot be': `
        resource "aws_kms_key" "main" {
          enable_key_rotation = true
        }
        resource "aws_kms_key" "intake" {
          key_usage                = "ENCRYPT_DECRYPT"
          customer_master_key_spec = "RSA_4096"
          enable_key_rotation      = false
        }
        resource "aws_kms_key" "devices" {
          key_usage                = "KEY_AGREEMENT"
          customer_master_key_spec = "ECC_NIST_P384"
        }
        resource "aws_kms_key" "sessions" {
          key_usage                = "GENERATE_VERIFY_MAC"
          customer_master_key_spec = "HMAC_256"
        }`,
    },
    bad: {
      'not set, which defaults to false': `
        resource "aws_kms_key" "main" {
          description = "Data"
        }`,
      'symmetric, as its key spec tells': `
        resource "aws_kms_key" "main" {
          key_usage                = "ENCRYPT_DECRYPT"
          customer_master_key_spec = "SYMMETRIC_DEFAULT"
          multi_region             = true
        }`,
      'symmetric, since no key spec is set, which KMS takes for no other usage': `
        resource "aws_kms_key" "main" {
          key_usage = "SIGN_VERIFY"
        }`,
      null: `
        resource "aws_kms_key" "main" {
          enable_key_rotation = null
        }`,
      'a variable with a default': `
        variable "rotation" {
          default = false
        }
        resource "aws_kms_key" "main" {
          enable_key_rotation = var.rotation
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "rotation" {}
        resource "aws_kms_key" "main" {
          enable_key_rotation = var.rotation
        }`,
      'a kind of key that is not known': `
        variable "spec" {}
        resource "aws_kms_key" "main" {
          customer_master_key_spec = var.spec
        }`,
      'a key store that is not known': `
        variable "store" {}
        resource "aws_kms_key" "main" {
          custom_key_store_id = var.store
        }`,
    },
  },
});

/**
 * AWS rotates only symmetric encryption keys whose key material it created. The key spec tells which those are: a usage belongs to several kinds (KMS API
 * reference, CreateKey, KeySpec and KeyUsage).
 */
function canRotate(key: Resource): boolean | Unknown {
  const [store, spec, usage] = ['custom_key_store_id', 'customer_master_key_spec', 'key_usage'].map((it) => key.at(it));
  const isElsewhere = store instanceof Unknown ? store : !isAbsent(store) && store !== '';
  if (isElsewhere === true || (typeof spec === 'string' && spec !== 'SYMMETRIC_DEFAULT')) return false;
  if (!(spec instanceof Unknown)) return isElsewhere === false ? true : isElsewhere;
  return typeof usage === 'string' && usage !== 'ENCRYPT_DECRYPT' ? false : spec;
}
