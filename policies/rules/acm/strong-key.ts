import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { isImported } from './imported';

const strong = ['RSA_2048', 'RSA_3072', 'RSA_4096', 'EC_prime256v1', 'EC_secp384r1', 'EC_secp521r1'];

export const strongKey = defineRule({
  id: 'acm/strong-key',
  aliases: ['ACM-01/4'],
  replaces: ['acm/certificate'],
  title: 'ACM certificates should have a key of RSA 2048 bits or stronger',
  severity: 'low',
  why: 'A short key can be computed from the certificate. Whoever does can impersonate the site.',
  fix: 'Set key_algorithm to RSA_2048 or stronger.',
  resources: ['aws_acm_certificate'],
  check: (certificate) =>
    isImported(certificate) ? [] : attribute(certificate, 'key_algorithm', { default: 'RSA_2048' }).isOneOf(strong),
  examples: {
    good: {
      'the default, and a curve': `
        resource "aws_acm_certificate" "web" {
          domain_name = "www.example.com"
        }
        resource "aws_acm_certificate" "api" {
          domain_name   = "api.example.com"
          key_algorithm = "EC_prime256v1"
        }`,
    },
    bad: {
      'a short key': `
        resource "aws_acm_certificate" "web" {
          domain_name   = "www.example.com"
          key_algorithm = "RSA_1024"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "algorithm" {}
        resource "aws_acm_certificate" "web" {
          key_algorithm = var.algorithm
        }`,
    },
  },
});
