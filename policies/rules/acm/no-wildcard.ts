import { Attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all, notKnown, type Verdict } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';
import { isList, Unknown, type Value } from '../../../review/model/value';
import { isImported } from './imported';

function withoutWildcard(certificate: Resource, path: string): Verdict {
  const value = certificate.at(path);
  const isWild = (one: Value | undefined) => typeof one === 'string' && one.startsWith('*');
  const doubt = isList(value) ? value.find((one) => one instanceof Unknown) : undefined;
  if (doubt instanceof Unknown && !doubt.text) return notKnown(path, 'names without "*"', doubt);
  return new Attribute(path, value).satisfies('names without "*"', (names) => ![names].flat().some(isWild));
}

export const noWildcard = defineRule({
  id: 'acm/no-wildcard',
  aliases: ['ACM-01'],
  replaces: ['acm/certificate'],
  title: 'ACM certificates should not have wildcard names',
  severity: 'low',
  why: 'Whoever gets the key of a wildcard certificate can impersonate every host of the domain.',
  fix: 'List the names in domain_name and subject_alternative_names, without "*".',
  resources: ['aws_acm_certificate'],
  check: (certificate) =>
    isImported(certificate)
      ? []
      : all(['domain_name', 'subject_alternative_names'].map((path) => withoutWildcard(certificate, path))),
  examples: {
    good: {
      'two names': `
        resource "aws_acm_certificate" "web" {
          domain_name               = "www.example.com"
          subject_alternative_names = ["api.example.com"]
        }`,
    },
    bad: {
      'a wildcard among its names': `
        resource "aws_acm_certificate" "web" {
          domain_name               = "example.com"
          subject_alternative_names = ["*.example.com"]
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "name" {}
        resource "aws_acm_certificate" "web" {
          domain_name = var.name
        }`,
    },
  },
});
