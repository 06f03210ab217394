import { attribute, Attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all, notKnown, type Verdict } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';
import { isAbsent, isList, Unknown, type Value } from '../../../review/model/value';

const strong = ['RSA_2048', 'RSA_3072', 'RSA_4096', 'EC_prime256v1', 'EC_secp384r1', 'EC_secp521r1'];

function noWildcard(certificate: Resource, path: string): Verdict {
  const value = certificate.at(path);
  const isWild = (one: Value | undefined) => typeof one === 'string' && one.startsWith('*');
  const doubt = isList(value) ? value.find((one) => one instanceof Unknown) : undefined;
  if (doubt instanceof Unknown && !doubt.text) return notKnown(path, 'names without "*"', doubt);
  return new Attribute(path, value).satisfies('names without "*"', (names) => ![names].flat().some(isWild));
}

export const certificate = defineRule({
  id: 'acm/certificate',
  aliases: ['ACM-01'],
  title: 'ACM certificates should use DNS validation, create_before_destroy, strong keys and no wildcard names',
  severity: 'low',
  why: 'A certificate validated by email is not renewed when nobody answers the email. One that is destroyed before its replacement exists takes the site down. Whoever gets the key of a wildcard certificate can impersonate every host of the domain.',
  fix: 'Set validation_method = "DNS" and lifecycle { create_before_destroy = true }, list names without "*", and set key_algorithm to RSA_2048 or stronger.',
  resources: ['aws_acm_certificate'],
  check: (resource) => {
    const isImported = !isAbsent(resource.at('private_key')) || !isAbsent(resource.at('certificate_body'));
    const isOfOwnAuthority = !isAbsent(resource.at('certificate_authority_arn'));
    // A plan does not contain the lifecycle.
    const lifecycle = attribute(resource, 'lifecycle.create_before_destroy', { default: false });
    return all([
      ...(isImported || isOfOwnAuthority ? [] : [attribute(resource, 'validation_method').is('DNS')]),
      ...(resource.change ? [] : [lifecycle.is(true)]),
      ...(isImported ? [] : [noWildcard(resource, 'domain_name'), noWildcard(resource, 'subject_alternative_names')]),
      ...(isImported ? [] : [attribute(resource, 'key_algorithm', { default: 'RSA_2048' }).isOneOf(strong)]),
    ]);
  },
  examples: {
    good: {
      'all of it': `
        resource "aws_acm_certificate" "web" {
          domain_name               = "www.example.com"
          subject_alternative_names = ["api.example.com"]
          validation_method         = "DNS"
          lifecycle {
            create_before_destroy = true
          }
        }`,
    },
    bad: {
      'validated by email': `
        resource "aws_acm_certificate" "web" {
          domain_name       = "www.example.com"
          validation_method = "EMAIL"
          lifecycle {
            create_before_destroy = true
          }
        }`,
      'destroyed first': `
        resource "aws_acm_certificate" "web" {
          domain_name       = "www.example.com"
          validation_method = "DNS"
        }`,
      'a wildcard among its names': `
        resource "aws_acm_certificate" "web" {
          domain_name               = "example.com"
          subject_alternative_names = ["*.example.com"]
          validation_method         = "DNS"
          lifecycle {
            create_before_destroy = true
          }
        }`,
      'a short key': `
        resource "aws_acm_certificate" "web" {
          domain_name       = "www.example.com"
          validation_method = "DNS"
          key_algorithm     = "RSA_1024"
          lifecycle {
            create_before_destroy = true
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "name" {}
        resource "aws_acm_certificate" "web" {
          domain_name       = var.name
          validation_method = "DNS"
          lifecycle {
            create_before_destroy = true
          }
        }`,
    },
  },
});
