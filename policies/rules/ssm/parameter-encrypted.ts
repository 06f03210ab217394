import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';
import { Unknown } from '../../../review/model/value';
import { namesCustomerKey } from '../support/customer-key';
import { isSecretName, secretIn } from '../support/secrets';
import { textOfValue } from '../support/text';

const expected = '"SecureString", because it holds a secret';

export const parameterEncrypted = defineRule({
  id: 'ssm/parameter-encrypted',
  aliases: ['SSM-01'],
  title: 'SSM parameters that hold a secret should be SecureString with a customer managed key',
  severity: 'medium',
  why: 'Everyone with ssm:GetParameter, including ReadOnlyAccess, can read a String parameter. Under the AWS managed key the same is true of a SecureString, because no key policy restricts it.',
  fix: 'Set type = "SecureString" and key_id to a customer managed KMS key, or keep the secret in Secrets Manager.',
  resources: ['aws_ssm_parameter'],
  check: (parameter) => {
    const type = parameter.at('type');
    if (type === 'SecureString') return namesCustomerKey(attribute(parameter, 'key_id'));
    return holdsSecret(parameter) ? isSecure(type) : [];
  },
  examples: {
    good: {
      encrypted: `
        resource "aws_kms_key" "data" {}
        resource "aws_ssm_parameter" "password" {
          name     = "/shop/database/password"
          type     = "SecureString"
          key_id   = aws_kms_key.data.arn
          value_wo = "set by an operator"
        }`,
      'after one that is not a secret': `
        resource "aws_ssm_parameter" "token" {
          name   = "/shop/api-token"
          type   = "SecureString"
          key_id = "alias/data"
        }
        resource "aws_ssm_parameter" "image" {
          name  = "/shop/image"
          type  = "String"
          value = "web:1"
        }`,
    },
    bad: {
      'a password in plaintext': `
        resource "aws_ssm_parameter" "password" {
          name  = "/shop/database/password"
          type  = "String"
          value = "correct-horse"
        }`,
      'a token, by its shape': `
        resource "aws_ssm_parameter" "deploy" {
          name  = "/shop/deploy"
          type  = "String"
          value = "ghp_0123456789abcdefghijklmnopqrstuvwxyzAB"
        }`,
      'the AWS managed key': `
        resource "aws_ssm_parameter" "password" {
          name = "/shop/database/password"
          type = "SecureString"
        }`,
    },
    unknown: {
      'a type without a value': `
        variable "type" {}
        resource "aws_ssm_parameter" "password" {
          name = "/shop/database/password"
          type = var.type
        }`,
    },
  },
});

/** Whether a parameter holds a secret, by the last part of its name or by its value. */
function holdsSecret(parameter: Resource): boolean {
  const name = textOfValue(parameter.at('name')).split('/').at(-1) ?? '';
  const values = ['value', 'insecure_value'].map((path) => textOfValue(parameter.at(path)));
  return isSecretName(name) || values.some((value) => secretIn(value) !== undefined);
}

function isSecure(type: unknown): Verdict {
  if (type instanceof Unknown) return notKnown('type', expected, type);
  return type === 'SecureString' ? pass : failing('type', expected, JSON.stringify(type ?? 'nothing'));
}
