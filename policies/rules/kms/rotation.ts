import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { Unknown, type Value } from '../../../review/model/value';
import { notKnown } from '../../../review/engine/verdict';

const symmetric = ['SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT'];

export const rotation = defineRule({
  id: 'kms/rotation',
  aliases: ['KMS-01'],
  title: 'KMS keys should have automatic rotation enabled',
  severity: 'medium',
  why: 'Without rotation, one key material protects the data of all years. AWS rotates the key without any change for those who use it.',
  fix: 'Set enable_key_rotation = true.',
  resources: ['aws_kms_key'],
  check: (key) => {
    // AWS rotates only symmetric encryption keys whose key material it created.
    if (key.at('custom_key_store_id') !== undefined) return [];
    const kind = [key.at('customer_master_key_spec'), key.at('key_usage')];
    const isSymmetric = (value: Value | undefined) => typeof value !== 'string' || symmetric.includes(value);
    if (!kind.every(isSymmetric)) return [];
    const verdict = attribute(key, 'enable_key_rotation', { default: false }).is(true);
    const unknown = kind.find((value) => value instanceof Unknown);
    return unknown instanceof Unknown && verdict.status === 'fail'
      ? notKnown(verdict.attribute, verdict.expected, unknown)
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
    },
    bad: {
      'not set, which defaults to false': `
        resource "aws_kms_key" "main" {
          description = "Data"
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
    },
  },
});
