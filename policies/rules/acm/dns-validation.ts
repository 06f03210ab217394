import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { isAbsent } from '../../../review/model/value';
import { isImported } from './imported';

export const dnsValidation = defineRule({
  id: 'acm/dns-validation',
  aliases: ['ACM-01/2'],
  replaces: ['acm/certificate'],
  title: 'ACM certificates should be validated by DNS',
  severity: 'low',
  why: 'ACM renews a certificate by itself as long as its DNS records exist. One that is validated by email expires when nobody answers the email.',
  fix: 'Set validation_method = "DNS" and create the records of domain_validation_options.',
  resources: ['aws_acm_certificate'],
  check: (certificate) => {
    const isOfOwnAuthority = !isAbsent(certificate.at('certificate_authority_arn'));
    return isImported(certificate) || isOfOwnAuthority ? [] : attribute(certificate, 'validation_method').is('DNS');
  },
  examples: {
    good: {
      'validated by DNS': `
        resource "aws_acm_certificate" "web" {
          domain_name       = "www.example.com"
          validation_method = "DNS"
        }`,
    },
    bad: {
      'validated by email': `
        resource "aws_acm_certificate" "web" {
          domain_name       = "www.example.com"
          validation_method = "EMAIL"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "method" {}
        resource "aws_acm_certificate" "web" {
          validation_method = var.method
        }`,
    },
  },
});
